import type { VehicleEvent } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import { driveName } from "../drive-clock.ts";
import { columnName, numberIn, saysNothing, splitQuoted } from "./columns.ts";
import { createDrivesInTurn } from "./drives-in-turn.ts";
import { type DriveFormat, drop, type Importer, newReport, noteRepairs } from "./format.ts";
import type { Row } from "./rows.ts";
import { createTable } from "./table.ts";
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
  const isSignal = (last: number): boolean => columns.some(({ index }) => index === last);
  let drive: string | undefined;
  const clock = createDrivesInTurn(driveName(path), report);

  const takeRow = ({ fields, ragged }: Row, events: VehicleEvent[]): void => {
    const at = timeOf(fields[place("time_utc")]?.trim());
    if (at === undefined) {
      drop(report, "no time");
      return;
    }
    const number = fields[place("drive")]?.trim() ?? "";
    if (number !== drive) clock.begin(`${driveName(path)}-${number}`);
    drive = number;
    const verdict = clock.advance(at, events);
    if (verdict === "refused") {
      drop(report, "impossible time");
      return;
    }
    let unreadable = false;
    for (const { index, signal, scaling } of columns) {
      const value = numberIn(fields[index]);
      if (value !== undefined)
        events.push({ kind: "sample", path: signal, value: scaled(value, scaling), at: clock.at() });
      else if (!saysNothing(fields[index]) && fields[index]?.trim() !== "NA") unreadable = true;
    }
    noteRepairs(report, { stepBack: verdict === "repaired", unreadable, ragged });
  };

  return createTable({ header, delimiter: ",", names, isSignal }, report, takeRow);
};

/** The nds GPS format. */
export const ndsGps: DriveFormat = {
  name,
  title: "nds GPS",
  hasHeader: true,
  recognises: (header) => {
    const names = splitQuoted(header, ",").map(columnName);
    return ["drive", "time_utc", "gps_lat", "speed_mph"].every((column) => names.includes(column));
  },
  begin,
};
