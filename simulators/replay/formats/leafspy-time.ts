import type { LeafColumns } from "./leafspy-columns.ts";
import { type LeafTime, leafCell } from "./leafspy-units.ts";

type Row = readonly string[];
/** Which part of a local date is the day: the app follows the telephone, and spreadsheets their own country. */
type DateOrder = "month first" | "day first";

const written = /^(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?: *([AP])M)?$/i;

/** Whether a field is a local date and time as some version, telephone or spreadsheet writes it. */
export const isLeafDate = (field: string | undefined): boolean => written.test(field?.trim() ?? "");

const localTime = (field: string, order: DateOrder): number | undefined => {
  const [, a = "", b = "", c = "", hours = "", minutes = "", seconds = "0", half] = written.exec(field) ?? [];
  if (a === "") return undefined;
  const [year, month, day] = a.length === 4 ? [a, b, c] : order === "day first" ? [c, b, a] : [c, a, b];
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return undefined;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toUpperCase() === "P" ? 12 : 0);
  const fullYear = year.length === 2 ? 2_000 + Number(year) : Number(year);
  return Date.UTC(fullYear, Number(month) - 1, Number(day), hour, Number(minutes), Number(seconds));
};

const dateOf = (row: Row, columns: LeafColumns): string => row[columns.index.get("Date/Time") ?? -1]?.trim() ?? "";

/** Month first, as the app writes it, unless a row has a month that only a day can be. */
const dateOrder = (rows: readonly Row[], columns: LeafColumns): DateOrder =>
  rows.some((row) => {
    const [, a = "", b] = written.exec(dateOf(row, columns)) ?? [];
    return a.length <= 2 && Number(a) > 12 && Number(b) <= 12;
  })
    ? "day first"
    : "month first";

/** Time by `epoch time`, else by the local time, taken as if it were UTC. */
export const leafTime = (rows: readonly Row[], columns: LeafColumns): LeafTime => {
  const order = dateOrder(rows, columns);
  return (row) => {
    const epoch = leafCell(row, columns, "epoch time");
    if (epoch !== undefined && epoch > 1e9 && epoch < 1e11) return Math.round(epoch * 1_000);
    return localTime(dateOf(row, columns), order);
  };
};
