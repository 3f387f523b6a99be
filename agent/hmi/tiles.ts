import type { SignalPath } from "../../contract/signals.ts";
import type { TileId } from "../../contract/systems.ts";

/** How one figure of the home page is made from signals. */
export interface TileSpec {
  readonly id: TileId;
  readonly paths: readonly SignalPath[];
  /** Of several live signals: the first of the list, or the least or greatest of them (one worn pad is a worn axle). */
  readonly combine: "first" | "least" | "greatest";
  readonly unit: string;
  readonly decimals: number;
  /** From the unit of the signal table to the shown one. */
  readonly convert: (value: number) => number;
}

const same = (value: number): number => value;
const chassis = "Vehicle.Chassis.Axle";

/** Every figure that can be shown, the most telling first: a page takes the first few that the car gives. */
export const tileSpecs: readonly TileSpec[] = [
  {
    id: "lv-battery",
    paths: ["Vehicle.LowVoltageBattery.CurrentVoltage", "Vehicle.OBD.ControlModuleVoltage"],
    combine: "first",
    unit: "V",
    decimals: 1,
    convert: same,
  },
  {
    id: "pack-charge",
    paths: [
      "Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed",
      "Vehicle.Powertrain.TractionBattery.StateOfCharge.Current",
    ],
    combine: "first",
    unit: "%",
    decimals: 0,
    convert: same,
  },
  {
    id: "pack-temperature",
    paths: [
      "Vehicle.Powertrain.TractionBattery.Temperature.Average",
      "Vehicle.Powertrain.TractionBattery.Temperature.Min",
    ],
    combine: "first",
    unit: "°C",
    decimals: 0,
    convert: same,
  },
  {
    id: "coolant",
    paths: ["Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature"],
    combine: "first",
    unit: "°C",
    decimals: 0,
    convert: same,
  },
  {
    id: "brake-pads",
    paths: [
      `${chassis}.Row1.Wheel.Left.Brake.PadWear`,
      `${chassis}.Row1.Wheel.Right.Brake.PadWear`,
      `${chassis}.Row2.Wheel.Left.Brake.PadWear`,
      `${chassis}.Row2.Wheel.Right.Brake.PadWear`,
    ],
    combine: "least",
    unit: "%",
    decimals: 0,
    // VSS counts wear, 100 for a worn pad; people ask what is left.
    convert: (value) => 100 - value,
  },
  {
    id: "tyres",
    paths: [
      `${chassis}.Row1.Wheel.Left.Tire.Pressure`,
      `${chassis}.Row1.Wheel.Right.Tire.Pressure`,
      `${chassis}.Row2.Wheel.Left.Tire.Pressure`,
      `${chassis}.Row2.Wheel.Right.Tire.Pressure`,
    ],
    combine: "least",
    unit: "bar",
    decimals: 1,
    convert: (value) => value / 100,
  },
  {
    id: "fuel",
    paths: ["Vehicle.Powertrain.FuelSystem.RelativeLevel"],
    combine: "first",
    unit: "%",
    decimals: 0,
    convert: same,
  },
  {
    id: "oil",
    paths: ["Vehicle.Powertrain.CombustionEngine.EngineOil.Temperature"],
    combine: "first",
    unit: "°C",
    decimals: 0,
    convert: same,
  },
  {
    id: "engine-speed",
    paths: ["Vehicle.Powertrain.CombustionEngine.Speed"],
    combine: "first",
    unit: "rpm",
    decimals: 0,
    // An idling engine swings by a few rpm; tens are all a glance can use.
    convert: (value) => Math.round(value / 10) * 10,
  },
  { id: "speed", paths: ["Vehicle.Speed"], combine: "first", unit: "km/h", decimals: 0, convert: same },
];

const byPath = new Map(tileSpecs.flatMap((spec) => spec.paths.map((path) => [path, spec] as const)));

/** The figure that a signal belongs to. */
export const tileOf = (path: SignalPath): TileSpec | undefined => byPath.get(path);
