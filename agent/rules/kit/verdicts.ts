import type { WarningData } from "../../../contract/warning.ts";
import type { Level, Verdict, Verdicts } from "./rule.ts";

const sameData = (a: WarningData, b: WarningData): boolean => {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
};

const says = (verdict: Verdict | undefined, level: Level, data: WarningData): boolean =>
  verdict !== undefined && verdict.level === level && (verdict.data === data || sameData(verdict.data, data));

/** The verdicts with this one said of the subject; the same object when there is nothing new to say. */
export const speak = (verdicts: Verdicts, subject: string, level: Level, data: WarningData): Verdicts =>
  says(verdicts[subject], level, data) ? verdicts : { ...verdicts, [subject]: { level, data } };
