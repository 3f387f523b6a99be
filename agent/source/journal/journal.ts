import { Observable } from "rxjs";
import type { VehicleEvent } from "../../../contract/events.ts";
import { parseJournalLine } from "../../../contract/journal.ts";
import { AgentError } from "../../errors.ts";
import { type LineBatch, readLines } from "./lines.ts";

export interface JournalOptions {
  /** Plain or gzipped. */
  readonly file: string;
  /** How many times faster than it was driven; "max" does not wait. */
  readonly speed: number | "max";
  readonly time: { monotonicMs(): number };
  readonly timers: { after(ms: number, run: () => void): Disposable };
  /** Skips that many events: where a checkpoint left off. */
  readonly from?: number;
}

/** Waits shorter than this are not worth a timer: Node's own are no finer. */
const leastWaitMs = 2;

/** A recorded drive as a source: the same events, in the same order, at any speed. */
export const journalSource = ({ file, speed, time, timers, from = 0 }: JournalOptions): Observable<VehicleEvent> =>
  new Observable((subscriber) => {
    const stopped = new AbortController();
    let wake = (): void => {};
    stopped.signal.addEventListener("abort", () => wake());
    const breathe = async (ms: number): Promise<void> => {
      const { promise, resolve } = Promise.withResolvers<void>();
      using _timer = timers.after(ms, resolve);
      wake = resolve;
      await promise;
    };

    let begun: { readonly at: number; readonly monotonicMs: number } | undefined;
    const waitMs = (at: number): number => {
      if (speed === "max") return 0;
      begun ??= { at, monotonicMs: time.monotonicMs() };
      return (at - begun.at) / speed - (time.monotonicMs() - begun.monotonicMs);
    };

    let ordinal = 0;
    /** undefined for what a newer program wrote and this one passes over. */
    const eventOf = (line: string, number: number): VehicleEvent | undefined => {
      const parsed = parseJournalLine(line);
      if (!parsed.ok && parsed.why === "unknown" && ordinal > 0) return undefined;
      if (!parsed.ok) throw new AgentError("AGENT_JOURNAL_INVALID", `${file}, line ${number}: ${parsed.message}`);
      if (ordinal === 0 && parsed.event.kind !== "drive")
        throw new AgentError("AGENT_JOURNAL_INVALID", `${file}, line ${number}: a journal begins with a drive event`);
      return parsed.event;
    };

    const play = async ({ first, lines }: LineBatch): Promise<void> => {
      for (const [index, line] of lines.entries()) {
        if (stopped.signal.aborted) return;
        if (line.trim() === "") continue;
        // Events before `from` were parsed by the life before; the very first one still says that this is a journal.
        if (ordinal >= from || ordinal === 0) {
          const event = eventOf(line, first + index);
          if (event !== undefined && ordinal >= from) {
            const ms = waitMs(event.at);
            if (ms >= leastWaitMs) await breathe(ms);
            if (stopped.signal.aborted) return;
            subscriber.next(event);
          }
        }
        ordinal += 1;
      }
    };

    const run = async (): Promise<void> => {
      for await (const batch of readLines(file, stopped.signal)) {
        await play(batch);
        // Sockets and signals get their turn between two batches of an unpaced journal.
        await breathe(0);
      }
      if (ordinal === 0 && !stopped.signal.aborted) throw new AgentError("AGENT_JOURNAL_INVALID", `${file} is empty`);
      subscriber.complete();
    };

    run().catch((cause: unknown) => subscriber.error(cause));
    return () => stopped.abort();
  });
