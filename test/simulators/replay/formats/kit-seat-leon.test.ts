import { describe, expect, test } from "vitest";
import { coldDrive, read, samplesOf, series, warmDrive, written } from "../../recorded.ts";

const coolant = "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature";
const header =
  "Time,Engine Coolant Temperature [°C],Intake Manifold Absolute Pressure [kPa],Engine RPM [RPM],Vehicle Speed Sensor [km/h]";
const kit = (...rows: readonly string[]): string => written("2018-02-28_Seat_Leon.csv", [header, ...rows]);

describe("the KIT recordings", () => {
  test("the date comes from the file's name and the time from the row", async () => {
    const { events } = await read(kit("07:03:59.524,9,,,"));
    expect(events).toEqual([
      { kind: "drive", drive: "2018-02-28_Seat_Leon", at: Date.UTC(2018, 1, 28, 7, 3, 59, 524) },
      { kind: "sample", path: coolant, value: 9, at: Date.UTC(2018, 1, 28, 7, 3, 59, 524) },
    ]);
  });

  test("a row renews the next column of the cycle, the others are repetitions", async () => {
    const { events } = await read(
      kit(
        "07:00:00.000,9,,,",
        "07:00:00.100,9,103.0,,",
        "07:00:00.200,9,103.0,1043.0,",
        "07:00:00.300,9,103.0,1043.0,0.0",
        "07:00:00.400,9,103.0,1043.0,0.0",
        "07:00:00.500,9,104.0,1043.0,0.0",
        "07:00:00.600,9,104.0,1043.0,0.0",
        "07:00:00.700,9,104.0,1043.0,0.0",
        "07:00:00.800,10,104.0,1043.0,0.0",
      ),
    );
    expect(series(events, coolant)).toEqual([
      [0, 9],
      [0.4, 9],
      [0.8, 10],
    ]);
    expect(series(events, "Vehicle.Powertrain.CombustionEngine.Speed")).toEqual([
      [0.2, 1043],
      [0.6, 1043],
    ]);
    expect(series(events, "Vehicle.Speed")).toEqual([
      [0.3, 0],
      [0.7, 0],
    ]);
  });

  test("the cycle finds its place again when an answer failed and a column was skipped", async () => {
    const { events } = await read(
      kit(
        "07:00:00.000,9,,,",
        "07:00:00.100,9,100,,",
        "07:00:00.200,9,100,900,",
        "07:00:00.300,9,100,900,0",
        "07:00:00.400,10,100,900,0",
        "07:00:00.500,10,100,950,0",
        "07:00:00.600,10,100,950,0",
        "07:00:00.700,10,100,950,0",
      ),
    );
    // Pressure was skipped at 0.5 s: speed follows the engine speed, and then coolant comes round again.
    expect(series(events, "Vehicle.Speed").map(([at]) => at)).toEqual([0.3, 0.6]);
    expect(series(events, coolant).map(([at]) => at)).toEqual([0, 0.4, 0.7]);
    expect(series(events, "Vehicle.OBD.MAP").map(([at]) => at)).toEqual([0.1]);
  });

  test("the degree sign may be encoded twice, once or in Latin-1", async () => {
    for (const degree of [[0xc3, 0x82, 0xc2, 0xb0], [0xc2, 0xb0], [0xb0]]) {
      const bytes = Buffer.concat([
        Buffer.from("Time,Engine Coolant Temperature ["),
        Buffer.from(degree),
        Buffer.from("C]\n07:00:00.000,90\n"),
      ]);
      const { events, report } = await read(written("2017-07-10_x.csv", bytes));
      expect(samplesOf(events, coolant)).toHaveLength(1);
      expect(report.unknownColumns).toEqual([]);
    }
  });

  test("a small step back in time is held, and told", async () => {
    const { events, report } = await read(kit("07:00:00.300,9,,,", "07:00:00.258,10,,,", "07:00:00.400,11,,,"));
    expect(series(events, coolant)).toEqual([
      [0, 9],
      [0, 10],
      [0.1, 11],
    ]);
    expect(report).toMatchObject({ rows: 3, repaired: 1, dropped: 0 });
  });

  test("a clock set back is an event, and event time runs on", async () => {
    const { events } = await read(kit("07:00:10.000,9,,,", "07:00:05.000,10,,,", "07:00:06.000,11,,,"));
    expect(events).toContainEqual({ kind: "clockStep", deltaMs: -5_000, at: Date.UTC(2018, 1, 28, 7, 0, 10) });
    expect(series(events, coolant)).toEqual([
      [0, 9],
      [0, 10],
      [1, 11],
    ]);
  });

  test("a drive over midnight goes on the next day", async () => {
    const { events } = await read(kit("23:59:59.900,9,,,", "00:00:00.100,10,,,"));
    expect(series(events, coolant)).toEqual([
      [0, 9],
      [0.2, 10],
    ]);
  });

  test("over a gap of the recording every second is a tick and nothing is read", async () => {
    const { events } = await read(kit("07:00:00.000,9,,,", "07:10:04.000,9,,,"));
    const ticks = events.filter(({ kind }) => kind === "tick");
    expect(ticks).toHaveLength(604);
    expect(ticks.at(0)?.at).toBe(Date.UTC(2018, 1, 28, 7, 0, 1));
    expect(samplesOf(events, coolant)).toHaveLength(1);
  });

  test("an unreadable cell is no value, a row without a time is no row, and a cut last row is left out", async () => {
    const file = written(
      "2018-02-28_x.csv",
      Buffer.from(`${header}\n07:00:00.000,0x1f,,,\nnoon,9,,,\n07:00:00.100,9,,,\n07:00:00.200,9,10`),
    );
    const { events, report } = await read(file);
    expect(series(events, coolant)).toEqual([[0.1, 9]]);
    expect(report).toMatchObject({ rows: 4, repaired: 1, dropped: 2 });
  });

  test("a file that lost its name begins on a fixed day, and says so", async () => {
    const { events, report } = await read(written("leon.csv", [header, "07:00:00.000,9,,,"]));
    expect(events[0]).toEqual({ kind: "drive", drive: "leon", at: Date.UTC(2020, 0, 1, 7) });
    expect(report.reasons).toEqual({ "no date in the file's name: 2020-01-01 taken": 1 });
  });

  test("a copy with quotes and a column of row numbers is the same recording", async () => {
    const rows = ["07:00:00.000,9,,,", "07:00:00.100,9,103,,"];
    const copy = [
      `"",${header.replace(/[^,]+/g, '"$&"')}`,
      ...rows.map((row, k) => `"${k}","${row.replace(",", '",')}`),
    ];
    const { events } = await read(written("2018-02-28_Seat_Leon.csv", copy));
    expect(events).toEqual((await read(kit(...rows))).events);
  });

  test("the degree sign may be any byte, or a question mark", async () => {
    const { events } = await read(kit("07:00:00.000,9,,,"));
    for (const [sign, encoding] of [
      ["°", "latin1"],
      ["Â°", "utf8"],
      ["?", "utf8"],
      ["\u00ba", "utf8"],
    ] as const) {
      const bytes = Buffer.from(`${header.replaceAll("°", sign)}\n07:00:00.000,9,,,\n`, encoding);
      expect((await read(written("2018-02-28_Seat_Leon.csv", bytes))).events).toEqual(events);
    }
  });

  test("the shipped excerpts are whole: one sample a row behind the first, none repaired", async () => {
    const warm = await read(warmDrive);
    expect(warm.report).toMatchObject({ format: "kit-seat-leon", rows: 7_000, repaired: 0, dropped: 0 });
    const coolants = samplesOf(warm.events, coolant).map(({ value }) => value);
    expect([Math.min(...coolants), Math.max(...coolants)]).toEqual([90, 91]);
    const cold = await read(coldDrive);
    expect(cold.report).toMatchObject({ rows: 7_380, repaired: 0, dropped: 0 });
    expect(Math.min(...samplesOf(cold.events, "Vehicle.Exterior.AirTemperature").map(({ value }) => value))).toBe(-13);
  });
});
