import type { Point } from "./ring.ts";

const extremes = (points: readonly Point[]): readonly Point[] => {
  const gap = points.find(({ value }) => value === null);
  let least: Point | undefined;
  let greatest: Point | undefined;
  for (const point of points) {
    if (point.value === null) continue;
    if (least?.value == null || point.value < least.value) least = point;
    if (greatest?.value == null || point.value > greatest.value) greatest = point;
  }
  return [...new Set([least, greatest, gap])].filter((point) => point !== undefined).toSorted((a, b) => a.at - b.at);
};

/**
 * At most `most` points of a series, never without its first and last, nor the least and the greatest of any stretch, nor
 * its interruptions: the stretches are equally long, and each gives up to three points.
 */
export const thin = (points: readonly Point[], most: number): readonly Point[] => {
  const [first, last] = [points[0], points.at(-1)];
  if (points.length <= most || first === undefined || last === undefined) return points;
  const stretches = Math.max(1, Math.floor((most - 2) / 3));
  const lengthMs = (last.at - first.at) / stretches;
  const inStretch = Map.groupBy(points, ({ at }) => Math.min(stretches - 1, Math.floor((at - first.at) / lengthMs)));
  return [...new Set([first, ...[...inStretch.values()].flatMap(extremes), last])];
};
