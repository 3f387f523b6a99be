import type { VehicleEvent } from "../../contract/events.ts";
import type { WarningEvent } from "../../contract/warning.ts";
import type { Overlay } from "../inject/overlay.ts";
import type { Judge } from "../play/judge.ts";
import type { Pace } from "../play/pace.ts";
import type { Output } from "../process/output.ts";
import type { EventBatch } from "./drive-file.ts";
import type { ImportReport } from "./formats/format.ts";
import { count, type Distance, distanceOf, newTally } from "./odometer.ts";

/** How far a replay came, handed to whoever keeps checkpoints. */
export interface Progress {
  readonly ordinal: number;
  readonly warnings: number;
}

/** Whoever looks on while a drive is replayed. */
export interface Witness {
  recorded(event: VehicleEvent): void;
  warned(warning: WarningEvent): void;
}

export interface ReplayOptions {
  readonly drive: AsyncIterable<EventBatch>;
  readonly overlay: Overlay;
  readonly judge: Judge;
  readonly pace: Pace;
  readonly output: Output;
  /** The line of a warning as it goes out. */
  readonly line: (warning: WarningEvent) => string;
  /** Events up to this ordinal were judged by an earlier run. */
  readonly from: Progress;
  /** Called at every warning, after its line was flushed, and every 5,000 events. */
  readonly keep?: ((progress: Progress) => Promise<void>) | undefined;
  /**
   * Hears every event before it is judged, and every warning: what a report is made of. With one the judge begins anew and
   * judges again, in silence, what an earlier run judged: a checkpoint does not keep what was warned of.
   */
  readonly witness?: Witness | undefined;
  readonly onRead?: ((bytes: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ReplayResult {
  readonly events: number;
  readonly warnings: number;
  readonly distance: Distance;
  readonly report: ImportReport | undefined;
}

const eventsBetweenCheckpoints = 5_000;

/**
 * Sends a drive through the pipeline of the car, event by event in order. The same drive and overlay give the same lines at
 * any pace and from any checkpoint.
 */
export const replay = async (options: ReplayOptions): Promise<ReplayResult> => {
  const { overlay, judge, pace, output, line, from, keep, signal, witness } = options;
  const tally = newTally();
  let report: ImportReport | undefined;
  let ordinal = 0;
  let { warnings } = from;

  const settle = async (flush: boolean): Promise<void> => {
    if (flush) await output.flush();
    await keep?.({ ordinal, warnings });
  };

  const judgeAgain = (event: VehicleEvent): void => {
    if (witness === undefined) return;
    for (const warning of judge.step(event)) witness.warned(warning);
  };

  /** A promise only when something has to reach the disk: an await per event would cost more than the judging. */
  const judgeOne = (event: VehicleEvent): Promise<void> | undefined => {
    const raised = judge.step(event);
    if (raised.length === 0) return ordinal % eventsBetweenCheckpoints === 0 && keep ? settle(false) : undefined;
    for (const warning of raised) {
      output.write(line(warning));
      witness?.warned(warning);
    }
    warnings += raised.length;
    return settle(true);
  };

  const bent: VehicleEvent[] = [];
  for await (const batch of options.drive) {
    signal?.throwIfAborted();
    bent.length = 0;
    for (const event of batch.events) overlay(event, bent);
    for (const event of bent) {
      count(tally, event);
      witness?.recorded(event);
      ordinal += 1;
      if (ordinal <= from.ordinal) {
        judgeAgain(event);
        continue;
      }
      const wait = pace(event.at);
      if (wait !== undefined) await wait;
      const settling = judgeOne(event);
      if (settling !== undefined) await settling;
    }
    ({ report } = batch);
    options.onRead?.(batch.read);
  }
  return { events: ordinal, warnings, distance: distanceOf(tally), report };
};
