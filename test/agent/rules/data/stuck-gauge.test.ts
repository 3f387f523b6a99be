import { describe, expect, test } from "vitest";
import {
  breakRow,
  lengthen,
  noRow,
  noWarmUp,
  type Row,
  standsStill,
  staysCold,
  warm,
} from "../../../../agent/rules/data/stuck-gauge.ts";

/** One reading every so many seconds: `moving` that differ, then `equal` that do not. */
const rowOf = (moving: number, equal: number, everySeconds: number): Row => {
  const row = noRow();
  for (let i = 0; i < moving + equal; i += 1) lengthen(row, Math.min(i, moving), i * everySeconds * 1_000);
  return row;
};

describe("a row of equal readings", () => {
  test.for<[name: string, row: Row, still: boolean]>([
    ["a minute of ten and more behind a restless gauge", rowOf(60, 62, 1), true],
    ["not yet a minute", rowOf(60, 59, 1), false],
    ["a minute, but of few readings", rowOf(60, 9, 10), false],
    ["ten readings over more than a minute", rowOf(60, 10, 10), true],
    ["too little known of it", rowOf(13, 100, 1), false],
  ])("%s: %s", ([, row, still]) => {
    expect(standsStill(row)).toBe(still);
  });

  test("a gauge that often repeats itself proves nothing by it", () => {
    const row = noRow();
    for (let i = 0; i < 200; i += 1) lengthen(row, Math.floor(i / 2), i * 1_000);
    for (let i = 200; i < 400; i += 1) lengthen(row, 99, i * 1_000);
    expect(standsStill(row)).toBe(false);
  });

  test("an engine that stood in between begins a new row", () => {
    const row = rowOf(60, 100, 1);
    breakRow(row);
    expect(standsStill(row)).toBe(false);
    lengthen(row, 60, 161_000);
    expect(standsStill(row)).toBe(false);
  });

  test("waiting adds nothing to it: only readings do", () => {
    const row = rowOf(60, 20, 1);
    expect(row.lastAt - row.since).toBe(19_000);
  });
});

describe("a coolant that does not move", () => {
  const after = (seconds: number, celsius: (s: number) => number, works = true): boolean => {
    const warmUp = noWarmUp();
    for (let s = 0; s <= seconds; s += 20) warm(warmUp, celsius(s), works, 1_000_000 + s * 1_000);
    return staysCold(warmUp);
  };

  test("is stuck after five minutes of driving, no sooner, and only where the engine drives", () => {
    expect(after(300, () => 12)).toBe(true);
    expect(after(280, () => 12)).toBe(false);
    expect(after(600, () => 12, false)).toBe(false);
  });

  test("is none once it moved by a single step, to either side", () => {
    expect(after(900, (s) => (s === 100 ? 13 : 12))).toBe(false);
    expect(after(900, (s) => (s === 100 ? 11 : 12))).toBe(false);
  });

  test("a gap of the readings counts as a minute at most", () => {
    const warmUp = noWarmUp();
    for (const s of [0, 1_000, 2_000]) warm(warmUp, 12, true, 1_000_000 + s * 1_000);
    expect(warmUp.drivenMs).toBe(120_000);
  });
});
