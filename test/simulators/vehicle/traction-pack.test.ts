import { describe, expect, test } from "vitest";
import { drawCar, usualTraits } from "../../../simulators/vehicle/car-model.ts";
import { restedCar } from "../../../simulators/vehicle/car-state.ts";
import { cellRestingVolts, coldFactor, shortOf } from "../../../simulators/vehicle/cell.ts";
import { healthy } from "../../../simulators/vehicle/faults.ts";
import { capacityLost, daysAt25, usualPackAgeing } from "../../../simulators/vehicle/pack-ageing.ts";
import { parkFor } from "../../../simulators/vehicle/parking.ts";
import { createRandom } from "../../../simulators/vehicle/random.ts";
import {
  drawPack,
  insulationOf,
  type PackFaults,
  packHealthy,
  restedPack,
  stepPack,
  viewPack,
} from "../../../simulators/vehicle/traction-pack.ts";

const random = createRandom(7, "pack");
const pack = drawPack(random, createRandom(7, "own"), { chemistry: "nmc", cells: 96, capacityAh: 150 });
const rest = { amperes: 0, coolantCelsius: 25, cooling: 0 };
const faulty = (faults: Partial<PackFaults>): PackFaults => ({ ...packHealthy, cell: 40, ...faults });

describe("an internal short in a 150 Ah NMC cell", () => {
  test.each([
    [1_000, 0.06, 0.5, 0.01],
    [100, 0.59, 4.7, 0.14],
    [30, 1.97, 15.8, 0.46],
    [10, 5.92, 47.4, 1.37],
  ])("of %d ohm costs %d percent and %d mV a day, and makes %d W", (ohms, percent, millivolts, watts) => {
    const faults = faulty({ leakMillisiemens: 1_000 / ohms });
    // From half a day before 3.7 V to half a day after it: the middle of the curve.
    let state = restedPack(pack, 0.5 + percent / 200, 25, createRandom(1, "even"));
    const before = state.charge[40] ?? 0;
    for (let hour = 0; hour < 24; hour += 1) state = stepPack(pack, state, rest, faults, 3_600);
    const after = state.charge[40] ?? 0;
    const capacity = (pack.cells[40]?.capacityAh ?? 0) / 150;
    expect(Math.abs(((before - after) * 100 * capacity) / percent - 1)).toBeLessThan(0.03);
    const fell = (cellRestingVolts("nmc", before) - cellRestingVolts("nmc", after)) * 1_000 * capacity;
    expect(Math.abs(fell / millivolts - 1)).toBeLessThan(0.06);
    expect(shortOf(3.7, ohms).watts).toBeCloseTo(watts, 2);
  });

  test("warms its own cell above its neighbours", () => {
    const faults = faulty({ leakMillisiemens: 100 });
    let state = restedPack(pack, 0.6, 25, createRandom(1, "even"));
    for (let hour = 0; hour < 12; hour += 1) state = stepPack(pack, state, rest, faults, 3_600);
    expect((state.celsius[40] ?? 0) - (state.celsius[10] ?? 0)).toBeGreaterThan(0.3);
  });
});

describe("a traction pack", () => {
  const drive = (faults: PackFaults, minutes: number, amperes = -200) => {
    let state = restedPack(pack, 0.8, 25, createRandom(1, "even"));
    for (let k = 0; k < minutes * 60; k += 1)
      state = stepPack(pack, state, { amperes, coolantCelsius: 25, cooling: 1 }, faults, 1);
    return state;
  };

  test("of 96 cells shows 350 to 400 V and a few millivolts between its cells at rest", () => {
    const view = viewPack(pack, restedPack(pack, 0.8, 25, random), packHealthy, 0);
    expect(view.volts).toBeGreaterThan(350);
    expect(view.volts).toBeLessThan(400);
    expect(view.most - view.least).toBeLessThan(0.012);
  });

  test("loses 20 percent of charge by 30 Ah, and sags under the current", () => {
    const state = drive(packHealthy, 9);
    const view = viewPack(pack, state, packHealthy, -200);
    expect(view.charge).toBeCloseTo(0.6, 2);
    expect(view.volts).toBeLessThan(viewPack(pack, state, packHealthy, 0).volts - 9);
  });

  test("gets hotter when its cooling is lost", () => {
    const hottest = (lost: number): number =>
      viewPack(pack, drive(faulty({ coolingLost: lost }), 30, -150), packHealthy, 0).hottest;
    expect(hottest(0.8)).toBeGreaterThan(hottest(0) + 3);
  });

  test("has cells that differ by 1 percent of capacity and 5 of resistance", () => {
    const cells = Array.from({ length: 20 }, (_, seed) => createRandom(seed, "cells")).flatMap(
      (own) => drawPack(own, createRandom(7, "own"), { chemistry: "nmc", cells: 96, capacityAh: 150 }).cells,
    );
    const spread = (values: readonly number[]): number => {
      const mean = values.reduce((sum, value) => sum + value / values.length, 0);
      const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
      return Math.sqrt(squares / values.length) / mean;
    };
    expect(spread(cells.map(({ capacityAh }) => capacityAh))).toBeCloseTo(0.01, 3);
    expect(spread(cells.map(({ ohms }) => ohms))).toBeCloseTo(0.05, 2);
  });

  test("names the cell that is weak, and the two that a sense wire confuses", () => {
    expect(viewPack(pack, drive(faulty({ capacityLost: 0.2 }), 10), faulty({ capacityLost: 0.2 }), 0).leastId).toBe(41);
    const offset = faulty({ senseOffsetVolts: 0.05 });
    const view = viewPack(pack, restedPack(pack, 0.5, 25, random), offset, 0);
    expect([view.mostId, view.leastId]).toEqual([41, 42]);
  });

  test("insulates by moisture", () => {
    expect(insulationOf(pack, faulty({ moisture: 99 }))).toBeCloseTo(pack.insulationKiloOhms / 100, 9);
    expect(pack.insulationKiloOhms).toBeGreaterThan(1_500);
  });

  test("tears a cell apart with the signature of GB 38031: over 1 Celsius a second, over 25 % of its voltage", () => {
    const faults = faulty({ runaway: 1 });
    let state = restedPack(pack, 0.8, 25, createRandom(1, "even"));
    for (let k = 0; k < 10; k += 1) state = stepPack(pack, state, rest, faults, 1);
    const view = viewPack(pack, state, faults, 0);
    expect(view.hottest).toBeGreaterThan(45);
    expect(view.least / view.most).toBeLessThan(0.75);
  });

  test("keeps about 90 percent after 5 years and 200 cycles", () => {
    const age = { days: daysAt25(usualPackAgeing, 1_826, 20), cycles: 200 };
    const lost = capacityLost(usualPackAgeing, age);
    expect(lost).toBeGreaterThan(0.07);
    expect(lost).toBeLessThan(0.13);
    // The root of the time carries the heat: k exp(-Ea/RT) sqrt(t).
    expect(capacityLost(usualPackAgeing, { days: daysAt25(usualPackAgeing, 900, 40), cycles: 0 })).toBeCloseTo(
      0.0014 * Math.exp(3_000 * (1 / 298.15 - 1 / 313.15)) * Math.sqrt(900),
      9,
    );
    expect(capacityLost({ ...usualPackAgeing, kneeAt: 0.05 }, age)).toBeCloseTo(2 * lost - 0.05, 9);
  });

  test("of a car that stands for a year gets older, faster in heat", () => {
    const afterAYear = (airCelsius: number): number => {
      const model = drawCar("ev", { ...usualTraits, kind: "electric" }, 3);
      let state = restedCar(model, airCelsius, { latitude: 40, longitude: 116, altitude: 0, heading: 0 }, 3);
      const parking = { airCelsius, levels: healthy, chargeTo: undefined, preheat: false, wakes: 0 };
      for (let k = 0; k < 365 * 12; k += 1) state = parkFor(model, state, parking, 2);
      expect(state.pack?.resistanceFactor).toBeCloseTo(1 + 2 * (1 - (state.pack?.health ?? 0)), 9);
      return state.pack?.health ?? 0;
    };
    const [cool, hot] = [afterAYear(10), afterAYear(38)];
    expect(cool).toBeLessThan(0.96);
    expect(cool).toBeGreaterThan(0.945);
    expect(0.96 - hot).toBeGreaterThan(1.7 * (0.96 - cool));
  });

  test("has 1.8 times its resistance at 0 Celsius", () => {
    expect(coldFactor(0)).toBeCloseTo(1.85, 1);
  });
});
