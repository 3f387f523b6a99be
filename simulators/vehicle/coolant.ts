import pow from "@stdlib/math-base-special-pow";
import { relax, within } from "./curve.ts";

/**
 * Engine coolant as one lump: C dT/dt = share x fuel power - (UA_block + UA_heater + UA_radiator th(T)) (T - Ta).
 * Constants [C/M], structure as in the published lumped models [S51]; the thermostat opens from 82 to 95 Celsius [S23].
 */
export interface Cooling {
  readonly joulesPerKelvin: number;
  /** Share of the fuel's power that goes to the coolant. */
  readonly heatShare: number;
  readonly blockWattsPerKelvin: number;
  /** Radiator: standing without fan, with fan, and at speed. */
  readonly stillWattsPerKelvin: number;
  readonly fanWattsPerKelvin: number;
  readonly windWattsPerKelvin: number;
  readonly opensCelsius: number;
  readonly openCelsius: number;
  readonly thermostatSeconds: number;
  readonly fanOnCelsius: number;
  readonly fanOffCelsius: number;
}

export const usualCooling: Cooling = {
  joulesPerKelvin: 75_000,
  heatShare: 0.3,
  blockWattsPerKelvin: 12,
  stillWattsPerKelvin: 40,
  fanWattsPerKelvin: 700,
  windWattsPerKelvin: 1_500,
  opensCelsius: 82,
  openCelsius: 95,
  thermostatSeconds: 60,
  fanOnCelsius: 98,
  fanOffCelsius: 93,
};

export interface CoolantState {
  readonly celsius: number;
  /** 0 shut to 1 open. */
  readonly thermostat: number;
  readonly fan: boolean;
}

/** Faults of the cooling, 0 healthy to 1. */
export interface CoolingFaults {
  readonly stuckOpen: number;
  readonly fanFailed: number;
  /** Share of the coolant that is gone; at 1 the radiator carries 90 W/K and the engine heats as 45 kJ/K [D]. */
  readonly lost: number;
}

export const coolingHealthy: CoolingFaults = { stuckOpen: 0, fanFailed: 0, lost: 0 };

const dryJoulesShare = 0.6;
const dryWattsPerKelvin = 90;
/** At this speed the wind alone cools as much as the radiator can. */
const fullWind = 120 / 3.6;

/** What the radiator would take with its thermostat open, W/K. */
export const radiatorWattsPerKelvin = (cooling: Cooling, fan: boolean, metresPerSecond: number): number => {
  const wind = cooling.windWattsPerKelvin * pow(within(metresPerSecond / fullWind, 0, 1), 0.9);
  return Math.max(cooling.stillWattsPerKelvin, fan ? cooling.fanWattsPerKelvin : 0, wind);
};

export interface CoolantInput {
  readonly fuelWatts: number;
  readonly airCelsius: number;
  readonly metresPerSecond: number;
  /** The cabin heater, W/K. */
  readonly heaterWattsPerKelvin: number;
}

/** The coolant after `seconds`; up to 5 s a step. */
export const stepCoolant = (
  cooling: Cooling,
  state: CoolantState,
  input: CoolantInput,
  faults: CoolingFaults,
  seconds: number,
): CoolantState => {
  const wanted = within((state.celsius - cooling.opensCelsius) / (cooling.openCelsius - cooling.opensCelsius), 0, 1);
  const thermostat = Math.max(relax(state.thermostat, wanted, seconds, cooling.thermostatSeconds), faults.stuckOpen);
  const ordered = state.celsius > (state.fan ? cooling.fanOffCelsius : cooling.fanOnCelsius);
  const fan = ordered && faults.fanFailed < 0.5;
  const whole = radiatorWattsPerKelvin(cooling, fan, input.metresPerSecond);
  const radiator = whole + (Math.min(whole, dryWattsPerKelvin) - whole) * faults.lost;
  const mass = cooling.joulesPerKelvin * (1 - (1 - dryJoulesShare) * faults.lost);
  const losses = cooling.blockWattsPerKelvin + input.heaterWattsPerKelvin + radiator * thermostat;
  const target = input.airCelsius + (cooling.heatShare * input.fuelWatts) / losses;
  return { celsius: relax(state.celsius, target, seconds, mass / losses), thermostat, fan };
};

/** An engine that stands: 4 h to lose two thirds of its heat, and a thermostat that shuts [M]. */
export const cooledEngine = (state: CoolantState, airCelsius: number, hours: number): CoolantState => ({
  celsius: relax(state.celsius, airCelsius, hours, 3.6),
  thermostat: 0,
  fan: false,
});
