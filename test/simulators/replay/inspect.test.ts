import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { convert } from "../../../simulators/replay/convert.ts";
import { readDrive } from "../../../simulators/replay/drive-file.ts";
import { inspect, inspectionText } from "../../../simulators/replay/inspect.ts";
import { createOutliers } from "../../../simulators/replay/outliers.ts";
import { read, samplesOf, temporaryFolder, warmDrive } from "../recorded.ts";

const spikesIn = (values: readonly number[]): number => {
  const outliers = createOutliers();
  for (const value of values) outliers.add(value);
  return outliers.spikes();
};
const steady = Array.from({ length: 200 }, (_, k) => 90 + (k % 3));

describe("outliers", () => {
  test("a single reading far from its neighbours is one", () => {
    expect(spikesIn([...steady, 400, ...steady])).toBe(1);
    expect(spikesIn([...steady, 400, ...steady, -300, ...steady])).toBe(2);
  });

  test("a step, a ramp and a sensor that jitters are none", () => {
    expect(spikesIn([...steady, ...steady.map((value) => value + 300)])).toBe(0);
    expect(spikesIn(Array.from({ length: 500 }, (_, k) => k * 3))).toBe(0);
    expect(spikesIn(Array.from({ length: 500 }, (_, k) => (k % 2 === 0 ? 0 : 255)))).toBe(0);
  });
});

describe("inspect", () => {
  test("several drives in a file have no gap between them", async () => {
    const inspection = await inspect(readDrive("test/fixtures/drives/nds-omaha-2019.csv"));
    expect(inspection.drives).toBe(2);
    for (const { longestGapMs } of inspection.signals) expect(longestGapMs).toBeLessThan(60_000);
    expect(inspectionText(inspection)).toMatch(/2 drives, 0\.82 km.*unknown: time_cst, gps_heading,/s);
  });

  test("a CAN log without a description shows its diagnosis and the other identifiers", async () => {
    const inspection = await inspect(readDrive("test/fixtures/drives/candump-uds.candump", { framesOnly: true }));
    const text = inspectionText(inspection);
    expect(text).toContain("  diagnosis: 0 requests (0 unanswered), 6 answers, 0 refused by 7EC\n");
    expect(text).toContain("  read: 22 0101 (hyundai-kia-2019) (6)\n  unknown: id 7BB (36)\n");
  });

  test("what an importer repaired or dropped is said with its reason", async () => {
    const inspection = await inspect(readDrive("test/fixtures/drives/soulevspy-2015.csv"));
    expect(inspectionText(inspection)).toContain("1 × tyre receiver did not answer");
  });
});

describe("convert", () => {
  test("to a table: one reading a row, in the units of the signal table, and the way back by the journal", async () => {
    const folder = temporaryFolder();
    await convert(readDrive(warmDrive), join(folder, "drive.csv.gz"));
    const [header, first, ...rest] = gunzipSync(readFileSync(join(folder, "drive.csv.gz")))
      .toString()
      .trimEnd()
      .split("\n");
    expect(header).toBe("time,path,value,unit");
    expect(first).toMatch(/^2017-07-10T\d\d:\d\d:\d\d\.\d{3}Z,Vehicle\.[\w.]+,-?[\d.]+,[^,]+$/);
    const { events } = await read(warmDrive);
    expect(rest.length + 1).toBe(events.filter(({ kind }) => kind === "sample").length);
  });

  test("any format to a journal, which replays the same", async () => {
    const out = join(temporaryFolder(), "leaf.jsonl");
    await convert(readDrive("test/fixtures/drives/leafspy-2020.csv"), out);
    const [original, copy] = [await read("test/fixtures/drives/leafspy-2020.csv"), await read(out)];
    expect(copy.events).toEqual(original.events);
    expect(samplesOf(copy.events, "Vehicle.Speed")).not.toEqual([]);
  });
});
