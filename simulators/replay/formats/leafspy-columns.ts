import { columnName, numberIn } from "./columns.ts";

/** Where the columns of a LeafSpy log are. */
export interface LeafColumns {
  readonly index: ReadonlyMap<string, number>;
  readonly count: number;
  readonly hasHeader: boolean;
  /** Columns that we read, and names of those we do not. */
  readonly read: readonly number[];
  readonly unknown: readonly string[];
}

const cells = Array.from({ length: 96 }, (_, k) => `CP${k + 1}`);
/** What stands before the first cell and behind the last one, in every version of the app that writes them. */
const before = [
  ...["Elv", "Speed", "Gids", "SOC", "AHr", "Pack Volts", "Pack Amps", "Max CP mV", "Min CP mV", "Avg CP mV"],
  ...["CP mV Diff", "Judgment Value", "Pack T1 F", "Pack T1 C", "Pack T2 F", "Pack T2 C", "Pack T3 F", "Pack T3 C"],
  ...["Pack T4 F", "Pack T4 C"],
];
const behind = [
  ...["Hx", "12v Bat Volts", "Odo(km)", "QC", "L1/L2", "TP-FL", "TP-FR", "TP-RR", "TP-RL", "Ambient", "SOH", "RegenWh"],
  ...["BLevel", "epoch time"],
];

/** What follows in the version of 2022; other lengths are other versions, whose columns keep their numbers as names. */
const behindIn2022 = [
  ...["Motor Pwr(w)", "Aux Pwr(100w)", "A/C Pwr(250w)", "A/C Comp(0.1MPa)", "Est Pwr A/C(50w)", "Est Pwr Htr(250w)"],
  ...["Plug State", "Charge Mode", "OBC Out Pwr", "Gear", "HVolt1", "HVolt2", "GPS Status", "Power SW", "BMS", "OBC"],
  ...["Debug", "Motor Temp", "Inverter 2 Temp", "Inverter 4 Temp", "Speed1", "Speed2", "Wiper Status", "Torque Nm"],
  ...["RPM", "Debug 2"],
];

/** The columns that become signals; the rest is named as unknown. */
const used = new Set([
  ...[
    "Date/Time",
    "Lat",
    "Long",
    "Elv",
    "Speed",
    "SOC",
    "Pack Volts",
    "Pack Amps",
    "Pack T1 C",
    "Pack T2 C",
    "Pack T3 C",
  ],
  ...["Pack T4 C", "12v Bat Volts", "Odo(km)", "TP-FL", "TP-FR", "TP-RR", "TP-RL", "Ambient", "SOH", "epoch time"],
  ...["VIN", ...cells],
]);
const readAsNumber = new Set([
  "Speed",
  "SOC",
  "Pack Volts",
  "Pack Amps",
  "12v Bat Volts",
  "Odo(km)",
  "Ambient",
  "SOH",
  ...cells,
]);

const columnsFrom = (index: ReadonlyMap<string, number>, count: number, hasHeader: boolean): LeafColumns => ({
  index,
  count,
  hasHeader,
  read: [...index].flatMap(([column, at]) => (readAsNumber.has(column) ? [at] : [])),
  unknown: [...index.keys()].filter((column) => !used.has(column)),
});

/** The columns of a header; undefined when this is none. A name that comes twice (`Debug`) counts at its first place. */
export const leafColumns = (header: string): LeafColumns | undefined => {
  const names = header.split(",").map(columnName);
  if (names[0] !== "Date/Time" || !names.includes("CP1") || !names.includes("Gids")) return undefined;
  const index = new Map<string, number>();
  for (const [at, column] of names.entries()) if (column !== "" && !index.has(column)) index.set(column, at);
  return columnsFrom(index, names.length, true);
};

/** A cell voltage in mV, as against anything else a row may hold; the sign is the shunt's. */
const isCell = (text: string | undefined): boolean => {
  const millivolts = Math.abs(numberIn(text) ?? 0);
  return millivolts > 2_000 && millivolts < 4_600 && Number.isInteger(millivolts);
};

/**
 * The columns of a row without a header, found by the one thing that stands out in it: 96 cell voltages in a row. What stands
 * before and behind them has been the same since the first versions, but for the position (left out by some users before
 * they share a log) and the VIN.
 */
export const leafColumnsOfRow = (row: string): LeafColumns => {
  const fields = row.split(",");
  const last = fields.findLastIndex((_, at) => at >= 95 && cells.every((_cell, k) => isCell(fields[at - 95 + k])));
  const first = last - 95;
  const index = new Map<string, number>();
  if (last === -1 || first <= before.length) return columnsFrom(index, fields.length, false);
  index.set("Date/Time", 0);
  if (first === before.length + 3) {
    index.set("Lat", 1);
    index.set("Long", 2);
  }
  for (const [k, column] of before.entries()) index.set(column, first - before.length + k);
  for (const [k, cell] of cells.entries()) index.set(cell, first + k);
  let next = last + 1;
  index.set("12v Bat Amps", next);
  next += 1;
  if (/^[A-HJ-NPR-Z0-9]{17}$/.test(fields[next]?.trim() ?? "")) {
    index.set("VIN", next);
    next += 1;
  }
  for (const [k, column] of behind.entries()) index.set(column, next + k);
  const rest = next + behind.length;
  const known = fields.length - rest === behindIn2022.length ? behindIn2022 : [];
  for (let at = rest; at < fields.length; at += 1) index.set(known[at - rest] ?? `column ${at + 1}`, at);
  return columnsFrom(index, fields.length, false);
};
