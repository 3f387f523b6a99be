import type { CarView } from "../vehicle/car-view.ts";

/** Where and when a car was driven, as its odometer knows. */
export interface Logbook {
  begins(at: number): void;
  see(view: CarView, at: number): void;
  km(): number;
  /** Event time at which each drive began, epoch ms. */
  starts(): readonly number[];
  /** Event time at which a drive had gone so far; one for each drive that did. */
  farAt(km: number): readonly number[];
}

/** A point of a drive is kept for every kilometre, not for every second. */
const everyMetres = 1_000;

export const createLogbook = (): Logbook => {
  const starts: number[] = [];
  const points: { at: number; metres: number }[] = [];
  let first: number | undefined;
  let last = 0;
  return {
    begins: (at) => {
      starts.push(at);
    },
    see({ state, driveMetres }, at) {
      first ??= state.odometerMetres;
      last = state.odometerMetres;
      const { at: sinceAt = 0, metres = 0 } = points.at(-1) ?? {};
      const isSame = sinceAt >= (starts.at(-1) ?? Number.POSITIVE_INFINITY);
      if (driveMetres >= (isSame ? metres : 0) + everyMetres) points.push({ at, metres: driveMetres });
    },
    km: () => (first === undefined ? 0 : (last - first) / 1_000),
    starts: () => starts,
    farAt: (km) =>
      starts.flatMap((from, k) => {
        const until = starts[k + 1] ?? Number.POSITIVE_INFINITY;
        const reached = points.find(({ at, metres }) => at >= from && at < until && metres >= km * 1_000);
        return reached === undefined ? [] : [reached.at];
      }),
  };
};
