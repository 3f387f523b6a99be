import { type SignalPath, signalPaths, signals } from "../../contract/signals.ts";

/** What may be expected of a signal in time and in size, beyond the range of its carrier. */
export interface SignalContract {
  readonly min: number;
  readonly max: number;
  /** Silence after which a periodic signal is stale, ms; 0 for a signal that is sent on change or kept for the drive. */
  readonly staleMs: number;
  /**
   * Largest believable change: `step` at once plus `perSecond` for every second since the last reading, in the signal's
   * unit. A larger one is held until the next reading confirms it. 0 for a signal that may jump.
   */
  readonly step: number;
  readonly perSecond: number;
  /** The very first reading of a drive is held for confirmation too. */
  readonly confirmFirst: boolean;
  /** The value by which the carrier says "not available". */
  readonly missing: number | undefined;
}

/**
 * Stale times are chosen so that an adapter of 5 requests a second that asks fast signals every few seconds and slow ones
 * every half minute stays fresh. A signal that is seen to come more slowly is given four of its own intervals instead.
 */
const fastMs = 15_000;
const slowMs = 60_000;

const fast: ReadonlySet<string> = new Set<SignalPath>([
  "Vehicle.Speed",
  "Vehicle.Acceleration.Longitudinal",
  "Vehicle.Acceleration.Lateral",
  "Vehicle.CurrentLocation.Latitude",
  "Vehicle.CurrentLocation.Longitude",
  "Vehicle.CurrentLocation.HorizontalAccuracy",
  "Vehicle.LowVoltageBattery.CurrentVoltage",
  "Vehicle.LowVoltageBattery.CurrentCurrent",
  "Vehicle.OBD.ControlModuleVoltage",
  "Vehicle.OBD.EngineLoad",
  "Vehicle.OBD.MAF",
  "Vehicle.Powertrain.CombustionEngine.Speed",
  "Vehicle.Powertrain.TractionBattery.CurrentVoltage",
  "Vehicle.Powertrain.TractionBattery.CurrentCurrent",
]);

/** Sent on change, or true for the whole drive once it is known: silence says nothing. */
const kept = [
  "Vehicle.TraveledDistance",
  "Vehicle.Connectivity.",
  "Vehicle.CurrentOverallWeight",
  "Vehicle.Chassis.Axle.",
  "Vehicle.Fettle.",
  "Vehicle.LowVoltageBattery.StateOfHealth",
  "Vehicle.Powertrain.CombustionEngine.IsRunning",
  "Vehicle.Powertrain.TractionBattery.StateOfHealth",
  "Vehicle.Powertrain.TractionBattery.BatteryConditioning.",
  "Vehicle.Powertrain.TractionBattery.Charging.",
  "Vehicle.OBD.DistanceWithMIL",
  "Vehicle.OBD.DistanceSinceDTCClear",
  "Vehicle.OBD.WarmupsSinceDTCClear",
  "Vehicle.OBD.RunTimeMIL",
  "Vehicle.OBD.TimeSinceDTCCleared",
  "Vehicle.OBD.Status.",
  "Vehicle.OBD.MisfireCount",
];

interface Pace {
  readonly step: number;
  readonly perSecond: number;
  readonly confirmFirst?: true;
}

/**
 * How fast each thing can really change. A pack weighs hundreds of kilograms: it does not warm by 5 Celsius between two
 * readings, and one row of a recording that says 60.9 beside a mean of 22 is the state of charge in the wrong column.
 * A scan that reads 8.5 psi once beside 40 is a slipped byte. 4 km of odometer in 30 s is the platform rule used with
 * GB/T 32960.3-2025 checks. Voltages, currents and engine speed have no entry: a crank dip is a real jump.
 */
const paces: Readonly<Partial<Record<SignalPath, Pace>>> = {
  "Vehicle.Speed": { step: 30, perSecond: 60 },
  "Vehicle.TraveledDistance": { step: 4_000, perSecond: 134, confirmFirst: true },
  "Vehicle.CurrentLocation.Latitude": { step: 0.02, perSecond: 0.002 },
  "Vehicle.CurrentLocation.Longitude": { step: 0.05, perSecond: 0.01 },
  "Vehicle.Exterior.AirTemperature": { step: 8, perSecond: 1 },
  "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature": { step: 6, perSecond: 10 },
  "Vehicle.Powertrain.CombustionEngine.EngineOil.Temperature": { step: 6, perSecond: 10 },
  "Vehicle.Powertrain.TractionBattery.StateOfCharge.Current": { step: 5, perSecond: 1, confirmFirst: true },
  "Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed": { step: 5, perSecond: 1, confirmFirst: true },
  "Vehicle.Powertrain.TractionBattery.Temperature.Average": { step: 3, perSecond: 1, confirmFirst: true },
  "Vehicle.Powertrain.TractionBattery.Temperature.Min": { step: 3, perSecond: 1, confirmFirst: true },
  "Vehicle.Powertrain.TractionBattery.Temperature.Max": { step: 3, perSecond: 1, confirmFirst: true },
  "Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.PadWear": { step: 3, perSecond: 0.01, confirmFirst: true },
  "Vehicle.Chassis.Axle.Row1.Wheel.Right.Brake.PadWear": { step: 3, perSecond: 0.01, confirmFirst: true },
  "Vehicle.Chassis.Axle.Row2.Wheel.Left.Brake.PadWear": { step: 3, perSecond: 0.01, confirmFirst: true },
  "Vehicle.Chassis.Axle.Row2.Wheel.Right.Brake.PadWear": { step: 3, perSecond: 0.01, confirmFirst: true },
  "Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.Pressure": { step: 40, perSecond: 40, confirmFirst: true },
  "Vehicle.Chassis.Axle.Row1.Wheel.Right.Tire.Pressure": { step: 40, perSecond: 40, confirmFirst: true },
  "Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire.Pressure": { step: 40, perSecond: 40, confirmFirst: true },
  "Vehicle.Chassis.Axle.Row2.Wheel.Right.Tire.Pressure": { step: 40, perSecond: 40, confirmFirst: true },
};

/** J1979 temperatures are one byte less 40: a raw 0 is what an ECU sends for a sensor it does not have. */
const coldestIsMissing: ReadonlySet<string> = new Set<SignalPath>([
  "Vehicle.Exterior.AirTemperature",
  "Vehicle.OBD.IntakeTemp",
  "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature",
  "Vehicle.Powertrain.CombustionEngine.EngineOil.Temperature",
  "Vehicle.OBD.Catalyst.Bank1.Temperature1",
  "Vehicle.OBD.Catalyst.Bank1.Temperature2",
  "Vehicle.OBD.Catalyst.Bank2.Temperature1",
  "Vehicle.OBD.Catalyst.Bank2.Temperature2",
]);

const staleMsOf = (path: SignalPath): number => {
  if (kept.some((start) => path.startsWith(start))) return 0;
  return fast.has(path) ? fastMs : slowMs;
};

const contractOf = (path: SignalPath): SignalContract => {
  const { min, max } = signals[path];
  const { step = 0, perSecond = 0, confirmFirst = false } = paces[path] ?? {};
  const missing = coldestIsMissing.has(path) ? -40 : undefined;
  return { min, max, staleMs: staleMsOf(path), step, perSecond, confirmFirst, missing };
};

/** The contract of every signal of the table. */
export const contracts: ReadonlyMap<SignalPath, SignalContract> = new Map(
  signalPaths.map((path) => [path, contractOf(path)]),
);
