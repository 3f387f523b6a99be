import type { VehicleEvent } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import { createDriveClock, type DriveClock, driveName } from "../drive-clock.ts";
import type { Line } from "../lines.ts";
import { columnName, numberIn, saysNothing, splitQuoted } from "./columns.ts";
import { type DriveFormat, drop, type Importer, type ImportReport, newReport, noteRepairs, unknown } from "./format.ts";
import { gpsSpeedNames, phoneName, phoneSignals, usualUnits } from "./phone-names.ts";
import { type Scaling, scaled, scalingTo } from "./units.ts";

/**
 * Track logs of Torque Pro: comma separated, names with a leading blank and the unit in brackets, which follows the app's
 * settings (km/h or mph, °C or °F). `Device Time` is local and taken as if it were UTC; `GPS Time` stands still without a fix.
 * "-" is no value. A file that the app went on writing after a stop holds the header again: a new drive begins there.
 */
const name = "torque";
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

interface TorqueColumn {
  readonly index: number;
  readonly path: SignalPath;
  readonly scaling: Scaling;
}

const timeOf = (cell: string | undefined): number | undefined => {
  const [, day, month = "", year, time] =
    /^(\d{1,2})-(\w{3})\w*\.?-(\d{4}) (\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?)$/.exec(cell?.trim() ?? "") ?? [];
  const number = months.indexOf(month.toLowerCase()) + 1;
  if (number === 0) return undefined;
  const at = Date.parse(`${year}-${String(number).padStart(2, "0")}-${day?.padStart(2, "0")}T${time}Z`);
  return Number.isNaN(at) ? undefined : at;
};

/** Name and unit of a column: the unit is what stands in the last brackets. */
const nameAndUnit = (column: string): readonly [name: string, unit: string] => {
  const [, before, unit] = /^(.*?)\s*\(([^()]*)\)$/.exec(column) ?? [];
  return before === undefined ? [column, ""] : [before, unit ?? ""];
};

const columnsOfTorque = (names: readonly string[], report: ImportReport): readonly TorqueColumn[] => {
  const columns: TorqueColumn[] = [];
  const add = (index: number, path: SignalPath, unit: string): boolean => {
    const scaling = scalingTo(path, unit === "" ? (usualUnits[path] ?? "") : unit);
    if (scaling === undefined || columns.some((column) => column.path === path)) return false;
    columns.push({ index, path, scaling });
    return true;
  };
  const gpsSpeed: number[] = [];
  for (const [index, column] of names.entries()) {
    const [plain, unit] = nameAndUnit(column);
    const whole = phoneSignals[phoneName(column)];
    const path = phoneSignals[phoneName(plain)] ?? whole;
    if (column === "" || column === "GPS Time" || column === "Device Time") continue;
    if (gpsSpeedNames.has(phoneName(plain))) gpsSpeed.push(index);
    else if (path === undefined || !add(index, path, whole === undefined ? unit : "")) unknown(report, column, 0);
  }
  for (const index of gpsSpeed) {
    const [, unit] = nameAndUnit(names[index] ?? "");
    if (!add(index, "Vehicle.Speed", unit)) unknown(report, names[index] ?? "", 0);
  }
  return columns;
};

const isHeader = (text: string): boolean => {
  const names = splitQuoted(text, ",").map(columnName);
  return names.includes("Device Time") && names.includes("GPS Time");
};

const begin = (header: string, path: string): Importer => {
  const report = newReport(name);
  let names: readonly string[] = [];
  let columns: readonly TorqueColumn[] = [];
  let timeIndex = 0;
  let drives = 0;
  let clock: DriveClock = createDriveClock(driveName(path));

  const takeHeader = (text: string): void => {
    names = splitQuoted(text, ",").map(columnName);
    columns = columnsOfTorque(names, report);
    timeIndex = names.indexOf("Device Time");
    drives += 1;
    if (drives > 1) clock = createDriveClock(`${driveName(path)}-${drives}`);
  };
  takeHeader(header);

  return {
    take({ text, complete }: Line, events: VehicleEvent[]) {
      if (text.trim() === "") return;
      if (isHeader(text)) return takeHeader(text);
      report.rows += 1;
      const fields = splitQuoted(text, ",");
      if (!complete && fields.length < names.length) {
        drop(report, "cut last row");
        return;
      }
      const at = timeOf(fields[timeIndex]);
      const verdict = at === undefined ? "refused" : clock.advance(at, events);
      if (verdict === "refused") {
        drop(report, "no time");
        return;
      }
      let unreadable = false;
      for (const { index, path: signal, scaling } of columns) {
        const value = numberIn(fields[index]);
        if (value !== undefined)
          events.push({ kind: "sample", path: signal, value: scaled(value, scaling), at: clock.at() });
        else if (!saysNothing(fields[index]) && fields[index]?.trim() !== "-") unreadable = true;
      }
      // Some versions end every row with a comma.
      const count = fields.at(-1)?.trim() === "" && fields.length === names.length + 1 ? names.length : fields.length;
      noteRepairs(report, { stepBack: verdict === "repaired", unreadable, ragged: count !== names.length });
    },
    finish: () => undefined,
    report,
  };
};

/** The Torque Pro format. */
export const torque: DriveFormat = { name, hasHeader: true, recognises: isHeader, begin };
