import { expect, test } from "vitest";
import { read, samplesOf } from "../../recorded.ts";

const excerpt = "test/fixtures/drives/soulevspy-2015.csv";
const battery = "Vehicle.Powertrain.TractionBattery";

test("a SoulEVSpy log: cells that are not there, a tyre receiver that fails, an adapter that goes", async () => {
  const { events, report } = await read(excerpt);
  expect(report).toMatchObject({ format: "soulevspy", rows: 15, dropped: 0 });
  expect(report.reasons).toMatchObject({ "tyre receiver did not answer": 1, "adapter voltage of 0": 1 });
  const lowest = samplesOf(events, `${battery}.CellVoltage.Min`).map(({ value }) => value);
  expect(Math.min(...lowest)).toBeGreaterThan(3);
  const pressures = samplesOf(events, "Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.Pressure").map(({ value }) => value);
  expect(pressures).toHaveLength(14);
  expect(Math.min(...pressures)).toBeGreaterThan(260);
  expect(samplesOf(events, "Vehicle.LowVoltageBattery.CurrentVoltage").every(({ value }) => value > 12)).toBe(true);
});

test("a row is stamped with the end of its scan, and its discharge is negative", async () => {
  const { events } = await read(excerpt);
  const speeds = samplesOf(events, "Vehicle.Speed");
  expect(speeds.find(({ at }) => at === 1_531_820_047_936)?.value).toBe(71);
  const current = samplesOf(events, `${battery}.CurrentCurrent`).find(({ at }) => at === 1_531_820_047_936)?.value ?? 0;
  expect(current).toBeLessThan(0);
});

test("a position that the telephone only repeats is no reading", async () => {
  const { events, report } = await read(excerpt);
  expect(samplesOf(events, "Vehicle.CurrentLocation.Latitude").length).toBe(
    15 - (report.reasons["position older than the scan"] ?? 0),
  );
  expect(report.reasons["position older than the scan"]).toBe(1);
});
