import type { Window } from "./life.ts";

/** What the raises of one rule were worth to one vehicle. */
export interface Outcome {
  /** "none": nothing failed. */
  readonly failure: "none" | "inTime" | "late" | "early" | "missed";
  /** From the first raise in the window to the failure; undefined without one. */
  readonly leadMs: number | undefined;
  readonly falseAlarms: number;
}

/** A component past its limit that had not failed when the watching ended. */
export interface Unfinished {
  readonly limitAt: number;
  readonly watchedUntil: number;
}

/**
 * Scores the raises of one rule in one life, by the failure and not by the sample: in time is the first raise inside
 * [failure − horizon, failure − action]; later raises of the same failure do not count again. A raise before the window is a
 * false alarm, and the failure was early if nothing better came. A raise after the window is late: detected, not predicted.
 * Where nothing failed a raise is false, but for one: the component was past its limit, and the watching ended before the
 * horizon of the raise did. Nobody knows how that would have ended, so it counts on neither side.
 */
export const outcomeOf = (
  raises: readonly number[],
  failedAt: number | undefined,
  window: Window,
  unfinished?: Unfinished,
): Outcome => {
  if (failedAt === undefined) {
    const undecidedFrom =
      unfinished === undefined ? Number.POSITIVE_INFINITY : unfinished.watchedUntil - window.horizonMs;
    const decided = raises.filter((at) => at < undecidedFrom);
    return { failure: "none", leadMs: undefined, falseAlarms: decided.length };
  }
  const opens = failedAt - window.horizonMs;
  const shuts = failedAt - window.actionMs;
  const early = raises.filter((at) => at < opens);
  const inTime = raises.find((at) => at >= opens && at <= shuts);
  const late = raises.some((at) => at > shuts);
  const failure = inTime !== undefined ? "inTime" : late ? "late" : early.length > 0 ? "early" : "missed";
  return { failure, leadMs: inTime === undefined ? undefined : failedAt - inTime, falseAlarms: early.length };
};
