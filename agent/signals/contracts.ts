import { staleMsOf } from "../../contract/signals/signal.ts";
import { type SignalPath, signalPaths, signals } from "../../contract/signals.ts";

/** What may be expected of a signal in time and in size: its row of the signal table, ready for every sample. */
export interface SignalContract {
  readonly min: number;
  readonly max: number;
  /**
   * Silence after which a periodic signal is stale, ms; 0 for a signal that is sent on change or kept for the drive. A signal that
   * is seen to come more slowly is given four of its own intervals instead.
   */
  readonly staleMs: number;
  /**
   * Largest believable change: `step` at once plus `perSecond` for every second since the last reading, in the signal's
   * unit. A larger one is held until the next reading confirms it. 0 for a signal that may jump.
   */
  readonly step: number;
  readonly perSecond: number;
  /** The very first reading of a drive is held for confirmation too. */
  readonly confirmFirst: boolean;
  /** The value by which the carrier says "not available". */
  readonly missing: number | undefined;
}

const contractOf = (path: SignalPath): SignalContract => {
  const { min, max, pace = "slow", jump, missing } = signals[path];
  const { step = 0, perSecond = 0, confirmFirst = false } = jump ?? {};
  return { min, max, staleMs: staleMsOf[pace], step, perSecond, confirmFirst, missing };
};

/** The contract of every signal of the table. */
export const contracts: ReadonlyMap<SignalPath, SignalContract> = new Map(
  signalPaths.map((path) => [path, contractOf(path)]),
);
