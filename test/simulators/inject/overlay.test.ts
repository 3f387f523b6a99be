import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { VehicleEvent } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import { createOverlay } from "../../../simulators/inject/overlay.ts";
import { loadOverlayPlan, parseOverlayPlan } from "../../../simulators/inject/overlay-plan.ts";
import { read, series, warmDrive } from "../recorded.ts";

const coolant = "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature";
const pads = "Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.PadWear";

/** A drive of `seconds` seconds: coolant 90 and a tick each second. */
const steady = (seconds: number, value = 90): VehicleEvent[] => [
  { kind: "drive", drive: "d", at: 0 },
  ...Array.from({ length: seconds + 1 }, (_, s): VehicleEvent[] => [
    { kind: "sample", path: coolant, value, at: s * 1_000 },
    ...(s === 0 ? [] : [{ kind: "tick", at: s * 1_000 } as const]),
  ]).flat(),
];

const laid = (events: readonly VehicleEvent[], ...faults: readonly unknown[]): VehicleEvent[] => {
  const overlay = createOverlay(
    parseOverlayPlan(JSON.stringify({ v: 1, name: "n", description: "d", source: "s", faults }), "here"),
  );
  const bent: VehicleEvent[] = [];
  for (const event of events) overlay(event, bent);
  return bent;
};

const values = (events: readonly VehicleEvent[], path: SignalPath): number[] =>
  series(events, path).map(([, value]) => value);

describe("a fault laid over a drive", () => {
  test("a ramp begins at what the drive says, climbs in the sensor's steps and stays at its end", () => {
    const fault = { path: coolant, fromSeconds: 2, mode: "ramp", ratePerMinute: 50, max: 93, resolution: 1 };
    expect(values(laid(steady(8), fault), coolant)).toEqual([90, 90, 90, 91, 92, 93, 93, 93, 93]);
  });

  test("a falling ramp stops at its least", () => {
    const fault = { path: coolant, fromSeconds: 0, mode: "ramp", ratePerMinute: -120, min: 85 };
    expect(values(laid(steady(4), fault), coolant)).toEqual([90, 88, 86, 85, 85]);
  });

  test("an offset bends what is recorded, and only as long as the fault lasts", () => {
    const fault = { path: coolant, fromSeconds: 1, untilSeconds: 3, mode: "offset", value: -30 };
    expect(values(laid(steady(4), fault), coolant)).toEqual([90, 60, 60, 90, 90]);
  });

  test("set and dropout", () => {
    expect(values(laid(steady(2), { path: coolant, fromSeconds: 1, mode: "set", value: -40 }), coolant)).toEqual([
      90, -40, -40,
    ]);
    expect(values(laid(steady(2), { path: coolant, fromSeconds: 1, mode: "dropout" }), coolant)).toEqual([90]);
  });

  test("a signal the drive lacks is added at its own pace, in the order of time", () => {
    const bent = laid(steady(4), {
      path: pads,
      fromSeconds: 1,
      mode: "ramp",
      start: 70,
      ratePerMinute: 60,
      everySeconds: 1.5,
    });
    expect(series(bent, pads)).toEqual([
      [1, 70],
      [2.5, 71.5],
      [4, 73],
    ]);
    const times = bent.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  test("codes come with those of the drive, again and again, and go with the fault", () => {
    const drive = steady(4);
    drive.splice(2, 0, { kind: "codes", service: "03", codes: ["P0420"], at: 0 });
    const bent = laid(drive, { codes: ["P0217"], fromSeconds: 1, untilSeconds: 3, everySeconds: 1 });
    expect(bent.filter(({ kind }) => kind === "codes")).toEqual([
      { kind: "codes", service: "03", codes: ["P0420"], at: 0 },
      { kind: "codes", service: "03", codes: ["P0420", "P0217"], at: 1_000 },
      { kind: "codes", service: "03", codes: ["P0420", "P0217"], at: 2_000 },
      { kind: "codes", service: "03", codes: ["P0420"], at: 3_000 },
    ]);
  });

  test("everything but the bent signal stays as recorded", () => {
    const drive = steady(3);
    expect(laid(drive, { path: pads, fromSeconds: 0, mode: "dropout" })).toEqual(drive);
  });
});

test("lost coolant goes from 90 to 118 Celsius in two minutes on the shipped drive", async () => {
  const overlay = createOverlay(await loadOverlayPlan("simulators/scenarios/coolant-loss.json"));
  const bent: VehicleEvent[] = [];
  for (const event of (await read(warmDrive)).events) overlay(event, bent);
  const curve = series(bent, coolant);
  const secondsUntil = (celsius: number): number => curve.find(([, value]) => value >= celsius)?.[0] ?? Number.NaN;
  expect(Math.max(...curve.filter(([at]) => at < 10).map(([, value]) => value))).toBe(90);
  expect(secondsUntil(105)).toBeGreaterThan(70);
  expect(secondsUntil(105)).toBeLessThan(77);
  expect(secondsUntil(118)).toBeLessThan(132);
  expect(curve.at(-1)?.[1]).toBe(118);
});

test("the same overlay over the same drive gives the same events, whatever faults meet", () => {
  const span = fc.record({ fromSeconds: fc.nat(10), untilSeconds: fc.integer({ min: 11, max: 30 }) });
  const fault = fc.oneof(
    span.map((s) => ({ ...s, path: coolant, mode: "dropout" })),
    fc
      .tuple(span, fc.integer({ min: -40, max: 40 }))
      .map(([s, value]) => ({ ...s, path: coolant, mode: "offset", value })),
    fc
      .tuple(span, fc.integer({ min: -90, max: 90 }), fc.integer({ min: 1, max: 70 }))
      .map(([s, ratePerMinute, tenths]) => ({
        ...s,
        path: pads,
        mode: "ramp",
        start: 50,
        ratePerMinute,
        everySeconds: tenths / 10,
      })),
    span.map((s) => ({ ...s, codes: ["P0217"], everySeconds: 2 })),
  );
  fc.assert(
    fc.property(fc.array(fault, { minLength: 1, maxLength: 5 }), (faults) => {
      const bent = laid(steady(20), ...faults);
      expect(laid(steady(20), ...faults)).toEqual(bent);
      const times = bent.map(({ at }) => at);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    }),
    { numRuns: 100 },
  );
});
