import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import type { WarningEvent } from "../../../contract/warning.ts";
import { asRecorded, createOverlay, type Overlay } from "../../../simulators/inject/overlay.ts";
import { loadOverlayPlan } from "../../../simulators/inject/overlay-plan.ts";
import { createJudge } from "../../../simulators/play/judge.ts";
import { fullSpeed } from "../../../simulators/play/pace.ts";
import { streamOutput } from "../../../simulators/process/output.ts";
import { readDrive } from "../../../simulators/replay/drive-file.ts";
import { type ReplayResult, replay } from "../../../simulators/replay/replay.ts";
import { warningLine } from "../../../simulators/report/warning-lines.ts";
import { coldDrive, warmDrive } from "../../simulators/recorded.ts";

interface Judged extends ReplayResult {
  readonly warnings: number;
  readonly events: number;
  readonly raised: readonly WarningEvent[];
  readonly lines: string;
}

const judged = async (file: string, overlay: Overlay = asRecorded): Promise<Judged> => {
  const raised: WarningEvent[] = [];
  const result = await replay({
    drive: readDrive(file),
    overlay,
    judge: createJudge("replayed-car", undefined, (rule, cause) => {
      throw new Error(`rule ${rule} failed on ${file}`, { cause });
    }),
    pace: fullSpeed,
    // What goes out is collected in `line`; the stream is never written to.
    output: { ...streamOutput(process.stdout), write: () => undefined },
    line: (warning) => {
      raised.push(warning);
      return "";
    },
    from: { ordinal: 0, warnings: 0 },
  });
  return { ...result, raised, lines: raised.map(warningLine).join("") };
};

const expected = (name: string): string => readFileSync(join(import.meta.dirname, `${name}.warnings.jsonl`), "utf8");

describe("the shipped drives raise exactly what is written beside this test", () => {
  test("a warm engine in slow traffic: nothing", async () => {
    expect((await judged(warmDrive)).lines).toBe(expected("warm"));
    expect(expected("warm")).toBe("");
  });

  test("the same drive with its coolant lost: one episode, which becomes critical", async () => {
    const overlay = createOverlay(await loadOverlayPlan("simulators/scenarios/coolant-loss.json"));
    expect((await judged(warmDrive, overlay)).lines).toBe(expected("warm-coolant-loss"));
  });

  test("a start in deep frost: preheat, once, and nothing else", async () => {
    expect((await judged(coldDrive)).lines).toBe(expected("cold"));
  });
});

/** Hours and kilometres of each recording, counted from its rows with another program. */
const counted: Readonly<Record<string, readonly [hours: number, km: number]>> = {
  "TripA01.csv.gz": [0.28, 7.427],
  "TripA07.csv.gz": [0.581, 44.336],
  "TripA10.csv.gz": [0.394, 16.246],
  "TripA21.csv.gz": [0.551, 14.324],
  "TripB27.csv.gz": [0.408, 19.234],
  "TripB34.csv.gz": [0.204, 9.143],
  "TripB38.csv.gz": [0.456, 18.902],
  "drive13.csv.gz": [0.559, 14.624],
  "drive5.csv.gz": [0.084, 1.33],
  "idle20.csv.gz": [0.201, 0],
  "idle3.csv.gz": [0.185, 0],
  "idle43.csv.gz": [0.3, 0],
  "idle8.csv.gz": [0.108, 0],
  "live12.csv.gz": [0.17, 1.23],
  "live13.csv.gz": [0.329, 7.298],
  "live16.csv.gz": [0.42, 11.351],
  "live6.csv.gz": [0.346, 9.621],
  "long2.csv.gz": [1.027, 63.694],
  "ufpe4.csv.gz": [0.183, 5.017],
  "2017-07-10_Seat_Leon_KA_KA_Stau.csv.gz": [0.345, 4.975],
  "2017-07-11_Seat_Leon_KA_KA_Stau.csv.gz": [0.446, 10.054],
  "2017-07-11_Seat_Leon_KA_S_Normal.csv.gz": [0.978, 67.015],
  "2017-07-13_Seat_Leon_RT_KA_Stau_Messfehler.csv.gz": [1.453, 98.138],
  "2017-08-05_Seat_Leon_S_CW_Normal.csv.gz": [1.195, 80.097],
  "2017-08-07_Seat_Leon_RT_KA_Frei_Vollbremsung.csv.gz": [1.305, 103.832],
  "2018-02-17_Seat_Leon_BB_RT_Normal_Glatteis.csv.gz": [0.98, 41.48],
  "2018-02-26_Seat_Leon_RT_KA_Normal.csv.gz": [1.339, 94.433],
  "2018-02-27_Seat_Leon_KA_KA_Normal.csv.gz": [0.414, 11.0],
  "2018-02-28_Seat_Leon_RT_S_Normal.csv.gz": [0.945, 55.963],
};

/** The drives that are cold enough to warm the battery first; every other recording is of a healthy warm car. */
const cold = /^(TripB38|2018-02-2[678]_)/;

/** The folder with the public recordings; most of them may not be shipped. */
const folder = process.env["FETTLE_DRIVES"] ?? "";
const files = folder === "" ? [] : globSync("{kit,bmw,carobd}*/*.csv.gz", { cwd: folder }).toSorted();

describe("every public recording (FETTLE_DRIVES names their folder)", () => {
  test.skipIf(folder === "")("the folder has all of them", () => {
    expect(existsSync(folder)).toBe(true);
    expect(files.map((file) => basename(file)).toSorted()).toEqual(Object.keys(counted).toSorted());
  });

  for (const file of files)
    test(`${file} imports whole and raises only what happened`, async () => {
      const { distance, raised, report } = await judged(join(folder, file));
      const [hours, km] = counted[basename(file)] ?? [Number.NaN, Number.NaN];
      expect(Math.abs(distance.km - km)).toBeLessThanOrEqual(0.01 * km);
      // carOBD hours were counted from the engine's run time: the rows before it started add up to five seconds.
      expect(Math.abs(distance.hours - hours)).toBeLessThanOrEqual(0.01 * hours + 5 / 3_600);
      expect(report?.dropped ?? 0).toBeLessThanOrEqual(1);
      expect(new Set(raised.map(({ rule }) => rule))).toEqual(
        new Set(cold.test(basename(file)) ? ["cold-start-preheat"] : []),
      );
      expect(raised.filter(({ kind }) => kind === "raised")).toHaveLength(cold.test(basename(file)) ? 1 : 0);
    });
});

test("the excerpts are the bytes they were when they were attributed", () => {
  const sha256 = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");
  expect([sha256(warmDrive), sha256(coldDrive)]).toMatchInlineSnapshot(`
    [
      "3914dafb24de95a037da41b15996927a179275e8aa58ca17c2db9ae4c2aaea34",
      "d889977654086f41facf3835d8bff1224a29198998834c75e200f72066f9f515",
    ]
  `);
});
