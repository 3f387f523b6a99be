/** What the engine is asked for, load times speed, smoothed over a short and a long while. Units cancel: only ratios are used. */
export interface Effort {
  short: number | null;
  long: number | null;
  at: number | null;
  /** When it was last well above what it had been. */
  steppedAt: number | null;
}

const shortMs = 20_000;
const longMs = 180_000;
export const stepShare = 1.3;
/** Over a longer silence what was smoothed is of another road. */
const longestGapMs = 30_000;

export const noEffort = (): Effort => ({ short: null, long: null, at: null, steppedAt: null });

/**
 * Takes the effort of now: percent of the torque at this speed, and the speed, 1/min, where the car has told it. The weight is that
 * of a first-order lag, written without its exponential.
 */
export const smooth = (effort: Effort, load: number, rpm: number | undefined, at: number): void => {
  if (rpm === undefined) return;
  const now = load * rpm;
  const spanMs = effort.at === null ? 0 : at - effort.at;
  if (effort.short === null || effort.long === null || spanMs > longestGapMs || spanMs < 0) {
    effort.short = now;
    effort.long = now;
    // Nobody knows what was before.
    effort.steppedAt = at;
  } else {
    effort.short += ((now - effort.short) * spanMs) / (shortMs + spanMs);
    effort.long += ((now - effort.long) * spanMs) / (longMs + spanMs);
    if (effort.short > effort.long * stepShare) effort.steppedAt = at;
  }
  effort.at = at;
};

/** Whether the engine has been asked for nothing new in the last `spanMs`; false where nobody says. */
export const isSteady = ({ at, steppedAt }: Effort, now: number, spanMs: number): boolean =>
  at !== null && now - at <= longestGapMs && steppedAt !== null && now - steppedAt >= spanMs;
