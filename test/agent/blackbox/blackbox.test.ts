import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createBlackBox } from "../../../agent/blackbox/blackbox.ts";
import { createRing } from "../../../agent/blackbox/ring.ts";
import { thin } from "../../../agent/blackbox/thin.ts";
import { type SignalPath, signalPaths } from "../../../contract/signals.ts";
import { evidenceForm } from "../../../contract/wire/up/evidence.ts";

const coolant: SignalPath = "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature";
const speed: SignalPath = "Vehicle.Speed";
const request = (raisedAt: number, complete = false, reads: readonly SignalPath[] = [coolant]) => ({
  episode: `car-1/coolant-overheat-trend/${raisedAt}`,
  rule: "coolant-overheat-trend",
  raisedAt,
  reads,
  complete,
});
const minute = 60_000;

describe("the window around a warning", () => {
  const boxOf = (path: SignalPath, minutes: number, perSecond: number, value: (at: number) => number) => {
    const box = createBlackBox();
    for (let at = 0; at <= minutes * minute; at += 1_000 / perSecond)
      box.take({ kind: "sample", path, value: value(at), at });
    return box;
  };

  test("reaches ten minutes back and no further", () => {
    const { from, to, series } = boxOf(coolant, 30, 1, () => 90).windowAround(request(30 * minute));
    expect([from, to]).toEqual([20 * minute, 30 * minute]);
    expect(series.map(({ path, unit }) => [path, unit])).toEqual([[coolant, "Celsius"]]);
  });

  test("has the minute after the raise once that has passed", () => {
    const box = boxOf(coolant, 31, 1, () => 90);
    expect(box.windowAround(request(30 * minute)).series[0]?.points.at(-1)?.[0]).toBeLessThanOrEqual(10 * minute);
    const complete = box.windowAround(request(30 * minute, true));
    expect([complete.complete, complete.to - complete.from]).toEqual([true, 11 * minute]);
    expect(complete.series[0]?.points.at(-1)?.[0]).toBe(11 * minute);
  });

  test("never loses a spike of one sample at 50 Hz, and stays under 300 points", () => {
    const box = boxOf(coolant, 10, 50, (at) => (at === 123_460 ? 117 : 90));
    const points = box.windowAround(request(10 * minute)).series[0]?.points ?? [];
    expect(points.length).toBeLessThanOrEqual(300);
    expect(points).toContainEqual([123_460, 117]);
  });

  test("is not joined across a stretch in which the signal was stale", () => {
    const box = createBlackBox();
    box.take({ kind: "sample", path: coolant, value: 90, at: 0 });
    box.take({ kind: "quality", path: coolant, state: "stale", at: 10_000 });
    box.take({ kind: "sample", path: coolant, value: 95, at: 60_000 });
    expect(box.windowAround(request(minute)).series[0]?.points).toEqual([
      [0, 90],
      [10_000, null],
      [60_000, 95],
    ]);
  });

  test("holds twelve series at most, those the rule reads first, and never a place", () => {
    const box = createBlackBox();
    for (const path of signalPaths) box.take({ kind: "sample", path, value: 1, at: 1_000 });
    const { series } = box.windowAround(request(2_000, false, ["Vehicle.OBD.MAP", coolant]));
    expect(series).toHaveLength(12);
    expect(series.slice(0, 3).map(({ path }) => path)).toEqual(["Vehicle.OBD.MAP", coolant, speed]);
    expect(series.some(({ path }) => path.startsWith("Vehicle.CurrentLocation."))).toBe(false);
  });

  test("is empty and true where nothing was read", () => {
    expect(createBlackBox().windowAround(request(5_000)).series).toEqual([]);
  });

  test("is what the contract reads, whatever was recorded", () => {
    const event = fc.record({
      value: fc.double({ noNaN: true, noDefaultInfinity: true }),
      at: fc.integer({ min: 0, max: 700_000 }),
      stale: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 2_000, size: "max" }), (events) => {
        const box = createBlackBox();
        for (const { value, at, stale } of events)
          box.take(
            stale
              ? { kind: "quality", path: coolant, state: "stale", at }
              : { kind: "sample", path: coolant, value, at },
          );
        const evidence = evidenceForm.write.parse(box.windowAround(request(700_000, true)));
        for (const { points } of evidence.series) expect(points.length).toBeLessThanOrEqual(300);
      }),
      { numRuns: 50 },
    );
  });
});

describe("the ring of one signal", () => {
  test("keeps the least and the greatest of every bucket, and the newest when it is full", () => {
    const ring = createRing(4, 1_000);
    for (const [at, value] of [
      [0, 5],
      [100, 9],
      [200, 1],
      [900, 4],
      [1_000, 7],
      [2_000, 8],
      [2_100, 8],
      [3_000, 2],
    ] as const)
      ring.push(at, value);
    expect(ring.between(0, 5_000)).toEqual([
      { at: 100, value: 9 },
      { at: 1_000, value: 7 },
      { at: 2_000, value: 8 },
      { at: 3_000, value: 2 },
    ]);
  });
});

describe("a thinned series", () => {
  const points = fc
    .array(fc.record({ at: fc.integer({ min: 0, max: 1e6 }), value: fc.option(fc.integer(), { freq: 20 }) }), {
      maxLength: 3_000,
      size: "max",
    })
    .map((list) => list.toSorted((a, b) => a.at - b.at));

  test("has the extremes of the whole, at most the points allowed, and every point is one that was there", () => {
    fc.assert(
      fc.property(points, (all) => {
        const few = thin(all, 300);
        expect(few.length).toBeLessThanOrEqual(300);
        expect(few.every((point) => all.includes(point))).toBe(true);
        const values = (list: typeof few): number[] => list.flatMap(({ value }) => (value === null ? [] : [value]));
        expect([Math.max(...values(few)), Math.min(...values(few))]).toEqual([
          Math.max(...values(all)),
          Math.min(...values(all)),
        ]);
        expect(few.some(({ value }) => value === null)).toBe(all.some(({ value }) => value === null));
        expect(few.map(({ at }) => at)).toEqual(few.map(({ at }) => at).toSorted((a, b) => a - b));
      }),
      { numRuns: 100 },
    );
  });
});
