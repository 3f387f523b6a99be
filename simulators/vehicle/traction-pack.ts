import { type Chemistry, cellRestingVolts, coldFactor } from "./cell.ts";
import { relax, within } from "./curve.ts";
import type { Random } from "./random.ts";

/**
 * A traction battery: 96 to 120 cells in series, each with its own capacity and resistance, a one-RC Thevenin circuit, and
 * heat that flows to its neighbours and to the cooling. Constants per cell; [M], [C] as in the warning catalogue.
 */
export interface TractionPack {
  readonly chemistry: Chemistry;
  readonly cells: readonly { readonly capacityAh: number; readonly ohms: number }[];
  /** Heat capacity of a cell, J/K, and its way to the coolant and to each neighbour, W/K. */
  readonly joulesPerKelvin: number;
  readonly coolingWattsPerKelvin: number;
  readonly neighbourWattsPerKelvin: number;
  /** Insulation against the body when dry, kOhm. */
  readonly insulationKiloOhms: number;
}

export interface TractionPackState {
  /** Charge of each cell, 0 to 1 of its present capacity; voltage of its RC pair; its temperature. */
  readonly charge: readonly number[];
  readonly polarisation: readonly number[];
  readonly celsius: readonly number[];
  /** 1 new: capacity left, and resistance grown. */
  readonly health: number;
  readonly resistanceFactor: number;
}

/** What is wrong with one cell and with the cooling; all 0 in a healthy pack. */
export interface PackFaults {
  readonly cell: number;
  /** Internal short, as a conductance in millisiemens: 1 is 1,000 ohm, 100 is 10 ohm. */
  readonly leakMillisiemens: number;
  readonly capacityLost: number;
  readonly resistanceGrown: number;
  /** Volts that the sense wire shows too much (and its neighbour too little). */
  readonly senseOffsetVolts: number;
  /** 0 to 1: share of the cooling that is gone. */
  readonly coolingLost: number;
  /** Water where it should not be: insulation is divided by 1 + moisture. */
  readonly moisture: number;
  /** 0 to 1: the cell tears itself apart; 1 heats by 3 Celsius a second at 40 % less voltage [S14]. */
  readonly runaway: number;
}

export const packHealthy: PackFaults = {
  cell: 0,
  leakMillisiemens: 0,
  capacityLost: 0,
  resistanceGrown: 0,
  senseOffsetVolts: 0,
  coolingLost: 0,
  moisture: 0,
  runaway: 0,
};

export interface PackInput {
  /** Positive charges, as VSS counts. */
  readonly amperes: number;
  readonly coolantCelsius: number;
  /** 0 to 1: pump and chiller. A parked pack still gives a twentieth to the air. */
  readonly cooling: number;
}

/** Share of the resistance that answers at once; the rest follows with 30 s [M]. */
const instantShare = 0.6;
const polarisationSeconds = 30;
const standingShare = 0.05;
const runawayWattsPerKelvinSecond = 3;

/** One pack differs from the next by two deviations of 20 percent. */
const packShare = 0.1;

/**
 * Draws the pack, and its cells around that: capacity spreads by 1 %, resistance by 5 % [C]. 1 mOhm at 150 Ah [M]. `own` draws
 * what the pack has as a whole, so that another pack does not shift its cells.
 */
export const drawPack = (
  random: Random,
  own: Random,
  size: { readonly chemistry: Chemistry; readonly cells: number; readonly capacityAh: number },
): TractionPack => {
  const ohms = own.around(0.15 / size.capacityAh, packShare);
  return {
    chemistry: size.chemistry,
    cells: Array.from({ length: size.cells }, () => ({
      capacityAh: size.capacityAh * (1 + 0.01 * random.normal()),
      ohms: ohms * (1 + 0.05 * random.normal()),
    })),
    joulesPerKelvin: own.around(17 * size.capacityAh, packShare),
    coolingWattsPerKelvin: own.around((1.2 * size.capacityAh) / 150, packShare),
    neighbourWattsPerKelvin: own.around((1.5 * size.capacityAh) / 150, packShare),
    insulationKiloOhms: own.around(2_500, packShare),
  };
};

/** A pack that has stood and was balanced: every cell at this charge but for 0.04 percent of spread, at one temperature. */
export const restedPack = (pack: TractionPack, charge: number, celsius: number, random: Random): TractionPackState => ({
  charge: pack.cells.map(() => within(charge + 0.0004 * random.normal(), 0, 1)),
  polarisation: pack.cells.map(() => 0),
  celsius: pack.cells.map(() => celsius),
  health: 1,
  resistanceFactor: 1,
});

const ohmsOfCell = (pack: TractionPack, state: TractionPackState, faults: PackFaults, index: number): number => {
  const grown = index === faults.cell ? 1 + faults.resistanceGrown : 1;
  const celsius = state.celsius[index] ?? 25;
  return (pack.cells[index]?.ohms ?? 0) * state.resistanceFactor * grown * coldFactor(Math.min(celsius, 60));
};

const capacityOfCell = (pack: TractionPack, state: TractionPackState, faults: PackFaults, index: number): number =>
  (pack.cells[index]?.capacityAh ?? 1) * state.health * (index === faults.cell ? 1 - faults.capacityLost : 1);

/** Terminal voltage of each cell under this current. */
export const cellVolts = (
  pack: TractionPack,
  state: TractionPackState,
  faults: PackFaults,
  amperes: number,
): readonly number[] =>
  state.charge.map((charge, index) => {
    const inner = cellRestingVolts(pack.chemistry, charge) + (state.polarisation[index] ?? 0);
    const volts = inner + amperes * instantShare * ohmsOfCell(pack, state, faults, index);
    return index === faults.cell ? volts * (1 - 0.4 * faults.runaway) : volts;
  });

/** The pack after `seconds` at this current. Steps up to a minute are exact enough while current flows, hours at rest. */
export const stepPack = (
  pack: TractionPack,
  state: TractionPackState,
  input: PackInput,
  faults: PackFaults,
  seconds: number,
): TractionPackState => {
  const cooling = pack.coolingWattsPerKelvin * (1 - faults.coolingLost) * Math.max(input.cooling, standingShare);
  const charge: number[] = [];
  const polarisation: number[] = [];
  const celsius: number[] = [];
  const last = state.charge.length - 1;
  for (let k = 0; k <= last; k += 1) {
    const own = state.celsius[k] ?? 0;
    const before = state.charge[k] ?? 0;
    const ohms = ohmsOfCell(pack, state, faults, k);
    const volts = cellRestingVolts(pack.chemistry, before);
    const siemens = k === faults.cell ? faults.leakMillisiemens / 1_000 : 0;
    const amperes = input.amperes - volts * siemens;
    charge.push(within(before + (amperes * seconds) / 3_600 / capacityOfCell(pack, state, faults, k), 0, 1));
    const pair = input.amperes * (1 - instantShare) * ohms;
    polarisation.push(relax(state.polarisation[k] ?? 0, pair, seconds, polarisationSeconds));
    // The neighbours' heat and the coolant's are taken as one pull towards their weighted mean: stable at any step.
    const sides = [state.celsius[k - 1], state.celsius[k + 1]].filter((side) => side !== undefined);
    const pull = cooling + pack.neighbourWattsPerKelvin * sides.length;
    const around = sides.reduce((sum, side) => sum + side * pack.neighbourWattsPerKelvin, 0);
    const heat = input.amperes * input.amperes * ohms + volts * volts * siemens;
    const target = (around + cooling * input.coolantCelsius + heat) / pull;
    const torn = k === faults.cell ? runawayWattsPerKelvinSecond * faults.runaway * seconds : 0;
    celsius.push(relax(own, target, seconds, pack.joulesPerKelvin / pull) + torn);
  }
  return { charge, polarisation, celsius, health: state.health, resistanceFactor: state.resistanceFactor };
};

/** Insulation against the body, kOhm. */
export const insulationOf = (pack: TractionPack, faults: PackFaults): number =>
  pack.insulationKiloOhms / (1 + faults.moisture);

/** What a battery management system reports of all cells. Ids count from 1. */
export interface PackView {
  readonly volts: number;
  readonly charge: number;
  readonly least: number;
  readonly most: number;
  readonly leastId: number;
  readonly mostId: number;
  readonly coldest: number;
  readonly hottest: number;
  readonly mean: number;
}

export const viewPack = (
  pack: TractionPack,
  state: TractionPackState,
  faults: PackFaults,
  amperes: number,
): PackView => {
  const volts = cellVolts(pack, state, faults, amperes);
  let [sum, least, most, leastId, mostId] = [0, Number.POSITIVE_INFINITY, 0, 0, 0];
  let [charge, mean, coldest, hottest] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  volts.forEach((real, index) => {
    const wire = index === faults.cell ? 1 : index === faults.cell + 1 ? -1 : 0;
    const shown = real + wire * faults.senseOffsetVolts;
    if (shown < least) [least, leastId] = [shown, index + 1];
    if (shown > most) [most, mostId] = [shown, index + 1];
    const celsius = state.celsius[index] ?? 0;
    coldest = Math.min(coldest, celsius);
    hottest = Math.max(hottest, celsius);
    sum += real;
    charge += (state.charge[index] ?? 0) / volts.length;
    mean += celsius / volts.length;
  });
  return { volts: sum, charge, least, most, leastId, mostId, coldest, hottest, mean };
};
