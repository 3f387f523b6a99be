import exp from "@stdlib/math-base-special-exp";
import { within } from "./curve.ts";
import {
  acceptanceAmperes,
  innerVolts,
  instantOhms,
  type LeadBattery,
  type LeadBatteryState,
  terminalVolts,
} from "./lead-battery.ts";

/** What keeps the 12 V side alive: an alternator on the engine's belt, or a converter behind the traction battery. */
export interface Charger {
  readonly kind: "alternator" | "converter";
  /** Set voltage at 25 Celsius, falling by `voltsPerCelsius` with heat [M]. */
  readonly setVolts: number;
  readonly voltsPerCelsius: number;
  readonly maxAmperes: number;
}

export const usualAlternator: Charger = { kind: "alternator", setVolts: 14.4, voltsPerCelsius: 0.01, maxAmperes: 120 };
export const usualConverter: Charger = { kind: "converter", setVolts: 14.2, voltsPerCelsius: 0, maxAmperes: 150 };

/** Faults of the charging side, all 0 in a healthy car. */
export interface ChargingFaults {
  /** 0 to 1: a belt that slips carries less, and under load soon nothing. */
  readonly beltSlip: number;
  /** 0 or 1: one open diode leaves two thirds of the current, and a ripple. */
  readonly openDiode: number;
  /** Volts that the regulator holds too much. */
  readonly overVolts: number;
  /** 0 to 1: share of the converter's current that is gone. */
  readonly converterLost: number;
}

export const chargingHealthy: ChargingFaults = { beltSlip: 0, openDiode: 0, overVolts: 0, converterLost: 0 };

/** Ripple of a healthy alternator, and of one with an open diode, V AC; over 0.5 V is a diode [S9b]. */
const ripple = { healthy: 0.05, diode: 0.65 };

/** Output by engine speed: nothing below 500 rpm, 35 % of the top at idle, 90 % at 2,500 rpm [M]. */
const shareAt = (rpm: number): number => (rpm <= 500 ? 0 : 1 - exp(-(rpm - 500) / 870));

const slipping = (limit: number, wanted: number, slip: number): number => {
  const carried = limit * (1 - slip);
  if (slip === 0 || wanted <= carried) return carried;
  // A belt that slips glazes and carries less still: above its load the current falls towards nothing.
  return carried * within(1 - (wanted - carried) / Math.max(wanted, 1), 0, 1);
};

/** Current that the charger can give now, A. */
export const sourceAmperes = (charger: Charger, faults: ChargingFaults, rpm: number, wanted: number): number => {
  if (charger.kind === "converter") return charger.maxAmperes * (1 - faults.converterLost);
  const top = charger.maxAmperes * shareAt(rpm) * (faults.openDiode > 0 ? 0.66 : 1);
  return slipping(top, wanted, faults.beltSlip);
};

/** The 12 V side at one instant. Positive battery current charges. */
export interface Bus {
  readonly volts: number;
  readonly batteryAmperes: number;
  readonly rippleVolts: number;
}

/** Who gives what: the charger holds its voltage while it can; what it cannot give the battery must. */
export const solveBus = (
  battery: LeadBattery,
  state: LeadBatteryState,
  charger: Charger,
  faults: ChargingFaults,
  { rpm, loadAmperes, celsius }: { readonly rpm: number; readonly loadAmperes: number; readonly celsius: number },
): Bus => {
  const set = charger.setVolts - charger.voltsPerCelsius * (celsius - 25) + faults.overVolts;
  const inner = innerVolts(battery, state);
  const drawn = Math.max(0, (set - inner) / instantOhms(battery, state));
  // Over-voltage pushes current through a full battery, which gasses.
  const gassing = Math.max(0, set - 14.8) * 6;
  const taken = Math.min(drawn, acceptanceAmperes(battery, state) + gassing);
  const source = sourceAmperes(charger, faults, rpm, loadAmperes + taken);
  const rippleVolts = charger.kind === "converter" ? 0 : faults.openDiode > 0 ? ripple.diode : ripple.healthy;
  if (source >= loadAmperes + taken) return { volts: set, batteryAmperes: taken, rippleVolts };
  const batteryAmperes = source - loadAmperes;
  const volts = Math.min(set, terminalVolts(battery, state, batteryAmperes));
  return { volts: Math.max(0, volts), batteryAmperes, rippleVolts: source > 0 ? rippleVolts : 0 };
};
