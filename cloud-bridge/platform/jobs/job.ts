/** Work that is to be done some time: a timer, a delivery, a call to the outside. One row each, until it is done. */
export interface Job {
  /** The same key is the same work: of two words on it the newer one stays. */
  readonly key: string;
  /** Whose work it is: the handler of this kind does it. */
  readonly kind: string;
  /** Jobs of one lane are done where that lane is served, one after the other; "" for those that any bridge does. */
  readonly lane: string;
  /** What the handler needs, as it wrote it. */
  readonly payload: string;
  /** Which of two words on the same thing is newer. */
  readonly revision: number;
  /** Not before this instant, epoch ms. */
  readonly due: number;
  /** Since when it waits, epoch ms. */
  readonly createdAt: number;
}

/** A job in the hands of a worker. */
export interface LeasedJob extends Job {
  /** How often it was tried in vain. */
  readonly tries: number;
}

/**
 * What became of a try. "done": forget it, or do it again after a while where it is a clock's. "retry": not this time; without
 * a pause of its own it waits longer each time. "failed": no further try can help.
 */
export type JobOutcome =
  | { readonly is: "done"; readonly againAfterMs?: number }
  | { readonly is: "retry"; readonly why: string; readonly afterMs?: number }
  | { readonly is: "failed"; readonly why: string };

/** Does the jobs of one kind. A crash between the work and "done" repeats it: the key says that it is the same. */
export interface JobHandler {
  readonly kind: string;
  /** After so many tries a job is set aside for a person; without it, it is tried for ever. */
  readonly mostTries?: number;
  /** Whether the jobs of this lane can be done here. Without it, the kind has no lanes and any bridge does its jobs. */
  readonly serves?: (lane: string) => boolean;
  /** An error is a retry. `signal` says that the bridge stops. */
  run(job: LeasedJob, signal: AbortSignal): Promise<JobOutcome>;
}

/** What is to be written after a try. */
export type Settled =
  | { readonly to: "forget" }
  | { readonly to: "wait"; readonly due: number; readonly tries: number; readonly lastError: string | null }
  | { readonly to: "setAside"; readonly tries: number; readonly lastError: string };

/** The first pause is about a second, the longest about ten minutes. */
const backOff = { firstMs: 1_000, longestMs: 600_000 };
/** Reasons are for a person to read. */
const longestReason = 500;

/**
 * Pause before the next try, ms: twice as long each time, and the half of it by chance, so that jobs that failed together do
 * not come back together. `tries` counts from 1, `chance` is 0 up to 1.
 */
export const pauseMs = (tries: number, chance: number): number => {
  const whole = Math.min(backOff.longestMs, backOff.firstMs * 2 ** Math.min(tries - 1, 30));
  return Math.round(whole / 2 + (whole / 2) * chance);
};

/** What a try leaves to be written; `now` is epoch ms, `chance` 0 up to 1. */
export const settle = (
  { tries: before }: LeasedJob,
  outcome: JobOutcome,
  {
    mostTries,
    now,
    chance,
  }: { readonly mostTries?: number | undefined; readonly now: number; readonly chance: number },
): Settled => {
  if (outcome.is === "done")
    return outcome.againAfterMs === undefined
      ? { to: "forget" }
      : { to: "wait", due: now + outcome.againAfterMs, tries: 0, lastError: null };
  const tries = before + 1;
  const lastError = outcome.why.slice(0, longestReason);
  if (outcome.is === "failed" || tries >= (mostTries ?? Number.POSITIVE_INFINITY))
    return { to: "setAside", tries, lastError };
  return { to: "wait", due: now + (outcome.afterMs ?? pauseMs(tries, chance)), tries, lastError };
};
