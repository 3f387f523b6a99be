import type { VehicleEvent } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import { createDriveClock, driveName, undatedStart } from "../drive-clock.ts";
import { type Column, columnName, columnsOf, numberIn, saysNothing, splitQuoted } from "./columns.ts";
import { because, type DriveFormat, drop, type Importer, newReport, noteRepairs } from "./format.ts";
import type { Row } from "./rows.ts";
import { createTable } from "./table.ts";

/**
 * The OBD-II recordings of a Seat Leon by Marc Weber, KIT (doi:10.35097/1130, CC BY 4.0): comma separated, time of day with
 * milliseconds in the first column, the date in the file's name alone.
 *
 * The logger asked one PID after the other in the order of the columns and wrote a row after each answer, so a row renews
 * ONE column and repeats the last value of the others. In the ten recordings at hand every change of a value falls on the
 * column that is next in that order, save where an answer failed (then one is skipped). The importer keeps this cycle: a
 * row's sample is the column whose value changed, else the column that is next: read again, and the same as before.
 *
 * The time is local and taken as if it were UTC: the recording has no zone, and event time only has to be the same in
 * every replay. A file that lost its name, and the date with it, begins on a fixed day, and that is counted.
 */
const table: Readonly<Record<string, SignalPath>> = {
  "Engine Coolant Temperature [C]": "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature",
  "Intake Manifold Absolute Pressure [kPa]": "Vehicle.OBD.MAP",
  "Engine RPM [RPM]": "Vehicle.Powertrain.CombustionEngine.Speed",
  "Vehicle Speed Sensor [km/h]": "Vehicle.Speed",
  "Intake Air Temperature [C]": "Vehicle.OBD.IntakeTemp",
  "Air Flow Rate from Mass Flow Sensor [g/s]": "Vehicle.OBD.MAF",
  "Absolute Throttle Position [%]": "Vehicle.OBD.ThrottlePosition",
  "Ambient Air Temperature [C]": "Vehicle.Exterior.AirTemperature",
  "Accelerator Pedal Position D [%]": "Vehicle.OBD.AcceleratorPositionD",
  "Accelerator Pedal Position E [%]": "Vehicle.OBD.AcceleratorPositionE",
};
const name = "kit-seat-leon";
const timeColumn = "Time";
const dayMs = 86_400_000;

/** Milliseconds since midnight; undefined for anything but HH:MM:SS with or without a fraction. */
const timeOfDay = (cell: string | undefined): number | undefined => {
  const [, hours, minutes, seconds] =
    /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d(?:\.\d{1,6})?)$/.exec(cell?.trim() ?? "") ?? [];
  if (hours === undefined) return undefined;
  return Math.round(Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1_000);
};

const midnightOf = (path: string): number | undefined => {
  const [date] = /\d{4}-\d{2}-\d{2}/.exec(driveName(path)) ?? [];
  const midnight = date === undefined ? Number.NaN : Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(midnight) ? undefined : midnight;
};

/** Which columns a row renewed: those that changed, else the next of the cycle. Remembers the cycle's place. */
const createCycle = (columns: readonly Column[]) => {
  let last = -1;
  const before: (string | undefined)[] = [];
  return (fields: readonly string[]): readonly Column[] => {
    const changed = columns.filter(({ index }) => !saysNothing(fields[index]) && fields[index] !== before[index]);
    const next = (last + 1) % columns.length;
    const expected = columns[next];
    for (const { index } of columns) before[index] = fields[index];
    const latest = changed.at(-1);
    last = latest === undefined ? next : columns.indexOf(latest);
    return latest !== undefined || expected === undefined ? changed : [expected];
  };
};

const begin = (header: string, path: string): Importer => {
  const { mapped, unknown, names, timeIndex } = columnsOf(header, ",", table, timeColumn);
  const clock = createDriveClock(driveName(path));
  const renewed = createCycle(mapped);
  const midnight = midnightOf(path);
  let day = midnight ?? undatedStart;
  let lastTime: number | undefined;
  const report = newReport(name, unknown);
  const isSignal = (index: number): boolean => mapped.some((column) => column.index === index);
  if (midnight === undefined) because(report, "no date in the file's name: 2020-01-01 taken");

  const takeRow = ({ fields, ragged }: Row, events: VehicleEvent[]): void => {
    const time = timeOfDay(fields[timeIndex]);
    if (time === undefined) {
      drop(report, "no time");
      return;
    }
    // From shortly before midnight to shortly after it: a new day, not a clock set back.
    if (lastTime !== undefined && lastTime - time > dayMs / 2) day += dayMs;
    lastTime = time;
    const verdict = clock.advance(day + time, events);
    if (verdict === "refused") {
      drop(report, "impossible time");
      return;
    }
    let unreadable = false;
    for (const { index, path: signal } of renewed(fields)) {
      const value = numberIn(fields[index]);
      if (value !== undefined) events.push({ kind: "sample", path: signal, value, at: clock.at() });
      else if (!saysNothing(fields[index])) unreadable = true;
    }
    noteRepairs(report, { stepBack: verdict === "repaired", unreadable, ragged });
  };

  return createTable({ header, delimiter: ",", names, isSignal }, report, takeRow);
};

/** The KIT Seat Leon format. */
export const kitSeatLeon: DriveFormat = {
  name,
  title: "KIT Seat Leon",
  hasHeader: true,
  recognises: (header) => {
    const names = splitQuoted(header, ",").map(columnName);
    return names.includes(timeColumn) && names.some((column) => Object.hasOwn(table, column));
  },
  begin,
};
