import type { SignalPath } from "../../contract/signals.ts";
import type { RuleId } from "../../contract/warnings/catalogue.ts";

/** A text in both languages of the page. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** What a report says of a rule, and which of its signals it is about, the deciding one first. */
export interface RuleWords {
  readonly title: Bilingual;
  readonly signals: readonly SignalPath[];
}

const engine = "Vehicle.Powertrain.CombustionEngine";
const battery = "Vehicle.Powertrain.TractionBattery";
const axle = "Vehicle.Chassis.Axle.Row";

const known: Readonly<Record<RuleId, RuleWords>> = {
  "cold-start-preheat": {
    title: { zh: "天冷，先给电池预热", en: "Cold: warm the battery first" },
    signals: [`${battery}.Temperature.Min`, `${battery}.Temperature.Average`, "Vehicle.Exterior.AirTemperature"],
  },
  "lv-crank-decline": {
    title: { zh: "启动变慢", en: "Starts are getting weaker" },
    signals: ["Vehicle.LowVoltageBattery.CurrentVoltage", "Vehicle.OBD.ControlModuleVoltage"],
  },
  "lv-charging-fault": {
    title: { zh: "充电系统故障", en: "Charging system fault" },
    signals: ["Vehicle.LowVoltageBattery.CurrentVoltage", "Vehicle.OBD.ControlModuleVoltage", `${engine}.Speed`],
  },
  "coolant-overheat-trend": {
    title: { zh: "水温正在升高", en: "Engine is getting hot" },
    signals: [`${engine}.EngineCoolant.Temperature`],
  },
  "thermostat-stuck-open": {
    title: { zh: "发动机热得太慢", en: "Engine warms too slowly" },
    signals: [`${engine}.EngineCoolant.Temperature`, "Vehicle.Speed"],
  },
  "brake-pad-wearout": {
    title: { zh: "刹车片快用完", en: "Brake pads nearly worn" },
    signals: [
      `${axle}1.Wheel.Left.Brake.PadWear`,
      `${axle}1.Wheel.Right.Brake.PadWear`,
      `${axle}2.Wheel.Left.Brake.PadWear`,
      `${axle}2.Wheel.Right.Brake.PadWear`,
    ],
  },
  "dtc-confirmed": { title: { zh: "故障灯提醒", en: "Fault light" }, signals: ["Vehicle.OBD.DistanceWithMIL"] },
  "remote-area-help": {
    title: { zh: "已进入偏远地区", en: "Remote area" },
    signals: ["Vehicle.CurrentLocation.Latitude", "Vehicle.CurrentLocation.Longitude"],
  },
  "warning-data-quality": { title: { zh: "部分数据缺失", en: "Some data missing" }, signals: [] },
};

const isKnown = (rule: string): rule is RuleId => Object.hasOwn(known, rule);

/** The words of a rule; a rule that this version does not know is called by its id. */
export const ruleWords = (rule: string): RuleWords =>
  isKnown(rule) ? known[rule] : { title: { zh: rule, en: rule }, signals: [] };
