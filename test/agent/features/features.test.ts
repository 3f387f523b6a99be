import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFeatures } from "../../../agent/features/features.ts";
import type { VehicleEvent } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import { coolant, dawn, drive, lvVoltage, nearest, rpm, running, sample, soak, speed, tick } from "../journey.ts";

const distance = "Vehicle.TraveledDistanceSinceStart";
const latitude = "Vehicle.CurrentLocation.Latitude";
const longitude = "Vehicle.CurrentLocation.Longitude";

const pass = (events: readonly VehicleEvent[], nearestKm?: (lat: number, lon: number) => number): VehicleEvent[] => {
  const out: VehicleEvent[] = [];
  const features = createFeatures(nearestKm);
  for (const event of events) features.take(event, (passed) => out.push(passed));
  return out;
};
const told = (events: readonly VehicleEvent[], path: SignalPath): [seconds: number, value: number][] =>
  events.flatMap((event) =>
    event.kind === "sample" && event.path === path ? [[(event.at - dawn) / 1_000, event.value]] : [],
  );
const rpms = (...values: readonly (readonly [seconds: number, rpm: number])[]): VehicleEvent[] => [
  drive(0),
  ...values.map(([seconds, value]) => sample(rpm, value, seconds)),
];

describe("whether the engine runs", () => {
  test("a start: the starter turns it, then it runs", () => {
    expect(told(pass(rpms([0, 0], [1, 220], [2, 310], [3, 1_100])), running)).toEqual([
      [0, 0],
      [3, 1],
    ]);
  });

  test("one low reading of a running engine is no stall", () => {
    expect(told(pass(rpms([0, 800], [1, 114], [1.5, 750], [2, 800])), running)).toEqual([[0, 1]]);
  });

  test("a stall and a restart", () => {
    expect(told(pass(rpms([0, 800], [10, 114], [11, 0], [12, 0], [15, 900])), running)).toEqual([
      [0, 1],
      [11, 0],
      [15, 1],
    ]);
  });

  test("a stale engine speed makes it unknown, and the next reading says it anew", () => {
    const stale: VehicleEvent = { kind: "quality", path: rpm, state: "stale", at: dawn + 20_000 };
    const out = pass([...rpms([0, 800]), stale, sample(rpm, 800, 30)]);
    expect(out.filter(({ kind }) => kind === "quality").map((event) => "state" in event && event.state)).toEqual([
      "stale",
      "stale",
      "fresh",
    ]);
    expect(told(out, running)).toEqual([
      [0, 1],
      [30, 1],
    ]);
  });

  test("the car's own word is not overruled", () => {
    expect(told(pass([drive(0), sample(running, 0, 0), sample(rpm, 900, 1)]), running)).toEqual([[0, 0]]);
  });
});

describe("distance driven", () => {
  test("36 km/h for 60 s are 600 m", () => {
    const out = pass([drive(0), ...Array.from({ length: 61 }, (_, second) => sample(speed, 36, second))]);
    expect(told(out, distance).at(-1)).toEqual([60, 600]);
  });

  test("a gap is left out, since nobody knows what was driven in it", () => {
    const out = pass([
      drive(0),
      sample(speed, 36, 0),
      sample(speed, 36, 5),
      sample(speed, 36, 605),
      sample(speed, 36, 610),
    ]);
    expect(told(out, distance).at(-1)).toEqual([610, 100]);
  });

  test("it begins anew with each drive", () => {
    const out = pass([drive(0), sample(speed, 36, 0), sample(speed, 36, 9), drive(100), sample(speed, 36, 100)]);
    expect(told(out, distance).map(([, metres]) => metres)).toEqual([0, 90, 0]);
  });
});

describe("how long the car stood", () => {
  test("the very first drive does not know", () => {
    expect(told(pass([drive(0), sample(speed, 0, 1)]), soak)).toEqual([]);
  });

  test("from the last reading of one drive to the next drive", () => {
    const night = 8 * 3_600;
    expect(told(pass([drive(0), sample(speed, 0, 600), tick(700), drive(night + 600)]), soak)).toEqual([
      [night + 600, 8],
    ]);
  });

  test("an agent that never slept sees the pause between two readings", () => {
    const events = [
      drive(0),
      sample(coolant, 90, 0),
      tick(3_000),
      sample(lvVoltage, 12.6, 7_000),
      sample(coolant, 40, 7_200),
    ];
    expect(told(pass(events), soak)).toEqual([[7_200, 2]]);
  });

  test("a clock that fell back tells nothing", () => {
    expect(told(pass([drive(0), sample(speed, 0, 600), drive(-9_000)]), soak)).toEqual([]);
  });
});

describe("the nearest service point", () => {
  const at = (seconds: number, lat: number, lon: number): VehicleEvent[] => [
    sample(latitude, lat, seconds),
    sample(longitude, lon, seconds),
  ];

  test("is looked up as the car moves, not with every fix", () => {
    let lookups = 0;
    const km = (): number => {
      lookups += 1;
      return 51.234;
    };
    const parked = Array.from({ length: 50 }, (_, second) => at(second, 49, 8.4)).flat();
    const out = pass([drive(0), ...parked, ...at(51, 49.01, 8.4)], km);
    expect(told(out, nearest)).toEqual([
      [0, 51.2],
      // Latitude comes first and has moved a kilometre already.
      [51, 51.2],
    ]);
    expect(lookups).toBe(2);
  });

  test("a receiver without a fix is not in the Gulf of Guinea", () => {
    expect(
      told(
        pass([drive(0), ...at(0, 0, 0)], () => 500),
        nearest,
      ),
    ).toEqual([]);
  });

  test("an old latitude and a new longitude are no place", () => {
    expect(
      told(
        pass([drive(0), sample(latitude, 49, 0), sample(longitude, 8, 60)], () => 5),
        nearest,
      ),
    ).toEqual([]);
  });
});

test("a power cut between any two events changes nothing", () => {
  const path = fc.constantFrom<SignalPath[]>(rpm, speed, coolant, latitude, longitude, running);
  const step = fc.record({ path, value: fc.integer({ min: 0, max: 90 }), ms: fc.integer({ min: 0, max: 4_000_000 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
      let at = dawn;
      const events: VehicleEvent[] = [drive(0)];
      for (const { path: each, value, ms } of steps) {
        at += ms;
        events.push({ kind: "sample", path: each, value: each === rpm ? value * 20 : value, at });
      }
      const out: VehicleEvent[] = [];
      let features = createFeatures(() => 7);
      for (const event of events) {
        features = createFeatures(() => 7, JSON.parse(JSON.stringify(features.freeze())));
        features.take(event, (passed) => out.push(passed));
      }
      expect(out).toEqual(pass(events, () => 7));
    }),
  );
});
