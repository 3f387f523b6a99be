import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createThinning, type Point } from "../../../../simulators/replay/page/thinning.ts";

const thinned = (readings: readonly (readonly [number, number])[]): readonly Point[] => {
  const thinning = createThinning();
  for (const [at, value] of readings) thinning.add(at, value);
  return thinning.points();
};
const values = (points: readonly Point[]): readonly number[] => points.flatMap(([, value]) => value ?? []);

describe("a thinned curve", () => {
  test("keeps the least and the greatest value of any drive, in order, in bounded length", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: -1_000, max: 1_000 })), {
          minLength: 1,
          maxLength: 3_000,
        }),
        (steps) => {
          let at = 1_600_000_000_000;
          const readings = steps.map(([step, value]) => {
            at += step;
            return [at, value] as const;
          });
          const points = thinned(readings);
          const all = readings.map(([, value]) => value);
          expect(Math.min(...values(points))).toBe(Math.min(...all));
          expect(Math.max(...values(points))).toBe(Math.max(...all));
          expect(points.length).toBeLessThanOrEqual(2_100);
          expect(points.map(([time]) => time)).toEqual(points.map(([time]) => time).toSorted((a, b) => a - b));
        },
      ),
      { numRuns: 40 },
    );
  });

  test("is not joined over a silence", () => {
    const points = thinned([
      ...Array.from({ length: 20 }, (_, k) => [k * 1_000, 5] as const),
      [200_000, 6],
      [201_000, 6],
    ]);
    expect(points.filter(([, value]) => value === null)).toHaveLength(1);
  });

  test("keeps its width in driving time: two hours in eight weeks are still seen second by second", () => {
    const thinning = createThinning();
    for (let trip = 0; trip < 56; trip += 1)
      for (let s = 0; s < 120; s += 10) thinning.add(trip * 86_400_000 + s * 1_000, s, trip * 120_000 + s * 1_000);
    const points = thinning.points();
    expect(points.length).toBeGreaterThan(600);
    expect(points.filter(([, value]) => value === null)).toHaveLength(55);
  });

  test("of a logger with a row every five minutes has no silence at all", () => {
    const points = thinned(Array.from({ length: 20 }, (_, k) => [k * 300_000, 5] as const));
    expect(points.filter(([, value]) => value === null)).toEqual([]);
  });
});
