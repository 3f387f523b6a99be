import { describe, expect, test } from "vitest";
import type { VehicleEvent } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import { type Course, fixedBaseline, thresholdBaseline } from "../../../simulators/evaluate/baselines.ts";
import type { Threshold } from "../../../simulators/evaluate/scoring.ts";

const volts: SignalPath = "Vehicle.OBD.ControlModuleVoltage";
const rpm: SignalPath = "Vehicle.Powertrain.CombustionEngine.Speed";
const drive = (at: number): VehicleEvent => ({ kind: "drive", drive: `d${at}`, at });
const sample = (path: SignalPath, value: number, at: number): VehicleEvent => ({ kind: "sample", path, value, at });
const tick = (at: number): VehicleEvent => ({ kind: "tick", at });
const codes = (at: number, service: "03" | "07" | "0A", ...list: readonly string[]): VehicleEvent => ({
  kind: "codes",
  service,
  codes: list,
  at,
});
const alarmsOf = (threshold: Threshold, ...events: readonly VehicleEvent[]): readonly number[] => {
  const baseline = thresholdBaseline(threshold);
  for (const event of events) baseline.step(event);
  return baseline.alarms();
};
const low = { by: "value", paths: [volts], past: "below", value: 9.6 } as const;

describe("a plain threshold", () => {
  const dips = [drive(0), sample(volts, 9, 1), sample(volts, 8, 2), drive(10), sample(volts, 9, 11)];

  test("alarms at the first reading past it, once or at every drive", () => {
    expect(alarmsOf({ ...low, again: "never" }, ...dips)).toEqual([1]);
    expect(alarmsOf({ ...low, again: "everyDrive" }, ...dips)).toEqual([1, 11]);
  });

  test("waits for a running engine where it is told to", () => {
    const running = { ...low, runningForSeconds: 2, again: "never" } as const;
    const events = [
      drive(0),
      sample(volts, 9, 500),
      sample(rpm, 800, 900),
      sample(volts, 9, 1_000),
      sample(volts, 9, 2_500),
    ];
    expect(alarmsOf(running, ...events)).toEqual([2_500]);
  });

  test("of silence alarms once a loss, and not of a signal this drive never had", () => {
    const silence = { by: "silence", paths: [volts, rpm], seconds: 30 } as const;
    expect(alarmsOf(silence, drive(0), sample(volts, 14, 1_000), tick(31_000), tick(31_001), tick(60_000))).toEqual([
      31_001,
    ]);
    expect(alarmsOf(silence, drive(0), sample(volts, 14, 1_000), drive(2_000), tick(99_000))).toEqual([]);
  });

  test("of codes alarms at each new one, also a pending one", () => {
    const events = [codes(1, "07", "P0301"), codes(2, "03", "P0301"), codes(3, "0A", "P0420"), codes(4, "03", "P0420")];
    expect(alarmsOf({ by: "code" }, ...events)).toEqual([1, 4]);
  });
});

describe("what is fixed", () => {
  const day = 86_400_000;
  const course: Course = { from: 0, to: 100 * day, km: 1_000, starts: [0, 50 * day], farAt: (km) => [km] };

  test("comes with age or distance, whichever is first, and not after the watching", () => {
    const age = { days: 360, km: 9_500 };
    expect(fixedBaseline({ by: "age", days: 365 }, age, course)).toEqual([5 * day]);
    expect(fixedBaseline({ by: "age", days: 380, km: 9_600 }, age, course)).toEqual([10 * day]);
    expect(fixedBaseline({ by: "age", km: 90_000 }, age, course)).toEqual([]);
    expect(fixedBaseline({ by: "age", days: 100 }, age, course)).toEqual([0]);
  });

  test("comes with every start, or so far into a drive", () => {
    expect(fixedBaseline({ by: "start" }, { days: 0, km: 0 }, course)).toEqual([0, 50 * day]);
    expect(fixedBaseline({ by: "tripKm", km: 50 }, { days: 0, km: 0 }, course)).toEqual([50]);
  });
});
