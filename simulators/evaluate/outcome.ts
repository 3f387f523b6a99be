import type { FailureTruth, Life, Raise, SituationTruth, Window } from "./life.ts";

/** What the raises of one rule were worth to one vehicle. Counts of events: failures, or situations. */
export interface Outcome {
  readonly events: number;
  readonly inTime: number;
  readonly early: number;
  readonly late: number;
  /** Events before whose instant the rule spoke within its horizon, however shortly. */
  readonly before: number;
  /** From the first raise in the window to the failure; of a situation, from its beginning to the first raise. One a hit. */
  readonly spansMs: readonly number[];
  readonly falseAlarms: number;
  /** Of these, raised on a component past its workshop limit: worn indeed, though it did not fail within the horizon. */
  readonly falseOnWorn: number;
  /** By sort of situation: how many, and how many in time. */
  readonly sorts: Readonly<Record<string, { readonly events: number; readonly inTime: number }>>;
}

/** Where nothing failed, a raise is false unless the failure came after the watching, yet within its horizon. */
const unfailed = (raises: readonly Raise[], truth: FailureTruth, window: Window, watchedUntil: number): Outcome => {
  const { failsLaterAt, limitAt } = truth;
  const undecided = ({ at }: Raise): boolean => {
    if (failsLaterAt !== undefined) return failsLaterAt - at <= window.horizonMs;
    // Past its limit, and the watching ended before the horizon of the raise did: nobody knows how that would have ended.
    return limitAt !== undefined && watchedUntil - at < window.horizonMs;
  };
  const wrong = raises.filter((raise) => !undecided(raise));
  return {
    events: 0,
    inTime: 0,
    early: 0,
    late: 0,
    before: 0,
    spansMs: [],
    falseAlarms: wrong.length,
    falseOnWorn: wrong.filter(({ at }) => limitAt !== undefined && at >= limitAt).length,
    sorts: {},
  };
};

/**
 * Scores the raises of one rule in one life by the failure and not by the sample: in time is the first raise inside
 * [failure − horizon, failure − action]; later raises of the same failure do not count again. A raise before the window is a
 * false alarm, and the failure was early if nothing better came. A raise after the window is late: detected, not predicted.
 */
export const foretold = (
  raises: readonly Raise[],
  truth: FailureTruth,
  window: Window,
  watchedUntil: number,
): Outcome => {
  const { failedAt, limitAt } = truth;
  if (failedAt === undefined) return unfailed(raises, truth, window, watchedUntil);
  const opens = failedAt - window.horizonMs;
  const shuts = failedAt - window.actionMs;
  const early = raises.filter(({ at }) => at < opens);
  const hit = raises.find(({ at }) => at >= opens && at <= shuts);
  const late = raises.some(({ at }) => at > shuts);
  return {
    events: 1,
    inTime: hit === undefined ? 0 : 1,
    early: hit === undefined && !late && early.length > 0 ? 1 : 0,
    late: hit === undefined && late ? 1 : 0,
    before: raises.some(({ at }) => at >= opens && at < failedAt) ? 1 : 0,
    spansMs: hit === undefined ? [] : [failedAt - hit.at],
    falseAlarms: early.length,
    falseOnWorn: early.filter(({ at }) => limitAt !== undefined && at >= limitAt).length,
    sorts: {},
  };
};

/**
 * Scores a rule that notices rather than predicts: in time is the first raise from the beginning of a situation until it is
 * due; a later one, while the situation lasts, is late. A raise in no situation, or of another subject, is a false alarm.
 */
export const noticed = (raises: readonly Raise[], { situations }: SituationTruth): Outcome => {
  const speaksOf = ({ at, subject }: Raise, { at: from, until, subjects }: SituationTruth["situations"][number]) =>
    at >= from && at <= until && (subjects === undefined || subjects.includes(subject));
  const sorts: Record<string, { events: number; inTime: number }> = {};
  const spansMs: number[] = [];
  let late = 0;
  for (const situation of situations) {
    const first = raises.find((raise) => speaksOf(raise, situation));
    const hit = first !== undefined && first.at <= situation.dueAt;
    const sort = sorts[situation.sort] ?? { events: 0, inTime: 0 };
    sorts[situation.sort] = { events: sort.events + 1, inTime: sort.inTime + (hit ? 1 : 0) };
    if (hit) spansMs.push(first.at - situation.at);
    else if (first !== undefined) late += 1;
  }
  const wrong = raises.filter((raise) => !situations.some((situation) => speaksOf(raise, situation)));
  return {
    events: situations.length,
    inTime: spansMs.length,
    early: 0,
    late,
    before: spansMs.length + late,
    spansMs,
    falseAlarms: wrong.length,
    falseOnWorn: 0,
    sorts,
  };
};

/** What these raises were worth in this life. */
export const outcomeOf = (
  raises: readonly Raise[],
  { truth, to }: Pick<Life, "truth" | "to">,
  window: Window,
): Outcome => (truth.kind === "predicts" ? foretold(raises, truth, window, to) : noticed(raises, truth));
