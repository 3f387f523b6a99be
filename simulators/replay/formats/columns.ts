import type { SignalPath } from "../../../contract/signals.ts";

/**
 * The name of a column as it stands in the tables of the formats: printable ASCII with single blanks. The degree sign is
 * UTF-8, Latin-1, UTF-8 encoded twice or the question mark that a program without it wrote, and always falls out.
 */
export const columnName = (cell: string): string =>
  cell
    .replace(/[^\x20-\x7e]/g, "")
    .replace(/\?+(?=[CF]\b)/g, "")
    .replace(/\s+/g, " ")
    .trim();

/** A column of a recording that carries a signal. */
export interface Column {
  readonly index: number;
  readonly path: SignalPath;
}

export interface Columns {
  readonly mapped: readonly Column[];
  readonly unknown: readonly string[];
  readonly names: readonly string[];
  /** Where the time stands; -1 where no column has its name. */
  readonly timeIndex: number;
}

/** Finds the columns of a header in a table of names. A name that comes twice carries the signal once, at its first place. */
export const columnsOf = (
  header: string,
  delimiter: string,
  table: Readonly<Record<string, SignalPath>>,
  timeColumn: string,
  nameOf: (cell: string) => string = columnName,
): Columns => {
  const cells = splitQuoted(header, delimiter);
  const names = cells.map(nameOf);
  const seen = new Set<SignalPath>();
  const mapped: Column[] = [];
  const unknown: string[] = [];
  for (const [index, name] of names.entries()) {
    const path = Object.hasOwn(table, name) ? table[name] : undefined;
    if (path !== undefined && !seen.has(path)) {
      seen.add(path);
      mapped.push({ index, path });
    } else if (name !== timeColumn && name !== "") unknown.push(columnName(cells[index] ?? ""));
  }
  return { mapped, unknown, names, timeIndex: names.indexOf(timeColumn) };
};

/** The number in a cell; undefined for an empty cell, NaN or anything that is not a plain decimal number. */
export const numberIn = (cell: string | undefined): number | undefined => {
  if (cell === undefined) return undefined;
  const text = cell.trim();
  if (text === "") return undefined;
  const value = Number(text);
  // Number() also reads 0x1F and 1e999; a recording writes neither.
  return Number.isFinite(value) && !/[xob]/i.test(text) ? value : undefined;
};

/** Whether a cell says openly that it has no value, as against holding something unreadable. */
export const saysNothing = (cell: string | undefined): boolean => cell === undefined || /^\s*(nan)?\s*$/i.test(cell);

/** The fields of a row whose fields may stand in quotes; a doubled quote inside them is one quote. */
export const splitQuoted = (row: string, delimiter: string): readonly string[] => {
  if (!row.includes('"')) return row.split(delimiter);
  const fields: string[] = [];
  let field = "";
  let quoted = false;
  for (let k = 0; k < row.length; k += 1) {
    const character = row[k] ?? "";
    if (character === '"' && quoted && row[k + 1] === '"') {
      field += '"';
      k += 1;
    } else if (character === '"') quoted = !quoted;
    else if (character === delimiter && !quoted) {
      fields.push(field);
      field = "";
    } else field += character;
  }
  fields.push(field);
  return fields;
};
