import { describe, expect, test } from "vitest";
import type { VehicleEvent } from "../../../contract/events.ts";
import { parseDriveScenario } from "../../../simulators/scenarios/drive-scenario.ts";
import { loadDriveScenario } from "../../../simulators/scenarios/library.ts";
import { createPlay } from "../../../simulators/scenarios/play.ts";

const drivesOf = (play: ReturnType<typeof createPlay>): readonly (readonly VehicleEvent[])[] => {
  const drives: VehicleEvent[][] = [];
  for (const { events, drive } of play.batches()) {
    drives[drive] ??= [];
    drives[drive].push(...events);
  }
  return drives;
};

const valuesOf = (events: readonly VehicleEvent[] = [], path: string): readonly number[] =>
  events.flatMap((event) => (event.kind === "sample" && event.path === path ? [event.value] : []));
const greatest = (values: readonly number[]): number => Math.max(...values);
const lasts = (events: readonly VehicleEvent[] = []): number =>
  ((events.at(-1)?.at ?? 0) - (events[0]?.at ?? 0)) / 1_000;

const rpm = "Vehicle.Powertrain.CombustionEngine.Speed";
const volts = "Vehicle.LowVoltageBattery.CurrentVoltage";
const metres = "Vehicle.TraveledDistance";

describe("a drive as the agent hears it", () => {
  test("begins with its name and who the car is, and ticks every second", async () => {
    const [first = []] = drivesOf(createPlay(await loadDriveScenario("healthy-hot-soak"), {}));
    expect(first.slice(0, 2).map(({ kind }) => kind)).toEqual(["drive", "identity"]);
    const ticks = first.flatMap(({ kind, at }) => (kind === "tick" ? [at] : []));
    expect(ticks.every((at, k) => k === 0 || at - (ticks[k - 1] ?? 0) === 1_000)).toBe(true);
  });

  test("shows the dip of the starter 50 times a second, and then a running engine", async () => {
    const [first = []] = drivesOf(createPlay(await loadDriveScenario("healthy-hot-soak"), {}));
    const dip = first.filter((event) => event.kind === "sample" && event.path === volts && event.value < 12.1);
    expect(dip.length).toBeGreaterThan(20);
    expect((dip[1]?.at ?? 0) - (dip[0]?.at ?? 0)).toBe(20);
    const turning = first.find((event) => event.kind === "sample" && event.path === rpm && event.value > 500);
    expect(turning?.at).toBeGreaterThan(dip.at(-1)?.at ?? Number.POSITIVE_INFINITY);
  });

  test("ends after a short attempt where the battery is flat, and with jump leads it is driven", async () => {
    const airport = drivesOf(createPlay(await loadDriveScenario("airport-drain"), {}));
    expect(greatest(valuesOf(airport[1], rpm))).toBeLessThan(100);
    expect(lasts(airport[1])).toBeLessThan(60);
    const jumped = drivesOf(createPlay(await loadDriveScenario("healthy-jump-start"), {}));
    expect(greatest(valuesOf(jumped[1], rpm))).toBeGreaterThan(700);
    expect(lasts(jumped[1])).toBeGreaterThan(600);
    const scenario = await loadDriveScenario("healthy-jump-start");
    const alone = { ...scenario, drives: scenario.drives.map((drive) => ({ ...drive, jumpLeads: false })) };
    expect(greatest(valuesOf(drivesOf(createPlay(alone, {}))[1], rpm))).toBeLessThan(100);
  });

  test("does not begin where the 12 V battery of an electric car is too flat to wake it", async () => {
    const scenario = await loadDriveScenario("airport-drain");
    const play = createPlay({ ...scenario, car: { ...scenario.car, kind: "electric" } }, {});
    const drives = drivesOf(play);
    expect(greatest(valuesOf(drives[0], "Vehicle.Speed"))).toBeGreaterThan(20);
    expect(greatest(valuesOf(drives[1], "Vehicle.Speed"))).toBe(0);
    expect(lasts(drives[1])).toBeLessThan(60);
    expect(play.truths()[0]?.failAt).not.toBeNull();
  });

  test("is heard only as long as it is recorded, and driven to its end", async () => {
    const scenario = await loadDriveScenario("short-trip-commuter");
    const [first = [], second = []] = drivesOf(createPlay(scenario, {}));
    expect(lasts(first)).toBeLessThan(62);
    expect(greatest(valuesOf(second, metres)) - greatest(valuesOf(first, metres))).toBeGreaterThan(500);
  });
});

describe("the ground truth", () => {
  test("counts nothing before a fault has set in", () => {
    const hot = parseDriveScenario(
      JSON.stringify({
        v: 1,
        name: "already-hot",
        shows: "An engine that is hot for another reason before its fan fails.",
        source: "Made up for this test.",
        car: { kind: "petrol" },
        begins: "2026-07-01",
        air: { celsius: 30 },
        place: { latitude: 30, longitude: 110 },
        drives: [{ day: 0, hour: 10, legs: [{ cruise: 100, seconds: 1200 }] }],
        faults: [
          { kind: "coolant-leak", ends: "failure", drive: 0, seconds: 300, severity: [[0, 1]] },
          { kind: "fan-failed", ends: "none", day: 2, severity: [[0, 1]] },
        ],
        expect: [],
      }),
      "test",
    );
    const play = createPlay(hot, {});
    drivesOf(play);
    const [leak, fan] = play.truths();
    expect(leak?.limitAt).toBeGreaterThan(leak?.onset ?? 0);
    expect(leak?.failAt).toBeGreaterThan(leak?.limitAt ?? 0);
    expect([fan?.limitAt, fan?.failAt, fan?.severity]).toEqual([null, null, []]);
  });
});
