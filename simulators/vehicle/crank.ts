import {
  crankDemand,
  type LeadBattery,
  type LeadBatteryState,
  stepLeadBattery,
  terminalVolts,
} from "./lead-battery.ts";

/** A starter and what it turns. */
export interface Starter {
  /** Current at 27 Celsius once the engine turns, A. */
  readonly warmAmperes: number;
  /** The first moment, before it turns: times that current, for this long [M]. */
  readonly inrushFactor: number;
  readonly inrushSeconds: number;
  /** Time until a warm engine fires, s; a cold one takes longer [C]. */
  readonly catchSeconds: number;
}

export const usualStarter: Starter = { warmAmperes: 250, inrushFactor: 1.7, inrushSeconds: 0.05, catchSeconds: 0.7 };

/** One instant of a start, as a fast voltmeter at the battery sees it. */
export interface CrankInstant {
  /** Since the starter engaged. */
  readonly seconds: number;
  readonly volts: number;
  readonly amperes: number;
  readonly rpm: number;
}

/** A start: how the battery is left, what was seen every 20 ms, and whether the engine runs. */
export interface Crank {
  readonly battery: LeadBatteryState;
  readonly trace: readonly CrankInstant[];
  readonly started: boolean;
}

const stepSeconds = 0.01;
const stepsPerInstant = 2;
/** Nobody holds the key longer. */
const longestSeconds = 6;
/**
 * Below this the controllers of a car reset and the starter drops out [C]; for the tens of milliseconds of the inrush they ride
 * through half of it, as the starting profiles of ISO 16750-2 ask [M].
 */
const brownOutVolts = 6;
const inrushBrownOutVolts = 3;
/** End voltage of the CCA test: an engine turned with less does not fire [S6]. */
const fireVolts = 7.2;
/** Speed of a warm engine under a good battery, and what the cold takes of it [M]. */
const rpmPerVolt = 22;
const firedRpm = 400;
/** A diesel's glow or a cold cylinder: the time to fire grows as the oil thickens. */
const catchTime = (starter: Starter, engineCelsius: number): number =>
  starter.catchSeconds * crankDemand(engineCelsius);

/**
 * Turns the engine in steps of 10 ms until it fires, browns out or the driver gives up. The engine's temperature says how
 * much it asks for, the battery's own how much there is.
 */
export const crank = (
  battery: LeadBattery,
  before: LeadBatteryState,
  starter: Starter,
  engineCelsius: number,
  otherAmperes: number,
): Crank => {
  const turning = starter.warmAmperes * crankDemand(engineCelsius);
  const needed = catchTime(starter, engineCelsius);
  const trace: CrankInstant[] = [];
  let state = before;
  let firing = 0;
  for (let step = 0; step * stepSeconds < longestSeconds; step += 1) {
    const seconds = step * stepSeconds;
    const inrush = seconds < starter.inrushSeconds;
    const amperes = (inrush ? turning * starter.inrushFactor : turning) + otherAmperes;
    state = stepLeadBattery(battery, state, { amperes: -amperes, celsius: state.celsius }, stepSeconds);
    const volts = Math.max(0, terminalVolts(battery, state, -amperes));
    const rpm = inrush ? 0 : Math.min(firedRpm, (rpmPerVolt * volts) / Math.sqrt(crankDemand(engineCelsius)));
    if (step % stepsPerInstant === 0) trace.push({ seconds, volts, amperes: -amperes, rpm });
    if (volts < (inrush ? inrushBrownOutVolts : brownOutVolts)) return { battery: state, trace, started: false };
    if (!inrush && volts >= fireVolts) firing += stepSeconds;
    if (firing >= needed) return { battery: state, trace, started: true };
  }
  return { battery: state, trace, started: false };
};

/** Mean voltage behind the inrush: what a load test compares with its table. */
export const plateauVolts = ({ trace }: Crank, starter: Starter): number => {
  const plateau = trace.filter(({ seconds }) => seconds >= starter.inrushSeconds + 0.1);
  const used = plateau.length > 0 ? plateau : trace;
  return used.reduce((sum, { volts }) => sum + volts / used.length, 0);
};
