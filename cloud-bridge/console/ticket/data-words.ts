import type { Bilingual, Language, TicketDetail } from "../../../contract/ticket.ts";
import { measureWords, numberWords } from "../wording/measures.ts";

interface DataName {
  readonly name: Bilingual;
  /** VSS unit, or "" for a bare number. */
  readonly unit: string;
}

const named = (zh: string, en: string, unit = ""): DataName => ({ name: { "zh-CN": zh, en }, unit });

const common: Readonly<Record<string, DataName>> = {
  m: named("预计剩余时间", "Time left, about", "min"),
  km: named("预计剩余里程", "Distance left, about", "km"),
  kmLeast: named("剩余里程下限", "Distance left, least", "km"),
  kmMost: named("剩余里程上限", "Distance left, most", "km"),
  t: named("测得温度", "Measured", "Celsius"),
  v: named("测得电压", "Measured", "V"),
  d: named("距离", "Distance", "km"),
  wear: named("磨损", "Wear", "percent"),
  minutes: named("中断时长", "Missing for", "min"),
  code: named("故障码", "Code"),
  codes: named("故障码", "Codes"),
  path: named("信号", "Signal"),
};

// The limit is in the unit of what the rule measures.
const limitUnits: Readonly<Record<string, string>> = {
  "coolant-overheat-trend": "Celsius",
  "thermostat-stuck-open": "Celsius",
  "cold-start-preheat": "Celsius",
  "lv-charging-fault": "V",
  "lv-crank-decline": "V",
};

const limitOf = (rule: string): DataName => named("限值", "Limit", limitUnits[rule] ?? "");

const spelled = (key: string): string =>
  key
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/^./, (letter) => letter.toUpperCase())
    .replace(/ ([A-Z])/g, (_, letter: string) => ` ${letter.toLowerCase()}`);

/** One measured thing of a warning in words: its name and its value with unit. A key without a name here is spelled out. */
export const dataWords = (
  rule: string,
  key: string,
  value: TicketDetail["data"][string],
  language: Language,
): { readonly name: string; readonly value: string } => {
  const found = key === "limit" ? limitOf(rule) : common[key];
  const name = found === undefined ? spelled(key) : found.name[language];
  if (typeof value === "string") return { name, value };
  return { name, value: found === undefined ? numberWords(value) : measureWords(value, found.unit, language) };
};
