import { medianOf } from "../features/median.ts";
import type { Window } from "../features/window.ts";

/** The voltage under the starter of one start. */
export interface Crank {
  readonly volts: number;
}

/** No consumer but a starter pulls a resting 12 V battery below this. */
const starterBelowVolts = 11.5;
/** From this many readings in the dip on, its plateau can be told from the inrush of the first moment. */
const plateauReadings = 10;
const inrushMs = 100;

/** The dip of a start between two instants, or undefined where no reading caught it. */
export const crankIn = (volts: Window, from: number, to: number): Crank | undefined => {
  let least: number | undefined;
  let leastAt = 0;
  const dip: { at: number; value: number }[] = [];
  for (let i = volts.head; i < volts.at.length; i += 1) {
    const [at, value] = [volts.at[i] ?? 0, volts.value[i] ?? 0];
    // An adapter that browns out under the starter reports next to nothing: that is its own supply, not the battery's.
    if (at < from || at > to || value >= starterBelowVolts || value < 4) continue;
    dip.push({ at, value });
    if (least === undefined || value < least) [least, leastAt] = [value, at];
  }
  if (least === undefined) return undefined;
  const plateau = dip.filter(({ at }) => at >= leastAt + inrushMs).map(({ value }) => value);
  const mean = plateau.reduce((sum, value) => sum + value / plateau.length, 0);
  return { volts: dip.length >= plateauReadings && plateau.length >= plateauReadings / 2 ? mean : least };
};

/** Whether the resting voltage before the start rose at once: jump leads, or a charger. */
export const jumpedIn = (volts: Window, from: number, jumpVolts: number): boolean => {
  const rest: number[] = [];
  for (let i = volts.head; i < volts.at.length; i += 1) {
    const value = volts.value[i] ?? 0;
    if ((volts.at[i] ?? 0) < from) continue;
    if (value < starterBelowVolts) break;
    const before = medianOf(rest);
    if (before !== undefined && value - before > jumpVolts) return true;
    rest.push(value);
  }
  return false;
};
