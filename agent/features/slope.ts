import { medianOf } from "./median.ts";
import { countOf, type Window } from "./window.ts";

const perMinute = 60_000;

/**
 * Theil–Sen rise in units per minute: the median of the slopes of all pairs, so that a few wild readings and the steps of
 * a coarse sensor do not tilt it. `from` and `to` cut the window to a share of its readings, 0 the oldest and 1 the newest.
 */
export const theilSenPerMinute = (window: Window, from = 0, to = 1): number | undefined => {
  const count = countOf(window);
  const first = window.head + Math.floor(count * from);
  const end = window.head + Math.ceil(count * to);
  const slopes: number[] = [];
  for (let i = first; i < end; i += 1)
    for (let j = i + 1; j < end; j += 1) {
      const span = (window.at[j] ?? 0) - (window.at[i] ?? 0);
      if (span > 0) slopes.push(((window.value[j] ?? 0) - (window.value[i] ?? 0)) / span);
    }
  const middle = medianOf(slopes);
  return middle === undefined ? undefined : middle * perMinute;
};
