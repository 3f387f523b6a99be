import { type Bilingual, say } from "./language.ts";
import type { CarPart } from "./systems.ts";
import type { Priority } from "./ticket.ts";
import type { Severity } from "./warning.ts";

/** What a trouble code asks for: of the driver a severity, of the desk a priority. */
export const codeClasses = {
  "stop-now": { severity: "critical", priority: "P1", safety: true },
  "safety-soon": { severity: "warning", priority: "P1", safety: true },
  function: { severity: "advisory", priority: "P2", safety: false },
  emission: { severity: "advisory", priority: "P2", safety: false },
  comfort: { severity: "info", priority: "P3", safety: false },
  network: { severity: "advisory", priority: "P2", safety: false },
} as const satisfies Record<
  string,
  { readonly severity: Severity; readonly priority: Priority; readonly safety: boolean }
>;
export type CodeClass = keyof typeof codeClasses;

/** What the trouble codes of a cause have in common. */
export interface CodeFamily {
  /**
   * Codes as "P0217", stretches as "P0300-P0309" (hexadecimal, both ends in it), and families by their first characters as
   * "P03". A code belongs to the narrowest of all that holds it.
   */
  readonly ranges: readonly string[];
  readonly class: CodeClass;
  /** Where the class says less than is known: a fault that limits the car asks for more than one that does not. */
  readonly severity?: Severity;
  readonly priority?: Priority;
  /** Where the workshop begins to look, in our own words: a code is not a verdict. */
  readonly area: Bilingual;
  /** The same to the driver, as a sentence; left out where what the code's first characters stand for says it truly. */
  readonly plain?: Bilingual;
  /** Where on the drawing of the car it is. */
  readonly part: CarPart;
  /** The tickets of all its codes are one, under this name; left out, each code is work of its own. */
  readonly group?: string;
}

/** What can be behind a warning. */
export interface Cause {
  readonly codes?: CodeFamily;
  /** Codes of these causes follow from one of this: reported together they are one fault, and it is named by this one's code. */
  readonly explains?: readonly string[];
  /** While a warning of this cause stands, one of these at the same severity or below is the same fault told twice. */
  readonly mutes?: readonly string[];
}

type Details = Partial<Pick<CodeFamily, "plain" | "severity" | "priority" | "part" | "group">>;

const codes = (ranges: string, kind: CodeClass, zh: string, en: string, details: Details = {}): CodeFamily => ({
  ranges: ranges.split(" "),
  class: kind,
  area: say(zh, en),
  part: "engine",
  ...details,
});

/**
 * Every cause. Letters, digits and the meaning of codes are facts of SAE J2012 (ISO 15031-6); grouping, classes and words are
 * ours. A code of the standard that stands in no narrower range is classed by its first characters, never described.
 */
export const causes = {
  // what makes an engine or its coolant too hot or too cold
  overheating: {
    codes: codes("P0217", "stop-now", "发动机温度过高", "Engine too hot", { group: "cooling" }),
    mutes: ["coolant-gauge"],
  },
  // A short to ground (P0117) reads hot and may itself be what raised the warning: it is told beside it.
  "coolant-gauge": { codes: codes("P0116 P0118", "function", "水温传感器", "Coolant temperature sensor") },
  thermostat: {
    codes: codes("P0125 P0126 P0128", "emission", "水温上升过慢", "Coolant warms too slowly", {
      plain: say("发动机升温太慢", "The engine warms up too slowly"),
      group: "thermostat",
    }),
  },
  "gearbox-overheating": {
    codes: codes("P0218", "stop-now", "变速箱温度过高", "Gearbox too hot", {
      plain: say("变速箱过热", "The gearbox is too hot"),
      group: "gearbox-cooling",
    }),
  },
  "oil-pressure": { codes: codes("P0524", "stop-now", "机油压力", "Oil pressure", { group: "oil-pressure" }) },
  "oil-pressure-gauge": {
    codes: codes("P0520-P0523", "function", "机油压力传感器", "Oil pressure sensor", {
      plain: say("机油压力读数异常", "Oil pressure reading is off"),
    }),
  },
  // the 12 V side
  charging: {
    codes: codes("P0560-P0563 P0620-P0623 P0625-P0626", "function", "供电与充电", "Charging and supply", {
      plain: say("充电系统报告故障", "The charging system reports a fault"),
      severity: "warning",
      group: "charging",
    }),
    // Controllers that lose their supply lose each other, and a battery that nothing charges starts weakly.
    mutes: ["network", "starting-battery"],
  },
  "starting-battery": {},
  // combustion
  misfire: {
    codes: codes("P0300-P0309 P0310-P0312", "function", "失火", "Misfire", { severity: "warning", group: "misfire" }),
    explains: ["catalyst-efficiency"],
  },
  "crank-and-cam": {
    codes: codes("P0335-P0339 P0340-P0349", "function", "曲轴与凸轮轴信号", "Crankshaft and camshaft signals", {
      severity: "warning",
    }),
  },
  ignition: { codes: codes("P03", "function", "点火", "Ignition") },
  "fuel-mixture": {
    codes: codes("P0171-P0175", "function", "混合气", "Fuel mixture", { group: "fuel-mixture" }),
    explains: ["oxygen-sensors"],
  },
  "air-and-fuel": { codes: codes("P01 P02", "function", "进气与燃油", "Air and fuel") },
  "intake-runners": {
    codes: codes(
      "P2004-P200B P2010-P2019 P2020-P2023 P2065-P2069 P206E-P2079 P2088-P2095 P2226-P2230 P2261-P2269 P2280-P2296 P2299",
      "function",
      "进气、增压与燃油",
      "Intake, boost and fuel",
    ),
  },
  throttle: {
    codes: codes("P2135 P2138 P2101 P0220-P0229", "safety-soon", "电子油门", "Electronic throttle", {
      plain: say("电子油门报告故障", "The electronic throttle reports a fault"),
      group: "throttle",
    }),
  },
  // exhaust
  "oxygen-sensors": {
    codes: codes("P0130-P0147 P014A-P0167 P016A-P016F", "emission", "氧传感器", "Oxygen sensors", {
      plain: say("氧传感器报告故障", "An exhaust sensor reports a fault"),
    }),
  },
  "catalyst-efficiency": { codes: codes("P0420 P0430", "emission", "三元催化", "Catalytic converter") },
  catalyst: { codes: codes("P0420-P0429 P0430-P0434", "emission", "三元催化", "Catalytic converter") },
  "fuel-vapour": {
    codes: codes(
      "P0440-P0449 P0450-P0459 P2024-P2028 P2400-P2422 P2450-P2451",
      "emission",
      "燃油蒸汽回收",
      "Fuel vapour system",
      { priority: "P3", group: "fuel-vapour" },
    ),
  },
  "emission-control": { codes: codes("P04", "emission", "排放控制", "Emission control") },
  "exhaust-treatment": { codes: codes("P20 P22 P24", "emission", "尾气后处理", "Exhaust treatment") },
  // the rest of the powertrain
  "speed-and-idle": { codes: codes("P05", "function", "车速与怠速", "Speed and idle") },
  "control-unit": { codes: codes("P06", "function", "控制单元", "Control unit") },
  gearbox: { codes: codes("P07", "function", "变速箱", "Transmission", { severity: "warning" }) },
  "gearbox-controls": { codes: codes("P08 P09", "function", "变速箱", "Transmission") },
  powertrain: { codes: codes("P", "function", "动力系统", "Powertrain") },
  // high voltage
  "high-voltage": {
    codes: codes("P0AA6 P0A7E P0A95 P0A2F P0A3C", "stop-now", "高压系统", "High-voltage system", {
      part: "pack",
      group: "high-voltage",
    }),
  },
  "dc-dc": {
    codes: codes("P0A94", "safety-soon", "低压供电转换器", "DC-DC converter", { part: "pack", group: "dc-dc" }),
  },
  "electric-drive": {
    codes: codes("P0A P0B", "safety-soon", "混动或电驱高压", "Hybrid or electric drive", { part: "pack" }),
  },
  "hybrid-drive": { codes: codes("P0C", "function", "动力系统", "Powertrain", { part: "pack" }) },
  // chassis, body, network
  "brake-fluid": {
    codes: codes("C0049", "stop-now", "制动液", "Brake fluid", {
      plain: say("制动液不足", "Brake fluid is low"),
      part: "brakes",
    }),
  },
  "brakes-and-steering": {
    codes: codes("C0", "safety-soon", "制动、转向或车身稳定", "Brakes, steering or stability", { part: "brakes" }),
  },
  chassis: { codes: codes("C", "safety-soon", "底盘", "Chassis", { part: "brakes" }) },
  airbag: {
    codes: codes("B00", "safety-soon", "安全气囊", "Airbag", {
      plain: say("安全气囊报告故障", "The airbags report a fault"),
      part: "none",
      group: "airbag",
    }),
  },
  body: { codes: codes("B", "comfort", "车身与舒适", "Body and comfort", { part: "none" }) },
  network: {
    codes: codes("U", "network", "车内通信", "Communication between control units", {
      part: "none",
      group: "network",
    }),
  },
} as const satisfies Record<string, Cause>;

export type CauseId = keyof typeof causes;
