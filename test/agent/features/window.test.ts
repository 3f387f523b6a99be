import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { medianDeviationOf, medianOf } from "../../../agent/features/median.ts";
import { theilSenPerMinute } from "../../../agent/features/slope.ts";
import { clear, countOf, emptyWindow, slide, spanMsOf, valuesOf, type Window } from "../../../agent/features/window.ts";

const filled = (...readings: readonly (readonly [at: number, value: number])[]): Window => {
  const window = emptyWindow();
  for (const [at, value] of readings) slide(window, at, value, 600_000);
  return window;
};

describe("a window", () => {
  test("holds exactly the readings of its span, however long it is used", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(900), { maxLength: 400 }), (steps) => {
        const window = emptyWindow();
        const all: [number, number][] = [];
        let at = 0;
        for (const [index, step] of steps.entries()) {
          at += step;
          slide(window, at, index, 10_000);
          all.push([at, index]);
          const kept = all.filter(([past]) => past >= at - 10_000);
          expect(valuesOf(window)).toEqual(kept.map(([, value]) => value));
          expect(spanMsOf(window)).toBe(at - (kept[0]?.[0] ?? at));
        }
        expect(window.at.length).toBeLessThanOrEqual(Math.max(2 * countOf(window) + 1, 130));
      }),
    );
  });

  test("a reading exactly as old as the span is still in it", () => {
    const window = emptyWindow();
    for (const at of [0, 5_000, 10_000]) slide(window, at, at, 10_000);
    expect(countOf(window)).toBe(3);
  });

  test("thins out readings that follow each other too closely", () => {
    const window = emptyWindow();
    const kept = [0, 400, 1_000, 1_999, 2_000].map((at) => slide(window, at, at, 60_000, 1_000));
    expect(kept).toEqual([true, false, true, false, true]);
  });

  test("is JSON as it is, and goes on after a round trip", () => {
    const window = filled([0, 1], [1_000, 2]);
    const thawed: Window = JSON.parse(JSON.stringify(window));
    slide(thawed, 2_000, 3, 1_500);
    expect(valuesOf(thawed)).toEqual([2, 3]);
    clear(thawed);
    expect(countOf(thawed)).toBe(0);
  });
});

describe("slopes", () => {
  test.for([
    ["a steady rise", filled([0, 90], [30_000, 97], [60_000, 104]), 14],
    ["a level line", filled([0, 90], [30_000, 90], [60_000, 90]), 0],
  ] as const)("%s has its rise a minute", ([, window, perMinute]) => {
    expect(theilSenPerMinute(window)).toBeCloseTo(perMinute, 9);
  });

  test("one wild reading does not tilt Theil–Sen", () => {
    const readings = Array.from({ length: 31 }, (_, i) => [i * 3_000, i === 20 ? 215 : 90 + i] as const);
    expect(theilSenPerMinute(filled(...readings))).toBeCloseTo(20, 6);
  });

  test("readings of one instant have no slope", () => {
    expect(theilSenPerMinute(filled([5, 1], [5, 9]))).toBeUndefined();
  });
});

test("medians of nothing are unknown, not zero", () => {
  expect(medianOf([])).toBeUndefined();
  expect(medianDeviationOf([])).toBeUndefined();
  expect([medianOf([3, 1, 2]), medianOf([4, 1, 2, 3]), medianDeviationOf([1, 1, 2, 2, 4, 6, 9])]).toEqual([2, 2.5, 1]);
});
