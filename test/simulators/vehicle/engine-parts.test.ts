import { describe, expect, test } from "vitest";
import { stepCatalyst, usualCatalyst } from "../../../simulators/vehicle/catalyst.ts";
import { drawMisfires, firings, misfireChance, usualMisfireChance } from "../../../simulators/vehicle/misfire.ts";
import { type MixtureFaults, mixtureHealthy, stepMixture } from "../../../simulators/vehicle/mixture.ts";
import { createRandom } from "../../../simulators/vehicle/random.ts";

const trimAfter = (faults: Partial<MixtureFaults>, airGramsPerSecond: number, load: number): number => {
  let state = { shortTerm: 0, longTerm: 0 };
  for (let k = 0; k < 600; k += 1)
    state = stepMixture(
      state,
      { airGramsPerSecond, load, closedLoop: true, ownPercent: 0 },
      { ...mixtureHealthy, ...faults },
      1,
    );
  return state.shortTerm + state.longTerm;
};

describe("fuel trims", () => {
  test("of a vacuum leak are high at idle and normal at a cruise", () => {
    const leak = { leakGramsPerSecond: 0.4 };
    expect(trimAfter(leak, 2.5, 0.2)).toBeCloseTo(16, 0);
    expect(trimAfter(leak, 20, 0.5)).toBeCloseTo(2, 0);
  });

  test("of a weak pump rise with the load", () => {
    expect(trimAfter({ pumpWeak: 0.25 }, 40, 0.8)).toBeCloseTo(20, 0);
    expect(trimAfter({ pumpWeak: 0.25 }, 2.5, 0.15)).toBeLessThan(5);
  });

  test("are learned: the long-term trim takes over", () => {
    let state = { shortTerm: 0, longTerm: 0 };
    const input = { airGramsPerSecond: 10, load: 0.4, closedLoop: true, ownPercent: 10 };
    for (let k = 0; k < 5; k += 1) state = stepMixture(state, input, mixtureHealthy, 1);
    expect(state.shortTerm).toBeGreaterThan(8);
    for (let k = 0; k < 600; k += 1) state = stepMixture(state, input, mixtureHealthy, 1);
    expect(state.longTerm).toBeGreaterThan(9);
    expect(Math.abs(state.shortTerm)).toBeLessThan(1);
  });

  test("stand still in open loop", () => {
    const state = stepMixture(
      { shortTerm: 5, longTerm: 3 },
      { airGramsPerSecond: 10, load: 1, closedLoop: false, ownPercent: 9 },
      mixtureHealthy,
      1,
    );
    expect(state).toEqual({ shortTerm: 0, longTerm: 3 });
  });
});

describe("misfire", () => {
  test("of a weak coil comes at load and in the cold first", () => {
    expect(misfireChance(usualMisfireChance, 0.05, 0.9, 90)).toBeGreaterThan(
      misfireChance(usualMisfireChance, 0.05, 0.2, 90),
    );
    expect(misfireChance(usualMisfireChance, 0.05, 0.2, -10)).toBeGreaterThan(
      misfireChance(usualMisfireChance, 0.05, 0.2, 90),
    );
    expect(misfireChance(usualMisfireChance, 0, 0.5, 90)).toBeLessThan(1e-4);
  });

  test("counts come to their chance, one by one and in bulk", () => {
    const random = createRandom(3, "misfire");
    const count = (perCall: number): number => {
      let missed = 0;
      for (let k = 0; k < 20_000 / perCall; k += 1) missed += drawMisfires(0.05, perCall, random);
      return missed;
    };
    expect(Math.abs(count(25) - 1_000)).toBeLessThan(120);
    expect(Math.abs(count(1_000) - 1_000)).toBeLessThan(120);
    expect(firings(3_000, 1)).toBe(25);
  });
});

describe("a catalyst", () => {
  /** How far the voltage behind it swings in 10 s of a cruise. */
  const swingOf = (aged: number): number => {
    let state = { oxygen: 0.5, celsius: 600, phase: 0, upstreamVolts: 0.45, downstreamVolts: 0.6 };
    const volts: number[] = [];
    for (let k = 0; k < 400; k += 1) {
      state = stepCatalyst(
        usualCatalyst,
        state,
        { airGramsPerSecond: 15, fuelWatts: 40_000, airCelsius: 20, closedLoop: true },
        aged,
        0.1,
      );
      if (k > 300) volts.push(state.downstreamVolts);
    }
    return Math.max(...volts) - Math.min(...volts);
  };

  test("that stores oxygen hides the mixture's swing, an aged one lets it through", () => {
    expect(swingOf(0)).toBeLessThan(0.05);
    expect(swingOf(1)).toBeGreaterThan(0.3);
  });
});
