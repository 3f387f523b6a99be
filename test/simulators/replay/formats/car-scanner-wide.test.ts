import { expect, test } from "vitest";
import { read, samplesOf, series, written } from "../../recorded.ts";

const header =
  'time,"Engine RPM (rpm)","Engine RPM x1000 (rpm)","Vehicle speed (mph)","Engine coolant temperature (℃)","[BMS] Max Cell Voltage (V)",Latitude,Longtitude';
const name = "2026-05-11 23-59-59.csv";

test("a wide Car Scanner table: a column for each reading, empty where nothing was read", async () => {
  const { events, report } = await read(
    written(name, [
      header,
      "23:59:59.000,850,0.85,,88,3.9,52.5,13.4",
      "23:59:59.500,,,10,,3.9,52.5,13.4",
      "00:00:00.250,870,0.87,20,,3.9,52.5,13.4",
    ]),
  );
  expect(events[0]).toMatchObject({ kind: "drive", at: Date.parse("2026-05-11T23:59:59Z") });
  expect(series(events, "Vehicle.Powertrain.CombustionEngine.Speed")).toEqual([
    [0, 850],
    [1.25, 870],
  ]);
  expect(series(events, "Vehicle.Speed")).toEqual([
    [0.5, 16.09344],
    [1.25, 32.18688],
  ]);
  expect(samplesOf(events, "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature")[0]?.value).toBe(88);
  expect(samplesOf(events, "Vehicle.CurrentLocation.Longitude")[0]?.value).toBe(13.4);
  expect(report).toMatchObject({ format: "car-scanner", rows: 3, repaired: 0, dropped: 0 });
  expect(report.unknownColumns).toEqual(["Engine RPM x1000 (rpm)", "[BMS] Max Cell Voltage (V)"]);
});

test("a time with its date needs no date in the name", async () => {
  const { events } = await read(written("x.csv", [header, "2026-09-01 10:00:00.050,850,0.85,,88,3.9,52.5,13.4"]));
  expect(events[0]?.at).toBe(Date.parse("2026-09-01T10:00:00.050Z"));
});

test("another table that begins with a time is not taken for one", async () => {
  await expect(read(written("x.csv", ["time,Boost (psi)", "10:00:00,3"]))).rejects.toThrow(/No importer knows/);
});
