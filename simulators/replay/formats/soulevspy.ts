import type { VehicleEvent } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import { createDriveClock, driveName } from "../drive-clock.ts";
import { columnName, numberIn, saysNothing, splitQuoted } from "./columns.ts";
import { because, type DriveFormat, drop, type Importer, newReport, noteRepairs } from "./format.ts";
import type { Row } from "./rows.ts";
import { createTable } from "./table.ts";
import { type Scaling, scaled, scalingTo } from "./units.ts";

/**
 * Logs of SoulEVSpy (Kia Soul EV): comma separated, quoted, units in the names, epoch milliseconds. A row is one scan of all
 * control units that took 4 to 19 s, so it is stamped with its end, when the last value was known.
 *
 * Discharge current is positive, against VSS. Cells that the pack does not have are 0. A scan whose tyres answer with −41 °C
 * is a failed answer of the tyre receiver, its pressures with it. An adapter voltage of 0 is none: the adapter lives on it.
 * The position is a telephone's and may be minutes old: it counts only when its own time has moved on and lies near the scan.
 */
const name = "soulevspy";
const timeColumn = "system.scan_end_time_ms";
const oldestPositionMs = 20_000;
const coldestTyreCelsius = -40;

const battery = "Vehicle.Powertrain.TractionBattery";
const wheel = "Vehicle.Chassis.Axle.Row";
const table: Readonly<Record<string, readonly [SignalPath, unit: string]>> = {
  "ELM327.Voltage_V": ["Vehicle.LowVoltageBattery.CurrentVoltage", "V"],
  "car.speed_kph": ["Vehicle.Speed", "km/h"],
  "car.odo_km": ["Vehicle.TraveledDistance", "km"],
  "car.ambient_C": ["Vehicle.Exterior.AirTemperature", "C"],
  "range.estimate_km": [`${battery}.Range`, "km"],
  "battery.SOC_display_pct": [`${battery}.StateOfCharge.Displayed`, "%"],
  "battery.SOC_precise_pct": [`${battery}.StateOfCharge.Current`, "%"],
  "battery.DC_V": [`${battery}.CurrentVoltage`, "V"],
  "battery.min_temperature_C": [`${battery}.Temperature.Min`, "C"],
  "battery.max_temperature_C": [`${battery}.Temperature.Max`, "C"],
};
const tyres = [
  [1, `${wheel}1.Wheel.Left.Tire`],
  [2, `${wheel}1.Wheel.Right.Tire`],
  [3, `${wheel}2.Wheel.Left.Tire`],
  [4, `${wheel}2.Wheel.Right.Tire`],
] as const;
const special =
  /^(battery\.(cell_voltage\d+_V|DC_current_A|is_charging)|tire\.(pressure|temperature)[1-4]_.*|route\.(time_s|lat_deg|lng_deg|elevation_m))$/;

type Put = (path: SignalPath, value: number | undefined, scaling?: Scaling | undefined) => void;

const putCells = (cells: readonly (string | undefined)[], put: Put): void => {
  const volts = cells.flatMap((cell) => numberIn(cell) || []).filter((value) => value > 0);
  if (volts.length === 0) return;
  put(`${battery}.CellVoltage.Min`, Math.min(...volts));
  put(`${battery}.CellVoltage.Max`, Math.max(...volts));
};

/** False when the receiver did not answer properly. */
const putTyres = (cell: (column: string) => string | undefined, put: Put): boolean => {
  const temperatures = tyres.map(([k]) => numberIn(cell(`tire.temperature${k}_C`)));
  if (temperatures.some((celsius) => celsius !== undefined && celsius < coldestTyreCelsius)) return false;
  for (const [place, [k, path]] of tyres.entries()) {
    put(`${path}.Pressure`, numberIn(cell(`tire.pressure${k}_psi`)), scalingTo(`${path}.Pressure`, "psi"));
    put(`${path}.Temperature`, temperatures[place]);
  }
  return true;
};

/** Emits a position that is new and near the scan; false for a stale one. */
const createPosition = () => {
  let lastAt: number | undefined;
  return (cell: (column: string) => string | undefined, scanAt: number, put: Put): boolean => {
    const at = numberIn(cell("route.time_s"));
    if (at === undefined || at === 0) return true;
    const fresh = at !== lastAt && Math.abs(scanAt - at) <= oldestPositionMs;
    lastAt = at;
    if (!fresh) return false;
    put("Vehicle.CurrentLocation.Latitude", numberIn(cell("route.lat_deg")));
    put("Vehicle.CurrentLocation.Longitude", numberIn(cell("route.lng_deg")));
    put("Vehicle.CurrentLocation.Altitude", numberIn(cell("route.elevation_m")));
    return true;
  };
};

const begin = (header: string, path: string): Importer => {
  const names = splitQuoted(header, ",").map(columnName);
  const places = new Map(names.map((column, index) => [column, index]));
  const cellPlaces = names.flatMap((column, index) => (/^battery\.cell_voltage\d+_V$/.test(column) ? [index] : []));
  const ignored = new Set([timeColumn, "VIN", "system.scan_start_time_ms"]);
  const report = newReport(
    name,
    names.filter(
      (column) => !Object.hasOwn(table, column) && !special.test(column) && !ignored.has(column) && column !== "",
    ),
  );
  const isSignal = (index: number): boolean => !report.unknownColumns.includes(names[index] ?? "");
  const clock = createDriveClock(driveName(path));
  const position = createPosition();

  const hand = (fields: readonly string[], at: number, events: VehicleEvent[]): boolean => {
    const cell = (column: string): string | undefined => fields[places.get(column) ?? -1];
    let unreadable = false;
    const put: Put = (signal, value, scaling = { factor: 1, offset: 0 }) => {
      if (value !== undefined)
        events.push({ kind: "sample", path: signal, value: scaled(value, scaling), at: clock.at() });
    };
    for (const [column, [signal, unit]] of Object.entries(table)) {
      const value = numberIn(cell(column));
      if (value === 0 && column === "ELM327.Voltage_V") because(report, "adapter voltage of 0");
      else if (value !== undefined) put(signal, value, scalingTo(signal, unit));
      else if (!saysNothing(cell(column))) unreadable = true;
    }
    put(`${battery}.CurrentCurrent`, numberIn(cell("battery.DC_current_A")), { factor: -1, offset: 0 });
    const charging = cell("battery.is_charging")?.trim();
    if (charging === "true" || charging === "false") put(`${battery}.Charging.IsCharging`, charging === "true" ? 1 : 0);
    putCells(
      cellPlaces.map((index) => fields[index]),
      put,
    );
    if (!putTyres(cell, put)) because(report, "tyre receiver did not answer");
    if (!position(cell, at, put)) because(report, "position older than the scan");
    return unreadable;
  };

  const takeRow = ({ fields, ragged }: Row, events: VehicleEvent[]): void => {
    const at = numberIn(fields[places.get(timeColumn) ?? -1]);
    const verdict = at === undefined ? "refused" : clock.advance(at, events);
    if (at === undefined || verdict === "refused") {
      drop(report, "no time");
      return;
    }
    const unreadable = hand(fields, at, events);
    noteRepairs(report, { stepBack: verdict === "repaired", unreadable, ragged });
  };

  return createTable({ header, delimiter: ",", names, isSignal }, report, takeRow);
};

/** The SoulEVSpy format. */
export const soulEvSpy: DriveFormat = {
  name,
  title: "SoulEVSpy",
  hasHeader: true,
  recognises: (header) => {
    const names = splitQuoted(header, ",").map(columnName);
    return names.includes(timeColumn) && names.includes("ELM327.Voltage_V");
  },
  begin,
};
