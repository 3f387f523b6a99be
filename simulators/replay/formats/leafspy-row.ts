import type { SignalPath } from "../../../contract/signals.ts";
import type { LeafColumns } from "./leafspy-columns.ts";
import { type LeafUnits, leafCell, leafPosition, packTemperatures } from "./leafspy-units.ts";
import { type Scaling, scaled, scalingTo } from "./units.ts";

type Row = readonly string[];

/** Cell voltages in volts. A negative one is a cell whose shunt is balancing: the value is the same. Zero is no reading. */
const cellVolts = (row: Row, columns: LeafColumns): readonly number[] => {
  const volts: number[] = [];
  for (let k = 1; k <= 96; k += 1) {
    const millivolts = Math.abs(leafCell(row, columns, `CP${k}`) ?? 0);
    if (millivolts > 0) volts.push(millivolts / 1_000);
  }
  return volts;
};

export interface LeafReading {
  readonly path: SignalPath;
  readonly value: number;
}

/** What a row says, and why some of it was left out. */
export interface LeafRow {
  readonly readings: readonly LeafReading[];
  readonly doubts: readonly string[];
}

const same: Scaling = { factor: 1, offset: 0 };
const battery = "Vehicle.Powertrain.TractionBattery";
const wheel = "Vehicle.Chassis.Axle.Row";
const tyres = [
  ["TP-FL", `${wheel}1.Wheel.Left.Tire.Pressure`],
  ["TP-FR", `${wheel}1.Wheel.Right.Tire.Pressure`],
  ["TP-RL", `${wheel}2.Wheel.Left.Tire.Pressure`],
  ["TP-RR", `${wheel}2.Wheel.Right.Tire.Pressure`],
] as const;
/** The car says tyre pressures in quarters of a psi in one byte: more is another unit, which the log does not name. */
const highestPsi = 63.75;

type Put = (path: SignalPath, value: number | undefined, scaling?: Scaling | undefined) => void;

/** The pack's own values; nothing of a pack that was not read (0 V), or read wrongly (volts and amperes the same number). */
const putPack = (row: Row, columns: LeafColumns, put: Put): string | undefined => {
  const volts = leafCell(row, columns, "Pack Volts");
  const amperes = leafCell(row, columns, "Pack Amps");
  if (volts === 0) return "pack of 0 V";
  if (volts !== undefined && amperes !== undefined && Math.abs(volts) === Math.abs(amperes))
    return "pack volts and amperes are one number";
  put(`${battery}.CurrentVoltage`, volts);
  put(`${battery}.CurrentCurrent`, amperes, { factor: -1, offset: 0 });
  const charge = leafCell(row, columns, "SOC");
  // Percent × 10,000 in most versions, percent in the first ones.
  put(`${battery}.StateOfCharge.Current`, charge, { factor: (charge ?? 0) > 100 ? 1 / 10_000 : 1, offset: 0 });
  const health = leafCell(row, columns, "SOH");
  if (health !== 0) put(`${battery}.StateOfHealth`, health);
  const temperatures = packTemperatures(row, columns);
  if (temperatures.length > 0) {
    put(`${battery}.Temperature.Min`, Math.min(...temperatures));
    put(`${battery}.Temperature.Max`, Math.max(...temperatures));
    const sum = temperatures.reduce((total, one) => total + one, 0);
    put(`${battery}.Temperature.Average`, Number((sum / temperatures.length).toPrecision(12)));
  }
  const cells = cellVolts(row, columns);
  if (cells.length > 0) {
    put(`${battery}.CellVoltage.Min`, Math.min(...cells));
    put(`${battery}.CellVoltage.Max`, Math.max(...cells));
  }
  return undefined;
};

/** False when a pressure cannot be psi. The app writes 0 for a wheel that has not spoken. */
const putTyres = (row: Row, columns: LeafColumns, put: Put): boolean => {
  const pressures = tyres.map(([column, path]) => [path, leafCell(row, columns, column)] as const);
  if (pressures.some(([, psi]) => psi !== undefined && psi > highestPsi)) return false;
  for (const [path, psi] of pressures) if (psi !== 0) put(path, psi, scalingTo(path, "psi"));
  return true;
};

/** Everything a row says, in the units of the signal table. The log's discharge current is positive; VSS has it negative. */
export const readLeaf = (row: Row, columns: LeafColumns, units: LeafUnits): LeafRow => {
  const readings: LeafReading[] = [];
  const doubts: string[] = [];
  const put: Put = (path, value, scaling = same) => {
    if (value !== undefined) readings.push({ path, value: scaled(value, scaling) });
  };
  const unit = (path: SignalPath, column: string, spelt: string | undefined): void => {
    const scaling = spelt === undefined ? undefined : scalingTo(path, spelt);
    if (scaling !== undefined) put(path, leafCell(row, columns, column), scaling);
  };
  unit("Vehicle.Speed", "Speed", units.speed);
  unit("Vehicle.TraveledDistance", "Odo(km)", "km");
  unit("Vehicle.CurrentLocation.Altitude", "Elv", units.height);
  const position = leafPosition(row, columns);
  put("Vehicle.CurrentLocation.Latitude", position?.latitude);
  put("Vehicle.CurrentLocation.Longitude", position?.longitude);
  unit("Vehicle.Exterior.AirTemperature", "Ambient", units.ambient);
  const volts = leafCell(row, columns, "12v Bat Volts");
  if (volts !== 0) put("Vehicle.LowVoltageBattery.CurrentVoltage", volts);
  const doubt = putPack(row, columns, put);
  if (doubt !== undefined) doubts.push(doubt);
  if (!putTyres(row, columns, put)) doubts.push("tyre pressure that is no psi");
  return { readings, doubts };
};
