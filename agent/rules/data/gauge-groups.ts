import { gaugeIds, gauges } from "../../../contract/signals/gauges.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import { warnings } from "../../../contract/warnings/catalogue.ts";

const pack = "Vehicle.Powertrain.TractionBattery";
const engine = "Vehicle.Powertrain.CombustionEngine";
export const coolantPath: SignalPath = `${engine}.EngineCoolant.Temperature`;
export const rpmPath: SignalPath = `${engine}.Speed`;
export const mafPath: SignalPath = "Vehicle.OBD.MAF";
export const speedPath: SignalPath = "Vehicle.Speed";

/** The gauges that other rules stand on, and which rules those are: what their entries in the catalogue say. */
export const groups: readonly { readonly paths: readonly SignalPath[]; readonly rules: string }[] = gaugeIds.map(
  (gauge) => ({
    paths: gauges[gauge],
    rules: warnings
      .filter((warning) => warning.gauges.includes(gauge))
      .map(({ id }) => id)
      .join(),
  }),
);

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
