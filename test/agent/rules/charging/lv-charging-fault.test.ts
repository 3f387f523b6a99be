import { describe, expect, test } from "vitest";
import { rule } from "../../../../agent/rules/charging/lv-charging-fault.ts";
import { minutesLeft } from "../../../../agent/rules/charging/power-left.ts";
import type { Judgement } from "../../../../agent/rules/kit/rule.ts";
import { type CarSpecification, completeSpecification } from "../../../../agent/rules/kit/specification.ts";
import { dawn, journey, judged, levels, lvCurrent, lvVoltage, moduleVoltage, rpm, running } from "../../journey.ts";

type Courses = Parameters<typeof journey>[1];

const cruising = { [running]: 1, [rpm]: 2_000 } as const;
const judge = (courses: Courses, seconds = 1_200, car: CarSpecification = {}): Judgement[] =>
  judged(rule.forCar(completeSpecification(car)), journey({ seconds }, { ...cruising, ...courses }));
const said = (courses: Courses, seconds = 1_200, car: CarSpecification = {}): string[] =>
  levels(judge(courses, seconds, car)).filter((level) => level !== "unknown");
const secondOf = (judgements: readonly Judgement[], level: string): number =>
  Math.round(((judgements.find((each) => each.level === level)?.at ?? 0) - dawn) / 1_000);

describe("charging that is as it should be", () => {
  test.for<[name: string, courses: Courses]>([
    ["14.1 V", { [moduleVoltage]: 14.1 }],
    ["a smart alternator that rests at 12.6 V, no current sensor", { [moduleVoltage]: 12.6 }],
    ["a smart alternator at 12.8 V while the battery is full", { [lvVoltage]: 12.8, [lvCurrent]: 0.4 }],
    ["coasting lets it fall for a minute at a time", { [moduleVoltage]: (s) => (s % 200 < 60 ? 12.1 : 13.9) }],
    ["idling at 12.1 V with everything on", { [moduleVoltage]: 12.1, [rpm]: 800 }],
    [
      "a start takes what it takes for the first minutes",
      { [lvVoltage]: (s) => (s < 190 ? 12.2 : 14), [lvCurrent]: (s) => (s < 190 ? -20 : 10) },
    ],
    ["two gauges that disagree are a sensor matter", { [moduleVoltage]: 12.2, [lvVoltage]: 11 }],
    ["cold regulation at 15.1 V", { [moduleVoltage]: 15.1 }],
  ])("%s", ([, courses]) => {
    expect(said(courses)).not.toContain("warning");
  });
});

describe("an alternator that does not charge", () => {
  test("with a current sensor it is told two minutes after the voltage fell", () => {
    const judgements = judge({ [lvVoltage]: (s) => (s < 300 ? 14 : 12.7), [lvCurrent]: (s) => (s < 300 ? 3 : -30) });
    expect(levels(judgements)).toEqual(["quiet", "warning"]);
    expect(secondOf(judgements, "warning")).toBeGreaterThan(300 + 120);
    expect(secondOf(judgements, "warning")).toBeLessThan(300 + 200);
    expect(judgements.at(-1)?.data).toMatchObject({ fault: "under", v: 12.7, limit: 13, m: 120 });
  });

  test("without one it takes a voltage that no regulator allows, for five minutes", () => {
    const judgements = judge({ [moduleVoltage]: (s) => (s < 300 ? 14 : 12.4 - (s - 300) / 4_000) });
    expect(levels(judgements)).toEqual(["quiet", "warning"]);
    expect(judgements.at(-1)?.data).toMatchObject({ fault: "under", estimated: 1 });
  });

  test("little power left is critical", () => {
    const judgements = judge({ [moduleVoltage]: (s) => (s < 300 ? 14 : 11.6) });
    expect(judgements.at(-1)?.level).toBe("critical");
  });

  test("a standing engine tells nothing, and what was told stays", () => {
    const judgements = judge({ [moduleVoltage]: (s) => (s < 200 ? 14 : 12), [running]: (s) => (s < 900 ? 1 : 0) });
    expect(levels(judgements)).toEqual(["quiet", "warning", "unknown"]);
  });
});

test("over-charging is told after half a minute, without a word of minutes left", () => {
  const judgements = judge({ [moduleVoltage]: (s) => (s < 300 ? 14 : 15.8) });
  expect(secondOf(judgements, "warning")).toBeLessThan(340);
  expect(judgements.at(-1)?.data).toEqual({ v: 15.8, limit: 15.2, fault: "over" });
});

test("a car that is known to charge at 15.6 V is not warned of it", () => {
  const carRule = rule.forCar(completeSpecification());
  const hours = journey({ seconds: 4 * 3_600 }, { ...cruising, [moduleVoltage]: 15.1 });
  const later = journey({ from: 20_000, seconds: 1_200 }, { ...cruising, [moduleVoltage]: 15.35 });
  expect(levels(judged(carRule, [...hours, ...later]))).not.toContain("warning");
});

test("electric cars, 24 V and lithium batteries are not judged", () => {
  for (const car of [{ powertrain: "electric" }, { lvNominalVolts: 24 }, { lvChemistry: "lithium" }] as const)
    expect(judge({ [moduleVoltage]: 11.5 }, 1_200, car)).toEqual([]);
});

test.for<[name: string, minutes: number, discharge: Parameters<typeof minutesLeft>[0]]>([
  ["a sensor that says 80 % and 32 A", 90, { volts: 12.3, amperes: -32, charge: 80, capacityAh: 60 }],
  [
    "no sensor promises no more than an hour",
    60,
    { volts: 12.6, amperes: undefined, charge: undefined, capacityAh: 100 },
  ],
  ["an empty battery", 5, { volts: 10.5, amperes: undefined, charge: undefined, capacityAh: 60 }],
])("minutes left: %s", ([, minutes, discharge]) => {
  expect(minutesLeft(discharge)).toBe(minutes);
});
