import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadBus } from "../../../simulators/replay/can/bus.ts";
import { readDrive } from "../../../simulators/replay/drive-file.ts";
import type { ImportReport } from "../../../simulators/replay/formats/format.ts";
import { count, distanceOf, newTally } from "../../../simulators/replay/odometer.ts";

/** The folder with the public recordings; most of them may not be shipped. */
const folder = process.env["FETTLE_DRIVES"] ?? "";

interface Expected {
  readonly file: string;
  readonly hours: number;
  readonly km: number;
  readonly dbc?: readonly string[];
  readonly dropped?: number;
  readonly reasons?: Readonly<Record<string, number>>;
}

const leaf = "nissan_leaf_2020_leafspy/2022_Denver_to_Portland_";
const css = "css_canedge_candump/";
const kona = "hyundai_kona_can_gvret/";

/** Hours and kilometres counted from the rows with another program. */
const recordings: readonly Expected[] = [
  { file: `${leaf}day1_clean.csv.gz`, hours: 10.524, km: 475 },
  { file: `${leaf}day2_clean.csv.gz`, hours: 8.914, km: 423 },
  // By local time it is an hour less: the drive crosses into another time zone.
  { file: `${leaf}day3_clean.csv.gz`, hours: 10.312, km: 394 },
  {
    file: "kia_soul_ev_soulevspy/SoulData.demo.csv.gz",
    hours: 1.336,
    km: 103.1,
    reasons: { "tyre receiver did not answer": 1, "adapter voltage of 0": 1 },
  },
  { file: "nds_gps_omaha_2019/nds_data_drives_1-19.csv.gz", hours: 2.855, km: 84.392 },
  {
    file: `${kona}230112-7-2019-pcan-ccan-power-off-on-ready-off.csv.gz`,
    hours: 0.003,
    km: 0,
    dbc: [`${kona}pcan.dbc.gz`],
    reasons: { "time stamp out of order": 1_845 },
  },
  {
    file: `${css}2F6913DB_00001089_00000001-63BEF5CD.log.gz`,
    hours: 169.5745 / 3_600,
    km: 0.2465,
    dbc: [`${css}canmod-gps.dbc.gz@0x10`, `${css}tp_uds.dbc.gz`],
    reasons: { "time stamp out of order": 146 },
  },
  {
    file: `${css}FCBF0606_00003482_00000001-60B621D9.log.gz`,
    hours: 186.12 / 3_600,
    km: 0,
    dbc: [`${css}CSS-Electronics-SAE-J1939-DEMO.dbc.gz`],
  },
  { file: `${css}17BD1DB7_00000006_00000170.log.gz`, hours: 298.02 / 3_600, km: 0, dbc: [`${css}tp_uds.dbc.gz`] },
];

const imported = async ({ file, dbc = [] }: Expected) => {
  const tally = newTally();
  let report: ImportReport | undefined;
  let before = Number.NEGATIVE_INFINITY;
  for await (const batch of readDrive(join(folder, file), {
    bus: await loadBus(dbc.map((name) => join(folder, name))),
  })) {
    ({ report } = batch);
    for (const event of batch.events) {
      if (event.at < before) throw new Error(`${file}: event time ran back at ${event.at}`);
      before = event.at;
      count(tally, event);
    }
  }
  return { ...distanceOf(tally), report };
};

describe("every other public recording (FETTLE_DRIVES names their folder)", () => {
  for (const expected of recordings)
    test.skipIf(folder === "")(`${basename(expected.file)} has the hours and kilometres that were driven`, async () => {
      const { hours, km, report } = await imported(expected);
      expect(Math.abs(km - expected.km)).toBeLessThanOrEqual(0.01 * expected.km);
      expect(Math.abs(hours - expected.hours)).toBeLessThanOrEqual(0.01 * expected.hours);
      expect(report?.dropped).toBe(expected.dropped ?? 0);
      expect(report?.reasons).toMatchObject(expected.reasons ?? {});
    });

  test.skipIf(folder === "")("the folder is there", () => {
    expect(existsSync(folder)).toBe(true);
  });
});
