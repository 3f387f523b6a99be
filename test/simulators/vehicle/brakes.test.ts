import { describe, expect, test } from "vitest";
import {
  boilingCelsius,
  cooledBrake,
  dot4,
  frictionAt,
  stepDiscBrake,
  usualDiscBrake,
  wearFactor,
  wearOf,
} from "../../../simulators/vehicle/disc-brake.ts";
import { compactRoadLoad, descentWatts } from "../../../simulators/vehicle/road-load.ts";

/** Disc temperature at the end of each minute of a descent at steady speed in air of 25 Celsius, engine braking 3 kW. */
const descent = (grade: number, kmPerHour: number, minutes: number): number[] => {
  const watts = descentWatts(compactRoadLoad, kmPerHour, grade, 3_000);
  let state = { celsius: 25, fluidCelsius: 25, wear: 0 };
  return Array.from({ length: minutes }, () => {
    state = stepDiscBrake(usualDiscBrake, state, { watts, metresPerSecond: kmPerHour / 3.6, airCelsius: 25 }, 60);
    return Math.round(state.celsius);
  });
};

describe("a front disc", () => {
  test.each([
    [0.06, 60.12, 9, 241],
    [0.08, 50, 7, 301],
    [0.08, 50, 12, 368],
    [0.1, 50, 7, 396],
  ])("on a descent of %d at %d km/h is after %d minutes at %d Celsius", (grade, kmPerHour, minutes, celsius) => {
    expect(Math.abs((descent(grade, kmPerHour, minutes).at(-1) ?? 0) - celsius)).toBeLessThanOrEqual(2);
  });

  test("fades: friction falls from 0.38 to 0.22 between 300 and 550 Celsius", () => {
    expect([frictionAt(200), frictionAt(300), frictionAt(425), frictionAt(550)]).toEqual([0.38, 0.38, 0.3, 0.22]);
  });
});

test("brake fluid behind a disc of 400 Celsius boils when it has drawn water for years, not when it is new", () => {
  const watts = descentWatts(compactRoadLoad, 50, 0.12, 3_000);
  let state = { celsius: 25, fluidCelsius: 25, wear: 0 };
  const minutes = (count: number, power: number, metresPerSecond: number): void => {
    for (let k = 0; k < count * 6; k += 1)
      state = stepDiscBrake(usualDiscBrake, state, { watts: power, metresPerSecond, airCelsius: 30 }, 10);
  };
  minutes(2, watts, 50 / 3.6);
  const early = state.fluidCelsius;
  minutes(23, watts, 50 / 3.6);
  expect(state.celsius).toBeGreaterThan(500);
  expect(early).toBeLessThan(75);
  expect(state.fluidCelsius).toBeGreaterThan(boilingCelsius(dot4, 4));
  expect(state.fluidCelsius).toBeLessThan(boilingCelsius(dot4, 0.5));
  const parked = cooledBrake(state, 30, 1);
  expect(parked.fluidCelsius).toBeLessThan(90);
  expect(parked.fluidCelsius).toBeGreaterThan(parked.celsius - 30);
});

describe("pads", () => {
  test.each([
    [0.12e6, 1.63e-14],
    [0.2e6, 9.77e-15],
  ])("of 9 mm last 50,000 km at %d J a kilometre with an Archard coefficient of %d", (joulesPerKm, coefficient) => {
    const brake = { ...usualDiscBrake, wearCoefficient: coefficient };
    const km = 1 / wearOf(brake, joulesPerKm * 0.35, 80);
    // The check takes two pads of 50 cm2 and 9 mm as one volume.
    expect(Math.abs(km / 50_000 - 1)).toBeLessThan(0.01);
  });

  test("wear 2.5 times as fast at 400 Celsius, and four times in the hot variant", () => {
    expect(wearFactor(usualDiscBrake, 400)).toBeCloseTo(2.5, 5);
    expect(wearFactor({ ...usualDiscBrake, hotWearFactor: 4 }, 400)).toBeCloseTo(4, 5);
    expect(wearFactor(usualDiscBrake, 150)).toBe(1);
  });
});

test("DOT 4 fluid boils at 230 Celsius when new, at 155 with 3.7 % of water", () => {
  expect(boilingCelsius(dot4, 0)).toBe(230);
  expect(boilingCelsius(dot4, 3.7 / 1.75)).toBeCloseTo(155, 5);
  expect(boilingCelsius(dot4, 10)).toBeCloseTo(155, 5);
});
