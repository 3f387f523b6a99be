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
  /** Past this loss it goes twice as fast; undefined for a pack that shows no knee. */
  readonly kneeAt: number | undefined;
}

export const usualPackAgeing: PackAgeing = {
  perRootDay: 0.0014,
  activationKelvin: 3_000,
  perRootCycle: 0.0025,
  kneeAt: undefined,
};

/** Capacity lost, as a share, by a pack of this age, mean temperature and number of full cycles. */
export const capacityLost = (
  ageing: PackAgeing,
  { days, celsius, cycles }: { readonly days: number; readonly celsius: number; readonly cycles: number },
): number => {
  const heat = exp(ageing.activationKelvin * (1 / 298.15 - 1 / (celsius + 273.15)));
  const lost = ageing.perRootDay * heat * Math.sqrt(days) + ageing.perRootCycle * Math.sqrt(cycles);
  const beyond = ageing.kneeAt === undefined ? 0 : Math.max(0, lost - ageing.kneeAt);
  return Math.min(lost + beyond, 0.9);
};
