import type { SignalPath } from "../../../contract/signals.ts";
import { kilometresBetween, type Position } from "../globe.ts";
import { numberIn } from "./columns.ts";
import type { LeafColumns } from "./leafspy-columns.ts";
import { type Scaling, scaled, scalingTo } from "./units.ts";

/** Units that the app's settings decide and the log does not name; undefined where the rows do not tell them apart. */
export interface LeafUnits {
  readonly speed: "km/h" | "mph" | undefined;
  readonly ambient: "C" | "F" | undefined;
  readonly height: "m" | "ft" | undefined;
}

type Row = readonly string[];

const at = (row: Row, columns: LeafColumns, column: string): number | undefined =>
  numberIn(row[columns.index.get(column) ?? -1]);

const median = (values: readonly number[]): number | undefined => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Motor turns a minute for each km/h: reduction gear 8.193, tyre 1.97 m round (a Leaf's on 16 and 17 inches). */
const turnsPerKmh = (1_000 / 60 / 1.97) * 8.193;
const drivingKmh = 20;

/** Older logs write degrees and decimal minutes with a blank between, newer ones decimal degrees. */
const degrees = (cell: string | undefined): number | undefined => {
  const [, sign = "", whole, minutes] = /^\s*(-?)(\d{1,3}) (\d{1,2}(?:\.\d+)?)\s*$/.exec(cell ?? "") ?? [];
  if (whole === undefined) return numberIn(cell);
  return Number(`${sign}${(Number(whole) + Number(minutes) / 60).toFixed(7)}`);
};

const positionOf = (row: Row, columns: LeafColumns): Position | undefined => {
  const latitude = degrees(row[columns.index.get("Lat") ?? -1]);
  const longitude = degrees(row[columns.index.get("Long") ?? -1]);
  return latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
};

type TimeOf = (row: Row, columns: LeafColumns) => number | undefined;

/** Turns of the motor for the speed that the row writes, as a part of what they are at that many km/h. */
const byTurns = (rows: readonly Row[], columns: LeafColumns): readonly number[] =>
  rows.flatMap((row) => {
    const speed = at(row, columns, "Speed") ?? 0;
    const turns = at(row, columns, "RPM") ?? 0;
    return turns > 500 && speed > drivingKmh ? [turns / speed / turnsPerKmh] : [];
  });

/** Kilometres as the crow flies between two rows for what speed and time say; roads are a little longer, so it runs low. */
const byPositions = (rows: readonly Row[], columns: LeafColumns, timeOf: TimeOf): readonly number[] =>
  rows.flatMap((row, k) => {
    const next = rows[k + 1];
    if (next === undefined) return [];
    const hours = ((timeOf(next, columns) ?? 0) - (timeOf(row, columns) ?? 0)) / 3_600_000;
    const [from, to] = [positionOf(row, columns), positionOf(next, columns)];
    const speeds = [at(row, columns, "Speed") ?? 0, at(next, columns, "Speed") ?? 0] as const;
    if (from === undefined || to === undefined || hours <= 0 || hours > 0.1 || Math.min(...speeds) < drivingKmh)
      return [];
    return [kilometresBetween(from, to) / (((speeds[0] + speeds[1]) / 2) * hours)];
  });

/**
 * Speed by the motor's turns where the log has them, else by its positions. Else by the air: nobody measures it in Fahrenheit
 * where roads are measured in kilometres. The odometer cannot tell: its header says km, and its cells follow the same setting.
 */
const speedUnit = (
  rows: readonly Row[],
  columns: LeafColumns,
  timeOf: TimeOf,
  ambient: LeafUnits["ambient"],
): LeafUnits["speed"] => {
  const turns = byTurns(rows, columns);
  const positions = turns.length >= 3 ? [] : byPositions(rows, columns, timeOf);
  const factor = turns.length >= 3 ? median(turns) : positions.length >= 5 ? median(positions) : undefined;
  // Between 1 (km/h) and 1.609 (mph) the geometric mean parts them.
  if (factor !== undefined && factor > 0.7 && factor < 2.3) return factor < 1.27 ? "km/h" : "mph";
  return ambient === "F" ? "mph" : undefined;
};

/** How far the odometer went for each kilometre that speed and time say; undefined where they say too little. */
export const odometerPerKm = (
  rows: readonly Row[],
  columns: LeafColumns,
  units: LeafUnits,
  timeOf: TimeOf,
): number | undefined => {
  let odometerKm = 0;
  let ownKm = 0;
  for (const [k, row] of rows.entries()) {
    const next = rows[k + 1];
    if (next === undefined || units.speed === undefined) break;
    const hours = ((timeOf(next, columns) ?? 0) - (timeOf(row, columns) ?? 0)) / 3_600_000;
    const [a = 0, b = 0] = [at(row, columns, "Speed"), at(next, columns, "Speed")];
    // A row at a standstill says nothing of the minutes around it.
    if (hours <= 0 || hours > 0.1 || a < drivingKmh || b < drivingKmh) continue;
    ownKm += ((a + b) / 2) * hours * (units.speed === "mph" ? 1.609344 : 1);
    odometerKm += (at(next, columns, "Odo(km)") ?? 0) - (at(row, columns, "Odo(km)") ?? 0);
  }
  return ownKm < 20 ? undefined : odometerKm / ownKm;
};

/** No outside air is over 60 Celsius; else it is the reading that lies nearer to the pack, which the log has in Celsius. */
const ambientUnit = (rows: readonly Row[], columns: LeafColumns): LeafUnits["ambient"] => {
  const apart = { C: [] as number[], F: [] as number[] };
  for (const row of rows) {
    const ambient = at(row, columns, "Ambient");
    const pack = median(packTemperatures(row, columns));
    if (ambient === undefined) continue;
    if (ambient > 60) return "F";
    if (ambient < -10) return "C";
    if (pack === undefined) continue;
    apart.C.push(Math.abs(ambient - pack));
    apart.F.push(Math.abs((ambient - 32) / 1.8 - pack));
  }
  const [asC, asF] = [median(apart.C), median(apart.F)];
  if (asC === undefined || asF === undefined || Math.abs(asC - asF) < 4) return undefined;
  return asC < asF ? "C" : "F";
};

/** Decides the units by the rows themselves. Height goes with speed: one setting of the app turns both. */
export const leafUnits = (rows: readonly Row[], columns: LeafColumns, timeOf: TimeOf): LeafUnits => {
  const ambient = ambientUnit(rows, columns);
  const speed = speedUnit(rows, columns, timeOf, ambient);
  return {
    speed,
    ambient,
    height: speed === undefined ? undefined : speed === "mph" ? "ft" : "m",
  };
};

const packTemperatures = (row: Row, columns: LeafColumns): readonly number[] =>
  ["Pack T1 C", "Pack T2 C", "Pack T3 C", "Pack T4 C"].flatMap((column) => at(row, columns, column) ?? []);

/** Cell voltages in volts. A negative one is a cell whose shunt is balancing: the value is the same. Zero is no reading. */
const cellVolts = (row: Row, columns: LeafColumns): readonly number[] => {
  const volts: number[] = [];
  for (let k = 1; k <= 96; k += 1) {
    const millivolts = Math.abs(at(row, columns, `CP${k}`) ?? 0);
    if (millivolts > 0) volts.push(millivolts / 1_000);
  }
  return volts;
};

export interface LeafReading {
  readonly path: SignalPath;
  readonly value: number;
}

const same: Scaling = { factor: 1, offset: 0 };
const wheel = "Vehicle.Chassis.Axle.Row";

/** Everything a row says, in the units of the signal table. The log's discharge current is positive; VSS has it negative. */
export const readLeaf = (row: Row, columns: LeafColumns, units: LeafUnits): readonly LeafReading[] => {
  const readings: LeafReading[] = [];
  const put = (path: SignalPath, value: number | undefined, scaling: Scaling | undefined = same): void => {
    if (value !== undefined && scaling !== undefined) readings.push({ path, value: scaled(value, scaling) });
  };
  const value = (column: string): number | undefined => at(row, columns, column);
  const unit = (path: SignalPath, column: string, spelt: string | undefined): void => {
    if (spelt !== undefined) put(path, value(column), scalingTo(path, spelt));
  };
  const battery = "Vehicle.Powertrain.TractionBattery";
  unit("Vehicle.Speed", "Speed", units.speed);
  unit("Vehicle.TraveledDistance", "Odo(km)", "km");
  unit("Vehicle.CurrentLocation.Altitude", "Elv", units.height);
  put("Vehicle.CurrentLocation.Latitude", degrees(row[columns.index.get("Lat") ?? -1]));
  put("Vehicle.CurrentLocation.Longitude", degrees(row[columns.index.get("Long") ?? -1]));
  unit("Vehicle.Exterior.AirTemperature", "Ambient", units.ambient);
  unit("Vehicle.LowVoltageBattery.CurrentVoltage", "12v Bat Volts", "V");
  unit(`${battery}.CurrentVoltage`, "Pack Volts", "V");
  put(`${battery}.CurrentCurrent`, value("Pack Amps"), { factor: -1, offset: 0 });
  const charge = value("SOC");
  // Percent × 10,000 in most versions, percent in the first ones.
  put(`${battery}.StateOfCharge.Current`, charge, { factor: (charge ?? 0) > 100 ? 1 / 10_000 : 1, offset: 0 });
  unit(`${battery}.StateOfHealth`, "SOH", "%");
  const temperatures = packTemperatures(row, columns);
  if (temperatures.length > 0) {
    put(`${battery}.Temperature.Min`, Math.min(...temperatures));
    put(`${battery}.Temperature.Max`, Math.max(...temperatures));
    put(`${battery}.Temperature.Average`, temperatures.reduce((sum, one) => sum + one, 0) / temperatures.length, {
      factor: 1,
      offset: 0,
    });
  }
  const volts = cellVolts(row, columns);
  if (volts.length > 0) {
    put(`${battery}.CellVoltage.Min`, Math.min(...volts));
    put(`${battery}.CellVoltage.Max`, Math.max(...volts));
  }
  for (const [column, path] of [
    ["TP-FL", `${wheel}1.Wheel.Left.Tire.Pressure`],
    ["TP-FR", `${wheel}1.Wheel.Right.Tire.Pressure`],
    ["TP-RL", `${wheel}2.Wheel.Left.Tire.Pressure`],
    ["TP-RR", `${wheel}2.Wheel.Right.Tire.Pressure`],
  ] as const) {
    const psi = value(column);
    // The app writes 0 for a wheel that has not spoken.
    if (psi !== 0) put(path, psi, scalingTo(path, "psi"));
  }
  return readings;
};
