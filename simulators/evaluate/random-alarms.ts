import { createRandom } from "../vehicle/random.ts";
import type { Life } from "./life.ts";

/** As many alarms as the rule raised, at instants drawn evenly over all watched time: what a rule must beat to know anything. */
export const randomAlarms = (lives: readonly Life[], rule: string, seed: number): readonly (readonly number[])[] => {
  const random = createRandom(seed, `random-alarms/${rule}`);
  const watched = lives.reduce((all, { from, to }) => all + Math.max(to - from, 0), 0);
  const alarms: number[][] = lives.map(() => []);
  const total = lives.reduce((all, { raises }) => all + raises.length, 0);
  for (let k = 0; k < total; k += 1) {
    let at = random.unit() * watched;
    for (const [index, { from, to }] of lives.entries()) {
      if (at < to - from) {
        alarms[index]?.push(Math.round(from + at));
        break;
      }
      at -= Math.max(to - from, 0);
    }
  }
  return alarms.map((of) => of.toSorted((a, b) => a - b));
};
