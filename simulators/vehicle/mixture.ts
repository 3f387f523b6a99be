import exp from "@stdlib/math-base-special-exp";
import { relax, within } from "./curve.ts";

/** Fuel trims in percent: positive adds fuel, since the mixture was lean. */
export interface MixtureState {
  readonly shortTerm: number;
  readonly longTerm: number;
}

/** What makes the mixture lean. */
export interface MixtureFaults {
  /** Air that no meter sees, g/s: much of an idle's 2.5, little of a cruise's 15. */
  readonly leakGramsPerSecond: number;
  /** 0 to 1: share of the fuel that a fading pump cannot deliver at full load. */
  readonly pumpWeak: number;
}

export const mixtureHealthy: MixtureFaults = { leakGramsPerSecond: 0, pumpWeak: 0 };

const proportional = 0.3;
const integralPerSecond = 0.5;
/** The long-term trim takes over what the short-term one keeps asking for. */
const longTermSeconds = 90;
const greatest = 35;

/** Fuel that the engine lacks, percent. */
export const lackOf = (faults: MixtureFaults, airGramsPerSecond: number, load: number): number => {
  const leak = airGramsPerSecond > 0.5 ? (100 * faults.leakGramsPerSecond) / airGramsPerSecond : 0;
  return leak + 100 * faults.pumpWeak * load;
};

export interface MixtureInput {
  readonly airGramsPerSecond: number;
  /** 0 to 1. */
  readonly load: number;
  readonly closedLoop: boolean;
  /** Percent that this car lacks by itself: injectors and meter are never exact. */
  readonly ownPercent: number;
}

/** A PI controller around lambda 1, and the learning behind it. */
export const stepMixture = (
  state: MixtureState,
  input: MixtureInput,
  faults: MixtureFaults,
  seconds: number,
): MixtureState => {
  if (!input.closedLoop) return { shortTerm: 0, longTerm: state.longTerm };
  const lack = input.ownPercent + lackOf(faults, input.airGramsPerSecond, input.load);
  const error = lack - state.shortTerm - state.longTerm;
  const gain = 1 - (1 - proportional) * exp(-integralPerSecond * seconds);
  const shortTerm = within(state.shortTerm + gain * error, -greatest, greatest);
  const longTerm = within(
    relax(state.longTerm, state.longTerm + shortTerm, seconds, longTermSeconds),
    -greatest,
    greatest,
  );
  return { shortTerm: within(shortTerm - (longTerm - state.longTerm), -greatest, greatest), longTerm };
};
