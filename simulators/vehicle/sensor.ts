import { type SignalPath, signals } from "../../contract/signals.ts";
import type { CarView } from "./car-view.ts";
import { createRandom, type Random } from "./random.ts";

/** A sensor: what it looks at, how often it speaks, and how it errs. */
export interface Sensor {
  readonly path: SignalPath;
  /** Seconds between two readings. */
  readonly every: number;
  /** One step of the carrier, in the signal's unit: J1979 scaling where a PID carries it. */
  readonly step: number;
  /** Deviation of one reading, and of this car's sensor from the true value, in the signal's unit. */
  readonly noise: number;
  readonly bias: number;
  /** The true value; undefined where the car has no such thing. */
  readonly read: (view: CarView) => number | undefined;
}

/** A row of a sensor table. */
export const row = (
  path: SignalPath,
  every: number,
  step: number,
  [noise, bias]: readonly [noise: number, bias: number],
  read: Sensor["read"],
): Sensor => ({ path, every, step, noise, bias, read });

/** Neither noise nor bias: a counter, a switch, a computed word. */
export const exact = [0, 0] as const;

/** Whether the car burns fuel, and whether it has a telematics box. */
export const burns = (view: CarView): boolean => view.model.traits.kind !== "electric";
export const connected = (view: CarView): boolean => view.model.traits.equipment === "connected";

/** Readings that never arrive: an adapter loses a few in a thousand. */
const lostShare = 0.002;

/** A sensor in one car: biased once, noisy at every reading, cut to the carrier's steps and range. */
export interface FittedSensor {
  readonly sensor: Sensor;
  /** The next reading; undefined where there is none or it is lost. */
  reading(view: CarView): number | undefined;
}

const rounded = (value: number, step: number): number => Number((Math.round(value / step) * step).toFixed(6));

export const fitSensor = (sensor: Sensor, vehicle: string, seed: number): FittedSensor => {
  const random: Random = createRandom(seed, `sensor/${vehicle}/${sensor.path}`);
  const bias = sensor.bias * random.normal();
  const { min, max } = signals[sensor.path];
  return {
    sensor,
    reading(view) {
      const value = sensor.read(view);
      if (value === undefined || view.levels.silent.has(sensor.path)) return undefined;
      const exact = sensor.noise === 0 && sensor.bias === 0;
      if (random.unit() < lostShare && !exact) return undefined;
      const shown = exact ? value : value + bias + sensor.noise * random.normal();
      return Math.min(Math.max(rounded(shown, sensor.step), min), max);
    },
  };
};
