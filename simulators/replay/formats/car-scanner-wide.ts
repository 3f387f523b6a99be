import type { VehicleEvent } from "../../../contract/events.ts";
import { createDriveClock, driveName, undatedStart } from "../drive-clock.ts";
import { splitQuoted } from "./columns.ts";
import { type DriveFormat, drop, type Importer, newReport, noteRepairs } from "./format.ts";
import { createPhoneRow, isPhoneColumn, phoneColumnName, phoneColumns } from "./phone-columns.ts";
import type { Row } from "./rows.ts";
import { createTable } from "./table.ts";

/**
 * The other table of Car Scanner ELM OBD2: comma separated, a column for each reading with its unit in brackets
 * (`"Engine RPM (rpm)"`), a row for each moment, empty where nothing was read then. `time` is a time of day, whose day stands
 * in the file's name alone, or both.
 */
const name = "car-scanner";
const dayMs = 86_400_000;

/** The day that a file is named after, as ms; a fixed one without. */
export const midnightOfName = (path: string): number => {
  const [date] = /\d{4}-\d{2}-\d{2}/.exec(driveName(path)) ?? [];
  const midnight = date === undefined ? Number.NaN : Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(midnight) ? undatedStart : midnight;
};

/** Reads `time`, which passes midnight with the drive. */
const createClockReader = (path: string) => {
  let midnight = midnightOfName(path);
  let last = 0;
  return (cell: string): number | undefined => {
    const [, date, time] = /^(?:(\d{4}-\d{2}-\d{2})[T ])?(\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?)$/.exec(cell) ?? [];
    const at = Date.parse(`${date ?? "1970-01-01"}T${time}Z`);
    if (Number.isNaN(at)) return undefined;
    if (date !== undefined) return at;
    if (last - at > dayMs / 2) midnight += dayMs;
    last = at;
    return midnight + at;
  };
};

const namesOf = (header: string): readonly string[] => splitQuoted(header, ",").map(phoneColumnName);

const begin = (header: string, path: string): Importer => {
  const names = namesOf(header);
  const timeIndex = names.findIndex((column) => column.toLowerCase() === "time");
  const report = newReport(name);
  const columns = phoneColumns(names, new Set([names[timeIndex] ?? ""]), report);
  const signals = [...columns.own, ...columns.gpsSpeeds];
  const isSignal = (last: number): boolean => signals.some(({ index }) => index === last);
  const hand = createPhoneRow(report);
  const timeOf = createClockReader(path);
  const clock = createDriveClock(driveName(path));
  const takeRow = (row: Row, events: VehicleEvent[]): void => {
    const at = timeOf(row.fields[timeIndex]?.trim() ?? "");
    const verdict = at === undefined ? "refused" : clock.advance(at, events);
    if (verdict === "refused") {
      drop(report, "no time");
      return;
    }
    const unreadable = hand(row.fields, columns, clock.at(), events);
    noteRepairs(report, { stepBack: verdict === "repaired", unreadable, ragged: row.ragged });
  };

  return createTable({ header, delimiter: ",", names, isSignal }, report, takeRow);
};

/** The wide Car Scanner table. */
export const carScannerWide: DriveFormat = {
  name,
  title: "Car Scanner",
  hasHeader: true,
  recognises: (header) => {
    const names = namesOf(header);
    return names[0]?.toLowerCase() === "time" && names.some(isPhoneColumn);
  },
  begin,
};
