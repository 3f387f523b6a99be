import type { VehicleEvent } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import { createDriveClock, driveName, undatedStart } from "../drive-clock.ts";
import { columnName, columnsOf, numberIn, saysNothing, splitQuoted } from "./columns.ts";
import { because, type DriveFormat, drop, type Importer, newReport, noteRepairs } from "./format.ts";
import type { Row } from "./rows.ts";
import { createTable } from "./table.ts";

/**
 * The carOBD recordings of a Toyota Etios (github eron93br/carOBD, IEEE 8891367): comma separated, names with an empty unit
 * "()", most rows with a comma too many at their end, which is one more field than the header has. Fields are counted from
 * the left: a reader that takes the first field for an index shifts every column by one and finds a fault that never was.
 *
 * There is no clock but the engine's run time in whole seconds (the column is misspelt), renewed about every 2 s like all
 * PIDs, while rows come at 2.03 a second. Rows with the same run time are spread evenly until the next one; more rows than
 * the run time accounts for (the engine stands still) follow at the nominal rate. Since each PID is asked about every 4th
 * row, a value that does not change is a reading again every 4 rows.
 */
const table: Readonly<Record<string, SignalPath>> = {
  ENGINE_RUN_TINE: "Vehicle.OBD.RunTime",
  ENGINE_RUN_TIME: "Vehicle.OBD.RunTime",
  ENGINE_RPM: "Vehicle.Powertrain.CombustionEngine.Speed",
  VEHICLE_SPEED: "Vehicle.Speed",
  THROTTLE: "Vehicle.OBD.ThrottlePosition",
  ENGINE_LOAD: "Vehicle.OBD.EngineLoad",
  COOLANT_TEMPERATURE: "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature",
  LONG_TERM_FUEL_TRIM_BANK_1: "Vehicle.OBD.LongTermFuelTrim1",
  SHORT_TERM_FUEL_TRIM_BANK_1: "Vehicle.OBD.ShortTermFuelTrim1",
  INTAKE_MANIFOLD_PRESSURE: "Vehicle.OBD.MAP",
  FUEL_TANK: "Vehicle.Powertrain.FuelSystem.RelativeLevel",
  ABSOLUTE_THROTTLE_B: "Vehicle.OBD.ThrottlePositionB",
  PEDAL_D: "Vehicle.OBD.AcceleratorPositionD",
  PEDAL_E: "Vehicle.OBD.AcceleratorPositionE",
  COMMANDED_THROTTLE_ACTUATOR: "Vehicle.OBD.ThrottleActuator",
  FUEL_AIR_COMMANDED_EQUIV_RATIO: "Vehicle.OBD.CommandedEquivalenceRatio",
  ABSOLUTE_BAROMETRIC_PRESSURE: "Vehicle.OBD.BarometricPressure",
  RELATIVE_THROTTLE_POSITION: "Vehicle.OBD.RelativeThrottlePosition",
  INTAKE_AIR_TEMP: "Vehicle.OBD.IntakeTemp",
  TIMING_ADVANCE: "Vehicle.OBD.TimingAdvance",
  CATALYST_TEMPERATURE_BANK1_SENSOR1: "Vehicle.OBD.Catalyst.Bank1.Temperature1",
  CATALYST_TEMPERATURE_BANK1_SENSOR2: "Vehicle.OBD.Catalyst.Bank1.Temperature2",
  CONTROL_MODULE_VOLTAGE: "Vehicle.OBD.ControlModuleVoltage",
  COMMANDED_EVAPORATIVE_PURGE: "Vehicle.OBD.CommandedEVAP",
  TIME_RUN_WITH_MIL_ON: "Vehicle.OBD.RunTimeMIL",
  TIME_SINCE_TROUBLE_CODES_CLEARED: "Vehicle.OBD.TimeSinceDTCCleared",
  DISTANCE_TRAVELED_WITH_MIL_ON: "Vehicle.OBD.DistanceWithMIL",
  WARM_UPS_SINCE_CODES_CLEARED: "Vehicle.OBD.WarmupsSinceDTCClear",
};
const name = "carobd";
const rowMs = 1_000 / 2.03;
const rowsPerReading = 4;
/** A run time stands for 3 to 5 rows while the engine runs; beyond this the group is handed out and time goes on by rows. */
const longestGroup = 16;
/** How much longer the rows of one group may take than the run time says, before the run time is not believed. */
const slackMs = 1_500;

/** A name without its empty unit, which tidied copies of the recordings leave out. */
const nameOf = (cell: string): string => columnName(cell).replace(/ ?\(\)$/, "");

/** The columns of a row that are readings: changed, or not read for as many rows as a cycle of the logger has. */
const createReadings = (count: number) => {
  const before: (string | undefined)[] = [];
  const age: number[] = Array.from({ length: count }, () => 0);
  return (place: number, cell: string | undefined): boolean => {
    const renewed = before[place] !== cell || (age[place] ?? 0) >= rowsPerReading;
    before[place] = cell;
    age[place] = renewed ? 1 : (age[place] ?? 0) + 1;
    return renewed;
  };
};

const begin = (header: string, path: string): Importer => {
  const { mapped, unknown, names } = columnsOf(header, ",", table, "", nameOf);
  const clock = createDriveClock(driveName(path));
  const isReading = createReadings(mapped.length);
  const report = newReport(name, unknown);
  const isSignal = (index: number): boolean => mapped.some((column) => column.index === index);
  const timeIndex = mapped.find((column) => column.path === "Vehicle.OBD.RunTime")?.index ?? 0;
  let group: Row[] = [];
  let runTime = 0;
  let groupAt = undatedStart;

  const hand = ({ fields, ragged }: Row, at: number, events: VehicleEvent[]): void => {
    clock.advance(Math.round(at), events);
    let unreadable = false;
    for (const [place, { index, path: signal }] of mapped.entries()) {
      const cell = fields[index];
      if (!isReading(place, cell)) continue;
      const value = numberIn(cell);
      if (value !== undefined) events.push({ kind: "sample", path: signal, value, at: clock.at() });
      else if (!saysNothing(cell)) unreadable = true;
    }
    noteRepairs(report, { stepBack: false, unreadable, ragged });
  };

  /** Hands out the rows of one run time over `spanMs`, or at the nominal rate when the run time says nothing believable. */
  const close = (spanMs: number | undefined, events: VehicleEvent[]): void => {
    const nominalMs = group.length * rowMs;
    const overMs = spanMs === undefined || nominalMs - spanMs > slackMs ? nominalMs : spanMs;
    for (const [k, row] of group.entries()) hand(row, groupAt + (k / group.length) * overMs, events);
    groupAt += overMs;
    group = [];
  };

  const takeRow = (row: Row, events: VehicleEvent[]): void => {
    const seconds = numberIn(row.fields[timeIndex]);
    if (seconds === undefined || seconds < 0 || seconds > 65_535) {
      drop(report, "no time");
      return;
    }
    // An engine that stalled counts from 0 again; rows that changed places look the same.
    if (group.length > 0 && seconds < runTime) because(report, "run time stepped back");
    if (group.length > 0 && seconds !== runTime)
      close(seconds > runTime ? (seconds - runTime) * 1_000 : undefined, events);
    else if (group.length >= longestGroup) close(undefined, events);
    runTime = seconds;
    group.push(row);
  };

  return createTable({ header, delimiter: ",", names, isSignal }, report, takeRow, (events) =>
    close(undefined, events),
  );
};

/** The carOBD format. */
export const carobd: DriveFormat = {
  name,
  title: "carOBD",
  hasHeader: true,
  recognises: (header) => {
    const names = splitQuoted(header, ",").map(nameOf);
    return names.some((column) => /^ENGINE_RUN_TI[MN]E$/.test(column)) && names.includes("VEHICLE_SPEED");
  },
  begin,
};
