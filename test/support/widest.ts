import { placesOf } from "../../contract/sentences.ts";
import type { WarningData } from "../../contract/warning.ts";
import { driverOf, type RuleId, warningOf } from "../../contract/warnings/catalogue.ts";
import type { DataKey } from "../../contract/warnings/warning.ts";

/** The widest number of each unit that a warning may carry. */
export const widestNumber: Readonly<Record<string, number>> = {
  Celsius: -39.5,
  "Celsius/min": 12.5,
  V: 15.65,
  min: 120,
  km: 9_900,
  mm: 9.5,
  percent: 100,
  "-": 20,
};

const widestOf = ({ kind, unit }: DataKey, word: string | undefined): number | string => {
  if (kind === "number") return widestNumber[unit] ?? Number.NaN;
  if (kind === "flag") return 1;
  if (kind === "word") return word ?? "";
  if (kind === "signal") return "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature";
  return kind === "warnings" ? "thermostat-stuck-open" : "P0305";
};

/** What tells the sentences of a warning apart: the words of those keys that a template asks for, each once. */
const wordsOf = (id: RuleId): readonly (string | undefined)[] => {
  const { titleWhere, data } = warningOf(id);
  const { usual, critical } = driverOf(id);
  const said = [...titleWhere, ...[usual, critical].flatMap((part) => [...(part?.body ?? []), ...(part?.line ?? [])])];
  const asked = new Set(
    said.flatMap(({ en }) => placesOf(en).flatMap(({ key, word }) => (word === undefined ? [] : [key]))),
  );
  const words = [...asked].flatMap((key) => Object.keys(data[key]?.words ?? {}));
  return words.length === 0 ? [undefined] : words;
};

/** Data of a warning at its widest: once for each way it may be said, and once without what is not always known. */
export const widestData = (id: RuleId): readonly WarningData[] => {
  const entries = Object.entries(warningOf(id).data);
  const made = (keys: typeof entries, word: string | undefined): WarningData =>
    Object.fromEntries(keys.map(([key, entry]) => [key, widestOf(entry, word)]));
  const words = wordsOf(id);
  const always = entries.filter(([, entry]) => entry.optional === undefined);
  return [...words.map((word) => made(entries, word)), made(always, words[0])];
};
