import { type Bilingual, type Language, say } from "../../../contract/language.ts";
import { isSignalPath, signalName } from "../../../contract/signals.ts";
import type { TicketDetail } from "../../../contract/ticket.ts";
import { isRuleId, warningOf } from "../../../contract/warnings/catalogue.ts";
import type { DataKey } from "../../../contract/warnings/warning.ts";
import { measureWords, numberWords } from "../wording/measures.ts";

type Value = TicketDetail["data"][string];

/** What the catalogue says of a key; undefined for a rule or a key of a newer agent. */
const keyOf = (rule: string, key: string): DataKey | undefined => {
  if (!isRuleId(rule)) return undefined;
  const { data } = warningOf(rule);
  return Object.hasOwn(data, key) ? data[key] : undefined;
};

/** VSS unit of the `limit` of a rule; undefined where it has none. */
export const limitUnit = (rule: string): string | undefined => keyOf(rule, "limit")?.unit;

const spelled = (key: string): string => {
  const apart = key.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
  return apart.charAt(0).toUpperCase() + apart.slice(1);
};

const yesNo = (value: number): Bilingual => (value === 0 ? say("否", "no") : say("是", "yes"));

const titleOf = (rule: string): Bilingual => (isRuleId(rule) ? warningOf(rule).title : say(rule, rule));
const separator = say("、", ", ");

const textWords = (entry: DataKey | undefined, value: string, language: Language): string => {
  if (entry?.kind === "signal" && isSignalPath(value)) return signalName(value)[language];
  if (entry?.kind === "warnings")
    return value
      .split(",")
      .map(titleOf)
      .map((title) => title[language])
      .join(separator[language]);
  const words = entry?.words ?? {};
  return (Object.hasOwn(words, value) ? words[value]?.[language] : undefined) ?? value;
};

const valueWords = (entry: DataKey | undefined, value: Value, language: Language): string => {
  if (typeof value === "string") return textWords(entry, value, language);
  if (entry?.kind === "flag") return yesNo(value)[language];
  return entry === undefined ? numberWords(value) : measureWords(value, entry.unit, language);
};

/** One measured thing of a warning in words: its name and its value with unit. A key without a name is spelled out. */
export const dataWords = (
  rule: string,
  key: string,
  value: Value,
  language: Language,
): { readonly name: string; readonly value: string } => {
  const entry = keyOf(rule, key);
  return { name: entry?.name[language] ?? spelled(key), value: valueWords(entry, value, language) };
};
