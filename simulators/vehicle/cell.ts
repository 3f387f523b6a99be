import exp from "@stdlib/math-base-special-exp";
import { type Curve, valueAt } from "./curve.ts";

export type Chemistry = "nmc" | "lfp";

/**
 * Resting voltage of a cell by charge. NMC: 3.00 to 4.18 V with 8 mV per percent in the middle [D]; LFP: 2.80 to 3.45 V with
 * the flat plateau that hides a weak cell. Rounded shapes of published curves [M].
 */
const resting: Readonly<Record<Chemistry, Curve>> = {
  nmc: [
    [0, 3],
    [0.05, 3.4],
    [0.1, 3.47],
    [0.2, 3.53],
    [0.3, 3.58],
    [0.4, 3.62],
    [0.6, 3.78],
    [0.7, 3.87],
    [0.8, 3.97],
    [0.9, 4.07],
    [1, 4.18],
  ],
  lfp: [
    [0, 2.8],
    [0.05, 3.1],
    [0.1, 3.2],
    [0.2, 3.24],
    [0.3, 3.265],
    [0.4, 3.28],
    [0.6, 3.295],
    [0.7, 3.32],
    [0.9, 3.335],
    [0.95, 3.345],
    [1, 3.45],
  ],
};

export const cellRestingVolts = (chemistry: Chemistry, charge: number): number => valueAt(resting[chemistry], charge);

/** Resistance against that at 25 Celsius: R25 exp(2000 (1/T - 1/298)) [M]; 1.8 times at 0 Celsius. */
export const coldFactor = (celsius: number): number => exp(2_000 * (1 / (celsius + 273.15) - 1 / 298.15));

/** Current of an internal short at this voltage, A, and the heat it makes in the cell, W. */
export const shortOf = (volts: number, ohms: number): { readonly amperes: number; readonly watts: number } => ({
  amperes: volts / ohms,
  watts: (volts * volts) / ohms,
});
