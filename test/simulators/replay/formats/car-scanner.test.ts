import { expect, test } from "vitest";
import { read, samplesOf, series, written } from "../../recorded.ts";

const header = '"SECONDS";"PID";"VALUE";"UNITS";"LATITUDE";"LONGTITUDE";';
const row = (seconds: number, pid: string, value: string, unit: string, place = '"45.79";"15.72"'): string =>
  `"${seconds}";"${pid}";"${value}";"${unit}";${place};`;

test("a Car Scanner record: one reading a row, seconds from midnight of the day in its name", async () => {
  const { events, report } = await read(
    written("2025-05-12 21-36-00.csv", [
      header,
      row(77_801.89, "Engine RPM", "750", "rpm"),
      row(77_802, "Engine coolant temperature", "83", "℃"),
      row(77_802.1, "Vehicle speed", "30", "mph"),
      row(77_802.2, "[BMS] Cell 1", "3.9", "V"),
      row(77_802.3, "Drehzahl", "800", "rpm", '"45.80";"15.72"'),
    ]),
  );
  expect(events[0]).toMatchObject({ kind: "drive", at: Date.parse("2025-05-12T21:36:41.890Z") });
  expect(samplesOf(events, "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature")[0]?.value).toBe(83);
  expect(samplesOf(events, "Vehicle.Speed")[0]?.value).toBeCloseTo(48.28, 2);
  expect(series(events, "Vehicle.CurrentLocation.Latitude")).toEqual([
    [0, 45.79],
    [0.41, 45.8],
  ]);
  expect(report.unknownCounts).toEqual({ "[BMS] Cell 1 (V)": 1, "Drehzahl (rpm)": 1 });
});

test("the telephone's speed is not mixed into the car's", async () => {
  const { events } = await read(
    written("r.csv", [
      header,
      row(10, "Speed (GPS)", "30", "km/h"),
      row(11, "Vehicle speed", "33", "km/h"),
      row(12, "Speed (GPS)", "30", "km/h"),
    ]),
  );
  expect(samplesOf(events, "Vehicle.Speed").map(({ value }) => value)).toEqual([30, 33]);
});

test("midnight is a new day, not a clock set back", async () => {
  const { events } = await read(
    written("2025-05-12 23-59-59.csv", [
      header,
      row(86_399, "Engine RPM", "750", "rpm"),
      row(1, "Engine RPM", "760", "rpm"),
    ]),
  );
  expect((events.at(-1)?.at ?? 0) - (events[0]?.at ?? 0)).toBe(2_000);
});

test("commas for semicolons are named as the wrong delimiter", async () => {
  await expect(read(written("r.csv", [header.replaceAll(";", ","), '"1","Engine RPM","1","rpm"']))).rejects.toThrow(
    /line 1: "," where the format car-scanner has ";"/,
  );
});

test("Russian and Italian names that public recordings show are read; the file is UTF-8 with or without a mark", async () => {
  for (const [mark, rpm, speed, coolant] of [
    ["", "Обороты двигателя", "Скорость автомобиля", "Температура охлаждающей жидкости"],
    ["\ufeff", "Giri motore", "Velocità veicolo", "Temperatura liquido raffreddamento motore"],
  ] as const) {
    const { events, report } = await read(
      written("2021-11-19 16-45-25.csv", [
        `${mark}"SECONDS";"PID";"VALUE";"UNITS"`,
        `"60338.07";"${rpm}";"994";"rpm"`,
        `"60338.30";"${speed}";"12.5";"km/h"`,
        `"60338.50";"${coolant}";"60";"℃"`,
      ]),
    );
    expect(samplesOf(events, "Vehicle.Powertrain.CombustionEngine.Speed")[0]?.value).toBe(994);
    expect(samplesOf(events, "Vehicle.Speed")[0]?.value).toBe(12.5);
    expect(samplesOf(events, "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature")[0]?.value).toBe(60);
    expect(report.unknownColumns).toEqual([]);
  }
});

test("decimal commas are read and counted, and 0, 0 is no place", async () => {
  const { events, report } = await read(
    written("r.csv", [
      header,
      '"10,5";"Vehicle speed";"33,5";"km/h";"0";"0";',
      '"11,5";"Vehicle speed";"34,5";"km/h";"0";"0";',
    ]),
  );
  expect(series(events, "Vehicle.Speed")).toEqual([
    [0, 33.5],
    [1, 34.5],
  ]);
  expect(samplesOf(events, "Vehicle.CurrentLocation.Latitude")).toEqual([]);
  expect(report.reasons).toEqual({ "decimal comma": 2, "position 0, 0: no fix": 1 });
});

test("what J1979 names is read under the app's names for it, and what the app works out itself is not", async () => {
  const { events, report } = await read(
    written("r.csv", [
      '"SECONDS";"PID";"VALUE";"UNITS"',
      ...[
        ["Commanded evaporative purge", "12.5", "%"],
        ["Absolute pedal position D", "16.1", "%"],
        ["Distance traveled since codes cleared", "402", "km"],
        ["# warm-ups since codes cleared", "9", ""],
        ["Fuel level input (%)", "61", "%"],
        ["Fuel level input (V)", "35", "L"],
        ["Engine RPM x1000", "0.85", "rpm"],
        ["Distance travelled (total)", "4.2", "km"],
      ].map(([pid, value, unit], k) => `"${10 + k}";"${pid}";"${value}";"${unit}"`),
    ]),
  );
  for (const [path, value] of [
    ["Vehicle.OBD.CommandedEVAP", 12.5],
    ["Vehicle.OBD.AcceleratorPositionD", 16.1],
    ["Vehicle.OBD.DistanceSinceDTCClear", 402],
    ["Vehicle.OBD.WarmupsSinceDTCClear", 9],
    ["Vehicle.Powertrain.FuelSystem.RelativeLevel", 61],
  ] as const)
    expect(samplesOf(events, path).map((sample) => sample.value)).toEqual([value]);
  expect(report.unknownColumns).toEqual([
    "Fuel level input (V) (L)",
    "Engine RPM x1000 (rpm)",
    "Distance travelled (total) (km)",
  ]);
});
