/** Counts single readings that lie far from both their neighbours, which lie near each other. */
export interface Outliers {
  add(value: number): void;
  spikes(): number;
}

/** So many usual steps away is far: a sensor that steps by 1 may well step by 5. */
const farSteps = 25;
/** The usual step is known only after some readings. */
const settledAfter = 20;
const smoothing = 0.02;

/** Learns the usual step of a signal as it goes, so that it needs no table of what is usual. */
export const createOutliers = (): Outliers => {
  let before: number | undefined;
  let last: number | undefined;
  let usual = 0;
  let seen = 0;
  let spikes = 0;

  /** Steps of the signal where it moves at all: a repeated value says nothing of them. */
  const learn = (step: number): void => {
    if (step === 0) return;
    seen += 1;
    // Held down: a spike must not make the next one usual.
    const held = seen > settledAfter ? Math.min(step, 4 * usual) : step;
    usual += (held - usual) * Math.max(smoothing, 1 / seen);
  };

  return {
    add(value) {
      if (before !== undefined && last !== undefined) {
        const away = Math.min(Math.abs(last - before), Math.abs(last - value));
        const back = Math.abs(value - before);
        const sameSide = Math.sign(last - before) === Math.sign(last - value);
        if (seen >= settledAfter && sameSide && away > farSteps * usual && back < away / 4) spikes += 1;
      }
      if (last !== undefined) learn(Math.abs(value - last));
      before = last;
      last = value;
    },
    spikes: () => spikes,
  };
};
