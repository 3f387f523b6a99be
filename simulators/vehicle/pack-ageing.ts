import exp from "@stdlib/math-base-special-exp";
/**
 * How a traction battery loses capacity: Q = k_cal exp(-Ea/RT) sqrt(t) + k_cyc sqrt(Ah), the usual form [M]. The constants are
 * set so that a 150 Ah pack keeps about 90 % after 5 years at 20 Celsius and 75,000 km.
 */
export interface PackAgeing {
  /** Share lost by the first root day at 25 Celsius. */
  readonly perRootDay: number;
  /** Activation energy over the gas constant, K. */
  readonly activationKelvin: number;
  /** Share lost by the first root full cycle. */
  readonly perRootCycle: number;
  /** Past this loss it goes twice as fast; 1 for a pack that shows no knee. */
  readonly kneeAt: number;
}

export const usualPackAgeing: PackAgeing = {
  perRootDay: 0.0014,
  activationKelvin: 3_000,
  perRootCycle: 0.0025,
  kneeAt: 1,
};

/** What a pack has behind it: time, as so many days at 25 Celsius, and full cycles. */
export interface PackAge {
  readonly days: number;
  readonly cycles: number;
}

/** Days at 25 Celsius that wear as `days` at this temperature do: the root of the time carries the heat, so it counts squared. */
export const daysAt25 = ({ activationKelvin }: PackAgeing, days: number, celsius: number): number => {
  const heat = exp(activationKelvin * (1 / 298.15 - 1 / (celsius + 273.15)));
  return days * heat * heat;
};

/** Capacity lost, as a share, by a pack of this age. */
export const capacityLost = (ageing: PackAgeing, { days, cycles }: PackAge): number => {
  const lost = ageing.perRootDay * Math.sqrt(days) + ageing.perRootCycle * Math.sqrt(cycles);
  return Math.min(lost + Math.max(0, lost - ageing.kneeAt), 0.9);
};

/** Age of the pack of a car that was driven so far: 40 km a day, 350 km on a charge. */
export const ageAtKm = (km: number): PackAge => ({ days: km / 40, cycles: km / 350 });

/** Resistance grows by twice the share that is gone of the capacity [M]. */
export const resistanceOf = (health: number): number => 1 + 2 * (1 - health);
