import pow from "@stdlib/math-base-special-pow";
import { within } from "./curve.ts";
import type { LeadBatteryState } from "./lead-battery.ts";
import type { Random } from "./random.ts";

/** How a 12 V battery wears: with heat and time, with the charge that goes through it, and with every deep discharge. */
export interface BatteryAgeing {
  /** Health lost a day at 25 Celsius; doubles with every 10 Celsius [M]. */
  readonly perDayAt25: number;
  /** Health lost for each ampere-hour taken out [M]. */
  readonly perAmpereHour: number;
  /** Health lost a day below 40 % of charge, where sulphate sets [M]. */
  readonly perDayDeep: number;
}

/** A battery then falls to 65 % of its health, where it fails its load test in the cold, within 3 to 5 years. */
export const usualAgeing: BatteryAgeing = { perDayAt25: 1.4e-4, perAmpereHour: 2.2e-5, perDayDeep: 2.5e-3 };

const deepCharge = 0.4;
/** A battery with less health than this is a box of sulphate; the model says no more. */
const leastHealth = 0.15;

/** Health lost in `days` at this temperature and charge with this many ampere-hours taken out. */
export const healthLost = (
  ageing: BatteryAgeing,
  { celsius, charge, ampereHours }: { readonly celsius: number; readonly charge: number; readonly ampereHours: number },
  days: number,
): number =>
  ageing.perDayAt25 * pow(2, (celsius - 25) / 10) * days +
  ageing.perAmpereHour * ampereHours +
  (charge < deepCharge ? ageing.perDayDeep * days : 0);

/** The battery with this much less health. */
export const aged = (state: LeadBatteryState, lost: number): LeadBatteryState => ({
  ...state,
  health: within(state.health - lost, leastHealth, 1),
});

/** A parked car's appetite. */
export interface ParkedLoad {
  /** Quiescent current once every controller sleeps, A; 20 to 50 mA is normal [S8, S8b]. */
  readonly sleepAmperes: number;
  /** Wake-ups an hour, and what each takes, Ah: telematics, locks, alarm [M]. */
  readonly wakesPerHour: number;
  readonly ampereHoursPerWake: number;
}

export const usualParkedLoad: ParkedLoad = { sleepAmperes: 0.025, wakesPerHour: 0.25, ampereHoursPerWake: 0.02 };

/** How often a controller wakes in these hours: each by itself, so some nights have more of it than others. */
export const drawWakes = (load: ParkedLoad, hours: number, random: Random): number => {
  const expected = load.wakesPerHour * hours;
  return Math.floor(expected) + (random.unit() < expected - Math.floor(expected) ? 1 : 0);
};

/** A battery loses some 3 % a month by itself at 25 Celsius; half of it 10 Celsius colder [M]. */
const selfDischargePerHour = 0.03 / 720;

/** Mean current out of a parked car's battery, A, with the drain of a fault on top; `wakesPerHour` of a stretch that is known. */
export const parkedAmperes = (
  load: ParkedLoad,
  capacityAh: number,
  celsius: number,
  drainAmperes: number,
  wakesPerHour = load.wakesPerHour,
): number =>
  load.sleepAmperes +
  drainAmperes +
  wakesPerHour * load.ampereHoursPerWake +
  selfDischargePerHour * capacityAh * pow(2, (celsius - 25) / 10);
