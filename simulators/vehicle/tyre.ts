import { relax } from "./curve.ts";

/** Air pressure at sea level, kPa: gauges show what is above it. */
const atmosphere = 101.3;
const kelvin = 273;
const referenceCelsius = 20;
/** A tyre loses about 1 psi a month by itself [S29]. */
const naturalPerDay = 7 / 30;
/** A steady 100 km/h warms it by 15 Celsius, with 20 min of inertia [M]. */
const heatingAt100 = 15;
const heatingSeconds = 1_200;

/** The air in a tyre: its gauge pressure at 20 Celsius stands for its amount. */
export interface TyreState {
  readonly kiloPascalsAt20: number;
  readonly celsius: number;
}

/** (p + p_atm) V = n R T: 240 kPa at 20 Celsius are 228 at 10 and 217 at 0 [D]. */
export const gaugeKiloPascals = ({ kiloPascalsAt20, celsius }: TyreState): number =>
  Math.max(0, ((kiloPascalsAt20 + atmosphere) * (celsius + kelvin)) / (referenceCelsius + kelvin) - atmosphere);

/** The tyre after `seconds`; `leakPerDay` in kPa at 20 Celsius comes on top of the natural loss. */
export const stepTyre = (
  state: TyreState,
  {
    airCelsius,
    kmPerHour,
    leakPerDay,
  }: { readonly airCelsius: number; readonly kmPerHour: number; readonly leakPerDay: number },
  seconds: number,
): TyreState => ({
  kiloPascalsAt20: Math.max(0, state.kiloPascalsAt20 - ((naturalPerDay + leakPerDay) * seconds) / 86_400),
  celsius: relax(
    state.celsius,
    airCelsius + heatingAt100 * (kmPerHour / 100) * (kmPerHour / 100),
    seconds,
    heatingSeconds,
  ),
});
