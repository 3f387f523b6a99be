import type { VehicleEvent } from "../../contract/events.ts";

/** What a drive came to: readings, hours of recorded time and kilometres driven. */
export interface Distance {
  readonly samples: number;
  readonly hours: number;
  readonly km: number;
}

/** A reading holds this long at most in a recording of usual pace: a longer silence is a gap and counts this much of it. */
const usualStepMs = 5_000;
/** A logger that writes a row every five minutes has no gap at six: a gap is this many of its own steps. */
const stepsOfSilence = 10;
/** Speed read more rarely than this says little about what lay between: the odometer is believed instead. */
const sparseSpeedMs = 2_000;
/** An odometer steps by up to a mile; a jump past that and 100 m/s is another car or a broken cell. */
const odometerStepMetres = 1_700;
const fastestMetresPerMs = 0.1;
const powers = 40;

/** Steps by powers of two of their length: enough to tell the pace of a recording, whatever its length. */
interface Steps {
  /** Sum with every step held to `usualStepMs`: exact, for the usual pace. */
  usual: number;
  readonly counts: number[];
  readonly sumsMs: number[];
  /** Sum of (weight × step); the weight is 1 for time and km/h for distance. */
  readonly weighted: number[];
}

/** What is remembered while a drive is counted, plain JSON. */
export interface Tally {
  samples: number;
  lastAt: number | null;
  lastSpeed: { readonly at: number; readonly kmh: number } | null;
  lastOdometer: { readonly at: number; readonly metres: number } | null;
  odometerMetres: number | null;
  readonly time: Steps;
  readonly speed: Steps;
}

const zeros = (): number[] => Array.from({ length: powers }, () => 0);
const newSteps = (): Steps => ({ usual: 0, counts: zeros(), sumsMs: zeros(), weighted: zeros() });

export const newTally = (): Tally => ({
  samples: 0,
  lastAt: null,
  lastSpeed: null,
  lastOdometer: null,
  odometerMetres: null,
  time: newSteps(),
  speed: newSteps(),
});

const twoTo32 = 0x1_0000_0000;
/** The greatest whole k with 2^k at most `value`, in integers: a logarithm may land on either side of a power. */
const powerOfTwo = (value: number): number =>
  value < twoTo32 ? 31 - Math.clz32(value) : 63 - Math.clz32(value / twoTo32);

const addStep = (steps: Steps, ms: number, weight: number): void => {
  if (ms <= 0) return;
  const power = Math.min(powerOfTwo(Math.max(ms, 1)), powers - 1);
  steps.usual += weight * Math.min(ms, usualStepMs);
  steps.counts[power] = (steps.counts[power] ?? 0) + 1;
  steps.sumsMs[power] = (steps.sumsMs[power] ?? 0) + ms;
  steps.weighted[power] = (steps.weighted[power] ?? 0) + weight * ms;
};

const countSpeed = (tally: Tally, kmh: number, at: number): void => {
  const last = tally.lastSpeed;
  if (last !== null) addStep(tally.speed, at - last.at, (last.kmh + kmh) / 2);
  tally.lastSpeed = { at, kmh };
};

const countOdometer = (tally: Tally, metres: number, at: number): void => {
  const last = tally.lastOdometer;
  const driven = last === null ? 0 : metres - last.metres;
  const possible = last === null ? 0 : (at - last.at) * fastestMetresPerMs + odometerStepMetres;
  tally.odometerMetres ??= 0;
  if (driven > 0 && driven <= possible) tally.odometerMetres += driven;
  tally.lastOdometer = { at, metres };
};

/** Counts one event, in place. Ticks do not count, since they also pass over gaps; a new drive carries nothing over. */
export const count = (tally: Tally, event: VehicleEvent): void => {
  if (event.kind === "drive") {
    tally.lastAt = null;
    tally.lastSpeed = null;
    tally.lastOdometer = null;
  }
  if (event.kind !== "sample") return;
  tally.samples += 1;
  if (tally.lastAt !== null) addStep(tally.time, event.at - tally.lastAt, 1);
  tally.lastAt = Math.max(tally.lastAt ?? event.at, event.at);
  if (event.path === "Vehicle.Speed") countSpeed(tally, event.value, event.at);
  if (event.path === "Vehicle.TraveledDistance") countOdometer(tally, event.value, event.at);
};

/** The mean length of the steps around the median one, ms; 0 where there is none. */
const typicalMs = ({ counts, sumsMs }: Steps): number => {
  const total = counts.reduce((sum, number) => sum + number, 0);
  let seen = 0;
  for (const [power, number] of counts.entries()) {
    seen += number;
    if (number > 0 && seen * 2 >= total) return (sumsMs[power] ?? 0) / number;
  }
  return 0;
};

/** Sum of weight × step in ms, gaps held to what a step of this recording may be. */
const summed = (steps: Steps): number => {
  const longestMs = stepsOfSilence * typicalMs(steps);
  if (longestMs <= usualStepMs) return steps.usual;
  return steps.counts.reduce((sum, number, power) => {
    const meanMs = number === 0 ? 0 : (steps.sumsMs[power] ?? 0) / number;
    return sum + (steps.weighted[power] ?? 0) * (meanMs > longestMs ? longestMs / meanMs : 1);
  }, 0);
};

/**
 * What was counted comes to this. Distance is the integral of Vehicle.Speed over real time steps (trapezoids), so it does
 * not depend on the rate of the recording; where speed was read too rarely for that, the odometer says it.
 */
export const distanceOf = (tally: Tally): Distance => {
  const bySpeed = summed(tally.speed) / 3_600_000;
  const sparse = typicalMs(tally.speed) > sparseSpeedMs || tally.lastSpeed === null;
  return {
    samples: tally.samples,
    hours: summed(tally.time) / 3_600_000,
    km: sparse && tally.odometerMetres !== null ? tally.odometerMetres / 1_000 : bySpeed,
  };
};
