import pow from "@stdlib/math-base-special-pow";
import { type Curve, relax, valueAt, within } from "./curve.ts";

/**
 * A front disc and its two pads as one lump of heat: m c dT/dt = 0.95 P - h A (T - Ta) - eps sigma A (T^4 - Ta^4).
 * Constants [C/M], structure [S50]; wear after Archard, dV = k F ds = (k/mu) dE.
 */
export interface DiscBrake {
  readonly discKilograms: number;
  readonly coolingSquareMetres: number;
  /** Still-air and moving-air cooling, W/m2K and W/m2K per m/s. */
  readonly stillCooling: number;
  readonly windCooling: number;
  readonly emissivity: number;
  /** Archard coefficient of the cool pad, m3/(N m): 1.0 to 1.6e-14 for a set of 50,000 km [D]. */
  readonly wearCoefficient: number;
  /** Times of that at 400 Celsius: 2.5, or 4 in the hot variant [S20]. */
  readonly hotWearFactor: number;
  /** Area of a wheel's two pads, m2, and what of their thickness may be used, mm. */
  readonly padSquareMetres: number;
  readonly usableMillimetres: number;
}

export const usualDiscBrake: DiscBrake = {
  discKilograms: 7,
  coolingSquareMetres: 0.115,
  stillCooling: 6,
  windCooling: 4.2,
  emissivity: 0.55,
  wearCoefficient: 1.3e-14,
  hotWearFactor: 2.5,
  padSquareMetres: 100e-4,
  usableMillimetres: 9,
};

export interface DiscBrakeState {
  readonly celsius: number;
  /** Of the fluid in the caliper. */
  readonly fluidCelsius: number;
  /** Used share of the pads, 0 new to 1 at their limit, and beyond. */
  readonly wear: number;
}

const stefanBoltzmann = 5.67e-8;
const shareIntoDisc = 0.95;

/** Friction by temperature: 0.38 up to 300 Celsius, 0.22 at 550: fade [C]. */
const friction: Curve = [
  [300, 0.38],
  [550, 0.22],
];
export const frictionAt = (celsius: number): number => valueAt(friction, celsius);

const joulesPerKelvin = ({ discKilograms }: DiscBrake, celsius: number): number =>
  discKilograms * (440 + 0.3 * celsius);

/** Wear against that of a cool pad: doubles every 150 Celsius above 200 in the usual variant. */
export const wearFactor = ({ hotWearFactor }: DiscBrake, celsius: number): number =>
  pow(hotWearFactor, within(celsius - 200, 0, 600) / 200);

/** Used share that `joules` of friction at one wheel take off its pads at this temperature. */
export const wearOf = (brake: DiscBrake, joules: number, celsius: number): number => {
  const cubicMetres = ((brake.wearCoefficient * wearFactor(brake, celsius)) / frictionAt(celsius)) * joules;
  return cubicMetres / brake.padSquareMetres / (brake.usableMillimetres / 1_000);
};

/** What comes through pad and piston: the fluid tends to three tenths of the disc's heat, within five minutes; ours [C]. */
const fluidShare = 0.3;
const fluidSeconds = 300;
const soaked = (discCelsius: number, airCelsius: number): number =>
  airCelsius + fluidShare * Math.max(0, discCelsius - airCelsius);

export interface BrakeInput {
  /** Friction power at this wheel, W. */
  readonly watts: number;
  readonly metresPerSecond: number;
  readonly airCelsius: number;
}

const fourth = (kelvin: number): number => kelvin * kelvin * (kelvin * kelvin);

/** The brake after `seconds` of this power. Coarse steps are cut into seconds: radiation is steep. */
export const stepDiscBrake = (
  brake: DiscBrake,
  state: DiscBrakeState,
  { watts, metresPerSecond, airCelsius }: BrakeInput,
  seconds: number,
): DiscBrakeState => {
  const convection = (brake.stillCooling + brake.windCooling * metresPerSecond) * brake.coolingSquareMetres;
  const radiation = stefanBoltzmann * brake.emissivity * brake.coolingSquareMetres;
  const steps = Math.max(1, Math.ceil(seconds));
  const step = seconds / steps;
  let { celsius } = state;
  for (let k = 0; k < steps; k += 1) {
    const lost = convection * (celsius - airCelsius) + radiation * (fourth(celsius + 273) - fourth(airCelsius + 273));
    celsius += (step * (watts * shareIntoDisc - lost)) / joulesPerKelvin(brake, celsius);
  }
  return {
    celsius,
    fluidCelsius: relax(state.fluidCelsius, soaked(celsius, airCelsius), seconds, fluidSeconds),
    wear: state.wear + (watts > 0 ? wearOf(brake, watts * seconds, state.celsius) : 0),
  };
};

/** A parked disc after hours: as warm as the air within half an hour; the fluid behind it keeps its heat as long again. */
export const cooledBrake = (state: DiscBrakeState, airCelsius: number, hours: number): DiscBrakeState => ({
  celsius: relax(state.celsius, airCelsius, hours, 0.4),
  fluidCelsius: relax(state.fluidCelsius, airCelsius, hours, 0.8),
  wear: state.wear,
});

/** Brake fluid: water creeps in, and the boiling point falls from dry to wet [S19, S19b, M]. */
export interface BrakeFluid {
  readonly dryCelsius: number;
  /** At 3.7 % of water. */
  readonly wetCelsius: number;
  readonly percentPerYear: number;
}

export const dot4: BrakeFluid = { dryCelsius: 230, wetCelsius: 155, percentPerYear: 1.75 };

export const boilingCelsius = (fluid: BrakeFluid, years: number): number => {
  const water = within((fluid.percentPerYear * years) / 3.7, 0, 1);
  return fluid.dryCelsius + (fluid.wetCelsius - fluid.dryCelsius) * water;
};
