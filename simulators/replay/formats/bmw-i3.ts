import type { VehicleEvent } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import { createDriveClock, driveName, undatedStart } from "../drive-clock.ts";
import { columnName, columnsOf, numberIn, saysNothing, splitQuoted } from "./columns.ts";
import { type DriveFormat, drop, type Importer, newReport, noteRepairs } from "./format.ts";
import type { Row } from "./rows.ts";
import { createTable } from "./table.ts";

/**
 * The recordings of a BMW i3 60 Ah (doi:10.21227/6jr9-5235): separated by semicolons, ISO-8859-1, CRLF, a decimal point, 22
 * to 48 columns by trip, a row every 0.1 s with all columns read together, seconds from the start in the first column.
 *
 * Discharge current is negative, which is the sign of VSS (positive flows into the battery). Cells say NaN where nothing was
 * known yet. Impossible values (the state of charge in the place of a temperature in the first row of one trip) are passed
 * on as recorded: what can be believed is judged in the car, not here.
 *
 * Trips write the same column with other brackets (`Velocity [km/h]]]`, `max. SoC [%)`, `Sensor [°C`), so brackets do not count.
 */
const table: Readonly<Record<string, SignalPath>> = {
  "Velocity km/h": "Vehicle.Speed",
  "Elevation m": "Vehicle.CurrentLocation.Altitude",
  "Longitudinal Acceleration m/s^2": "Vehicle.Acceleration.Longitudinal",
  "Battery Voltage V": "Vehicle.Powertrain.TractionBattery.CurrentVoltage",
  "Battery Current A": "Vehicle.Powertrain.TractionBattery.CurrentCurrent",
  "Battery Temperature C": "Vehicle.Powertrain.TractionBattery.Temperature.Average",
  "max. Battery Temperature C": "Vehicle.Powertrain.TractionBattery.Temperature.Max",
  "SoC %": "Vehicle.Powertrain.TractionBattery.StateOfCharge.Current",
  "displayed SoC %": "Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed",
  "Ambient Temperature C": "Vehicle.Exterior.AirTemperature",
};
const name = "bmw-i3";
const timeColumn = "Time s";

/** A name without its brackets. */
const nameOf = (cell: string): string => columnName(cell.replace(/[[\]()]/g, " "));

const begin = (header: string, path: string): Importer => {
  const { mapped, unknown, names, timeIndex } = columnsOf(header, ";", table, timeColumn, nameOf);
  const clock = createDriveClock(driveName(path));
  const report = newReport(name, unknown);
  const isSignal = (index: number): boolean => mapped.some((column) => column.index === index);

  const takeRow = ({ fields, ragged, decimalComma }: Row, events: VehicleEvent[]): void => {
    const seconds = numberIn(fields[timeIndex]);
    const verdict =
      seconds === undefined ? "refused" : clock.advance(undatedStart + Math.round(seconds * 1_000), events);
    if (verdict === "refused") {
      drop(report, "no time");
      return;
    }
    let unreadable = false;
    for (const { index, path: signal } of mapped) {
      const value = numberIn(fields[index]);
      if (value !== undefined) events.push({ kind: "sample", path: signal, value, at: clock.at() });
      else if (!saysNothing(fields[index])) unreadable = true;
    }
    noteRepairs(report, { stepBack: verdict === "repaired", unreadable, ragged, decimalComma });
  };

  return createTable({ header, delimiter: ";", names, isSignal }, report, takeRow);
};

/** The BMW i3 format. */
export const bmwI3: DriveFormat = {
  name,
  title: "BMW i3",
  hasHeader: true,
  recognises: (header) => {
    const names = splitQuoted(header, ";").map(nameOf);
    return names.includes(timeColumn) && names.includes("Battery Current A");
  },
  begin,
};
