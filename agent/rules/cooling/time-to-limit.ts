import { theilSenPerMinute } from "../../features/slope.ts";
import { countOf, spanMsOf, type Window } from "../../features/window.ts";

/** How a stretch of readings is looked at. One point in `spacingMs` makes some 30 points: the sensor's own step is 1 Celsius. */
export interface Look {
  readonly windowMs: number;
  readonly spacingMs: number;
  readonly leastSpanMs: number;
  /** Fewer steps of the sensor are its unrest, or the last of a rise that is over. */
  readonly leastRiseCelsius: number;
  /** Over this span the bend of the curve can be told from the steps of the sensor. */
  readonly bendSpanMs: number;
}
const leastPoints = 4;
/** Coolant that is lost, or a pump that stops: many Celsius a minute. */
export const acute: Look = {
  windowMs: 90_000,
  spacingMs: 3_000,
  leastSpanMs: 15_000,
  leastRiseCelsius: 3,
  bendSpanMs: 30_000,
};
/** A fan that stays off at the light: about one Celsius a minute, for many minutes. */
export const creeping: Look = {
  windowMs: 300_000,
  spacingMs: 10_000,
  leastSpanMs: 180_000,
  leastRiseCelsius: 2,
  bendSpanMs: 180_000,
};

/** Minutes until `limit` at the present rise; undefined while there is none, or while it is dying away below the limit. */
export const minutesTo = (limit: number, celsius: number, window: Window, look: Look): number | undefined => {
  const span = spanMsOf(window);
  if (countOf(window) < leastPoints || span < look.leastSpanMs) return undefined;
  if (celsius - (window.value[window.head] ?? celsius) < look.leastRiseCelsius) return undefined;
  if (span < look.bendSpanMs) {
    const rise = theilSenPerMinute(window);
    return rise !== undefined && rise > 0 ? (limit - celsius) / rise : undefined;
  }
  const [early, late] = [theilSenPerMinute(window, 0, 0.5), theilSenPerMinute(window, 0.5, 1)];
  if (early === undefined || late === undefined || late <= 0) return undefined;
  const ratio = late / early;
  if (ratio > 0 && ratio < 1) {
    // Rises of equal stretches shrink by `ratio`: what is still to come is a geometric series.
    const toCome = (late * (span / 120_000) * ratio) / (1 - ratio);
    if (celsius + toCome < limit) return undefined;
  }
  return (limit - celsius) / late;
};
