import type { VehicleEvent } from "../../../contract/events.ts";
import { createDriveClock, driveName } from "../drive-clock.ts";
import { numberIn, saysNothing, splitQuoted } from "./columns.ts";
import {
  because,
  type DriveFormat,
  drop,
  type Importer,
  type ImportReport,
  newReport,
  noteRepairs,
  unknown,
} from "./format.ts";
import { isAligned, type LeafColumns, leafColumns, leafColumnsOfRow } from "./leafspy-columns.ts";
import { readLeaf } from "./leafspy-row.ts";
import { isLeafDate, leafTime } from "./leafspy-time.ts";
import { type LeafTime, type LeafUnits, leafUnits } from "./leafspy-units.ts";
import { createRows, type Row } from "./rows.ts";

/**
 * Logs of LeafSpy (Nissan Leaf): comma separated (a spreadsheet where the comma is decimal saves semicolons), a row per scan,
 * seconds to minutes apart. Old versions write no header, and the units of speed, outside air and height follow the settings
 * of the app without being written down; both are found by content (`leafspy-columns.ts`, `leafspy-units.ts`).
 *
 * Time is the column `epoch time`, which goes on evenly while the local time of the first column jumps at time-zone borders;
 * without it the local time is taken as if it were UTC.
 */
const name = "leafspy";
const delimiters = [",", ";", "\t"];
/** Rows that are looked at before the units are decided: hours of driving; more while the car only charges, to a bound. */
const rowsForUnits = 240;
const mostRowsForUnits = 2_400;

interface Layout {
  readonly columns: LeafColumns;
  readonly delimiter: string;
}

const layoutOf = (first: string): Layout | undefined => {
  for (const delimiter of delimiters) {
    const columns = leafColumns(first, delimiter);
    if (columns !== undefined) return { columns, delimiter };
    if (!isLeafDate(splitQuoted(first, delimiter)[0])) continue;
    const found = leafColumnsOfRow(first, delimiter);
    if (found.index.has("CP1")) return { columns: found, delimiter };
  }
  return undefined;
};

const nameUnknown = (report: ImportReport, columns: LeafColumns, units: LeafUnits): void => {
  for (const column of columns.unknown) unknown(report, column, 0);
  for (const [column, unit] of [
    ["Speed", units.speed],
    ["Ambient", units.ambient],
    ["Elv", units.height],
  ] as const)
    if (unit === undefined && columns.index.has(column)) unknown(report, `${column} (unit undecided)`, 0);
  // The header's word stands, but a reader of the kilometres should know.
  if (units.odometerSlow) because(report, "odometer slower than the speed: its km may be miles");
};

interface Reading {
  readonly units: LeafUnits;
  readonly timeOf: LeafTime;
}

const begin = (header: string, path: string): Importer => {
  const { columns, delimiter } = layoutOf(header) ?? { columns: leafColumnsOfRow(header, ","), delimiter: "," };
  const clock = createDriveClock(driveName(path));
  const report = newReport(name);
  const rows = createRows(
    {
      header: columns.hasHeader ? header : "",
      delimiter,
      names: columns.names,
      isSignal: (index) => columns.read.includes(index),
      isAligned: (fields) => isAligned(fields, columns),
    },
    report,
  );
  let waiting: Row[] = [];
  let reading: Reading | undefined;

  const hand = ({ fields, ragged, decimalComma }: Row, { units, timeOf }: Reading, events: VehicleEvent[]): void => {
    const at = timeOf(fields, columns);
    const verdict = at === undefined ? "refused" : clock.advance(at, events);
    if (verdict === "refused") {
      drop(report, "no time");
      return;
    }
    const { readings, doubts } = readLeaf(fields, columns, units);
    for (const { path: signal, value } of readings)
      events.push({ kind: "sample", path: signal, value, at: clock.at() });
    for (const doubt of doubts) because(report, doubt);
    const unreadable = columns.read.some(
      (index) =>
        numberIn(fields[index]) === undefined &&
        !saysNothing(fields[index]) &&
        !/^(none|na)$/i.test(fields[index] ?? ""),
    );
    noteRepairs(report, { stepBack: verdict === "repaired", unreadable, ragged, decimalComma });
  };

  const readingOf = (seen: readonly Row[]): Reading => {
    const cells = seen.map(({ fields }) => fields);
    const timeOf = leafTime(cells, columns);
    return { timeOf, units: leafUnits(cells, columns, timeOf) };
  };

  const release = (decided: Reading, events: VehicleEvent[]): void => {
    reading = decided;
    nameUnknown(report, columns, decided.units);
    for (const row of waiting) hand(row, decided, events);
    waiting = [];
  };

  /** Enough rows, and they say what they have to: a car that charges for hours says nothing of its speed. */
  const settle = (events: VehicleEvent[]): void => {
    if (waiting.length % rowsForUnits !== 0) return;
    const decided = readingOf(waiting);
    if (decided.units.speed !== undefined || waiting.length >= mostRowsForUnits) release(decided, events);
  };

  const takeRow = (row: Row, events: VehicleEvent[]): void => {
    if (reading !== undefined) {
      hand(row, reading, events);
      return;
    }
    waiting.push(row);
    settle(events);
  };

  return {
    take(line, events) {
      // Appended logs repeat the header, and it may be that of a newer version.
      if (leafColumns(line.text, delimiter) !== undefined) {
        if (line.text !== header) because(report, "repeated header");
        return;
      }
      for (const row of rows.take(line)) takeRow(row, events);
    },
    finish(events) {
      for (const row of rows.finish()) takeRow(row, events);
      if (reading === undefined) release(readingOf(waiting), events);
    },
    report,
  };
};

/** The LeafSpy format, with and without a header. */
export const leafSpy: DriveFormat = {
  name,
  title: "LeafSpy",
  hasHeader: false,
  recognises: (first) => layoutOf(first) !== undefined,
  begin,
};
