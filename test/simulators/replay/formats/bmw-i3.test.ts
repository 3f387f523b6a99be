import { describe, expect, test } from "vitest";
import { read, samplesOf, series, written } from "../../recorded.ts";

const header =
  "Time [s];Velocity [km/h];Elevation [m];Throttle [%];Battery Voltage [V];Battery Current [A];Battery Temperature [°C];max. Battery Temperature [°C];SoC [%];displayed SoC [%];Heater Current [A];Ambient Temperature [°C];Temperature Vent right [°C] ;Temperature Vent right [°C]";
const i3 = (...rows: readonly string[]): string =>
  written("TripB38.csv", Buffer.from([header, ...rows].map((line) => `${line}\r\n`).join(""), "latin1"));
const battery = "Vehicle.Powertrain.TractionBattery";
const start = Date.UTC(2020, 0, 1);

describe("the BMW i3 recordings", () => {
  test("Latin-1, semicolons and CRLF; discharge stays negative, as in VSS", async () => {
    const { events, report } = await read(i3("0;0;475;0;371.8;-15.8;-1;-1;65;76;13.25;-1.5;1;2"));
    expect(events).toEqual([
      { kind: "drive", drive: "TripB38", at: start },
      { kind: "sample", path: "Vehicle.Speed", value: 0, at: start },
      { kind: "sample", path: "Vehicle.CurrentLocation.Altitude", value: 475, at: start },
      { kind: "sample", path: `${battery}.CurrentVoltage`, value: 371.8, at: start },
      { kind: "sample", path: `${battery}.CurrentCurrent`, value: -15.8, at: start },
      { kind: "sample", path: `${battery}.Temperature.Average`, value: -1, at: start },
      { kind: "sample", path: `${battery}.Temperature.Max`, value: -1, at: start },
      { kind: "sample", path: `${battery}.StateOfCharge.Current`, value: 65, at: start },
      { kind: "sample", path: `${battery}.StateOfCharge.Displayed`, value: 76, at: start },
      { kind: "sample", path: "Vehicle.Exterior.AirTemperature", value: -1.5, at: start },
    ]);
    expect(report.unknownColumns).toEqual([
      "Throttle [%]",
      "Heater Current [A]",
      "Temperature Vent right [C]",
      "Temperature Vent right [C]",
    ]);
  });

  test("every row is one instant, ten a second", async () => {
    const { events } = await read(i3(...[0, 0.1, 0.2].map((t) => `${t};5;475;0;371;-15;-1;-1;65;76;0;-1;1;2`)));
    expect(series(events, "Vehicle.Speed")).toEqual([
      [0, 5],
      [0.1, 5],
      [0.2, 5],
    ]);
  });

  test("NaN is no value and no repair; an impossible temperature is passed on for the car to judge", async () => {
    const { events, report } = await read(i3("0;0;475;0;371;-15;22;60.9;NaN;NaN;38870;22;1;2"));
    expect(samplesOf(events, `${battery}.StateOfCharge.Current`)).toEqual([]);
    expect(samplesOf(events, `${battery}.Temperature.Max`).map(({ value }) => value)).toEqual([60.9]);
    expect(report).toMatchObject({ rows: 1, repaired: 0, dropped: 0 });
  });

  test("a time beyond belief drops the row instead of ticking through a century", async () => {
    const { events, report } = await read(
      i3("0;0;475;0;371;-15;22;22;65;76;0;22;1;2", "1e12;0;475;0;371;-15;22;22;65;76;0;22;1;2"),
    );
    expect(events.filter(({ kind }) => kind === "tick")).toEqual([]);
    expect(report).toMatchObject({ rows: 2, dropped: 1 });
  });

  test("a bracket too many or too few in a name changes nothing", async () => {
    const row = "0;7.5;475;0;371.8;-15.8;-1;-1;65;76;13.25;-1.5;1;2";
    const odd = header
      .replace("[km/h]", "[km/h]]]")
      .replace("SoC [%]", "SoC [%)")
      .replace("Ambient Temperature [°C]", "Ambient Temperature [°C");
    const { events } = await read(written("TripB38.csv", Buffer.from(`${odd}\r\n${row}\r\n`, "latin1")));
    expect(events).toEqual((await read(i3(row))).events);
  });

  test("a decimal comma is read as one, and counted", async () => {
    const rows = [0, 0.1].map((t) => `${t};7.5;475;0;371.8;-15.8;-1;-1;65;76;0;-1.5;1;2`);
    const { events, report } = await read(i3(...rows.map((row) => row.replaceAll(".", ","))));
    expect(events).toEqual((await read(i3(...rows))).events);
    expect(report).toMatchObject({ repaired: 2, reasons: { "decimal comma": 2 } });
  });

  test("a last row without its end is used where the cut can only have met a column that nobody reads", async () => {
    const row = (t: number): string => `${t};7.5;475;0;371.8;-15.8;-1;-1;65;76;0;-1.5;1;2`;
    const whole = await read(written("TripB38.csv", Buffer.from([header, row(0), row(0.1)].join("\n"), "latin1")));
    expect(whole.report).toMatchObject({ rows: 2, dropped: 0 });
    const cut = await read(
      written("TripB38.csv", Buffer.from([header, row(0), row(0.1).slice(0, -4)].join("\n"), "latin1")),
    );
    expect(cut.report).toMatchObject({ rows: 2, dropped: 1, reasons: { "cut last row": 1 } });
  });
});
