import exp from "@stdlib/math-base-special-exp";
/** How fast the pads of one wheel wear, learned from the steps of their sensor. */
export interface PadWear {
  /** Where the sensor last stepped, km. */
  stepAtKm: number;
  /** Wear at that step, percent. */
  percent: number;
  /** Smoothed wear, percent per km. */
  rate: number;
  /** Smoothed distance of each step's rate from it, as a share. */
  spread: number;
}

/** A front set lasts about 50,000 km: what is assumed before the car has shown its own. */
export const usualPercentPerKm = 100 / 50_000;
const usualSpread = 0.4;
/** Kilometres over which the rate forgets. */
const memoryKm = 1_000;
/** Shorter than this a step says more of the sensor's last digit than of the driver. */
const shortestStepKm = 50;
/** No set lasts less than this: a faster step is a sensor that jumped. */
const fastestPercentPerKm = 100 / 2_000;
/** 80 % of a normal distribution lie within this many standard deviations; 1.25 mean deviations make one. */
const interval = 1.28 * 1.25;

/** Pads at their first reading: where within its step the sensor stands nobody knows, so nothing is learned yet. */
export const padsAt = (percent: number, km: number): PadWear => ({
  stepAtKm: km,
  percent,
  rate: usualPercentPerKm,
  spread: usualSpread,
});

/** Takes a reading. A step down by a little is the sensor's unrest, and starts its step anew. */
export const learnWear = (pads: PadWear, percent: number, km: number): void => {
  if (percent < pads.percent) {
    pads.stepAtKm = km;
    pads.percent = percent;
    return;
  }
  const driven = km - pads.stepAtKm;
  if (percent === pads.percent || driven < shortestStepKm) return;
  const rate = Math.min((percent - pads.percent) / driven, fastestPercentPerKm);
  const weight = 1 - exp(-driven / memoryKm);
  pads.spread += weight * (Math.abs(rate - pads.rate) / pads.rate - pads.spread);
  pads.rate += weight * (rate - pads.rate);
  pads.stepAtKm = km;
  pads.percent = percent;
};

/** Kilometres until the pads are worn, with an 80 % interval. */
export interface KmLeft {
  readonly km: number;
  readonly least: number;
  readonly most: number;
}

export const kmLeft = (pads: PadWear, km: number): KmLeft => {
  // Between two steps of the sensor the pads go on wearing.
  const since = (km - pads.stepAtKm) * pads.rate;
  const left = Math.max(0, 100 - pads.percent - since) / pads.rate;
  const share = Math.min(Math.max(pads.spread * interval, 0.15), 0.8);
  return { km: left, least: left * (1 - share), most: left * (1 + share) };
};
