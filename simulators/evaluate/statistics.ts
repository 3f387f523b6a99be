import { createRandom } from "../vehicle/random.ts";

/** The value below which this share lies, straight between two; undefined of nothing. */
export const quantile = (values: readonly number[], share: number): number | undefined => {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  return below === undefined || above === undefined ? undefined : below + (above - below) * (place - Math.floor(place));
};

const resamples = 1_000;

/**
 * A 95 % interval by bootstrap over vehicles, which are what is independent: the raises of one car are not. The same seed
 * draws the same resamples. Undefined where the figure is undefined in more than half of them.
 */
export const bootstrap95 = <Item>(
  items: readonly Item[],
  figure: (sample: readonly Item[]) => number | undefined,
  seed: number,
  name: string,
): readonly [low: number, high: number] | undefined => {
  if (items.length === 0) return undefined;
  const random = createRandom(seed, `bootstrap/${name}`);
  const figures: number[] = [];
  for (let k = 0; k < resamples; k += 1) {
    const sample: Item[] = [];
    for (let n = 0; n < items.length; n += 1) {
      const item = items[Math.floor(random.unit() * items.length)];
      if (item !== undefined) sample.push(item);
    }
    const value = figure(sample);
    if (value !== undefined) figures.push(value);
  }
  const [low, high] = [quantile(figures, 0.025), quantile(figures, 0.975)];
  return low === undefined || high === undefined || figures.length < resamples / 2 ? undefined : [low, high];
};

/** With none seen in `amount`, at most so many per unit are to be expected, 95 of 100 times: the rule of three. */
export const ruleOfThree = (amount: number): number | undefined => (amount > 0 ? 3 / amount : undefined);
