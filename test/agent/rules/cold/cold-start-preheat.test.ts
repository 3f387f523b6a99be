import { describe, expect, test } from "vitest";
import { rule } from "../../../../agent/rules/cold/cold-start-preheat.ts";
import type { Judgement } from "../../../../agent/rules/kit/rule.ts";
import { type CarSpecification, completeSpecification } from "../../../../agent/rules/kit/specification.ts";
import type { VehicleEvent } from "../../../../contract/events.ts";
import {
  air,
  coolant,
  dawn,
  intake,
  journey,
  judged,
  levels,
  packCharge,
  packMean,
  packMin,
  rpm,
  soak,
  speed,
} from "../../journey.ts";

type Courses = Parameters<typeof journey>[1];

const judge = (courses: Courses, car: CarSpecification = {}, seconds = 60): Judgement[] =>
  judged(rule.forCar(completeSpecification(car)), journey({ seconds }, courses));
const raises = (courses: Courses, car: CarSpecification = {}, seconds = 60): boolean =>
  levels(judge(courses, car, seconds)).includes("info");

const electric = { [speed]: 0, [packMean]: -1, [packCharge]: 65, [air]: -1.5 } as const;
const combustion = { [speed]: 0, [air]: -12, [coolant]: -10, [intake]: -9, [rpm]: 900 } as const;

describe("an electric car", () => {
  test("with a pack at -1 is told to preheat, with the number", () => {
    expect(judge(electric).find(({ level }) => level === "info")?.data).toEqual({ t: -1, limit: 0, charge: 65 });
  });

  test.for<[name: string, courses: Courses, told: boolean]>([
    ["a pack at exactly 0", { ...electric, [packMean]: 0 }, true],
    ["a pack at 1 although the air is freezing", { ...electric, [packMean]: 1, [air]: -12 }, false],
    ["the coldest cell decides", { ...electric, [packMean]: 3, [packMin]: 0 }, true],
    ["too little charge to heat with", { ...electric, [packCharge]: 15 }, false],
    ["a car that does not tell its charge", { [speed]: 0, [packMean]: -5 }, true],
    ["a short stop on the way", { [soak]: 1, ...electric }, false],
    ["a night outside", { [soak]: 9, ...electric }, true],
    ["a sensor that cannot be right after 12 h at +20", { [soak]: 13, ...electric, [packMean]: -9, [air]: 20 }, false],
    ["a car that already moves", { ...electric, [speed]: 30 }, false],
    ["a car whose speed nobody knows", { [packMean]: -5, [packCharge]: 65 }, false],
  ])("%s: %s", ([, courses, told]) => {
    expect(raises(courses)).toBe(told);
  });

  test("a charge that comes some seconds after the pack is waited for, but not for ever", () => {
    const late = (percent: number): Courses => ({ ...electric, [packCharge]: (s) => (s < 6 ? undefined : percent) });
    expect(raises(late(15))).toBe(false);
    expect(judge(late(65)).at(-1)?.data).toMatchObject({ charge: 65 });
    const [, told] = judge({ ...electric, [packCharge]: () => undefined });
    expect(told).toMatchObject({ level: "info", at: dawn + 10_999 });
  });

  test("-10 and below is said more strongly", () => {
    expect(judge({ ...electric, [packMean]: -14 }).at(-1)?.data).toMatchObject({ t: -14, strong: 1 });
  });

  test("it is over once the pack is above 5", () => {
    const warming = { ...electric, [packMean]: (second: number) => -1 + second / 100 };
    expect(levels(judge(warming, {}, 900))).toEqual(["quiet", "info", "quiet"]);
  });
});

describe("a car with a combustion engine", () => {
  test.for<[name: string, courses: Courses, told: boolean]>([
    ["-12 after a night", combustion, true],
    ["-9 after a night", { ...combustion, [air]: -9 }, false],
    ["a warm engine: a short stop", { ...combustion, [coolant]: 75, [intake]: 20 }, false],
    ["a warm engine in a cold bay: an auxiliary heater", { ...combustion, [coolant]: 69, [intake]: -8 }, true],
    ["a known soak of an hour", { [soak]: 1, ...combustion }, false],
    ["no word of an engine, no word of a pack", { [speed]: 0, [air]: -20 }, false],
  ])("%s: %s", ([, courses, told]) => {
    expect(raises(courses)).toBe(told);
  });

  test("the air is given as what it is, never as the battery's temperature", () => {
    expect(judge(combustion).at(-1)?.data).toEqual({ ambient: -12, limit: -10, strong: 1 });
  });

  test("a sensor that still cools down when the car leaves is believed at the first stop", () => {
    const lagging = {
      ...combustion,
      [air]: (s: number) => Math.max(-2 - s / 15, -14),
      [speed]: (s: number) => (s < 160 ? 30 : 0),
    };
    const told = judge(lagging, {}, 300).find(({ level }) => level === "info");
    expect(told?.data).toMatchObject({ ambient: -13 });
  });

  test("out of a warm garage into the frost is no cold start: the battery stood in the garage", () => {
    const garage = (warm: number): Courses => ({ ...combustion, [air]: (s) => Math.max(warm - s / 15, -14) });
    expect(raises(garage(6), {}, 400)).toBe(false);
    expect(raises(garage(1), {}, 400)).toBe(false);
    expect(raises(garage(0), {}, 400)).toBe(true);
  });

  test("a mountain pass an hour into the drive is no cold start", () => {
    const pass = { ...combustion, [air]: (second: number) => (second < 3_000 ? 2 : -15) };
    expect(raises(pass, {}, 3_600)).toBe(false);
  });
});

describe("a hybrid", () => {
  const hybrid = { [rpm]: 0, ...electric } as const;

  test.for<[name: string, courses: Courses, car: CarSpecification, told: boolean]>([
    ["has nothing to preheat its pack with: at -1 outside nothing is said", hybrid, {}, false],
    ["is told of air at -12", { ...hybrid, [air]: -12 }, {}, true],
    ["is known by its specification where its engine keeps silent", electric, { powertrain: "hybrid" }, false],
    ["is none where the specification says electric", hybrid, { powertrain: "electric" }, true],
  ])("%s: %s", ([, courses, car, told]) => {
    expect(raises({ [soak]: 9, ...courses, [coolant]: -1 }, car)).toBe(told);
  });

  test("is remembered as one on the next morning, before its engine says a word", () => {
    const evening = journey({ seconds: 60 }, { [soak]: 1, ...hybrid });
    const morning = journey({ from: 60_000, seconds: 60 }, { [soak]: 16, ...electric });
    expect(levels(judged(rule.forCar(completeSpecification()), [...evening, ...morning]))).not.toContain("info");
  });

  test("its card ends with warmer air, whatever its pack", () => {
    const warming = { ...hybrid, [soak]: 9, [air]: (s: number) => (s < 30 ? -12 : 7), [packMean]: -8 };
    expect(levels(judge(warming))).toEqual(["quiet", "info", "quiet"]);
  });
});

test("once per soak: a stop for bread does not say it again", () => {
  const first = journey({ seconds: 60 }, electric);
  const second = journey({ from: 600, seconds: 60 }, { [soak]: 0.15, ...electric });
  const nextMorning: VehicleEvent[] = journey({ from: 90_000, seconds: 60 }, { [soak]: 20, ...electric });
  const carRule = rule.forCar(completeSpecification());
  expect(levels(judged(carRule, [...first, ...second, ...nextMorning]))).toEqual(["quiet", "info", "quiet", "info"]);
});
