import type { VehicleEvent } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import { createDriveClock, driveName, undatedStart } from "../drive-clock.ts";
import type { Line } from "../lines.ts";
import { columnName, numberIn, saysNothing, splitQuoted } from "./columns.ts";
import { type DriveFormat, drop, type Importer, type ImportReport, newReport, noteRepairs, unknown } from "./format.ts";
import { gpsSpeedNames, phoneName, phoneSignals, usualUnits } from "./phone-names.ts";
import { scaled, scalingTo } from "./units.ts";

/**
 * Records of Car Scanner ELM OBD2: separated by semicolons, quoted, a reading a row as `"SECONDS";"PID";"VALUE";"UNITS"`, newer
 * versions with the position behind it (in their own spelling, LONGTITUDE), each row ending with a semicolon. Seconds count
 * from midnight of the day in the file's name; without one, from midnight of a fixed day. Names are in the language of the
 * app: the English ones are read, others are counted as unknown.
 */
const name = "car-scanner";
const dayMs = 86_400_000;
const headerWords = ["SECONDS", "PID", "VALUE", "UNITS"] as const;

const midnightOf = (path: string): number => {
  const [date] = /\d{4}-\d{2}-\d{2}/.exec(driveName(path)) ?? [];
  const midnight = date === undefined ? Number.NaN : Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(midnight) ? undatedStart : midnight;
};

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
  let midnight = midnightOf(path);
  let lastSeconds: number | undefined;
  let lastPosition = "";

  const putPosition = (fields: readonly string[], events: VehicleEvent[]): void => {
    const written = positions.map(([index]) => fields[index] ?? "").join(";");
    // The position is repeated in every row; it is a reading when it is new.
    if (written === lastPosition) return;
    lastPosition = written;
    for (const [index, signal] of positions) {
      const degrees = numberIn(fields[index]);
      if (degrees !== undefined) events.push({ kind: "sample", path: signal, value: degrees, at: clock.at() });
    }
  };

  return {
    take({ text, complete }: Line, events) {
      if (text.trim() === "") return;
      report.rows += 1;
      const fields = splitQuoted(text, ";");
      const at = numberIn(fields[seconds]);
      if (at === undefined || !complete) {
        drop(report, complete ? "no time" : "cut last row");
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
      noteRepairs(report, { stepBack: verdict === "repaired", unreadable, ragged: fields.length < headerWords.length });
    },
    finish: () => undefined,
    report,
  };
};

/** The Car Scanner format. */
export const carScanner: DriveFormat = {
  name,
  hasHeader: true,
  recognises: (header) => {
    const names = splitQuoted(header, ";").map((column) => columnName(column).toUpperCase());
    return headerWords.every((word) => names.includes(word));
  },
  begin,
};
