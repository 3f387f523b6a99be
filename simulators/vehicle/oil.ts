import exp from "@stdlib/math-base-special-exp";
import { relax } from "./curve.ts";

/** Engine oil: its temperature behind the coolant's, and the pressure of a pump with a relief valve. */
export interface Oil {
  /** Relief valve, kPa. */
  readonly reliefKiloPascals: number;
  /** Pressure per 1,000 rpm at 100 Celsius, kPa: 105 at a hot idle of 780 rpm, 400 at 3,000 [S28]. */
  readonly kiloPascalsPerThousandRpm: number;
}

export const usualOil: Oil = { reliefKiloPascals: 450, kiloPascalsPerThousandRpm: 135 };

/** Viscosity against that at 100 Celsius: halves every 20 Celsius or so [M]. */
export const viscosity = (celsius: number): number => exp((100 - celsius) / 29);

/** Pressure in the gallery. Worn bearings let more out: pressure falls with `wear`, 0 new to 1 worn out. */
export const oilKiloPascals = (oil: Oil, rpm: number, celsius: number, wear: number): number =>
  Math.min(
    oil.reliefKiloPascals,
    ((oil.kiloPascalsPerThousandRpm * rpm) / 1_000) * Math.min(viscosity(celsius), 4) * (1 - 0.75 * wear),
  );

/** The oil follows the coolant within 5 min and load heats it beyond [M]. */
export const stepOilCelsius = (celsius: number, coolantCelsius: number, fuelWatts: number, seconds: number): number =>
  relax(celsius, coolantCelsius + fuelWatts / 5_000, seconds, 300);
