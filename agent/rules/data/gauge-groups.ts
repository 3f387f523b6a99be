import type { SignalPath } from "../../../contract/signals.ts";

const pack = "Vehicle.Powertrain.TractionBattery";
const engine = "Vehicle.Powertrain.CombustionEngine";
export const coolantPath: SignalPath = `${engine}.EngineCoolant.Temperature`;
export const rpmPath: SignalPath = `${engine}.Speed`;
export const mafPath: SignalPath = "Vehicle.OBD.MAF";
export const speedPath: SignalPath = "Vehicle.Speed";

/**
 * What the other rules stand on. One gauge of a group is enough for its rules, so a group is lost when all that it had are
 * silent, or when one of them lies. The first path names it.
 */
export const groups: readonly { readonly paths: readonly SignalPath[]; readonly rules: string }[] = [
  { paths: [coolantPath], rules: "coolant-overheat-trend,thermostat-stuck-open" },
  { paths: [rpmPath], rules: "lv-charging-fault,lv-crank-decline" },
  {
    paths: ["Vehicle.OBD.ControlModuleVoltage", "Vehicle.LowVoltageBattery.CurrentVoltage"],
    rules: "lv-charging-fault,lv-crank-decline",
  },
  { paths: [`${pack}.Temperature.Average`, `${pack}.Temperature.Min`], rules: "cold-start-preheat" },
  { paths: [speedPath], rules: "brake-pad-wearout,thermostat-stuck-open" },
  { paths: ["Vehicle.Exterior.AirTemperature"], rules: "cold-start-preheat,thermostat-stuck-open" },
  { paths: [mafPath, "Vehicle.OBD.FuelRate"], rules: "thermostat-stuck-open" },
];

/** No rule needs these, but while they come the way to the car is open and the car awake. */
export const witnesses: readonly SignalPath[] = [
  "Vehicle.OBD.EngineLoad",
  "Vehicle.OBD.IntakeTemp",
  "Vehicle.OBD.MAP",
  "Vehicle.OBD.ThrottlePosition",
  `${pack}.CurrentVoltage`,
  `${pack}.CurrentCurrent`,
  `${pack}.StateOfCharge.Current`,
];
