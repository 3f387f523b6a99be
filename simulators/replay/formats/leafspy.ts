import type { VehicleEvent } from "../../../contract/events.ts";
import { createDriveClock, driveName } from "../drive-clock.ts";
import type { Line } from "../lines.ts";
import { numberIn, saysNothing } from "./columns.ts";
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
import { type LeafColumns, leafColumns, leafColumnsOfRow } from "./leafspy-columns.ts";
import { type LeafUnits, leafUnits, odometerPerKm, readLeaf } from "./leafspy-row.ts";

/**
 * Logs of LeafSpy (Nissan Leaf): comma separated, a row per scan, seconds to minutes apart. Old versions write no header, and
 * the units of speed, outside air and height follow the settings of the app without being written down; both are found by
 * content (`leafspy-columns.ts`, `leafspy-row.ts`).
 *
 * Time is the column `epoch time`, which goes on evenly while the local time of the first column jumps at time-zone borders;
 * without it the local time is taken as if it were UTC.
 */
const name = "leafspy";
/** Rows that are looked at before the units are decided: hours of driving, and a bounded number. */
const rowsForUnits = 240;
/** A mile counted as a kilometre makes 0.62; an odometer in km makes about 1. */
const milesForKm = 0.8;

const timeOf = (fields: readonly string[], columns: LeafColumns): number | undefined => {
  const epoch = numberIn(fields[columns.index.get("epoch time") ?? -1]);
  if (epoch !== undefined && epoch > 1e9 && epoch < 1e11) return Math.round(epoch * 1_000);
  const [, month, day, year, time] =
    /^(\d{2})\/(\d{2})\/(\d{4}) +(\d{1,2}:\d{2}:\d{2})$/.exec(fields[0]?.trim() ?? "") ?? [];
  const at = month === undefined ? Number.NaN : Date.parse(`${year}-${month}-${day}T${time?.padStart(8, "0")}Z`);
  return Number.isNaN(at) ? undefined : at;
};

const nameUnknown = (report: ImportReport, columns: LeafColumns, units: LeafUnits): void => {
  for (const column of columns.unknown) unknown(report, column, 0);
  for (const [column, unit] of [
    ["Speed", units.speed],
    ["Ambient", units.ambient],
    ["Elv", units.height],
  ] as const)
    if (unit === undefined && columns.index.has(column)) unknown(report, `${column} (unit undecided)`, 0);
};

const begin = (header: string, path: string): Importer => {
  const columns = leafColumns(header) ?? leafColumnsOfRow(header);
  const clock = createDriveClock(driveName(path));
  const report = newReport(name);
  let waiting: (readonly string[])[] | undefined = [];
  let units: LeafUnits = { speed: undefined, ambient: undefined, height: undefined };

  const hand = (fields: readonly string[], events: VehicleEvent[]): void => {
    const at = timeOf(fields, columns);
    const verdict = at === undefined ? "refused" : clock.advance(at, events);
    if (verdict === "refused") {
      drop(report, "no time");
      return;
    }
    for (const { path: signal, value } of readLeaf(fields, columns, units))
      events.push({ kind: "sample", path: signal, value, at: clock.at() });
    const unreadable = columns.read.some(
      (index) =>
        numberIn(fields[index]) === undefined &&
        !saysNothing(fields[index]) &&
        !/^(none|na)$/i.test(fields[index] ?? ""),
    );
    noteRepairs(report, { stepBack: verdict === "repaired", unreadable, ragged: fields.length !== columns.count });
  };

  const release = (events: VehicleEvent[]): void => {
    if (waiting === undefined) return;
    units = leafUnits(waiting, columns, timeOf);
    nameUnknown(report, columns, units);
    // The header's word stands, but a reader of the kilometres should know.
    if ((odometerPerKm(waiting, columns, units, timeOf) ?? 1) < milesForKm)
      because(report, "odometer slower than the speed: its km may be miles");
    for (const fields of waiting) hand(fields, events);
    waiting = undefined;
  };

  return {
    take({ text, complete }: Line, events) {
      if (text.trim() === "" || text === header) {
        if (columns.hasHeader || text.trim() === "") return;
      }
      // Appended logs repeat the header.
      if (text.startsWith("Date/Time,")) return;
      report.rows += 1;
      if (!complete && text.split(",").length < columns.count) {
        drop(report, "cut last row");
        return;
      }
      const fields = text.split(",");
      if (waiting === undefined) {
        hand(fields, events);
        return;
      }
      waiting.push(fields);
      if (waiting.length >= rowsForUnits) release(events);
    },
    finish: release,
    report,
  };
};

/** The LeafSpy format, with and without a header. */
export const leafSpy: DriveFormat = {
  name,
  hasHeader: false,
  recognises: (first) =>
    leafColumns(first) !== undefined ||
    (/^\d{2}\/\d{2}\/\d{4} +\d{1,2}:\d{2}:\d{2},/.test(first) && leafColumnsOfRow(first).index.has("CP1")),
  begin,
};
