import type { Bilingual, Language } from "../../../contract/language.ts";
import { signalName } from "../../../contract/signals.ts";
import type { TicketDetail } from "../../../contract/ticket.ts";
import { measureWords, numberWords } from "../wording/measures.ts";

type Value = TicketDetail["data"][string];

interface DataName {
  readonly name: Bilingual;
  /** VSS unit, "" for a bare number, "flag" for 0 or 1. */
  readonly unit: string;
}

const named = (zh: string, en: string, unit = ""): DataName => ({ name: { "zh-CN": zh, en }, unit });

const common: Readonly<Record<string, DataName>> = {
  t: named("测得温度", "Temperature", "Celsius"),
  ambient: named("环境温度", "Outside air", "Celsius"),
  v: named("测得电压", "Voltage", "V"),
  rise: named("上升速度", "Rise", "Celsius/min"),
  m: named("预计剩余时间", "Time left, about", "min"),
  km: named("预计剩余里程", "Distance left, about", "km"),
  kmLeast: named("剩余里程下限", "Distance left, least", "km"),
  kmMost: named("剩余里程上限", "Distance left, most", "km"),
  mm: named("剩余厚度", "Pad left", "mm"),
  wear: named("磨损", "Wear", "percent"),
  pin: named("磨损触点接通", "Wear contact closed", "flag"),
  uneven: named("左右差超过 2 mm", "Wheels differ > 2 mm", "flag"),
  charge: named("电量", "Charge", "percent"),
  strong: named("低于 −10 ℃", "At or below −10 °C", "flag"),
  fault: named("电压偏差", "Voltage is"),
  estimated: named("无电流传感器，估算", "Estimated, no sensor", "flag"),
  below: named("弱启动次数", "Weak starts"),
  starts: named("统计启动次数", "Starts looked at"),
  health: named("启动能力（与自身平时比）", "Strength, of its own usual", "percent"),
  growth: named("启动压降每月增加", "Load grows a month by", "percent"),
  deficit: named("比应有温度低", "Colder than due by", "Celsius"),
  model: named("应有温度", "Due at this point", "Celsius"),
  bad: named("偏冷的启动", "Cold starts too slow"),
  code: named("故障码", "Code"),
  codes: named("同组故障码", "Codes of the group"),
  class: named("故障类别", "Class"),
  distanceKm: named("亮灯后行驶", "Driven with the lamp", "km"),
  d: named("最近网点距离", "Nearest service", "km"),
  rangeKm: named("续航", "Range", "km"),
  path: named("信号", "Signal"),
  rules: named("受影响的提醒", "Warnings paused"),
  minutes: named("中断时长", "Missing for", "min"),
};

// A rule's limit is in the unit of what it measures; J1979 and the catalogue fix these.
const limitUnits: Readonly<Record<string, string>> = {
  "coolant-overheat-trend": "Celsius",
  "thermostat-stuck-open": "Celsius",
  "cold-start-preheat": "Celsius",
  "lv-charging-fault": "V",
  "lv-crank-decline": "V",
  "brake-pad-wearout": "mm",
};

/** VSS unit of the `limit` of a rule; "" where it has none. */
export const limitUnit = (rule: string): string => limitUnits[rule] ?? "";

const words: Readonly<Record<string, Readonly<Record<string, Bilingual>>>> = {
  fault: { under: { "zh-CN": "过低", en: "too low" }, over: { "zh-CN": "过高", en: "too high" } },
};

const spelled = (key: string): string => {
  const apart = key.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
  return apart.charAt(0).toUpperCase() + apart.slice(1);
};

const valueWords = (key: string, value: Value, unit: string, language: Language): string => {
  if (typeof value === "string")
    return key === "path" ? signalName(value)[language] : (words[key]?.[value]?.[language] ?? value);
  if (unit === "flag")
    return value === 0 ? { "zh-CN": "否", en: "no" }[language] : { "zh-CN": "是", en: "yes" }[language];
  return unit === "" ? numberWords(value) : measureWords(value, unit, language);
};

/** One measured thing of a warning in words: its name and its value with unit. A key without a name here is spelled out. */
export const dataWords = (
  rule: string,
  key: string,
  value: Value,
  language: Language,
): { readonly name: string; readonly value: string } => {
  const found = key === "limit" ? named("限值", "Limit", limitUnit(rule)) : common[key];
  const name = found === undefined ? spelled(key) : found.name[language];
  return { name, value: valueWords(key, value, found?.unit ?? "", language) };
};
