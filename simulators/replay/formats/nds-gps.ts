import type { VehicleEvent } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import { createDriveClock, type DriveClock, driveName } from "../drive-clock.ts";
import type { Line } from "../lines.ts";
import { columnName, numberIn, saysNothing, splitQuoted } from "./columns.ts";
import { because, type DriveFormat, drop, type Importer, newReport, noteRepairs } from "./format.ts";
import { createRows } from "./rows.ts";
import { scaled, scalingTo } from "./units.ts";

/**
 * The naturalistic drives of DrivePlotR (Omaha, 2019, MIT): comma separated, a row a second, UTC, several drives in one file,
 * told apart by the column `drive`; each becomes a drive of its own. Miles an hour, g; rpm and throttle are empty where the
 * car's bus was silent. The three accelerations are those of the device, which nobody says how it was mounted: unknown.
 */
const name = "nds-gps";
const table: Readonly<Record<string, readonly [SignalPath, unit: string]>> = {
  gps_long: ["Vehicle.CurrentLocation.Longitude", "deg"],
  gps_lat: ["Vehicle.CurrentLocation.Latitude", "deg"],
  gps_elevation: ["Vehicle.CurrentLocation.Altitude", "m"],
  // `gps_heading` goes on counting past a full turn; the raw one is the compass.
  gps_heading_raw: ["Vehicle.CurrentLocation.Heading", "deg"],
  speed_mph: ["Vehicle.Speed", "mph"],
  engine_rpm: ["Vehicle.Powertrain.CombustionEngine.Speed", "rpm"],
  engine_throttle: ["Vehicle.OBD.ThrottlePosition", "%"],
};
/** A drive whose clock is behind the one before it begins this much after its end, so that event time never runs back. */
const betweenDrivesMs = 1_000;

const timeOf = (cell: string | undefined): number | undefined => {
  const at = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(\.\d+)?$/.test(cell ?? "")
    ? Date.parse(`${cell?.replace(" ", "T")}Z`)
    : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
};

const begin = (header: string, path: string): Importer => {
  const names = splitQuoted(header, ",").map(columnName);
  const place = (column: string): number => names.indexOf(column);
  const columns = Object.entries(table).flatMap(([column, [signal, unit]]) => {
    const scaling = scalingTo(signal, unit);
    return place(column) === -1 || scaling === undefined ? [] : [{ index: place(column), signal, scaling }];
  });
  const report = newReport(
    name,
    names.filter(
      (column) => !Object.hasOwn(table, column) && column !== "drive" && column !== "time_utc" && column !== "",
    ),
  );
  const rows = createRows(header, ",", names, (last) => columns.some(({ index }) => index === last), report);
  let drive: string | undefined;
  let clock: DriveClock | undefined;
  let shiftMs = 0;

  const startDrive = (number: string, at: number): DriveClock => {
    const endedAt = clock?.at();
    shiftMs = endedAt === undefined || at > endedAt ? 0 : endedAt + betweenDrivesMs - at;
    if (shiftMs !== 0) because(report, "drive before the one before it");
    drive = number;
    clock = createDriveClock(`${driveName(path)}-${number}`);
    return clock;
  };

  return {
    take(line: Line, events: VehicleEvent[]) {
      const row = rows(line);
      if (row === undefined) return;
      const { fields, ragged } = row;
      const at = timeOf(fields[place("time_utc")]);
      if (at === undefined) {
        drop(report, "no time");
        return;
      }
      const number = fields[place("drive")]?.trim() ?? "";
      const now = clock === undefined || number !== drive ? startDrive(number, at) : clock;
      const verdict = now.advance(at + shiftMs, events);
      if (verdict === "refused") {
        drop(report, "impossible time");
        return;
      }
      let unreadable = false;
      for (const { index, signal, scaling } of columns) {
        const value = numberIn(fields[index]);
        if (value !== undefined)
          events.push({ kind: "sample", path: signal, value: scaled(value, scaling), at: now.at() });
        else if (!saysNothing(fields[index]) && fields[index] !== "NA") unreadable = true;
      }
      noteRepairs(report, { stepBack: verdict === "repaired", unreadable, ragged });
    },
    finish: () => undefined,
    report,
  };
};

/** The nds GPS format. */
export const ndsGps: DriveFormat = {
  name,
  hasHeader: true,
  recognises: (header) => {
    const names = splitQuoted(header, ",").map(columnName);
    return ["drive", "time_utc", "gps_lat", "speed_mph"].every((column) => names.includes(column));
  },
  begin,
};
