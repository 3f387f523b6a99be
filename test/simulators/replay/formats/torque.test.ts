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

test("a row without a time, one that lost a field and one with a field too many are dropped", async () => {
  const { events, report } = await read(
    written("t.csv", [
      metric,
      row("05-Oct-2026 14:22:01.100", "36,2100,90,1.2"),
      row("no time", "36,2100,90,1.2"),
      row("05-Oct-2026 14:22:02.100", "2100,90,1.2"),
      row("05-Oct-2026 14:22:03.100", "36,5,2100,90,1.2"),
    ]),
  );
  expect(samplesOf(events, "Vehicle.Speed").map(({ value }) => value)).toEqual([36]);
  expect(report).toMatchObject({
    rows: 4,
    dropped: 3,
    reasons: { "no time": 1, "fewer fields than columns": 1, "more fields than columns": 1 },
  });
});

const short = "GPS Time, Device Time, Longitude, Latitude,GPS Speed (Meters/second),Speed (OBD)(km/h)";
const at = async (device: string, gps = "-"): Promise<number | undefined> =>
  (await read(written("t.csv", [short, `${gps},${device},-7.9,38.0,10,36`]))).events[0]?.at;

test("the month is a word of the telephone's language", async () => {
  const august = Date.parse("2026-08-05T18:57:56.813Z");
  for (const month of ["Aug", "ago.", "août", "авг.", "sie", "elo", "Ağu", "8月"])
    expect(await at(`05-${month}-2026 18:57:56.813`)).toBe(august);
  expect(await at("2026-08-05 18:57:56.813")).toBe(august);
  expect(await at("05-marraskuuta-2026 18:57:56.813")).toBe(Date.parse("2026-11-05T18:57:56.813Z"));
});

test("a word that is a Polish July and a Croatian June is told by the receiver's time beside it, or by nothing", async () => {
  expect(await at("05-lip-2026 18:57:56.000", "Sun Jul 05 18:57:55 GMT+01:00 2026")).toBe(
    Date.parse("2026-07-05T18:57:56Z"),
  );
  expect(await at("05-lip-2026 18:57:56.000", "Fri Jun 05 18:57:55 GMT+01:00 2026")).toBe(
    Date.parse("2026-06-05T18:57:56Z"),
  );
  await expect(at("05-lip-2026 18:57:56.000")).rejects.toThrow(/1 rows read as torque: 1 × no time/);
});

test("what J1979 gives in percent is read in percent", async () => {
  const header = `${short},Engine Load(%),Throttle Position(Manifold)(%),Fuel Trim Bank 1 Long Term(%),Timing Advance(°),Commanded Equivalence Ratio(lambda)`;
  const { events, report } = await read(
    written("t.csv", [header, "-,05-Aug-2026 18:57:56.813,-,-,-,36,43.5,18.4,-2.3,4.5,0.98"]),
  );
  for (const [path, value] of [
    ["Vehicle.OBD.EngineLoad", 43.5],
    ["Vehicle.OBD.ThrottlePosition", 18.4],
    ["Vehicle.OBD.LongTermFuelTrim1", -2.3],
    ["Vehicle.OBD.TimingAdvance", 4.5],
    ["Vehicle.OBD.CommandedEquivalenceRatio", 0.98],
  ] as const)
    expect(samplesOf(events, path)[0]?.value).toBe(value);
  expect(report.unknownColumns).toEqual(["GPS Speed (Meters/second)"]);
});

test("the telephone's speed stands in until the car's is read, and a receiver without a fix says no place", async () => {
  const { events, report } = await read(
    written("t.csv", [
      short,
      "-,05-Aug-2026 18:57:56.000,0,0,10,-",
      "-,05-Aug-2026 18:57:57.000,-7.9,38.0,10,33",
      "-,05-Aug-2026 18:57:58.000,-7.9,38.0,10,-",
    ]),
  );
  expect(samplesOf(events, "Vehicle.Speed").map(({ value }) => value)).toEqual([36, 33]);
  expect(samplesOf(events, "Vehicle.CurrentLocation.Latitude")).toHaveLength(2);
  expect(report.reasons).toEqual({ "position 0, 0: no fix": 1 });
});

test("a header behind half a row begins a new drive, and the half is counted", async () => {
  const { events, report } = await read(
    written("t.csv", [
      short,
      "-,05-Aug-2026 18:57:56.000,-7.9,38.0,10,33",
      `-,05-Aug-2026 18:57:57.000,-7.9,38.${short}`,
      "-,06-Aug-2026 18:57:56.000,-7.9,38.0,10,44",
    ]),
  );
  expect(events.flatMap((event) => (event.kind === "drive" ? [event.drive] : []))).toEqual(["t", "t-2"]);
  expect(report.reasons).toEqual({ "row cut by a header": 1 });
});

test("a second drive whose clock is behind the first one's begins after it, and that is counted", async () => {
  const { events, report } = await read(
    written("t.csv", [
      short,
      "-,05-Aug-2026 18:57:56.000,-7.9,38.0,10,33",
      short,
      "-,05-Aug-2026 17:00:00.000,-7.9,38.0,10,44",
    ]),
  );
  expect(samplesOf(events, "Vehicle.Speed").map(({ at: time }) => time - (events[0]?.at ?? 0))).toEqual([0, 1_000]);
  expect(report.reasons).toEqual({ "drive before the one before it": 1 });
});
