/** One point of a recorded signal: event time and value; null where the signal went stale. */
export interface Point {
  readonly at: number;
  readonly value: number | null;
}

/** The last stretch of one signal in a fixed amount of memory. */
export interface Ring {
  push(at: number, value: number): void;
  /** The signal went stale: what comes next is not joined to what was. */
  interrupt(at: number): void;
  /** Points with `from` ≤ at ≤ `to`, in time order. */
  between(from: number, to: number): Point[];
}

/**
 * A bucket keeps the least and the greatest value of `bucketMs` of event time, so a spike is never lost, however fast the
 * signal is read; a slow signal is kept whole. The oldest points make room for the newest.
 */
export const createRing = (capacity: number, bucketMs: number): Ring => {
  const ats = new Float64Array(capacity);
  // NaN stands for an interruption: no signal carries it, the contract's zod takes finite values only.
  const values = new Float64Array(capacity);
  let next = 0;
  let count = 0;
  let bucket = Number.NaN;
  let least = -1;
  let greatest = -1;

  const append = (at: number, value: number): number => {
    const slot = next;
    ats[slot] = at;
    values[slot] = value;
    next = (next + 1) % capacity;
    count = Math.min(count + 1, capacity);
    return slot;
  };
  const overwrite = (slot: number, at: number, value: number): void => {
    ats[slot] = at;
    values[slot] = value;
  };

  return {
    push(at, value) {
      const here = Math.floor(at / bucketMs);
      if (here !== bucket) {
        bucket = here;
        least = append(at, value);
        greatest = least;
      } else if (least === greatest) {
        const only = values[least] ?? value;
        if (value === only) return;
        const slot = append(at, value);
        [least, greatest] = value < only ? [slot, least] : [least, slot];
      } else if (value < (values[least] ?? value)) overwrite(least, at, value);
      else if (value > (values[greatest] ?? value)) overwrite(greatest, at, value);
    },
    interrupt(at) {
      append(at, Number.NaN);
      bucket = Number.NaN;
    },
    between(from, to) {
      const points: Point[] = [];
      for (let index = 0; index < count; index += 1) {
        const slot = (next - count + index + capacity) % capacity;
        const at = ats[slot] ?? Number.NaN;
        const value = values[slot] ?? Number.NaN;
        if (at >= from && at <= to) points.push({ at, value: Number.isNaN(value) ? null : value });
      }
      return points.sort((a, b) => a.at - b.at);
    },
  };
};
