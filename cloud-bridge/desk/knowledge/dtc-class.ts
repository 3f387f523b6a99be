import type { Bilingual } from "../../../contract/language.ts";
import type { Priority } from "../../../contract/ticket.ts";

/** What a trouble code asks of the workshop. */
export type DtcClass = "stop" | "safety" | "function" | "emission" | "vapour" | "comfort" | "network";

interface Row {
  readonly codes: RegExp;
  readonly class: DtcClass;
  /** Fault group of codes that share a root with each other or with a predictive warning. */
  readonly root?: string;
  readonly area: Bilingual;
}

const area = (zh: string, en: string): Bilingual => ({ "zh-CN": zh, en });

/**
 * Class of a code by its spelling (SAE J2012: letter = system, third character of P codes = subsystem), first match wins. The
 * areas are our own words: a code is where the workshop begins to look, not a verdict.
 */
const table: readonly Row[] = [
  { codes: /^P0(217|218)$/, class: "stop", root: "cooling", area: area("发动机温度过高", "Engine too hot") },
  { codes: /^P0(522|523|524)$/, class: "stop", root: "oil-pressure", area: area("机油压力", "Oil pressure") },
  {
    codes: /^P0A(A6|7E|95|2F|3C)$/,
    class: "stop",
    root: "high-voltage",
    area: area("高压系统", "High-voltage system"),
  },
  { codes: /^P0A94$/, class: "safety", root: "dc-dc", area: area("低压供电转换器", "DC-DC converter") },
  { codes: /^C0/, class: "safety", area: area("制动、转向或车身稳定", "Brakes, steering or stability") },
  { codes: /^B00/, class: "safety", root: "airbag", area: area("安全气囊", "Airbag") },
  { codes: /^P0128$/, class: "emission", root: "thermostat", area: area("水温上升过慢", "Coolant warms too slowly") },
  {
    codes: /^P0(56[0-3]|62[0-2])$/,
    class: "function",
    root: "charging",
    area: area("供电与充电", "Charging and supply"),
  },
  { codes: /^P03(0\d|1[0-2])$/, class: "function", root: "misfire", area: area("失火", "Misfire") },
  { codes: /^P03/, class: "function", area: area("点火", "Ignition") },
  { codes: /^P017[1-5]$/, class: "function", root: "fuel-mixture", area: area("混合气", "Fuel mixture") },
  { codes: /^P04(2\d|3[0-4])$/, class: "emission", area: area("三元催化", "Catalytic converter") },
  { codes: /^P04(4\d|5\d)$/, class: "vapour", root: "fuel-vapour", area: area("燃油蒸汽回收", "Fuel vapour system") },
  { codes: /^P04/, class: "emission", area: area("排放控制", "Emission control") },
  {
    codes: /^P(2135|2138|2101|022\d)$/,
    class: "safety",
    root: "throttle",
    area: area("电子油门", "Electronic throttle"),
  },
  { codes: /^P0[12]/, class: "function", area: area("进气与燃油", "Air and fuel") },
  { codes: /^P05/, class: "function", area: area("车速与怠速", "Speed and idle") },
  { codes: /^P06/, class: "function", area: area("控制单元", "Control unit") },
  { codes: /^P0[789]/, class: "function", area: area("变速箱", "Transmission") },
  { codes: /^P0[AB]/, class: "safety", area: area("混动或电驱高压", "Hybrid or electric drive") },
  { codes: /^P/, class: "function", area: area("动力系统", "Powertrain") },
  { codes: /^C/, class: "safety", area: area("底盘", "Chassis") },
  { codes: /^U/, class: "network", root: "network", area: area("车内通信", "Communication between control units") },
  { codes: /^B/, class: "comfort", area: area("车身与舒适", "Body and comfort") },
];

const unknown: Omit<Row, "codes"> = { class: "function", area: area("车辆报告的故障", "Fault reported by the car") };

/** P1 what endangers, P2 what hinders, P3 what can wait for the next visit. */
export const priorityOfClass: Readonly<Record<DtcClass, Priority>> = {
  stop: "P1",
  safety: "P1",
  function: "P2",
  emission: "P2",
  vapour: "P3",
  comfort: "P3",
  network: "P2",
};

export interface DtcJudgement {
  readonly class: DtcClass;
  /** Codes with one root share this and so one ticket. */
  readonly faultGroup: string;
  readonly area: Bilingual;
}

/** Puts a code such as P0301 into its class; a code we do not know is classed by its first letter, never described. */
export const judgeDtc = (code: string): DtcJudgement => {
  const row = table.find(({ codes }) => codes.test(code)) ?? unknown;
  return { class: row.class, faultGroup: row.root ?? `dtc-${code.toLowerCase() || "unknown"}`, area: row.area };
};
