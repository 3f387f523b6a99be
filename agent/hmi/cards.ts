import type { Bilingual } from "../../contract/language.ts";
import type { WarningEvent } from "../../contract/warning.ts";
import { buttonsOf } from "../prompts/buttons.ts";
import { codeOf, type WordingContext, wordingOf } from "../prompts/wording.ts";
import type { Card, CarPart, Fact, TileId } from "./protocol.ts";

const say = (zh: string, en: string): Bilingual => ({ "zh-CN": zh, en });

interface FactSpec {
  readonly key: string;
  readonly unit: Bilingual;
  readonly label: Bilingual;
  /** A forecast, not a measurement: shown with "about". */
  readonly about?: true;
}

/** How the card of a rule looks beyond its words. A fact is shown when the warning carries its key, else left out. */
interface CardSpec {
  readonly part: CarPart;
  readonly tile?: TileId;
  readonly facts: readonly FactSpec[];
  /** Scale of the thermometer, Celsius. */
  readonly scale?: readonly [low: number, high: number];
  readonly mark?: { readonly key: string; readonly label: Bilingual };
}

const celsius = say("℃", "°C");
const volts = say("V", "V");
const kilometres = say("公里", "km");
const minutes = say("分钟", "min");
const limit = say("上限", "limit");

const cardSpecs: Readonly<Record<string, CardSpec>> = {
  "cold-start-preheat": {
    part: "pack",
    tile: "pack-temperature",
    facts: [{ key: "charge", unit: say("%", "%"), label: say("剩余电量", "of charge left") }],
    scale: [-30, 20],
    mark: { key: "limit", label: say("不低于", "at least") },
  },
  "lv-crank-decline": {
    part: "b12",
    tile: "lv-battery",
    facts: [
      { key: "v", unit: volts, label: say("启动时最低", "lowest at start") },
      { key: "limit", unit: volts, label: say("应不低于", "should be at least") },
      { key: "below", unit: say("次", "starts"), label: say("近期启动无力", "were weak lately") },
    ],
  },
  "lv-charging-fault": {
    part: "b12",
    tile: "lv-battery",
    facts: [
      { key: "v", unit: volts, label: say("系统电压", "system voltage") },
      { key: "limit", unit: volts, label: limit },
      { key: "m", unit: minutes, label: say("剩余电量", "of power left"), about: true },
    ],
  },
  "coolant-overheat-trend": {
    part: "cooling",
    tile: "coolant",
    facts: [
      { key: "t", unit: celsius, label: say("当前水温", "coolant now") },
      { key: "rise", unit: say("℃/分钟", "°C/min"), label: say("升温速度", "rise") },
      { key: "m", unit: minutes, label: say("到达上限", "to the limit"), about: true },
    ],
    scale: [60, 130],
    mark: { key: "limit", label: limit },
  },
  "thermostat-stuck-open": {
    part: "cooling",
    tile: "coolant",
    facts: [
      { key: "t", unit: celsius, label: say("实测水温", "coolant measured") },
      { key: "model", unit: celsius, label: say("应达到", "expected by then"), about: true },
    ],
  },
  "brake-pad-wearout": {
    part: "brakes-front",
    tile: "brake-pads",
    facts: [
      { key: "km", unit: kilometres, label: say("还可行驶", "left to drive"), about: true },
      { key: "mm", unit: say("毫米", "mm"), label: say("剩余厚度", "of pad left"), about: true },
      { key: "limit", unit: say("毫米", "mm"), label: say("更换线", "change at") },
    ],
  },
  "dtc-confirmed": { part: "engine", facts: [] },
  "remote-area-help": {
    part: "none",
    facts: [
      { key: "d", unit: kilometres, label: say("最近网点", "nearest service") },
      { key: "rangeKm", unit: kilometres, label: say("剩余续航", "of range left"), about: true },
    ],
  },
  "warning-data-quality": { part: "none", facts: [] },
};
const plainSpec: CardSpec = { part: "none", facts: [] };

const numberAt = (event: WarningEvent, key: string): number | undefined => {
  const value = event.data[key];
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
};

const factsOf = (event: WarningEvent, spec: CardSpec): Fact[] =>
  spec.facts.flatMap(({ key, unit, label, about }) => {
    const value = numberAt(event, key);
    return value === undefined ? [] : [{ value, unit, label, about: about ?? false }];
  });

const gaugeOf = (event: WarningEvent, { scale, mark }: CardSpec): Card["gauge"] => {
  const value = numberAt(event, "t") ?? numberAt(event, "ambient");
  if (scale === undefined || value === undefined) return null;
  const [low, high] = scale;
  const at = mark === undefined ? undefined : numberAt(event, mark.key);
  return {
    low: Math.min(low, value),
    high: Math.max(high, value),
    value,
    mark: at ?? null,
    markLabel: at === undefined ? null : (mark?.label ?? null),
  };
};

const partOfCode = (code: string): CarPart => {
  if (/^P0[ABC]/.test(code)) return "pack";
  if (code.startsWith("P")) return "engine";
  return code.startsWith("C") ? "brakes" : "none";
};

/** Some rules speak of one of several parts. */
const partOf = (event: WarningEvent, spec: CardSpec): CarPart => {
  if (event.rule === "dtc-confirmed") return partOfCode(codeOf(event) ?? "");
  // Where the pack keeps its temperature to itself, the cold is the small battery's.
  if (event.rule === "cold-start-preheat" && numberAt(event, "t") === undefined) return "b12";
  if (event.rule === "brake-pad-wearout" && event.episode.endsWith("/rear")) return "brakes-rear";
  return spec.part;
};

/** What the page draws for a warning: words in both languages, the part of the car, the numbers, the ways on. */
export const cardOf = (event: WarningEvent, parked: boolean, context: WordingContext): Card => {
  const spec = cardSpecs[event.rule] ?? plainSpec;
  return {
    episode: event.episode,
    rule: event.rule,
    severity: event.severity,
    raisedAt: event.raisedAt,
    ...wordingOf(event, context),
    part: partOf(event, spec),
    facts: factsOf(event, spec),
    gauge: gaugeOf(event, spec),
    buttons: [...buttonsOf(event, parked)],
  };
};

/** The figure of the home page that a rule speaks about. */
export const tileOfRule = (rule: string): TileId | undefined => cardSpecs[rule]?.tile;
