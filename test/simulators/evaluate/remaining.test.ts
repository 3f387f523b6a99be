import { expect, test } from "vitest";
import type { Forecast, Life } from "../../../simulators/evaluate/life.ts";
import { scoreRemaining } from "../../../simulators/evaluate/remaining.ts";

const failedKm = 10_000;
const failedAt = 100 * 60_000;

const life = (...forecasts: readonly Forecast[]): Life => ({
  vehicle: "v",
  unseenVariant: false,
  from: 0,
  to: failedAt,
  km: 10_000,
  truth: { kind: "predicts", failedAt, failsLaterAt: undefined, limitAt: undefined, failedKm },
  raises: [],
  forecasts,
  prompts: {},
  unknownLooks: 0,
  looks: 0,
  thresholdAt: [],
  fixedAt: [],
});

/** A forecast made so many km before the failure, which says `left`, with an interval to both sides of it. */
const said = (rest: number, left: number, aside?: number): Forecast => ({
  at: 0,
  odometerKm: failedKm - rest,
  left,
  least: aside === undefined ? undefined : left - aside,
  most: aside === undefined ? undefined : left + aside,
});

test("forecasts that are right have an accuracy of one, and hold from the first on", () => {
  const score = scoreRemaining([life(said(3_000, 3_000, 100), said(1_500, 1_500, 100))], "km");
  expect(score).toEqual({
    unit: "km",
    lives: 1,
    relativeAccuracyFirst: 1,
    relativeAccuracyHalf: 1,
    withinAlpha: 1,
    horizon: 3_000,
    intervalHeld: 1,
  });
});

test("a forecast that is half as much again has half an accuracy, and is outside its interval and alpha", () => {
  const score = scoreRemaining([life(said(2_000, 3_000, 100))], "km");
  expect(score).toMatchObject({ relativeAccuracyFirst: 0.5, withinAlpha: 0, horizon: 0, intervalHeld: 0 });
});

test("half-way counts the last forecast made until then, less what was driven since", () => {
  const score = scoreRemaining([life(said(2_000, 2_000), said(1_200, 1_400), said(100, 900))], "km");
  // At 1,000 km to go the forecast of 1,400 has become 1,200.
  expect(score.relativeAccuracyHalf).toBeCloseTo(0.8, 6);
  expect(score.withinAlpha).toBe(1);
});

test("the horizon begins behind the last forecast that was off by more than a fifth of the first rest", () => {
  const score = scoreRemaining([life(said(2_000, 2_900), said(1_000, 1_300), said(500, 600))], "km");
  expect(score.horizon).toBe(1_000);
});

test("minutes are counted by the clock, and a card after the failure is no forecast", () => {
  const minutes = (before: number, left: number): Forecast => ({ ...said(0, left), at: failedAt - before * 60_000 });
  expect(scoreRemaining([life(minutes(40, 30), minutes(-5, 10))], "min")).toMatchObject({
    lives: 1,
    relativeAccuracyFirst: 0.75,
    intervalHeld: null,
  });
  expect(scoreRemaining([life(minutes(-5, 10))], "min").lives).toBe(0);
});

test("a life that did not fail has nothing to be compared with", () => {
  const sound: Life = {
    ...life(said(1_000, 1_000)),
    truth: { kind: "predicts", failedAt: undefined, failsLaterAt: undefined, limitAt: undefined, failedKm: undefined },
  };
  expect(scoreRemaining([sound], "km")).toMatchObject({ lives: 0, relativeAccuracyFirst: null, horizon: null });
});
