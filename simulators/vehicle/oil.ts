import { type Curve, relax, valueAt } from "./curve.ts";

/** Engine oil: its temperature behind the coolant's, and the pressure of a pump with a relief valve. */
export interface Oil {
  /** Relief valve, kPa. */
  readonly reliefKiloPascals: number;
  /** Pressure per 1,000 rpm at 100 Celsius, kPa: 105 at a hot idle of 780 rpm, 400 at 3,000 [S28]. */
  readonly kiloPascalsPerThousandRpm: number;
}

export const usualOil: Oil = { reliefKiloPascals: 450, kiloPascalsPerThousandRpm: 135 };

/** Viscosity against that at 100 Celsius: the line of ASTM D341 through 66 mm2/s at 40 and 11 at 100, a usual 5W-30 [M]. */
const thickness: Curve = [
  [0, 53.3],
  [20, 15.4],
  [40, 6],
  [60, 2.88],
  [80, 1.605],
  [100, 1],
  [120, 0.677],
  [140, 0.488],
  [160, 0.369],
];
export const viscosity = (celsius: number): number => valueAt(thickness, celsius);

/** Pressure in the gallery. Worn bearings let more out: pressure falls with `wear`, 0 new to 1 worn out. */
export const oilKiloPascals = (oil: Oil, rpm: number, celsius: number, wear: number): number =>
  Math.min(
    oil.reliefKiloPascals,
    ((oil.kiloPascalsPerThousandRpm * rpm) / 1_000) * Math.min(viscosity(celsius), 4) * (1 - 0.75 * wear),
  );

/** The oil follows the coolant within 5 min and load heats it beyond [M]. */
export const stepOilCelsius = (celsius: number, coolantCelsius: number, fuelWatts: number, seconds: number): number =>
  relax(celsius, coolantCelsius + fuelWatts / 5_000, seconds, 300);
