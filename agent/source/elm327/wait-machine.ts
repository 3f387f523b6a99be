/**
 * How long the adapter waits for an answer (ATST), fitted to this car: AT1 shortens only what comes after an answer was
 * seen, never what silence costs. Units are those of ATST, 4 ms.
 */
export interface Wait {
  /** What the adapter was told; undefined while it has its default. */
  readonly units: number | undefined;
  /** Slowest answer of late, real ms; sinks slowly, so that one slow answer is not soon forgotten. */
  readonly slowestMs: number;
  readonly answers: number;
}

/** The default of an ELM327, 200 ms, and its longest. */
const defaultUnits = 0x32;
const most = 0xff;
/** A chip's timer is not shorter than three steps. */
const least = 3;
const unitMs = 4;
/** Nothing is shortened before so many answers were seen. */
const enoughAnswers = 40;
/** Room behind the slowest answer: twice, and the jitter of a gateway. */
const roomMs = 40;
const sink = 0.995;

/** A wait that nothing is known of. */
export const firstWait: Wait = { units: undefined, slowestMs: 0, answers: 0 };

/** After a whole answer that a count ended: `elapsedMs` is then the ECU's time and the way's, with no waiting in it. */
export const answered = (wait: Wait, elapsedMs: number): Wait => ({
  ...wait,
  slowestMs: Math.max(elapsedMs, wait.slowestMs * sink),
  answers: Math.min(wait.answers + 1, 1_000_000),
});

/** After silence of an ECU that has spoken before: it may have been too slow for the wait. */
export const unanswered = (wait: Wait): Wait => ({
  ...wait,
  slowestMs: Math.max(wait.slowestMs, 20) * 1.5,
});

/** The setting that fits now, when it differs by enough to be worth a command; undefined otherwise. */
export const betterUnits = (wait: Wait): number | undefined => {
  if (wait.answers < enoughAnswers) return undefined;
  const fit = Math.min(most, Math.max(least, Math.ceil((wait.slowestMs * 2 + roomMs) / unitMs)));
  const now = wait.units ?? defaultUnits;
  return fit > now || fit < now * 0.7 ? fit : undefined;
};
