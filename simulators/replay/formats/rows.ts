import type { Line } from "../lines.ts";
import { splitQuoted } from "./columns.ts";
import { because, drop, type ImportReport } from "./format.ts";

/** A row whose fields stand under their header. */
export interface Row {
  readonly fields: readonly string[];
  /** The row is as long as the file's rows are, and not as long as its header. */
  readonly ragged: boolean;
  /** A comma stood in the place of a decimal point. */
  readonly decimalComma: boolean;
}

/** Takes the lines behind a header; nothing for a blank line, a repeated header, and a row that was dropped and counted. */
export type Rows = (line: Line) => Row | undefined;

/** So many rows of one length in a row are no accident: the file lacks its last columns from there on. */
const rowsOfHabit = 5;

/** Empty fields behind the last column are how some programs end a row. */
const widthOf = (fields: readonly string[], count: number): number => {
  let width = fields.length;
  while (width > count && fields[width - 1]?.trim() === "") width -= 1;
  return width;
};

const comma = /^\s*-?\d+,\d+\s*$/;

/**
 * Cuts rows into fields and keeps those that can be trusted to stand under their header. A row with more fields than the
 * header has columns, or with fewer than the rows around it, has lost or gained one somewhere: what stands behind that place
 * would be read as another signal, so it is dropped. `isSignal` says of a column whether it carries one: a cut may have
 * shortened the last field to another number. `isAligned` knows a row that only goes on behind the columns of its header.
 */
export const createRows = (
  header: string,
  delimiter: string,
  names: readonly string[],
  isSignal: (index: number) => boolean,
  report: ImportReport,
  isAligned: (fields: readonly string[]) => boolean = () => false,
): Rows => {
  // As in rows, empty names behind the last one are only how the line ends.
  const count = names.findLastIndex((column) => column !== "") + 1;
  let usualWidth: number | undefined;
  let shortWidth = 0;
  let shortRun = 0;

  const isShortByHabit = (width: number): boolean => {
    shortRun = width === shortWidth ? shortRun + 1 : 1;
    shortWidth = width;
    if (shortRun >= rowsOfHabit) usualWidth = width;
    return width === usualWidth;
  };

  const faultOf = (fields: readonly string[], width: number, complete: boolean): string | undefined => {
    if (!complete && (width < count || isSignal(count - 1))) return "cut last row";
    if (width > count) return isAligned(fields) ? undefined : "more fields than columns";
    usualWidth ??= width;
    if (width === count) shortRun = 0;
    return width === count || isShortByHabit(width) ? undefined : "fewer fields than columns";
  };

  const pointed = (fields: readonly string[]): readonly string[] =>
    fields.map((field) => (comma.test(field) ? field.replace(",", ".") : field));

  return ({ text, complete }) => {
    if (text.trim() === "") return undefined;
    if (text === header) {
      because(report, "repeated header");
      return undefined;
    }
    report.rows += 1;
    const fields = splitQuoted(text, delimiter);
    const width = widthOf(fields, count);
    const fault = faultOf(fields, width, complete);
    if (fault !== undefined) {
      drop(report, fault);
      return undefined;
    }
    // Where the comma parts the fields, one inside quotes may as well part thousands.
    const decimalComma = delimiter !== "," && text.includes(",") && fields.some((field) => comma.test(field));
    return { fields: decimalComma ? pointed(fields) : fields, ragged: width !== count, decimalComma };
  };
};
