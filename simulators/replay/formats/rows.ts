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

/** The lines behind a header, as rows; those that cannot be trusted are dropped and counted. */
export interface Rows {
  /** Nothing while the first rows are still compared, and for a blank line; several when that is over. */
  take(line: Line): readonly Row[];
  /** The file is over: what was still compared. */
  finish(): readonly Row[];
}

/** What a format knows of its rows. */
export interface RowShape {
  readonly header: string;
  readonly delimiter: string;
  readonly names: readonly string[];
  /** Whether a column carries a signal: a cut may have shortened the last field of a file to another number. */
  readonly isSignal: (index: number) => boolean;
  /** Knows a row that only goes on behind the columns of its header. */
  readonly isAligned?: ((fields: readonly string[]) => boolean) | undefined;
}

/** Rows that are compared before the first one is handed out. */
const rowsCompared = 50;
const none: readonly Row[] = [];

const isBlank = (field: string | undefined): boolean => field === undefined || field.trim() === "";

/** The length that most rows have; of several the one nearest to the header's. */
const usualLength = (rows: readonly (readonly string[])[], count: number): number => {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [most] = [...counts].toSorted(
    ([a, timesA], [b, timesB]) => timesB - timesA || Math.abs(a - count) - Math.abs(b - count),
  );
  return most?.[0] ?? count;
};

/**
 * Why a row of this many fields cannot be read under a header of `count` names. Programs that end every row with a delimiter
 * write `usual` fields, of which the last are empty; such a row that lost a field is as long as the header and ends empty.
 */
const faultOf = (fields: readonly string[], count: number, usual: number): string | undefined => {
  const { length } = fields;
  if (length > count) {
    const surplus = fields.slice(count);
    return length === usual && surplus.every(isBlank) ? undefined : "more fields than columns";
  }
  if (length === usual || (length === count && !(usual > count && isBlank(fields.at(-1))))) return undefined;
  return "fewer fields than columns";
};

const comma = /^\s*-?\d+,\d+\s*$/;
const pointed = (fields: readonly string[]): readonly string[] =>
  fields.map((field) => (comma.test(field) ? field.replace(",", ".") : field));

/**
 * Cuts rows into fields and keeps those that can be trusted to stand under their header. A row with more fields than the
 * header has columns, or with fewer than the other rows, has lost or gained one somewhere: what stands behind that place would
 * be read as another signal, so it is dropped.
 */
export const createRows = (shape: RowShape, report: ImportReport): Rows => {
  const { header, delimiter, names, isSignal, isAligned = () => false } = shape;
  // As in rows, empty names behind the last one are only how the line ends.
  const count = names.findLastIndex((column) => column !== "") + 1;
  let compared: (readonly string[])[] = [];
  let usual: number | undefined;

  const rowOf = (fields: readonly string[], usualFields: number): Row | undefined => {
    const fault = faultOf(fields, count, usualFields);
    const goesOn = fault !== undefined && fields.length > count && isAligned(fields);
    if (fault !== undefined && !goesOn) {
      drop(report, fault);
      return undefined;
    }
    // Where the comma parts the fields, one inside quotes may as well part thousands.
    const decimalComma = delimiter !== "," && fields.some((field) => comma.test(field));
    const ragged = goesOn || fields.length < count;
    return { fields: decimalComma ? pointed(fields) : fields, ragged, decimalComma };
  };

  const settle = (): readonly Row[] => {
    const settled = usualLength(compared, count);
    usual = settled;
    const rows = compared.flatMap((fields) => rowOf(fields, settled) ?? []);
    compared = [];
    return rows;
  };

  const fieldsOf = ({ text, complete }: Line): readonly string[] | undefined => {
    if (text.trim() === "") return undefined;
    if (text === header) {
      because(report, "repeated header");
      return undefined;
    }
    report.rows += 1;
    const fields = splitQuoted(text, delimiter);
    if (complete || (fields.length >= count && !isSignal(count - 1))) return fields;
    drop(report, "cut last row");
    return undefined;
  };

  return {
    take(line) {
      const fields = fieldsOf(line);
      if (fields === undefined) return none;
      if (usual !== undefined) {
        const row = rowOf(fields, usual);
        return row === undefined ? none : [row];
      }
      compared.push(fields);
      return compared.length < rowsCompared ? none : settle();
    },
    finish: () => (usual === undefined ? settle() : none),
  };
};
