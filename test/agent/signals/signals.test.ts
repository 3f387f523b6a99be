import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSignals } from "../../../agent/signals/signals.ts";
import type { VehicleEvent } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import { signalPaths } from "../../../contract/signals.ts";
import { air, coolant, dawn, drive, packMean, rpm, sample, speed, tick } from "../journey.ts";

const pressure = "Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.Pressure";
const pads = "Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.PadWear";

const pass = (events: readonly VehicleEvent[]): VehicleEvent[] => {
  const out: VehicleEvent[] = [];
  const signals = createSignals();
  for (const event of events) signals.take(event, (passed) => out.push(passed));
  return out;
};
const valuesOf = (events: readonly VehicleEvent[], path: SignalPath): number[] =>
  events.flatMap((event) => (event.kind === "sample" && event.path === path ? [event.value] : []));
const wordsOf = (events: readonly VehicleEvent[]): string[] =>
  events.flatMap((event) =>
    event.kind === "quality" ? [`${(event.at - dawn) / 1_000} s ${event.path.split(".").at(-1)} ${event.state}`] : [],
  );
const rows = (path: SignalPath, ...values: number[]): VehicleEvent[] => [
  drive(0),
  ...values.map((value, second) => sample(path, value, second)),
];

describe("what cannot be is dropped", () => {
  test("a value outside the range of its carrier is implausible until a good one comes", () => {
    const out = pass(rows(rpm, 800, 17_000, 18_000, 820));
    expect(valuesOf(out, rpm)).toEqual([800, 820]);
    expect(wordsOf(out)).toEqual(["1 s Speed implausible", "3 s Speed fresh"]);
  });

  test("-40 Celsius from a temperature sensor is a sensor the car does not have", () => {
    const out = pass(rows(air, -40, -40, -39));
    expect(valuesOf(out, air)).toEqual([-39]);
    expect(wordsOf(out)).toEqual([]);
  });

  test("-40 km/h is no missing value but nonsense", () => {
    expect(wordsOf(pass(rows(speed, -40)))).toEqual(["0 s Speed implausible"]);
  });
});

describe("what cannot change so fast is held until it is confirmed", () => {
  test.for<[name: string, path: SignalPath, values: number[], believed: number[]]>([
    ["the state of charge in the temperature column of the first row", packMean, [60.9, 22, 22, 22], [22, 22]],
    ["one row with a slipped byte in a tyre pressure", pressure, [275, 275, 58, 275], [275, 275]],
    ["a tyre that really lost its air", pressure, [275, 275, 58, 58, 57], [275, 58, 57]],
    ["a single jump of the coolant", coolant, [90, 131, 90, 91], [90, 90, 91]],
    ["coolant that really is that hot", coolant, [90, 131, 132, 133], [90, 132, 133]],
    ["engine speed may jump", rpm, [0, 1_100, 0, 4_000], [0, 1_100, 0, 4_000]],
    ["new pads after the workshop", pads, [88, 88, 2, 2], [88, 2]],
  ])("%s", ([, path, values, believed]) => {
    expect(valuesOf(pass(rows(path, ...values)), path)).toEqual(believed);
  });
});

describe("silence", () => {
  test("a periodic signal that stops is stale, and fresh with its next reading", () => {
    const ticks = Array.from({ length: 30 }, (_, second) => tick(second + 1));
    const out = pass([drive(0), sample(speed, 50, 0), sample(speed, 50, 1), ...ticks, sample(speed, 50, 31)]);
    expect(wordsOf(out)).toEqual(["17 s Speed stale", "31 s Speed fresh"]);
  });

  test("a signal that comes every 20 seconds by nature is not stale between two readings", () => {
    const out = pass([
      drive(0),
      ...Array.from({ length: 300 }, (_, second) => (second % 20 === 0 ? sample(speed, 50, second) : tick(second))),
    ]);
    // The first interval is news; from the second reading on the pace is known.
    expect(wordsOf(out)).toEqual(["16 s Speed stale", "20 s Speed fresh"]);
  });

  test("a signal that is sent on change is never stale", () => {
    const out = pass([drive(0), sample(pads, 40, 0), sample(pads, 40, 1), tick(90_000)]);
    expect(wordsOf(out)).toEqual([]);
  });

  test("a gap without ticks makes stale what was fresh before it, first of all", () => {
    const out = pass([drive(0), sample(speed, 50, 0), sample(coolant, 90, 0), sample(speed, 60, 600)]);
    expect(wordsOf(out)).toEqual(["600 s Speed stale", "600 s Temperature stale", "600 s Speed fresh"]);
  });

  test("a new drive begins with nothing to miss", () => {
    const out = pass([drive(0), sample(speed, 50, 0), drive(3_600), tick(3_601)]);
    expect(wordsOf(out)).toEqual([]);
  });
});

describe("order", () => {
  test("a small step back keeps the reading and takes the time of the one before", () => {
    const out = pass([drive(0), sample(rpm, 800, 10), sample(speed, 5, 9.6), sample(rpm, 900, 10.1)]);
    expect(out.map(({ at }) => (at - dawn) / 1_000)).toEqual([0, 10, 10, 10.1]);
    expect(valuesOf(out, speed)).toEqual([5]);
  });

  test("a clock set back within a drive is told, and time goes on from where it stood", () => {
    const out = pass([drive(5_000), sample(rpm, 800, 5_010), sample(rpm, 900, 1_500), sample(rpm, 950, 1_502)]);
    expect(out.at(2)).toEqual({ kind: "clockStep", deltaMs: -3_510_000, at: dawn + 5_010_000 });
    expect(out.slice(3).map(({ at }) => (at - dawn) / 1_000)).toEqual([5_010, 5_012]);
  });

  test("a new drive may lie in the past", () => {
    const out = pass([drive(5_000), sample(rpm, 800, 5_010), drive(0), sample(rpm, 900, 1)]);
    expect(out.map(({ at }) => (at - dawn) / 1_000)).toEqual([5_000, 5_010, 0, 1]);
  });

  test("quality that comes from outside is an echo and goes no further", () => {
    const echo: VehicleEvent = { kind: "quality", path: rpm, state: "stale", at: dawn };
    expect(pass([drive(0), echo])).toEqual([drive(0)]);
  });
});

const anyEvent = fc.record({
  path: fc.constantFrom(...signalPaths),
  value: fc.double({ noNaN: true }),
  step: fc.integer({ min: -5_000, max: 90_000 }),
});

test("whatever comes in, what goes out is in order, in range, and survives a power cut anywhere", () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 60 }), fc.nat(60), (steps, cut) => {
      let at = dawn;
      const events: VehicleEvent[] = [drive(0)];
      for (const { path, value, step } of steps) {
        at += step;
        events.push({ kind: "sample", path, value, at });
      }
      const whole = pass(events);
      let signals = createSignals();
      const cutOut: VehicleEvent[] = [];
      for (const [index, event] of events.entries()) {
        if (index === cut) signals = createSignals(JSON.parse(JSON.stringify(signals.freeze())));
        signals.take(event, (passed) => cutOut.push(passed));
      }
      expect(cutOut).toEqual(whole);
      for (const [index, event] of whole.entries()) expect(event.at).toBeGreaterThanOrEqual(whole[index - 1]?.at ?? 0);
    }),
    { numRuns: 200 },
  );
});
