/** A stretch of a recording without a long pause in it, event time. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Finds the stretches of a recording as it passes. */
export interface Stretches {
  /** Event time less all long pauses before it. */
  add(at: number): number;
  all(): readonly Stretch[];
}

/** Nothing for so long is a parked car, or a charging stop. */
const pauseMs = 600_000;
const mostStretches = 2_000;

const joined = (stretches: readonly Stretch[]): Stretch[] =>
  stretches.flatMap(({ from, to }, k) => (k % 2 === 0 ? [{ from, to: stretches[k + 1]?.to ?? to }] : []));

export const createStretches = (): Stretches => {
  let stretches: Stretch[] = [];
  let pausedMs = 0;
  return {
    add(at) {
      const last = stretches.at(-1);
      if (last === undefined || at - last.to > pauseMs) {
        if (last !== undefined) pausedMs += at - last.to;
        stretches.push({ from: at, to: at });
        if (stretches.length > mostStretches) stretches = joined(stretches);
      } else if (at > last.to) stretches[stretches.length - 1] = { from: last.from, to: at };
      return at - pausedMs;
    },
    all: () => stretches,
  };
};

/** A stretch, and where it begins on the axis, ms. */
export interface DrawnStretch extends Stretch {
  readonly drawn: number;
}

/**
 * How the time of a recording is laid on an axis. Where the car was parked for more than half of it, the pauses are cut out:
 * forty hours of driving in ten weeks would be forty hairlines otherwise.
 */
export interface DrawnTime {
  /** Empty where nothing is cut and the axis is the clock itself. */
  readonly stretches: readonly DrawnStretch[];
  readonly from: number;
  readonly to: number;
  /** Where an instant lies on the axis; one within a pause lies at its beginning. */
  readonly place: (at: number) => number;
}

/** Of the axis, what all cuts together take. */
const cutShare = 0.12;
const widestCutShare = 0.015;

export const drawnTime = (stretches: readonly Stretch[], startAt: number, endAt: number): DrawnTime => {
  const busyMs = stretches.reduce((all, { from, to }) => all + to - from, 0);
  if (stretches.length < 2 || busyMs <= 0 || busyMs > (endAt - startAt) / 2)
    return { stretches: [], from: startAt, to: Math.max(endAt, startAt + 1_000), place: (at) => at };
  const cutMs = busyMs * Math.min(cutShare / (stretches.length - 1), widestCutShare);
  let next = 0;
  const drawn = stretches.map(({ from, to }) => {
    const stretch = { from, to, drawn: next };
    next += to - from + cutMs;
    return stretch;
  });
  const place = (at: number): number => {
    let [low, high] = [0, drawn.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((drawn[middle]?.from ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    const stretch = drawn[low];
    return stretch === undefined
      ? 0
      : stretch.drawn + Math.min(Math.max(at - stretch.from, 0), stretch.to - stretch.from);
  };
  return { stretches: drawn, from: 0, to: next - cutMs, place };
};
