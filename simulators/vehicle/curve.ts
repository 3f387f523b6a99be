import exp from "@stdlib/math-base-special-exp";
/** A curve given by points of rising x. */
export type Curve = readonly (readonly [x: number, y: number])[];

/** The curve's value: straight between its points, and level before the first and behind the last. */
export const valueAt = (curve: Curve, x: number): number => {
  let before: readonly [number, number] | undefined;
  for (const point of curve) {
    if (x <= point[0]) {
      if (before === undefined) return point[1];
      return before[1] + ((point[1] - before[1]) * (x - before[0])) / (point[0] - before[0]);
    }
    before = point;
  }
  return before?.[1] ?? 0;
};

/** `value`, but never below `least` or above `most`. */
export const within = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

/** Where a first-order lag stands after `seconds`: exact for any step, so coarse and fine steps agree. */
export const relax = (from: number, to: number, seconds: number, tauSeconds: number): number =>
  to + (from - to) * exp(-seconds / tauSeconds);
