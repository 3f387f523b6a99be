import type { VehicleEvent } from "../../../contract/events.ts";
import { SimulatorError } from "../../errors.ts";
import { createDriveClock, driveName } from "../drive-clock.ts";
import {
  because,
  drop,
  type Importer,
  type ImportOptions,
  type ImportReport,
  newReport,
  unknown,
} from "../formats/format.ts";
import type { Line } from "../lines.ts";
import { type Bus, type BusMessage, readingsOf } from "./bus.ts";
import { type Frame, idText } from "./frame.ts";
import { createTransport, isPart } from "./transport.ts";

/** A line of a CAN log: a frame, nothing to say (a comment, a remote request), or a fault with its reason. */
export type ParsedLine = Frame | "nothing" | { readonly fault: string };

/** A frame waits this long for one with an earlier time stamp: two buses behind one adapter come up to 22 ms out of order. */
const windowMs = 100;

/** Hands out frames in the order of their time stamps. Bounded: what is a window behind the newest frame has left. */
const createReordering = (emit: (frame: Frame) => void, onLate: () => void) => {
  let waiting: Frame[] = [];
  let lastAt = Number.NEGATIVE_INFINITY;
  let newestAt = Number.NEGATIVE_INFINITY;
  return {
    take(frame: Frame): void {
      if (frame.at < lastAt) onLate();
      lastAt = frame.at;
      newestAt = Math.max(newestAt, frame.at);
      let place = waiting.length;
      while (place > 0 && (waiting[place - 1]?.at ?? 0) > frame.at) place -= 1;
      if (place === waiting.length) waiting.push(frame);
      else waiting.splice(place, 0, frame);
      // In bulk: taking single frames off the front would move the rest each time.
      if (waiting.length < 64 && newestAt - (waiting[0]?.at ?? newestAt) < 4 * windowMs) return;
      const due = waiting.findIndex(({ at }) => at > newestAt - windowMs);
      for (const ready of waiting.slice(0, due)) emit(ready);
      waiting = waiting.slice(due);
    },
    finish(): void {
      for (const frame of waiting) emit(frame);
      waiting = [];
    },
  };
};

/** What was seen of messages, so that what is not mapped is named once at the end. */
const createCensus = (report: ImportReport) => {
  const messages = new Map<BusMessage, number>();
  return {
    message(seen: BusMessage): void {
      messages.set(seen, (messages.get(seen) ?? 0) + 1);
    },
    finish(): void {
      for (const [{ message, unmapped }, times] of messages)
        for (const signal of unmapped) unknown(report, `${message.name}.${signal}`, times);
    },
  };
};

const noBus: Bus = { find: () => undefined };

/** The part that all CAN logs share: order, long messages, decoding by the bus description, counting. */
export const createCanImporter = (
  name: string,
  path: string,
  options: ImportOptions,
  parse: (text: string) => ParsedLine,
): Importer => {
  if (options.bus === undefined && options.framesOnly !== true) throw new SimulatorError("SIMULATOR_DBC_NEEDED", path);
  const bus = options.bus ?? noBus;
  const report = newReport(name);
  const census = createCensus(report);
  const clock = createDriveClock(driveName(path));
  const transport = createTransport();
  let out: VehicleEvent[] = [];

  const decode = (frame: Frame, message: BusMessage): void => {
    census.message(message);
    for (const reading of readingsOf(frame.data, message))
      if ("refused" in reading) because(report, reading.refused);
      else out.push({ kind: "sample", path: reading.path, value: reading.value, at: clock.at() });
  };

  const arrange = (frame: Frame): void => {
    const described = bus.find(frame.id);
    if (!isPart(frame, described?.message.bytes)) {
      if (described === undefined) unknown(report, `id ${idText(frame.id)}`);
      else decode(frame, described);
      return;
    }
    const assembly = transport.take(frame);
    if (assembly === "lost") because(report, "long message with a part missing");
    if (typeof assembly === "string") return;
    const whole = bus.find(assembly.whole.id);
    if (whole === undefined) unknown(report, `id ${idText(assembly.whole.id)}`);
    else decode(assembly.whole, whole);
  };

  const emit = (frame: Frame): void => {
    if (clock.advance(Math.round(frame.at), out) === "refused") {
      drop(report, "impossible time");
      return;
    }
    arrange(frame);
  };

  const reordering = createReordering(emit, () => {
    report.repaired += 1;
    because(report, "time stamp out of order");
  });
  return {
    take({ text, complete }: Line, events) {
      if (text.trim() === "") return;
      out = events;
      const parsed = parse(text);
      if (parsed === "nothing") return;
      report.rows += 1;
      if ("fault" in parsed) {
        drop(report, complete ? parsed.fault : "cut last row");
        return;
      }
      if (!complete && parsed.data.length === 0) {
        drop(report, "cut last row");
        return;
      }
      reordering.take(parsed);
    },
    finish(events) {
      out = events;
      reordering.finish();
      census.finish();
    },
    report,
  };
};
