/** One stretch of a signal: its first reading, its least and its greatest one. */
interface Bucket {
  /** Event time less the long pauses before it: parked weeks must not make the stretches wide. */
  from: number;
  to: number;
  endsAt: number;
  /** The car was parked before it. */
  readonly paused: boolean;
  least: number;
  leastAt: number;
  most: number;
  mostAt: number;
}

/** A point of a drawn curve: event time and value; null where nothing was read for a while, so that no line joins it. */
export type Point = readonly [at: number, value: number | null];

/** A signal of any length as a bounded number of points that loses no peak. */
export interface Thinning {
  /** `drivenAt` is `at` less all long pauses before it. */
  add(at: number, value: number, drivenAt?: number): void;
  points(): readonly Point[];
}

const mostBuckets = 700;
const firstWidthMs = 1_000;
/** A silence of several usual steps is drawn as one. */
const stepsOfSilence = 12;
const shortestSilenceMs = 10_000;

const join = (a: Bucket, b: Bucket): Bucket => ({
  from: a.from,
  to: b.to,
  endsAt: b.endsAt,
  paused: a.paused,
  least: Math.min(a.least, b.least),
  leastAt: a.least <= b.least ? a.leastAt : b.leastAt,
  most: Math.max(a.most, b.most),
  mostAt: a.most >= b.most ? a.mostAt : b.mostAt,
});

/** Buckets of equal length in time that double when there are too many: memory is bounded, whatever the drive. */
export const createThinning = (): Thinning => {
  let widthMs = firstWidthMs;
  let buckets: Bucket[] = [];
  let count = 0;

  const slot = (at: number): number => Math.floor(at / widthMs);

  const widen = (): void => {
    widthMs *= 2;
    const joined: Bucket[] = [];
    for (const bucket of buckets) {
      const last = joined.at(-1);
      if (last !== undefined && slot(last.from) === slot(bucket.from)) joined[joined.length - 1] = join(last, bucket);
      else joined.push(bucket);
    }
    buckets = joined;
  };

  return {
    add(at, value, drivenAt = at) {
      count += 1;
      const last = buckets.at(-1);
      const paused = last !== undefined && at - last.endsAt > drivenAt - last.to;
      if (last === undefined || paused || slot(last.from) !== slot(drivenAt)) {
        buckets.push({
          from: drivenAt,
          to: drivenAt,
          endsAt: at,
          paused,
          least: value,
          leastAt: at,
          most: value,
          mostAt: at,
        });
        while (buckets.length > mostBuckets) widen();
        return;
      }
      last.to = drivenAt;
      last.endsAt = at;
      if (value < last.least) {
        last.least = value;
        last.leastAt = at;
      }
      if (value > last.most) {
        last.most = value;
        last.mostAt = at;
      }
    },
    points() {
      const first = buckets[0];
      const end = buckets.at(-1);
      if (first === undefined || end === undefined) return [];
      const usualMs = count > 1 ? (end.to - first.from) / (count - 1) : 0;
      const silenceMs = Math.max(stepsOfSilence * usualMs, shortestSilenceMs, 2 * widthMs);
      const points: Point[] = [];
      let before = first;
      for (const bucket of buckets) {
        if (bucket.paused || bucket.from - before.to > silenceMs) points.push([before.endsAt + 1, null]);
        const pair: readonly Point[] =
          bucket.leastAt <= bucket.mostAt
            ? [
                [bucket.leastAt, bucket.least],
                [bucket.mostAt, bucket.most],
              ]
            : [
                [bucket.mostAt, bucket.most],
                [bucket.leastAt, bucket.least],
              ];
        points.push(...(bucket.leastAt === bucket.mostAt ? pair.slice(0, 1) : pair));
        before = bucket;
      }
      return points;
    },
  };
};
