import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { gunzipSync } from "node:zlib";
import { journalLine } from "../contract/journal.ts";
import { type SignalPath, signalPaths, signals } from "../contract/signals.ts";
import { asRecorded } from "../simulators/inject/overlay.ts";
import { createJudge } from "../simulators/play/judge.ts";
import { fullSpeed } from "../simulators/play/pace.ts";
import { streamOutput } from "../simulators/process/output.ts";
import { readDrive } from "../simulators/replay/drive-file.ts";
import { replay } from "../simulators/replay/replay.ts";
import { warningLine } from "../simulators/report/warning-lines.ts";
import type { Measured } from "./measured.ts";

const signalCount = 30;
const seconds = 3_600;
const budgetMs = 1_000;

/** What the rules read comes first, so that the bench pays for them; the rest of the table fills up to thirty. */
const judged: readonly SignalPath[] = [
  "Vehicle.Speed",
  "Vehicle.Powertrain.CombustionEngine.Speed",
  "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature",
  "Vehicle.Exterior.AirTemperature",
  "Vehicle.OBD.ControlModuleVoltage",
  "Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.PadWear",
];
const paths = [...new Set([...judged, ...signalPaths])].slice(0, signalCount);

/** A calm value in the middle of what the signal can mean, moving a little every second. */
const readingOf = (path: SignalPath, second: number): number => {
  const { min, max } = signals[path];
  return Math.min(min + Math.min((max - min) / 2, 80) + (second % 5), max);
};

/** One hour of 30 signals once a second: 108,000 readings as a journal on the disk. */
const writeHour = (file: string): void => {
  const lines = [journalLine({ kind: "drive", drive: "bench", at: 0 })];
  for (let second = 0; second < seconds; second += 1) {
    const at = second * 1_000;
    if (second > 0) lines.push(journalLine({ kind: "tick", at }));
    for (const path of paths) lines.push(journalLine({ kind: "sample", path, value: readingOf(path, second), at }));
  }
  writeFileSync(file, lines.join(""));
};

/** From the file on the disk to the last warning: reading, parsing, checking and judging, as `replay` does it. */
const replayOnce = async (file: string): Promise<number> => {
  const began = performance.now();
  const { distance } = await replay({
    drive: readDrive(file),
    overlay: asRecorded,
    judge: createJudge("bench-car", undefined, (rule, cause) => {
      throw new Error(`rule ${rule} failed`, { cause });
    }),
    pace: fullSpeed,
    output: streamOutput(new PassThrough().resume()),
    line: warningLine,
    from: { ordinal: 0, warnings: 0 },
  });
  if (distance.samples !== signalCount * seconds) throw new Error(`${distance.samples} readings came through`);
  return performance.now() - began;
};

const realSpeed = 5_000;
const realHours = [1, 4] as const;
const flatMegabytes = 5;

/** Real rows of a drive at some 11 a second, one after the other until they fill hours: the shipped excerpt, driven again and again. */
const writeReal = (file: string, hours: number): void => {
  const [header = "", ...rows] = gunzipSync(readFileSync("simulators/drives/2017-07-10_kit-seat-leon-warm.csv.gz"))
    .toString("latin1")
    .trimEnd()
    .split(/\r?\n/);
  const timeOf = (row: string): number => Date.parse(`1970-01-01T${row.slice(0, row.indexOf(","))}Z`);
  const [first = "", last = ""] = [rows[0], rows.at(-1)];
  const roundMs = timeOf(last) - timeOf(first) + 1_000;
  const lines = [header];
  for (let round = 0; round * roundMs < hours * 3_600_000; round += 1)
    for (const row of rows) {
      const at = timeOf(row) - timeOf(first) + round * roundMs;
      if (at >= hours * 3_600_000) break;
      lines.push(`${new Date(at).toISOString().slice(11, 23)}${row.slice(row.indexOf(","))}`);
    }
  writeFileSync(file, `${lines.join("\n")}\n`, "latin1");
};

/** What is still in use, MB: garbage is collected first, since it says nothing of what is kept. */
const usedMegabytes = (): number => {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed / 1e6;
};
const batchesBetweenLooks = 8;

/** Replays and says how long it took and, when asked, the most that was in use on the way. */
const replayReal = async (
  file: string,
  weigh: boolean,
): Promise<{ readonly ms: number; readonly megabytes: number }> => {
  let most = 0;
  let batches = 0;
  const began = performance.now();
  await replay({
    drive: readDrive(file),
    overlay: asRecorded,
    judge: createJudge("bench-car", undefined, (rule, cause) => {
      throw new Error(`rule ${rule} failed`, { cause });
    }),
    pace: fullSpeed,
    output: streamOutput(new PassThrough().resume()),
    line: warningLine,
    from: { ordinal: 0, warnings: 0 },
    onRead: () => {
      batches += 1;
      if (weigh && batches % batchesBetweenLooks === 0) most = Math.max(most, usedMegabytes());
    },
  });
  return { ms: performance.now() - began, megabytes: most };
};

/** Replay of real rows: speed against real time, and that four hours take no more memory than one. */
const runReal = async (folder: string): Promise<readonly Measured[]> => {
  const runs: { readonly ms: number; readonly megabytes: number }[] = [];
  for (const hours of realHours) {
    const file = join(folder, `2017-07-10_real-${hours}.csv`);
    writeReal(file, hours);
    const { megabytes } = await replayReal(file, true);
    runs.push({ ms: (await replayReal(file, false)).ms, megabytes });
  }
  const [one, four] = runs;
  const speed = 3_600_000 / (one?.ms ?? Number.NaN);
  const grown = (four?.megabytes ?? Number.NaN) - (one?.megabytes ?? Number.NaN);
  return [
    {
      name: "replay of one real hour at 11 rows a second, all rules",
      value: speed,
      unit: "times real time",
      budget: `at least ${realSpeed.toLocaleString("en")}`,
      ok: speed >= realSpeed,
    },
    {
      name: "heap of four real hours over that of one",
      value: grown,
      unit: "MB",
      budget: `under ${flatMegabytes}`,
      ok: grown < flatMegabytes,
    },
  ];
};

/** Replay of one hour of 30 signals, the first in its process (nothing compiled yet) and the best of five. */
export const run = async (): Promise<readonly Measured[]> => {
  const folder = mkdtempSync(join(tmpdir(), "fettle-bench-"));
  try {
    const file = join(folder, "hour.jsonl");
    writeHour(file);
    const times: number[] = [];
    for (let k = 0; k < 5; k += 1) times.push(await replayOnce(file));
    const [first = Number.NaN] = times;
    const budget = `under ${budgetMs.toLocaleString("en")}`;
    const measured = (name: string, value: number): Measured => ({
      name,
      value,
      unit: "ms",
      budget,
      ok: value < budgetMs,
    });
    return [
      measured("replay of one hour of 30 signals, first run", first),
      measured("replay of one hour of 30 signals, best of five", Math.min(...times)),
      ...(await runReal(folder)),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
