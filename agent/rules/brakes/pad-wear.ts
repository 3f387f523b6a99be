import exp from "@stdlib/math-base-special-exp";
import { z } from "zod";

/** How fast the pads of one wheel wear, learned from the steps of their sensor. */
export const padWearSchema = z.object({
  /** Where the sensor last stepped, km. */
  stepAtKm: z.number(),
  /** Wear at that step, percent. */
  percent: z.number(),
  /** Smoothed wear, percent per km. */
  rate: z.number(),
  /** Smoothed distance of each step's rate from it, as a share. */
  spread: z.number(),
});
export type PadWear = z.infer<typeof padWearSchema>;

/** A front set lasts about so long: what is assumed before the car has shown its own. */
export const lifeKm = 50_000;
export const usualPercentPerKm = 100 / lifeKm;
const usualSpread = 0.4;
/** Kilometres over which the rate forgets. */
export const memoryKm = 1_000;
/** Shorter than this a step says more of the sensor's last digit than of the driver. */
const shortestStepKm = 50;
/** No set lasts less than this: a faster step is a sensor that jumped. */
const fastestPercentPerKm = 100 / 2_000;
/** This share of a normal distribution lies within 1.28 standard deviations; 1.25 mean deviations make one. */
export const intervalShare = 0.8;
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
