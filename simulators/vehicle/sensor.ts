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
  readonly noise: Noise;
  readonly bias: number;
  /** The true value; undefined where the car has no such thing. */
  readonly read: (view: CarView) => number | undefined;
}

/** The same always, or what the car does to it now. */
type Noise = number | ((view: CarView) => number);

/** A row of a sensor table. */
export const row = (
  path: SignalPath,
  every: number,
  step: number,
  [noise, bias]: readonly [noise: Noise, bias: number],
  read: Sensor["read"],
): Sensor => ({ path, every, step, noise, bias, read });

/** Neither noise nor bias: a counter, a switch, a computed word. */
export const exact = [0, 0] as const;

/** Whether the car burns fuel, and whether it has a telematics box. */
export const burns = (view: CarView): boolean => view.model.traits.kind !== "electric";
export const connected = (view: CarView): boolean => view.model.traits.equipment === "connected";

/** Of an alternator's ripple: what a voltmeter that averages some milliseconds still shows, as scatter of its readings [M]. */
const rippleShown = 0.2;

/** Scatter of a voltage reading: the meter's own, and the ripple on the bus. */
export const voltageNoise =
  (own: number) =>
  ({ state }: CarView): number =>
    own + rippleShown * state.bus.rippleVolts;

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
      if (random.unit() < lostShare) return undefined;
      // What has no bias counts or is counted: a shaft that stands gives no pulse, and a trim that is off is off.
      const exact = sensor.bias === 0 && (sensor.noise === 0 || value === 0);
      const noise = typeof sensor.noise === "number" ? sensor.noise : sensor.noise(view);
      const shown = exact ? value : value + bias + noise * random.normal();
      return Math.min(Math.max(rounded(shown, sensor.step), min), max);
    },
  };
};
