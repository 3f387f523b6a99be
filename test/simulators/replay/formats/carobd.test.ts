import { describe, expect, test } from "vitest";
import type { VehicleEvent } from "../../../../contract/events.ts";
import { carobd } from "../../../../simulators/replay/formats/carobd.ts";
import { read, samplesOf, series, written } from "../../recorded.ts";

const header = "ENGINE_RUN_TINE (),ENGINE_RPM (),VEHICLE_SPEED (),CONTROL_MODULE_VOLTAGE (),TIME_RUN_WITH_MIL_ON ()";
const start = Date.UTC(2020, 0, 1);
const etios = (...rows: readonly string[]): string => written("drive5.csv", [header, ...rows]);

describe("the carOBD recordings", () => {
  test("a comma too many at the end shifts nothing: time with the lamp on stays 0", async () => {
    const { events, report } = await read(etios("7.000000, 870.500000, 12.000000, 14.180000, 0.000000,"));
    expect(events).toEqual([
      { kind: "drive", drive: "drive5", at: start },
      { kind: "sample", path: "Vehicle.OBD.RunTime", value: 7, at: start },
      { kind: "sample", path: "Vehicle.Powertrain.CombustionEngine.Speed", value: 870.5, at: start },
      { kind: "sample", path: "Vehicle.Speed", value: 12, at: start },
      { kind: "sample", path: "Vehicle.OBD.ControlModuleVoltage", value: 14.18, at: start },
      { kind: "sample", path: "Vehicle.OBD.RunTimeMIL", value: 0, at: start },
    ]);
    expect(report).toMatchObject({
      format: "carobd",
      rows: 1,
      repaired: 0,
      dropped: 0,
      unknownColumns: [],
      reasons: {},
    });
  });

  test("rows without the comma too many are right as well", async () => {
    const { events, report } = await read(etios("7,870,12,14.1,0", "9,880,13,14.2,0"));
    expect(series(events, "Vehicle.OBD.ControlModuleVoltage")).toEqual([
      [0, 14.1],
      [2, 14.2],
    ]);
    expect(report).toMatchObject({ rows: 2, repaired: 0, dropped: 0 });
  });

  test("a drive whose rows all lack the last columns gives what it has", async () => {
    const { events, report } = await read(etios("7,870,12,14.1", "9,880,13,14.2"));
    expect(series(events, "Vehicle.OBD.ControlModuleVoltage").map(([, volts]) => volts)).toEqual([14.1, 14.2]);
    expect(samplesOf(events, "Vehicle.OBD.RunTimeMIL")).toEqual([]);
    expect(report).toMatchObject({ rows: 2, repaired: 2, reasons: { "wrong number of fields": 2 } });
  });

  test("a row that lost a field is left out: its voltage would be read as the time with the lamp on", async () => {
    const { events, report } = await read(etios("7,870,12,14.1,0,", "9,880,14.2,0,", "11,880,13,14.3,0,"));
    expect(series(events, "Vehicle.Speed").map(([, kmh]) => kmh)).toEqual([12, 13]);
    expect(report).toMatchObject({ rows: 3, dropped: 1, reasons: { "fewer fields than columns": 1 } });
  });

  test("a tidied copy without the empty unit and the misspelling is the same recording", async () => {
    const tidy = header.replaceAll(" ()", "").replace("TINE", "TIME");
    const { events } = await read(written("drive5.csv", [tidy, "7,870,12,14.1,0"]));
    expect(events).toEqual((await read(etios("7,870,12,14.1,0"))).events);
  });

  test("rows of one run time are spread until the next, so the distance is not doubled", async () => {
    const { events } = await read(
      etios(
        "10,900,20,14,0,",
        "10,900,21,14,0,",
        "10,900,22,14,0,",
        "10,900,23,14,0,",
        "12,900,24,14,0,",
        "13,900,25,14,0,",
      ),
    );
    expect(series(events, "Vehicle.Speed")).toEqual([
      [0, 20],
      [0.5, 21],
      [1, 22],
      [1.5, 23],
      [2, 24],
      [3, 25],
    ]);
  });

  test("a value that stays is read again every fourth row, not in each", async () => {
    const row = (runTime: number): string => `${runTime},900,20,14,0,`;
    const { events } = await read(etios(...[10, 10, 10, 10, 12, 12, 12, 12, 14].map(row)));
    expect(series(events, "Vehicle.Speed").map(([at]) => at)).toEqual([0, 2, 4]);
  });

  test("while the engine stands still time goes on at the rate of the rows", async () => {
    const standing = Array.from({ length: 40 }, (_, k) => `0,0,0,${12 + k / 1_000},0,`);
    const { events } = await read(etios(...standing, "2,900,0,14,0,"));
    const volts = series(events, "Vehicle.OBD.ControlModuleVoltage");
    expect(volts).toHaveLength(41);
    expect(volts.at(-1)?.[0]).toBeCloseTo(40 / 2.03, 2);
  });

  test("a long standstill is handed out as it goes, not kept in memory until the engine starts", () => {
    const importer = carobd.begin(header, "idle.csv", {});
    const events: VehicleEvent[] = [];
    for (let number = 2; number < 100; number += 1)
      importer.take({ text: "0,0,0,12,0,", number, complete: true }, events);
    expect(events.length).toBeGreaterThan(0);
  });

  test("an engine that stalls and starts again counts its run time from 0, and event time runs on", async () => {
    const { events } = await read(etios("1235,614,3,12.7,0", "1235,114,3,10.6,0", "0,2243,0,10.6,0", "2,990,0,12.2,0"));
    const times = series(events, "Vehicle.Powertrain.CombustionEngine.Speed").map(([at]) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(events.filter(({ kind }) => kind === "clockStep")).toEqual([]);
  });

  test("nan and blank lines are no values", async () => {
    const { events, report } = await read(etios("10,nan,20,14,0,", "", "nan,900,20,14,0,"));
    expect(samplesOf(events, "Vehicle.Powertrain.CombustionEngine.Speed")).toEqual([]);
    expect(report).toMatchObject({ rows: 2, repaired: 0, dropped: 1 });
  });
});
