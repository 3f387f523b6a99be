import { describe, expect, test } from "vitest";
import { createRandom } from "../../../simulators/vehicle/random.ts";

const take = (seed: number, name: string, count: number): number[] => {
  const random = createRandom(seed, name);
  return Array.from({ length: count }, () => random.unit());
};

describe("a stream of random numbers", () => {
  test("is the same on any machine", () => {
    expect(take(1, "weather", 3).map((value) => Math.round(value * 1e9))).toMatchInlineSnapshot(`
      [
        845568168,
        730206535,
        289905723,
      ]
    `);
  });

  test("is another one for another seed or name", () => {
    expect(take(1, "a", 4)).toEqual(take(1, "a", 4));
    expect(take(1, "a", 4)).not.toEqual(take(2, "a", 4));
    expect(take(1, "a", 4)).not.toEqual(take(1, "b", 4));
  });

  test("is even, and its normal numbers have mean 0 and deviation 1", () => {
    const random = createRandom(11, "even");
    const bins = Array.from({ length: 10 }, () => 0);
    for (let k = 0; k < 50_000; k += 1) {
      const bin = Math.floor(random.unit() * 10);
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    for (const bin of bins) expect(Math.abs(bin - 5_000)).toBeLessThan(300);
    const normal = Array.from({ length: 20_000 }, () => random.normal());
    const mean = normal.reduce((sum, value) => sum + value / normal.length, 0);
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(normal.reduce((sum, value) => sum + (value - mean) ** 2 / normal.length, 0)).toBeCloseTo(1, 1);
  });

  test("draws cars around their model: positive, and within a factor of two", () => {
    const random = createRandom(12, "cars");
    const drawn = Array.from({ length: 2_000 }, () => random.around(100, 0.2));
    expect(Math.min(...drawn)).toBeGreaterThan(45);
    expect(Math.max(...drawn)).toBeLessThan(220);
    expect(drawn.reduce((sum, value) => sum + value / drawn.length, 0)).toBeCloseTo(100, -1);
  });
});
