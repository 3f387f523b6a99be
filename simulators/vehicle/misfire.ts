import { within } from "./curve.ts";
import type { Random } from "./random.ts";

/** Chance that one firing of a healthy engine misses: a few in 100,000 [C]. */
export const usualMisfireChance = 2e-5;

/**
 * Chance of one firing at this load (0 to 1) and coolant temperature, with a weak coil or plug of this severity on top of what
 * this engine misses by itself.
 */
export const misfireChance = (ownChance: number, severity: number, load: number, celsius: number): number => {
  // A weak spark fails first under pressure, and in a cold, rich cylinder.
  const strain = 0.4 + 0.6 * within(load, 0, 1) + 0.5 * within((40 - celsius) / 60, 0, 1);
  return within(ownChance + severity * strain, 0, 1);
};

/** Firings of one cylinder of a four-stroke engine. */
export const firings = (rpm: number, seconds: number): number => (rpm / 120) * seconds;

/** How many of these firings miss: a draw for each, or the mean and its spread where there are many. */
export const drawMisfires = (chance: number, count: number, random: Random): number => {
  if (count > 400) return Math.max(0, Math.round(chance * count + Math.sqrt(chance * count) * random.normal()));
  let missed = 0;
  for (let k = 0; k < Math.round(count); k += 1) if (random.unit() < chance) missed += 1;
  return missed;
};
