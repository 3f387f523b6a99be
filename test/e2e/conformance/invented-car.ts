import type { SignalPath } from "../../../contract/signals.ts";
import type { Car } from "../../../simulators/elm327/car.ts";
import { fictitiousVin } from "../../../simulators/vehicle/vin.ts";

/** What the car can be asked, with the range its readings go through. Each has a scale of its own, so that no two are mixed up. */
const ranges: Partial<Record<SignalPath, readonly [least: number, most: number]>> = {
  "Vehicle.OBD.EngineLoad": [5, 95],
  "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature": [-30, 120],
  "Vehicle.OBD.ShortTermFuelTrim1": [-25, 25],
  "Vehicle.OBD.MAP": [20, 250],
  "Vehicle.Powertrain.CombustionEngine.Speed": [700, 7_000],
  "Vehicle.Speed": [0, 220],
  "Vehicle.OBD.TimingAdvance": [-20, 50],
  "Vehicle.OBD.IntakeTemp": [-20, 70],
  "Vehicle.OBD.MAF": [2, 400],
  "Vehicle.OBD.ThrottlePosition": [0, 100],
  "Vehicle.OBD.RunTime": [0, 60_000],
  "Vehicle.OBD.DistanceWithMIL": [0, 60_000],
  "Vehicle.OBD.FuelRailPressureDirect": [1_000, 200_000],
  "Vehicle.Powertrain.FuelSystem.RelativeLevel": [0, 100],
  "Vehicle.OBD.BarometricPressure": [60, 110],
  "Vehicle.OBD.Catalyst.Bank1.Temperature1": [20, 900],
  "Vehicle.OBD.ControlModuleVoltage": [11, 15],
  "Vehicle.Exterior.AirTemperature": [-30, 45],
  "Vehicle.OBD.AcceleratorPositionD": [0, 100],
  "Vehicle.OBD.HybridBatteryRemaining": [5, 95],
  "Vehicle.Powertrain.CombustionEngine.EngineOil.Temperature": [-30, 140],
  "Vehicle.OBD.FuelRate": [0, 60],
};

const chargingVolts = 14.1;
const restingVolts = 12.4;

const paths = Object.keys(ranges) as readonly SignalPath[];
/** How long a reading stays the same, ms: two requests in a row never meet the same one by chance of being quick. */
const holdMs = 20;

/** A number from 0 to below 1 that looks like chance and is the same for the same pair. */
const scattered = (a: number, b: number): number => {
  let mixed = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296;
};

/** A car of the test: every signal jumps over its whole range all the time, so that a wrong reading cannot pass for a right one. */
export interface InventedCar extends Car {
  /** Key off: the units sleep. */
  turn(on: boolean): void;
}

/** What it has stored: a code of each control unit, so that lists come from several at once. */
const stored = { "03": ["P0217", "P0301", "P0741", "P0A80"], "07": ["P0420"], "0A": ["P0301"] } as const;

/** A fresh car on this clock. Its engine runs; nothing but service 04 changes its codes. */
export const createInventedCar = (now: () => number): InventedCar => {
  let on = true;
  let clears = 0;
  const index = new Map(paths.map((path, n) => [path, n]));
  return {
    signals: new Set(paths),
    vin: fictitiousVin,
    value: (path) => {
      const [least, most] = ranges[path] ?? [0, 0];
      const n = index.get(path);
      return n === undefined ? undefined : least + (most - least) * scattered(n, Math.floor(now() / holdMs));
    },
    codes: (service) => (clears > 0 && service !== "0A" ? [] : stored[service]),
    frozenBy: () => undefined,
    frozen: () => undefined,
    advance: () => Promise.resolve(),
    awake: () => on,
    batteryVolts: () => (on ? chargingVolts : restingVolts),
    clearCodes: () => {
      clears += 1;
    },
    clears: () => clears,
    turn: (to) => {
      on = to;
    },
  };
};
