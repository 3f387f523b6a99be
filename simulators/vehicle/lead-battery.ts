import { type Curve, relax, valueAt, within } from "./curve.ts";

/**
 * A 12 V lead battery: resting voltage by charge, resistance from its cold-cranking current, two RC pairs and a surface
 * charge. [S#], [M], [C] and [D] are the marks of the warning catalogue: a source, from memory, our choice, derived.
 */
export interface LeadBattery {
  /** Cold-cranking current, A: 7.2 V after 30 s at -18 Celsius [S6]. */
  readonly ccaAmperes: number;
  readonly capacityAh: number;
  /** Resting volts per Celsius; the sources say 1 to 4.3 mV [S1, S2]. */
  readonly voltsPerCelsius: number;
  /** Charging current that an empty, warm battery takes, in capacities an hour [C]. */
  readonly acceptancePerHour: number;
  /** How fast its two RC pairs follow, and how long it keeps a surface charge, s [M]. */
  readonly fastSeconds: number;
  readonly slowSeconds: number;
  readonly surfaceSeconds: number;
}

export interface LeadBatteryState {
  /** 0 empty to 1 full. */
  readonly charge: number;
  /** 1 new; resistance grows and capacity shrinks with it. */
  readonly health: number;
  /** Voltages of the RC pairs, 1 s and 30 s [M], positive while charging. */
  readonly fastVolts: number;
  readonly slowVolts: number;
  /** What a charged battery shows above its resting voltage; gone after some 3 h [M]. */
  readonly surfaceVolts: number;
  readonly celsius: number;
}

/** Usual battery of a compact car. */
export const usualLeadBattery: LeadBattery = {
  ccaAmperes: 600,
  capacityAh: 60,
  voltsPerCelsius: 0.0022,
  acceptancePerHour: 2,
  fastSeconds: 1,
  slowSeconds: 30,
  surfaceSeconds: 3 * 3_600,
};

/** Share of its power that a battery still gives, by temperature [S5]. */
const available: Curve = [
  [-29, 0.25],
  [-18, 0.4],
  [0, 0.65],
  [27, 1],
];
/** Power that a cold engine asks of the starter, against a warm one [S5]. */
const demanded: Curve = [
  [-29, 3.5],
  [-18, 2.1],
  [0, 1.55],
  [27, 1],
];

export const powerAvailable = (celsius: number): number => valueAt(available, celsius);
export const crankDemand = (celsius: number): number => valueAt(demanded, celsius);

/** Resting voltage: 11.89 V empty, 0.76 V more when full, at 26.7 Celsius [S1]. */
export const restingVolts = (battery: LeadBattery, charge: number, celsius: number): number =>
  11.89 + 0.76 * charge + battery.voltsPerCelsius * (celsius - 26.7);

const ccaCelsius = -18;
const ccaEndVolts = 7.2;

/** Resistance at 27 Celsius when new: what is left of the CCA test once its cold is taken out [S6, D]. 3.6 mOhm for 600 A. */
export const warmOhms = (battery: LeadBattery): number =>
  ((restingVolts(battery, 1, ccaCelsius) - ccaEndVolts) / battery.ccaAmperes) * powerAvailable(ccaCelsius);

/** An almost empty battery collapses under a starter, which the linear term of the catalogue does not show: ours [C]. */
const exhausted = (charge: number): number => 1 + (4 * Math.max(0, 0.35 - charge)) / 0.35;

/** Resistance that a load of some seconds meets: colder, older and emptier is more. */
export const ohmsOf = (battery: LeadBattery, state: Pick<LeadBatteryState, "charge" | "health" | "celsius">): number =>
  (warmOhms(battery) / powerAvailable(state.celsius) / state.health) *
  (1 + 0.5 * Math.max(0, 0.7 - state.charge)) *
  exhausted(state.charge);

/** Terminal voltage at the end of a load test at half the cold-cranking current on a full battery. */
export const loadTestVolts = (battery: LeadBattery, health: number, celsius: number): number =>
  restingVolts(battery, 1, celsius) - (battery.ccaAmperes / 2) * ohmsOf(battery, { charge: 1, health, celsius });

/** Of the resistance: what answers at once, within 1 s and within 30 s [M]. */
const shares = { instant: 0.8, fast: 0.15, slow: 0.05 };
const surfaceTopVolts = 0.3;
const surfaceBuildSeconds = 1_200;
/** A load of this size takes the surface charge off in minutes [M]. */
const loadAmperes = -5;
const surfaceLoadSeconds = 120;

/** What the battery shows without a step of current: the voltage behind its instant resistance. */
export const innerVolts = (battery: LeadBattery, state: LeadBatteryState): number =>
  restingVolts(battery, state.charge, state.celsius) + state.surfaceVolts + state.fastVolts + state.slowVolts;

export const instantOhms = (battery: LeadBattery, state: LeadBatteryState): number =>
  shares.instant * ohmsOf(battery, state);

/** Terminal voltage under `amperes`, positive while charging. */
export const terminalVolts = (battery: LeadBattery, state: LeadBatteryState, amperes: number): number =>
  innerVolts(battery, state) + amperes * instantOhms(battery, state);

/** Greatest charging current that the plates take: little when full, and a third of it at -10 Celsius [M]. */
export const acceptanceAmperes = (battery: LeadBattery, state: LeadBatteryState): number => {
  const cold = within(0.3 + (0.7 * (state.celsius + 10)) / 35, 0.15, 1.2);
  return battery.acceptancePerHour * battery.capacityAh * Math.max(0, 1 - state.charge) * cold;
};

const surfaceAfter = ({ surfaceSeconds }: LeadBattery, volts: number, amperes: number, seconds: number): number => {
  if (amperes > 0.5) return relax(volts, surfaceTopVolts, seconds, surfaceBuildSeconds);
  return relax(volts, 0, seconds, amperes < loadAmperes ? surfaceLoadSeconds : surfaceSeconds);
};

/** The battery after `seconds` of this current (positive charges), at this temperature of the battery itself. */
export const stepLeadBattery = (
  battery: LeadBattery,
  state: LeadBatteryState,
  { amperes, celsius }: { readonly amperes: number; readonly celsius: number },
  seconds: number,
): LeadBatteryState => {
  const ohms = ohmsOf(battery, state);
  const capacity = battery.capacityAh * state.health;
  return {
    charge: within(state.charge + (amperes * seconds) / 3_600 / capacity, 0, 1),
    health: state.health,
    fastVolts: relax(state.fastVolts, amperes * shares.fast * ohms, seconds, battery.fastSeconds),
    slowVolts: relax(state.slowVolts, amperes * shares.slow * ohms, seconds, battery.slowSeconds),
    surfaceVolts: surfaceAfter(battery, state.surfaceVolts, amperes, seconds),
    celsius,
  };
};
