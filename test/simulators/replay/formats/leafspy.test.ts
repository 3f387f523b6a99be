import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SignalPath } from "../../../../contract/signals.ts";
import { read, samplesOf, series, written } from "../../recorded.ts";

const excerpt = "test/fixtures/drives/leafspy-2020.csv";
const [header = "", ...rows] = readFileSync(excerpt, "latin1").trimEnd().split("\n");
const battery = "Vehicle.Powertrain.TractionBattery";
const wheels = "Vehicle.Chassis.Axle.Row";

const names = header.split(",");
const withCells = (row: string, cells: Readonly<Record<string, string>>): string =>
  row
    .split(",")
    .map((cell, k) => cells[names[k] ?? ""] ?? cell)
    .join(",");

const firstOf = async (lines: readonly string[], path: SignalPath): Promise<number | undefined> =>
  samplesOf((await read(written("leaf.csv", lines))).events, path)[0]?.value;

describe("a LeafSpy log", () => {
  test("is read in the units of the signal table, which its header does not name", async () => {
    const { events, report } = await read(excerpt);
    const first = (path: SignalPath) => samplesOf(events, path)[0]?.value;
    expect(first("Vehicle.TraveledDistance")).toBe(16_440_000);
    expect(first(`${battery}.StateOfCharge.Current`)).toBe(98.0627);
    expect(first(`${battery}.CurrentCurrent`)).toBe(-1.227);
    expect(first(`${battery}.Temperature.Min`)).toBe(19.1);
    expect(first(`${battery}.Temperature.Max`)).toBe(19.3);
    expect(first(`${battery}.CellVoltage.Max`)).toBe(4.209);
    expect(first(`${wheels}2.Wheel.Right.Tire.Pressure`)).toBeCloseTo(42.5 * 6.894757, 3);
    expect(series(events, "Vehicle.Exterior.AirTemperature")[0]?.[1]).toBe(15.5);
    expect(samplesOf(events, "Vehicle.Speed").map(({ value }) => Math.round(value))).toEqual(
      expect.arrayContaining([72]),
    );
    expect(events[0]).toMatchObject({ kind: "drive", at: 1_662_991_713_477 });
    expect(report).toMatchObject({ format: "leafspy", rows: 6, repaired: 0, dropped: 0 });
    expect(report.unknownColumns).toContain("Gids");
    expect(report.unknownColumns.filter((name) => name === "Debug")).toHaveLength(1);
  });

  test("without a header is found by its 96 cells, and says the same", async () => {
    const headed = await read(written("leaf.csv", [header, ...rows]));
    const headless = await read(written("leaf.csv", rows));
    expect(headless.events).toEqual(headed.events);
  });

  test("from the original app has position and VIN, and is found without a header too", async () => {
    const row = rows.map((text) => {
      const fields = text.split(",");
      fields.splice(1, 0, "39 44.4780", "-104 59.0520");
      fields.splice(fields.length - 41, 0);
      const volts = 23 + 96;
      fields.splice(volts + 1, 0, "1N4AZ1CP0JC300001");
      return fields.join(",");
    });
    const { events } = await read(written("leaf.csv", row));
    expect(samplesOf(events, "Vehicle.CurrentLocation.Latitude")[0]?.value).toBe(39.7413);
    expect(samplesOf(events, "Vehicle.CurrentLocation.Longitude")[0]?.value).toBe(-104.9842);
    expect(samplesOf(events, "Vehicle.TraveledDistance")[0]?.value).toBe(16_440_000);
    expect(events[0]).toMatchObject({ at: 1_662_991_713_477 });
  });

  test("set to kilometres and Celsius is told apart by the motor's turns and the pack's temperature", async () => {
    const metric = rows.map((row) => withCells(row, { Speed: "72", RPM: "4990", Ambient: "16", Elv: "1733" }));
    expect(await firstOf([header, ...metric], "Vehicle.Speed")).toBe(72);
    expect(await firstOf([header, ...metric], "Vehicle.Exterior.AirTemperature")).toBe(16);
    expect(await firstOf([header, ...metric], "Vehicle.CurrentLocation.Altitude")).toBe(1_733);
  });

  test("that never moves does not tell the unit of its speed, and it stays unknown", async () => {
    const parked = rows.map((row) => withCells(row, { Speed: "0", RPM: "0", Ambient: "16" }));
    const { events, report } = await read(written("leaf.csv", [header, ...parked]));
    expect(samplesOf(events, "Vehicle.Speed")).toEqual([]);
    expect(report.unknownColumns).toContain("Speed (unit undecided)");
  });

  test("is told apart by the car's own speed as well, which is hundredths of a km/h in any setting", async () => {
    const parked = { RPM: "0", Ambient: "16" };
    const miles = rows.map((row) => withCells(row, { ...parked, Speed: "45", " Speed1": "7242" }));
    expect(await firstOf([header, ...miles], "Vehicle.Speed")).toBeCloseTo(72.42, 2);
    const metric = rows.map((row) => withCells(row, { ...parked, Speed: "45", " Speed1": "4530" }));
    expect(await firstOf([header, ...metric], "Vehicle.Speed")).toBe(45);
  });

  test("keeps the unit of the air when the sensor says 95 Celsius once", async () => {
    const spiky = rows.map((row, k) => withCells(row, { Ambient: k === 1 ? "95" : "16" }));
    expect(await firstOf([header, ...spiky], "Vehicle.Exterior.AirTemperature")).toBe(16);
  });

  test("does not take Fahrenheit for miles: Costa Rica has one and not the other", async () => {
    const mixed = rows.map((row) => withCells(row, { RPM: "0", Speed: "45", Ambient: "91" }));
    const { events, report } = await read(written("leaf.csv", [header, ...mixed]));
    expect(samplesOf(events, "Vehicle.Exterior.AirTemperature")[0]?.value).toBeCloseTo(32.78, 2);
    expect(samplesOf(events, "Vehicle.Speed")).toEqual([]);
    expect(report.unknownColumns).toContain("Speed (unit undecided)");
  });

  test("whose odometer runs 1.61 times as far as the speed says has miles an hour and kilometres", async () => {
    const minutes = (k: number): string => String(1_662_991_713 + 300 * k);
    const odd = Array.from({ length: 9 }, (_, k) =>
      withCells(rows[0] ?? "", {
        ...{ RPM: "0", Speed: "60", "epoch time": minutes(k) },
        "Odo(km)": String(Math.round(16_440 + 8.047 * k)),
      }),
    );
    expect(await firstOf([header, ...odd], "Vehicle.Speed")).toBeCloseTo(96.56, 2);
  });

  test("that begins with hours at a charger finds its units when it drives", async () => {
    const at = (k: number, cells: Readonly<Record<string, string>>): string =>
      withCells(rows[0] ?? "", { ...cells, "epoch time": String(1_662_991_713 + 5 * k) });
    const charging = Array.from({ length: 300 }, (_, k) => at(k, { Speed: "0", RPM: "0" }));
    const driving = Array.from({ length: 200 }, (_, k) => at(300 + k, { Speed: "72", RPM: "4990" }));
    const { events, report } = await read(written("leaf.csv", [header, ...charging, ...driving]));
    expect(samplesOf(events, "Vehicle.Speed").at(-1)?.value).toBe(72);
    expect(report.unknownColumns).not.toContain("Speed (unit undecided)");
  });

  test("says nothing of a pack that was not read, of a health of 0 and of pressures that are no psi", async () => {
    const dead = [
      { "Pack Volts": "0", "Pack Amps": "0" },
      { "Pack Volts": "-327.67", "Pack Amps": "327.67" },
      { SOH: "0", "TP-FL": "250" },
    ].map((cells, k) => withCells(rows[k] ?? "", cells));
    const { events, report } = await read(written("leaf.csv", [header, ...dead]));
    expect(samplesOf(events, `${battery}.CurrentVoltage`)).toHaveLength(1);
    expect(samplesOf(events, `${battery}.StateOfHealth`)).toEqual([]);
    expect(samplesOf(events, `${wheels}1.Wheel.Left.Tire.Pressure`)).toHaveLength(2);
    expect(report.reasons).toEqual({
      "pack of 0 V": 1,
      "pack volts and amperes are one number": 1,
      "tyre pressure that is no psi": 1,
    });
  });

  test("saved by a spreadsheet has semicolons and decimal commas, and says the same", async () => {
    const semicolons = [header, ...rows].map((row) => row.replaceAll(",", ";").replaceAll(".", ","));
    const { events, report } = await read(written("leaf.csv", semicolons));
    expect(events).toEqual((await read(written("leaf.csv", [header, ...rows]))).events);
    expect(report).toMatchObject({ dropped: 0, reasons: { "decimal comma": rows.length } });
  });

  test("goes on in a newer version of the app, whose rows are longer", async () => {
    const longer = rows.map((row, k) => (k < 3 ? row : `${row},7,8`));
    const { events, report } = await read(written("leaf.csv", [header, ...longer]));
    expect(samplesOf(events, "Vehicle.TraveledDistance")).toHaveLength(rows.length);
    expect(report).toMatchObject({ dropped: 0, repaired: 3 });
    const shifted = rows.map((row, k) => (k < 3 ? row : `9,${row}`));
    expect((await read(written("leaf.csv", [header, ...shifted]))).report).toMatchObject({ dropped: 3 });
  });

  test("without a header has the columns of its version by its length, and a blacked-out VIN shifts nothing", async () => {
    const versions = [152, 155, 158, 159, 161];
    for (const length of versions) {
      const cut = rows.map((row) => {
        const fields = row.split(",");
        fields.splice(1, 0, "39.7413", "-104.9842");
        fields.splice(fields.indexOf("101.63"), 0, "XXXXXXXX");
        return fields.slice(0, length).join(",");
      });
      const { events, report } = await read(written("leaf.csv", cut));
      expect(samplesOf(events, "Vehicle.TraveledDistance")[0]?.value).toBe(16_440_000);
      expect(samplesOf(events, "Vehicle.LowVoltageBattery.CurrentVoltage")[0]?.value).toBe(14.4);
      expect(report.unknownColumns.some((column) => column.startsWith("column "))).toBe(false);
    }
  });

  test.each([
    ["2022/09/12 8:08:33", 0],
    ["12/09/2022 8:08", -33_000],
    ["12.09.2022 08:08:33", 0],
    ["09/12/2022 8:08:33 AM", 0],
    ["09/12/2022 8:08:33 PM", 12 * 3_600_000],
  ])("without an epoch column reads the local time %s", async (time, offMs) => {
    const later = time.replace("12/09", "13/09").replace("12.09", "13.09");
    const local = [
      header,
      ...rows.slice(0, 2).map((row, k) => withCells(row, { "Date/Time": k === 0 ? time : later })),
    ];
    const without = local.map((row) =>
      row
        .split(",")
        .filter((_, k) => names[k] !== "epoch time")
        .join(","),
    );
    const { events } = await read(written("leaf.csv", without));
    expect(events[0]?.at).toBe(Date.parse("2022-09-12T08:08:33Z") + offMs);
  });

  test("marks a balancing cell with a minus: its voltage is the same", async () => {
    const balancing = rows.map((row) => withCells(row, { CP1: "-4122", CP2: "-4300" }));
    expect(await firstOf([header, ...balancing], `${battery}.CellVoltage.Min`)).toBe(4.122);
    expect(await firstOf([header, ...balancing], `${battery}.CellVoltage.Max`)).toBe(4.3);
  });

  test("runs on while the local time jumps back at a time-zone border", async () => {
    const jumping = rows.map((row, k) =>
      withCells(row, { "Date/Time": k < 3 ? "09/12/2022 10:00:00" : "09/12/2022 9:00:00" }),
    );
    const { events } = await read(written("leaf.csv", [header, ...jumping]));
    expect(events.some(({ kind }) => kind === "clockStep")).toBe(false);
    expect((events.at(-1)?.at ?? 0) - (events[0]?.at ?? 0)).toBeGreaterThan(5 * 300_000);
  });

  test("without an epoch column takes its local time, and says when it was set back", async () => {
    const local = [header, ...rows].map((row) =>
      row
        .split(",")
        .filter((_, k) => names[k] !== "epoch time")
        .join(","),
    );
    const { events } = await read(written("leaf.csv", local));
    expect(events[0]).toMatchObject({ at: Date.parse("2022-09-12T08:08:33Z") });
  });

  test("cut anywhere never crashes and never invents a value out of range", async () => {
    const text = `${[header, ...rows].join("\n")}\n`;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: header.length + 200, max: text.length }), async (length) => {
        const { events } = await read(written("leaf.csv", Buffer.from(text.slice(0, length), "latin1"))).catch(() => ({
          events: [],
        }));
        for (const event of events)
          if (event.kind === "sample" && event.path === `${battery}.CellVoltage.Min`)
            expect(event.value).toBeGreaterThan(4);
      }),
      { numRuns: 25 },
    );
  });
});
