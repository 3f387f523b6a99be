import type { SignalPath } from "../signals.ts";

const pack = "Vehicle.Powertrain.TractionBattery";
const engine = "Vehicle.Powertrain.CombustionEngine";

/**
 * The gauges that warnings stand on. One signal of a gauge is enough for its warnings, so a gauge is lost when all that it had
 * are silent, or when one of them lies. The first path names it.
 */
export const gauges = {
  coolant: [`${engine}.EngineCoolant.Temperature`],
  "engine-speed": [`${engine}.Speed`],
  "low-voltage": ["Vehicle.OBD.ControlModuleVoltage", "Vehicle.LowVoltageBattery.CurrentVoltage"],
  "pack-temperature": [`${pack}.Temperature.Average`, `${pack}.Temperature.Min`],
  speed: ["Vehicle.Speed"],
  "outside-air": ["Vehicle.Exterior.AirTemperature"],
  "fuel-flow": ["Vehicle.OBD.MAF", "Vehicle.OBD.FuelRate"],
} as const satisfies Record<string, readonly SignalPath[]>;

export type GaugeId = keyof typeof gauges;

const isGaugeId = (id: string): id is GaugeId => Object.hasOwn(gauges, id);

/** Every gauge, by id, in the order in which their loss is told. */
export const gaugeIds: readonly GaugeId[] = Object.keys(gauges).filter(isGaugeId);
