import { expect, test } from "vitest";
import { read, samplesOf, written } from "../../recorded.ts";

const metric =
  "GPS Time, Device Time, Longitude, Latitude,GPS Speed (Meters/second), Horizontal Dilution of Precision, Altitude, Bearing, G(x),Speed (OBD)(km/h),Engine RPM(rpm),Engine Coolant Temperature(°C),Fuel flow rate/hour(gal/hr)";
const american = metric.replace("(km/h)", "(mph)").replace("(°C)", "(°F)");
const row = (time: string, rest: string): string =>
  `Sun Oct 05 14:22:01 PDT 2026,${time},-118.1,34.2,10.0,5.0,500.0,90.5,0.1,${rest}`;

test("a Torque log in the units of the app's settings", async () => {
  for (const [header, speed, coolant] of [
    [metric, 36, 90],
    [american, 57.936384, 32.2222222222],
  ] as const) {
    const { events, report } = await read(
      written("trackLog.csv", [
        header,
        row("05-Oct-2026 14:22:01.100", "36,2100,90,1.2"),
        row("05-Oct-2026 14:22:02.100", "36,2200,90,1.2"),
      ]),
    );
    expect(events[0]).toEqual({ kind: "drive", drive: "trackLog", at: Date.parse("2026-10-05T14:22:01.100Z") });
    expect(samplesOf(events, "Vehicle.Speed").map(({ value }) => value)).toEqual([speed, speed]);
    expect(samplesOf(events, "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature")[0]?.value).toBe(coolant);
    expect(samplesOf(events, "Vehicle.CurrentLocation.Altitude")[0]?.value).toBe(500);
    // The telephone's own speed, a gallon of no country, its accelerometer: left alone, by name.
    expect(report.unknownColumns).toEqual(
      expect.arrayContaining(["GPS Speed (Meters/second)", "Fuel flow rate/hour(gal/hr)", "G(x)"]),
    );
    expect(report).toMatchObject({ rows: 2, repaired: 0, dropped: 0 });
  }
});

test("the telephone's speed stands in where the car's was not read, and a dash is no value", async () => {
  const header = "GPS Time, Device Time, Longitude, Latitude,GPS Speed (Meters/second),Engine RPM(rpm)";
  const { events, report } = await read(
    written("t.csv", [
      header,
      "x,05-Oct-2026 14:22:01.100,-118.1,34.2,10,2100",
      "x,05-Oct-2026 14:22:02.100,-,-,-,2200",
    ]),
  );
  expect(samplesOf(events, "Vehicle.Speed").map(({ value }) => value)).toEqual([36]);
  expect(report).toMatchObject({ repaired: 0, dropped: 0 });
});

test("the header in the middle of the file begins a new drive, with its own columns", async () => {
  const second = "GPS Time, Device Time,Engine RPM(rpm),Speed (OBD)(km/h)";
  const { events } = await read(
    written("t.csv", [
      metric,
      row("05-Oct-2026 14:22:01.100", "36,2100,90,1.2"),
      second,
      "x,05-Oct-2026 18:00:00.000,800,50",
    ]),
  );
  expect(events.flatMap((event) => (event.kind === "drive" ? [event.drive] : []))).toEqual(["t", "t-2"]);
  expect(samplesOf(events, "Vehicle.Speed").map(({ value }) => value)).toEqual([36, 50]);
});

test("a row without a time is dropped, a ragged one is used and counted", async () => {
  const { report } = await read(
    written("t.csv", [metric, row("no time", "36,2100,90,1.2"), row("05-Oct-2026 14:22:01.100", "36,2100")]),
  );
  expect(report).toMatchObject({ dropped: 1, repaired: 1, reasons: { "no time": 1, "wrong number of fields": 1 } });
});
