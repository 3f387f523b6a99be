import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { ruleIds } from "../../contract/warnings/catalogue.ts";
import { SimulatorError } from "../errors.ts";
import { createJudge } from "../play/judge.ts";
import { readDrive } from "../replay/drive-file.ts";
import type { ImportOptions } from "../replay/formats/format.ts";
import { count, distanceOf, newTally } from "../replay/odometer.ts";
import { ruleOfThree } from "./statistics.ts";

/** What one rule said on real recordings, of which none is known to have failed. */
export interface RealRate {
  readonly raised: number;
  readonly per1000Km: number | null;
  /** 95 % upper bound: exact for none (3/N), else of the Poisson distribution. */
  readonly per1000KmAtMost: number | null;
}

/** What the recordings of a folder came to. */
export interface RealScore {
  readonly files: number;
  readonly km: number;
  readonly hours: number;
  /** Files that no importer could read, with why. */
  readonly skipped: readonly { readonly file: string; readonly why: string }[];
  readonly rules: Readonly<Record<string, RealRate>>;
}

/** 97.5 % quantiles of chi-squared halves: the greatest mean that makes so few events as unlikely as 2.5 %. */
const poissonAtMost = [3, 5.57, 7.22, 8.77, 10.24, 11.67, 13.06, 14.42, 15.76, 17.08, 18.39];
const atMost = (raised: number): number => poissonAtMost[raised] ?? raised + 1.96 * Math.sqrt(raised) + 2;

const rounded = (value: number): number => Number(value.toPrecision(6));

const drivesIn = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw new SimulatorError("SIMULATOR_FILE_MISSING", folder, { cause });
  });
  return entries
    .filter((entry) => entry.isFile() && /\.(csv|jsonl|log|xml)(\.gz)?$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
};

interface Replayed {
  readonly raises: Readonly<Record<string, number>>;
  readonly km: number;
  readonly hours: number;
}

const replayed = async (file: string, options: ImportOptions, signal: AbortSignal): Promise<Replayed> => {
  const judge = createJudge("recorded-car", undefined, (rule, cause) => {
    throw new Error(`rule ${rule} failed on ${file}`, { cause });
  });
  const tally = newTally();
  const raises: Record<string, number> = {};
  for await (const { events } of readDrive(file, options)) {
    signal.throwIfAborted();
    for (const event of events) {
      count(tally, event);
      for (const { kind, rule } of judge.step(event)) if (kind === "raised") raises[rule] = (raises[rule] ?? 0) + 1;
    }
  }
  const { km, hours } = distanceOf(tally);
  return { raises, km, hours };
};

/** Replays every recording of a folder through all rules. A file that is no drive is skipped and said, not fatal. */
export const scoreReal = async (
  folder: string,
  options: ImportOptions,
  signal: AbortSignal,
  onDone: (done: number, of: number) => void,
): Promise<RealScore> => {
  const files = await drivesIn(folder);
  const skipped: { readonly file: string; readonly why: string }[] = [];
  const raises = new Map<string, number>();
  let [km, hours, read] = [0, 0, 0];
  for (const [index, file] of files.entries()) {
    try {
      const drive = await replayed(file, options, signal);
      read += 1;
      km += drive.km;
      hours += drive.hours;
      for (const [rule, times] of Object.entries(drive.raises)) raises.set(rule, (raises.get(rule) ?? 0) + times);
    } catch (cause) {
      if (!(cause instanceof SimulatorError)) throw cause;
      skipped.push({ file, why: cause.message });
    }
    onDone(index + 1, files.length);
  }
  const rateOf = (rule: string): RealRate => {
    const raised = raises.get(rule) ?? 0;
    const bound = raised === 0 ? ruleOfThree(km / 1_000) : km > 0 ? (atMost(raised) * 1_000) / km : undefined;
    return {
      raised,
      per1000Km: km > 0 ? rounded((raised * 1_000) / km) : null,
      per1000KmAtMost: bound === undefined ? null : rounded(bound),
    };
  };
  return {
    files: read,
    km: rounded(km),
    hours: rounded(hours),
    skipped,
    rules: Object.fromEntries(ruleIds.map((rule) => [rule, rateOf(rule)])),
  };
};
