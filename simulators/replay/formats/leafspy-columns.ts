import { columnName, numberIn, splitQuoted } from "./columns.ts";

/** Where the columns of a LeafSpy log are. */
export interface LeafColumns {
  readonly index: ReadonlyMap<string, number>;
  /** The names in their order; a column that has none is named by its number. */
  readonly names: readonly string[];
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

/** What follows; versions only ever added columns at the end. Other lengths than theirs keep numbers as names. */
const addedLater = [
  ...["Motor Pwr(w)", "Aux Pwr(100w)", "A/C Pwr(250w)", "A/C Comp(0.1MPa)", "Est Pwr A/C(50w)", "Est Pwr Htr(250w)"],
  ...["Plug State", "Charge Mode", "OBC Out Pwr", "Gear", "HVolt1", "HVolt2", "GPS Status", "Power SW", "BMS", "OBC"],
  ...["Debug", "Motor Temp", "Inverter 2 Temp", "Inverter 4 Temp", "Speed1", "Speed2", "Wiper Status", "Torque Nm"],
  ...["RPM", "Debug 2"],
];
/**
 * How many of them each version has: early 2017 (152 columns in all), April 2017 (155), 2018 (158), 2020 (159), 2022 (161), by
 * public logs and programs (github strowger/hm, euw15/NissanLeafSpy_DataCapture, FileGo/go-leafspycsv).
 */
const lengthsOfVersions = new Set([17, 20, 23, 24, 26]);

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

const columnsFrom = (
  index: ReadonlyMap<string, number>,
  names: readonly string[],
  hasHeader: boolean,
): LeafColumns => ({
  index,
  names,
  hasHeader,
  read: [...index].flatMap(([column, at]) => (readAsNumber.has(column) ? [at] : [])),
  unknown: [...index.keys()].filter((column) => !used.has(column)),
});

/** The columns of a header; undefined when this is none. A name that comes twice (`Debug`) counts at its first place. */
export const leafColumns = (header: string, delimiter: string): LeafColumns | undefined => {
  const names = splitQuoted(header, delimiter).map(columnName);
  if (!["Date/Time", "CP1", "CP96", "Gids"].every((column) => names.includes(column))) return undefined;
  const index = new Map<string, number>();
  for (const [at, column] of names.entries()) if (column !== "" && !index.has(column)) index.set(column, at);
  return columnsFrom(index, names, true);
};

/** A cell voltage in mV, as against anything else a row may hold; the sign is the shunt's. */
const isCell = (text: string | undefined): boolean => {
  const millivolts = Math.abs(numberIn(text) ?? 0);
  return millivolts > 2_000 && millivolts < 4_600 && Number.isInteger(millivolts);
};

const isEpoch = (text: string | undefined): boolean => {
  const seconds = numberIn(text) ?? 0;
  return seconds > 1e9 && seconds < 1e11;
};

/**
 * Whether a row stands under its names: 96 numbers of the size of a cell in a row stand nowhere else, nor does the epoch behind
 * them. A pack that was not read has zeros there.
 */
export const isAligned = (fields: readonly string[], { index }: LeafColumns): boolean => {
  const epoch = index.get("epoch time");
  if (epoch === undefined || !isEpoch(fields[epoch])) return false;
  return cells.every((cell) => {
    const text = fields[index.get(cell) ?? -1];
    return isCell(text) || numberIn(text) === 0;
  });
};

/** Where the VIN stands, which some owners black out or leave out: whatever is no number between two columns of numbers. */
const hasVin = (field: string | undefined): boolean => numberIn(field) === undefined;

/**
 * The columns of a row without a header, found by the one thing that stands out in it: 96 cell voltages in a row. What stands
 * before and behind them has been the same since the first versions, but for the position (left out by some users before
 * they share a log) and the VIN.
 */
export const leafColumnsOfRow = (row: string, delimiter: string): LeafColumns => {
  const fields = splitQuoted(row, delimiter);
  const last = fields.findLastIndex((_, at) => at >= 95 && cells.every((_cell, k) => isCell(fields[at - 95 + k])));
  const first = last - 95;
  const names = fields.map((_, at) => `column ${at + 1}`);
  const put = (column: string, at: number): void => {
    names[at] = column;
  };
  if (last !== -1 && first > before.length) {
    put("Date/Time", 0);
    if (first === before.length + 3) {
      put("Lat", 1);
      put("Long", 2);
    }
    for (const [k, column] of before.entries()) put(column, first - before.length + k);
    for (const [k, cell] of cells.entries()) put(cell, first + k);
    put("12v Bat Amps", last + 1);
    const vin = hasVin(fields[last + 2]) ? 1 : 0;
    if (vin === 1) put("VIN", last + 2);
    const next = last + 2 + vin;
    const rest = next + behind.length;
    const known = lengthsOfVersions.has(fields.length - rest) ? addedLater : [];
    for (const [k, column] of [...behind, ...known].entries()) if (next + k < fields.length) put(column, next + k);
  }
  return columnsFrom(new Map(names.map((column, at) => [column, at])), names, false);
};
