import type { VehicleEvent } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import { createDriveClock, driveName } from "../drive-clock.ts";
import { midnightOfName } from "./car-scanner-wide.ts";
import { columnName, numberIn, saysNothing, splitQuoted } from "./columns.ts";
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
import { gpsSpeedNames, phoneName, phoneSignals, usualUnits } from "./phone-names.ts";
import type { Row } from "./rows.ts";
import { createTable } from "./table.ts";
import { scaled, scalingTo } from "./units.ts";

/**
 * Records of Car Scanner ELM OBD2: separated by semicolons, quoted, a reading a row as `"SECONDS";"PID";"VALUE";"UNITS"`, newer
 * versions with the position behind it (in their own spelling, LONGTITUDE), each row ending with a semicolon. Seconds count
 * from midnight of the day in the file's name; without one, from midnight of a fixed day. Names are in the language of the
 * app: those in the table are read, others are counted as unknown. A position of 0, 0 is a receiver without a fix.
 */
const name = "car-scanner";
const dayMs = 86_400_000;
const headerWords = ["SECONDS", "PID", "VALUE", "UNITS"] as const;

/** Finds the signal and unit of a name once. The car's own speed, once seen, is not mixed with the telephone's. */
const createNames = (report: ImportReport) => {
  let ownSpeed = false;
  const pathOf = (pid: string): SignalPath | undefined => {
    const spelt = phoneName(pid);
    if (gpsSpeedNames.has(spelt)) return ownSpeed ? undefined : "Vehicle.Speed";
    const path = phoneSignals[spelt];
    if (path === "Vehicle.Speed") ownSpeed = true;
    return path;
  };
  return (pid: string, unit: string) => {
    const path = pathOf(pid);
    const scaling = path === undefined ? undefined : scalingTo(path, unit === "" ? (usualUnits[path] ?? "") : unit);
    if (path !== undefined && scaling !== undefined) return { path, scaling };
    unknown(report, unit === "" ? pid : `${pid} (${unit})`);
    return undefined;
  };
};

const begin = (header: string, path: string): Importer => {
  const names = splitQuoted(header, ";").map((column) => columnName(column).toUpperCase());
  const place = (column: string): number => names.indexOf(column);
  const [seconds = 0, pid = 0, value = 0, units = 0] = headerWords.map(place);
  const positions = [
    [place("LATITUDE"), "Vehicle.CurrentLocation.Latitude"],
    [Math.max(place("LONGTITUDE"), place("LONGITUDE")), "Vehicle.CurrentLocation.Longitude"],
  ] as const;
  const report = newReport(name);
  const find = createNames(report);
  const clock = createDriveClock(driveName(path));
  let midnight = midnightOfName(path);
  let lastSeconds: number | undefined;
  let lastPosition = "";

  const putPosition = (fields: readonly string[], events: VehicleEvent[]): void => {
    const written = positions.map(([index]) => fields[index] ?? "").join(";");
    // The position is repeated in every row; it is a reading when it is new.
    if (written === lastPosition) return;
    lastPosition = written;
    if (positions.every(([index]) => numberIn(fields[index]) === 0)) {
      because(report, "position 0, 0: no fix");
      return;
    }
    for (const [index, signal] of positions) {
      const degrees = numberIn(fields[index]);
      if (degrees !== undefined) events.push({ kind: "sample", path: signal, value: degrees, at: clock.at() });
    }
  };

  const takeRow = ({ fields, ragged, decimalComma }: Row, events: VehicleEvent[]): void => {
    const at = numberIn(fields[seconds]);
    if (at === undefined) {
      drop(report, "no time");
      return;
    }
    if (lastSeconds !== undefined && lastSeconds - at > dayMs / 2_000) midnight += dayMs;
    lastSeconds = at;
    const verdict = clock.advance(midnight + Math.round(at * 1_000), events);
    if (verdict === "refused") {
      drop(report, "impossible time");
      return;
    }
    const found = find(fields[pid]?.trim() ?? "", fields[units]?.trim() ?? "");
    const number = numberIn(fields[value]);
    if (found !== undefined && number !== undefined)
      events.push({ kind: "sample", path: found.path, value: scaled(number, found.scaling), at: clock.at() });
    putPosition(fields, events);
    const unreadable = found !== undefined && number === undefined && !saysNothing(fields[value]);
    noteRepairs(report, { stepBack: verdict === "repaired", unreadable, ragged, decimalComma });
  };

  return createTable({ header, delimiter: ";", names, isSignal: () => true }, report, takeRow);
};

/** The Car Scanner format. */
export const carScanner: DriveFormat = {
  name,
  title: "Car Scanner",
  hasHeader: true,
  recognises: (header) => {
    const names = splitQuoted(header, ";").map((column) => columnName(column).toUpperCase());
    return headerWords.every((word) => names.includes(word));
  },
  begin,
};
