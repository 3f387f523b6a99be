import { type ImportReport, unknown } from "../formats/format.ts";
import type { BusMessage } from "./bus.ts";
import { idText } from "./frame.ts";

/** Counts what a log holds and nobody reads, so that it is named once at the end. */
export const createCensus = (report: ImportReport) => {
  const messages = new Map<BusMessage, number>();
  const strangers = new Map<number, number>();
  /** As many identifiers as a real log never has; a broken one may have one a line. */
  const mostStrangers = 5_000;
  let others = 0;

  return {
    /** A message that the description knows. */
    message(seen: BusMessage): void {
      messages.set(seen, (messages.get(seen) ?? 0) + 1);
    },
    /** A frame under an identifier that nothing describes. */
    stranger(id: number): void {
      const times = strangers.get(id);
      if (times === undefined && strangers.size >= mostStrangers) others += 1;
      else strangers.set(id, (times ?? 0) + 1);
    },
    /** Names what was not read. `isKnown` is true of an identifier that turned out later to be no stranger. */
    finish(isKnown: (id: number) => boolean): void {
      for (const [id, times] of strangers) if (!isKnown(id)) unknown(report, `id ${idText(id)}`, times);
      if (others > 0) unknown(report, "further ids", others);
      for (const [{ message, unmapped }, times] of messages)
        for (const signal of unmapped) unknown(report, `${message.name}.${signal}`, times);
    },
  };
};
