import { relax, within } from "./curve.ts";

/** A three-way catalyst as a store of oxygen between two sensors. */
export interface CatalystState {
  /** Stored oxygen, 0 to 1 of what it can hold now. */
  readonly oxygen: number;
  readonly celsius: number;
  /** Phase of the mixture's swing, 0 to 1. */
  readonly phase: number;
  /** Volts of the sensor before it and behind it. */
  readonly upstreamVolts: number;
  readonly downstreamVolts: number;
}

/** Oxygen that a new catalyst holds, g, and what an aged one keeps of it [M]. */
export interface Catalyst {
  readonly newGrams: number;
}

export const usualCatalyst: Catalyst = { newGrams: 1.2 };

const agedShare = 0.017;
/** Oxygen in air, and the swing of the mixture around lambda 1 at somewhat under 1 Hz [M]. */
const oxygenShare = 0.23;
const swing = 0.03;
const swingSeconds = 1.3;
const lightOffCelsius = 300;

export const oxygenGrams = ({ newGrams }: Catalyst, aged: number): number =>
  newGrams * (1 - (1 - agedShare) * within(aged, 0, 1));

/** Sensor before a switching mixture: rich 0.8 V, lean 0.1 V. */
const voltsOf = (lean: number): number => 0.1 + 0.7 * (1 - within(lean, 0, 1));

export interface CatalystInput {
  readonly airGramsPerSecond: number;
  readonly fuelWatts: number;
  readonly airCelsius: number;
  readonly closedLoop: boolean;
}

/** The catalyst after `seconds`, in steps of at most 0.1 s: it fills and empties within a swing when it is aged. */
export const stepCatalyst = (
  catalyst: Catalyst,
  state: CatalystState,
  input: CatalystInput,
  aged: number,
  seconds: number,
): CatalystState => {
  const target = input.fuelWatts > 0 ? within(420 + input.fuelWatts / 150, 0, 900) : input.airCelsius;
  const celsius = relax(state.celsius, target, seconds, input.fuelWatts > 0 ? 60 : 900);
  const grams = oxygenGrams(catalyst, aged) * within((celsius - lightOffCelsius) / 200, 0.02, 1);
  const steps = Math.max(1, Math.ceil(seconds / 0.1));
  let { oxygen, phase, upstreamVolts, downstreamVolts } = state;
  for (let k = 0; k < steps; k += 1) {
    const step = seconds / steps;
    phase = (phase + step / swingSeconds) % 1;
    const lean = input.closedLoop && phase < 0.5 ? 1 : 0;
    const flow = (lean === 1 ? 1 : -1) * swing * oxygenShare * input.airGramsPerSecond * step;
    oxygen = within(oxygen + flow / grams, 0, 1);
    upstreamVolts = relax(upstreamVolts, voltsOf(lean), step, 0.1);
    // Behind the store only what it cannot hold or give is seen; half full it shows a steady, slightly rich mixture.
    const behind = oxygen >= 1 ? 1 : oxygen <= 0 ? 0 : 0.2;
    downstreamVolts = relax(downstreamVolts, voltsOf(behind), step, 0.15);
  }
  return { oxygen, celsius, phase, upstreamVolts, downstreamVolts };
};
