import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { read, samplesOf, written } from "../../recorded.ts";

const excerpt = "test/fixtures/drives/nds-omaha-2019.csv";

test("several drives of one file stay several drives, each with its own name and time", async () => {
  const { events, report } = await read(excerpt);
  expect(events.filter(({ kind }) => kind === "drive")).toEqual([
    { kind: "drive", drive: "nds-omaha-2019-1", at: Date.parse("2019-05-23T20:54:11Z") },
    { kind: "drive", drive: "nds-omaha-2019-2", at: Date.parse("2019-05-24T14:38:31Z") },
  ]);
  expect(report).toMatchObject({ format: "nds-gps", rows: 63, repaired: 0, dropped: 0 });
  // Ticks within a drive only: nothing passes between two drives.
  expect(events.filter(({ kind }) => kind === "tick").length).toBeLessThan(70);
});

test("miles an hour become kilometres, and the compass does not count turns", async () => {
  const { events } = await read(excerpt);
  expect(samplesOf(events, "Vehicle.Speed")[0]?.value).toBeCloseTo(30.4658289 * 1.609344, 5);
  for (const { value } of samplesOf(events, "Vehicle.CurrentLocation.Heading")) {
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThanOrEqual(360);
  }
});

test("a drive whose clock is behind the one before it does not turn time back", async () => {
  const [header = "", ...rows] = readFileSync(excerpt, "latin1").trimEnd().split("\n");
  const { events, report } = await read(written("nds.csv", [header, ...rows.slice(39), ...rows.slice(0, 39)]));
  let before = 0;
  for (const { at } of events) {
    expect(at).toBeGreaterThanOrEqual(before);
    before = at;
  }
  expect(report.reasons).toMatchObject({ "drive before the one before it": 1 });
});

test("the heading is the compass, not the turns it has made since the start", async () => {
  const header = "drive,time_utc,gps_lat,gps_long,speed_mph,gps_heading,gps_heading_raw";
  const { events } = await read(written("nds.csv", [header, "1,2019-05-23 20:54:11,41.2,-95.9,30,3703.7,103.7"]));
  expect(samplesOf(events, "Vehicle.CurrentLocation.Heading").map(({ value }) => value)).toEqual([103.7]);
});
