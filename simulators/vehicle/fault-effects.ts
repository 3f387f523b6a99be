import type { ChargingFaults } from "./charging.ts";
import type { CoolingFaults } from "./coolant.ts";
import { within } from "./curve.ts";
import type { Levels } from "./faults.ts";
import type { LeadBatteryState } from "./lead-battery.ts";
import type { MixtureFaults } from "./mixture.ts";
import type { PackFaults } from "./traction-pack.ts";

/** What the severities of a car's faults mean to each of its plants. */
export const chargingFaults = (levels: Levels): ChargingFaults => ({
  beltSlip: levels.of("belt-slip"),
  openDiode: levels.of("open-diode"),
  overVolts: levels.of("regulator-high"),
  converterLost: levels.of("converter-lost"),
});

export const coolingFaults = (levels: Levels): CoolingFaults => ({
  stuckOpen: levels.of("thermostat-stuck-open"),
  fanFailed: levels.of("fan-failed"),
  lost: levels.of("coolant-leak"),
});

export const mixtureFaults = (levels: Levels): MixtureFaults => ({
  leakGramsPerSecond: levels.of("intake-leak"),
  pumpWeak: levels.of("fuel-pump-weak"),
});

/** Water of a car wash divides the insulation of a sound car by this much more, until it has dried. */
const washMoisture = 1.5;

/** `washing`: water runs over the car. */
export const packFaults = (levels: Levels, washing: boolean): PackFaults => ({
  cell: levels.cell,
  leakMillisiemens: levels.of("cell-leak"),
  capacityLost: levels.of("cell-capacity"),
  resistanceGrown: levels.of("cell-resistance"),
  senseOffsetVolts: levels.of("sense-wire"),
  coolingLost: levels.of("pack-cooling"),
  moisture: levels.of("insulation-moisture") + (washing ? washMoisture : 0),
  runaway: levels.of("thermal-runaway"),
});

const leastHealth = 0.15;

/** The battery with what its fault takes off its own health. */
export const weakened = (battery: LeadBatteryState, ownHealth: number, levels: Levels): LeadBatteryState => ({
  ...battery,
  health: within(ownHealth - levels.of("battery-ageing"), leastHealth, 1),
});
