import { medianOf } from "../../features/median.ts";
import type { Window } from "../../features/window.ts";

/** One start as the battery's terminals saw it. */
export interface Crank {
  /** When the starter was first seen, event time. */
  readonly at: number;
  /** Before the starter, V. */
  readonly rest: number;
  /** Under the starter, V. */
  readonly volts: number;
  /** So many readings that the plateau behind the inrush could be told. */
  readonly isPlateau: boolean;
}

/** Nothing but a starter pulls this much of the resting voltage away at once; glow plugs and lamps take less of it. */
const starterDropVolts = 0.4;
/** Ignition and lamps come on before the starter; of the whole fall they are less than this share. */
const starterShare = 0.25;
/** The rest just before the starter, with what else is switched on by then. */
const restReadings = 5;
/** Under these a 12 V battery does not rest: it is empty, or the starter has it already. */
const leastRestVolts = 11;
/** From this many readings in the dip on, its plateau can be told from the inrush of the first moment. */
const plateauReadings = 10;
const inrushMs = 100;
/** An adapter that browns out under the starter reports next to nothing: that is its own supply, not the battery's. */
const leastVolts = 4;

interface Reading {
  readonly at: number;
  readonly value: number;
}

const readingsIn = (window: Window, from: number, to: number): Reading[] => {
  const readings: Reading[] = [];
  for (let i = window.head; i < window.at.length; i += 1) {
    const [at, value] = [window.at[i] ?? 0, window.value[i] ?? 0];
    if (at >= from && at <= to && value >= leastVolts) readings.push({ at, value });
  }
  return readings;
};

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value / values.length, 0);

/** The plateau behind the inrush; undefined where the readings are too few to show it. */
const plateauOf = (dip: readonly Reading[]): number | undefined => {
  if (dip.length < plateauReadings) return undefined;
  const least = dip.reduce((lowest, reading) => (reading.value < lowest.value ? reading : lowest));
  const plateau = dip.filter(({ at }) => at >= least.at + inrushMs).map(({ value }) => value);
  return plateau.length >= plateauReadings / 2 ? meanOf(plateau) : undefined;
};

/** The start between two instants, or undefined where no reading caught its rest or its dip. */
export const crankIn = (volts: Window, from: number, to: number): Crank | undefined => {
  const readings = readingsIn(volts, from, to);
  const values = readings.map(({ value }) => value);
  const least = Math.min(...values);
  const high = Math.max(...values.slice(0, values.indexOf(least)));
  if (!(high >= leastRestVolts)) return undefined;
  const edge = high - Math.max(starterDropVolts, starterShare * (high - least));
  const rest = medianOf(
    values
      .slice(
        0,
        values.findIndex((value) => value < edge),
      )
      .slice(-restReadings),
  );
  const dip = readings.filter(({ value }) => value < edge);
  const plateau = plateauOf(dip);
  // Of a few slow readings each may have caught the inrush or the recovery: the middle one speaks.
  const loaded = plateau ?? medianOf(dip.map(({ value }) => value));
  if (dip[0] === undefined || rest === undefined || loaded === undefined) return undefined;
  return { at: dip[0].at, rest, volts: loaded, isPlateau: plateau !== undefined };
};

/** A starter takes more than this, whatever else is on; fewer readings of it than these say nothing of a plateau. */
const starterAmperes = 60;
export const leastCurrentReadings = 5;

/** Current that the starter took between two instants, A; undefined without a battery sensor that is quick enough. */
export const crankAmperesIn = (amperes: Window, from: number, to: number): number | undefined => {
  const taken: number[] = [];
  for (let i = amperes.head; i < amperes.at.length; i += 1) {
    const [at, value] = [amperes.at[i] ?? 0, amperes.value[i] ?? 0];
    if (at >= from && at <= to && value < -starterAmperes) taken.push(-value);
  }
  return taken.length < leastCurrentReadings ? undefined : medianOf(taken);
};

/** Whether the voltage before the starter rose at once: jump leads, or a charger. Behind the starter it is the alternator. */
export const jumpedIn = (volts: Window, from: number, to: number, jumpVolts: number): boolean => {
  const rest: number[] = [];
  for (const { at, value } of readingsIn(volts, from, to)) {
    if (at >= to) break;
    const before = medianOf(rest);
    if (before !== undefined && value - before > jumpVolts) return true;
    rest.push(value);
  }
  return false;
};

/**
 * What two gauges say of one start. One that is quick enough to show the plateau is believed before one that is not; of two
 * alike it is the higher one, since a poor contact of the adapter only ever reads low.
 */
export const betterOf = (a: Crank | undefined, b: Crank | undefined): Crank | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.isPlateau !== b.isPlateau) return a.isPlateau ? a : b;
  return a.volts >= b.volts ? a : b;
};
