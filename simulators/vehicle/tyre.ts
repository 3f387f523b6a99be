import { relax } from "./curve.ts";

/** Air pressure at sea level, kPa: gauges show what is above it. */
const atmosphere = 101.3;
const kelvin = 273;
const referenceCelsius = 20;
const daySeconds = 86_400;
const heatingSeconds = 1_200;

/** What differs from tyre to tyre. */
export interface Tyre {
  /** Filled to this, kPa gauge at 20 Celsius: a nail hole lets out by the pressure behind it. */
  readonly fillKiloPascals: number;
  /** Lost by itself, kPa a day: about 1 psi a month [S29]. */
  readonly naturalPerDay: number;
  /** A steady 100 km/h warms it by so much, Celsius, with 20 min of inertia [M]. */
  readonly heatingAt100: number;
}

export const usualTyre: Tyre = { fillKiloPascals: 240, naturalPerDay: 7 / 30, heatingAt100: 15 };

/** The air in a tyre: its gauge pressure at 20 Celsius stands for its amount. */
export interface TyreState {
  readonly kiloPascalsAt20: number;
  readonly celsius: number;
}

/** (p + p_atm) V = n R T: 240 kPa at 20 Celsius are 228 at 10 and 217 at 0 [D]. */
export const gaugeKiloPascals = ({ kiloPascalsAt20, celsius }: TyreState): number =>
  Math.max(0, ((kiloPascalsAt20 + atmosphere) * (celsius + kelvin)) / (referenceCelsius + kelvin) - atmosphere);

/**
 * The tyre after `seconds`, dn/dt = -k p - natural. `leakPerDay` is what a hole lets out of a full tyre, kPa at 20 Celsius a day;
 * it falls with the pressure that is left.
 */
export const stepTyre = (
  { fillKiloPascals, naturalPerDay, heatingAt100 }: Tyre,
  state: TyreState,
  {
    airCelsius,
    kmPerHour,
    leakPerDay,
  }: { readonly airCelsius: number; readonly kmPerHour: number; readonly leakPerDay: number },
  seconds: number,
): TyreState => ({
  kiloPascalsAt20: Math.max(
    0,
    relax(state.kiloPascalsAt20, 0, leakPerDay * seconds, fillKiloPascals * daySeconds) -
      (naturalPerDay * seconds) / daySeconds,
  ),
  celsius: relax(
    state.celsius,
    airCelsius + heatingAt100 * (kmPerHour / 100) * (kmPerHour / 100),
    seconds,
    heatingSeconds,
  ),
});
