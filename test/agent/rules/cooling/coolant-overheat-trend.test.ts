import { describe, expect, test } from "vitest";
import { rule } from "../../../../agent/rules/cooling/coolant-overheat-trend.ts";
import { completeSpecification } from "../../../../agent/rules/kit/specification.ts";
import type { VehicleEvent } from "../../../../contract/events.ts";
import { coolant, dawn, drive, journey, judged, levels, rpm, running, sample } from "../../journey.ts";

const engineLoad = "Vehicle.OBD.EngineLoad";
const carRule = (limit?: number) =>
  rule.forCar(completeSpecification(limit === undefined ? {} : { coolantLimitCelsius: limit }));
const course = (seconds: number, celsius: (second: number) => number, isRunning = 1): VehicleEvent[] =>
  journey({ seconds }, { [running]: isRunning, [coolant]: (second) => Math.round(celsius(second)) });
const over = (seconds: number, celsius: (second: number) => number): string[] =>
  levels(judged(carRule(), course(seconds, celsius)));

describe("a normal engine stays quiet", () => {
  test.for<[name: string, seconds: number, celsius: (second: number) => number]>([
    ["warming up fast and levelling at 94", 900, (s) => 94 - 74 * Math.exp(-s / 150)],
    ["sensor steps at 90", 600, (s) => 90 + (s % 2)],
    ["a mountain road that peaks at 103", 600, (s) => 90 + 13 * Math.sin((s / 600) * Math.PI)],
    ["a fan that cycles between 96 and 104", 1_200, (s) => 96 + 8 * Math.abs((s % 240) / 120 - 1)],
    [
      "a hill right after the warm-up: up to 107 within a minute, and there it ends",
      300,
      (s) => 107 - 17 * Math.exp(-s / 22),
    ],
    ["a thermostat that is run hot and settles at 110", 1_200, (s) => 110 - 15 * Math.exp(-s / 60)],
  ])("%s", ([, seconds, celsius]) => {
    expect(over(seconds, celsius)).toEqual(["quiet"]);
  });

  /** Above 82 Celsius for minutes, and always asked for the same; then the course. */
  const steadily = (celsius: (second: number) => number, load: (second: number) => number = () => 45): string[] =>
    levels(
      judged(
        carRule(),
        journey(
          { seconds: 900 },
          {
            [running]: 1,
            [rpm]: 2_500,
            [engineLoad]: (s) => load(s - 300),
            [coolant]: (s) => Math.round(s < 300 ? 88 : celsius(s - 300)),
          },
        ),
      ),
    );
  /** A load that is there at once, and a thermostat that follows within a minute: up to 104 and back. */
  const overshoot = (s: number): number => (s < 60 ? 88 + s / 4.5 : s < 90 ? 101 + (s - 60) / 10 : 104 - (s - 90) / 20);

  test("a trailer on a pass overshoots until the thermostat has followed", () => {
    expect(steadily(overshoot, (s) => (s < 0 ? 30 : 95))).toEqual(["quiet"]);
  });

  test("a block that warms its coolant after a stop", () => {
    const restart = course(400, (s) => (s < 30 ? 92 + s / 3 : 102 - (s - 30) / 20));
    expect(levels(judged(carRule(), restart))).toEqual(["quiet"]);
  });

  test("in a queue without wind, 3 Celsius a minute until the fan comes on at 104", () => {
    expect(steadily((s) => (s < 300 ? 89 + s / 20 : 104 - (s - 300) / 30))).toEqual(["quiet"]);
  });

  test("but the same overshoot on an even road is no thermostat's", () => {
    expect(steadily(overshoot)).toContain("warning");
  });

  test("coolant that rises after switching off is the engine's own heat", () => {
    const soaking = course(300, (s) => 100 + Math.min(s / 10, 11), 0);
    expect(levels(judged(carRule(), soaking))).toEqual(["quiet"]);
  });
});

describe("an engine that loses its coolant on an even road", () => {
  const events = journey(
    { seconds: 700 },
    {
      [running]: 1,
      [rpm]: 2_500,
      [engineLoad]: 45,
      [coolant]: (s) => Math.round(s < 300 ? 88 : Math.min(88 + ((s - 300) * 14) / 60, 125)),
    },
  );
  const first = judged(carRule(), events).find(({ level }) => level === "warning");

  test("warns a minute before the limit: at 14 Celsius a minute that is far below 105", () => {
    expect((first?.at ?? 0) - dawn).toBeLessThan((300 + (27 / 14) * 60 - 60) * 1_000);
    expect(first?.data["t"]).toBeLessThan(101);
  });
});

test("a fan that stays off is told minutes before the limit, though one Celsius takes a minute", () => {
  const judgements = judged(
    carRule(),
    course(1_500, (s) => 100 + s / 75),
  );
  const first = judgements.find(({ level }) => level === "warning");
  expect(first?.data).toMatchObject({ m: 5, limit: 115, rise: 0.8 });
  expect(first?.data["t"]).toBeLessThan(113);
});

describe("an engine that loses its coolant", () => {
  const loss = course(600, (s) => 90 + (14 / 60) * s);
  const judgements = judged(carRule(), loss);

  test("warns minutes before the limit, then it is critical", () => {
    expect(levels(judgements)).toEqual(["quiet", "warning", "critical"]);
  });

  test("the first warning says how many minutes are left, and lies well before the limit", () => {
    const first = judgements.find(({ level }) => level === "warning");
    expect(first?.data).toMatchObject({ t: 105, limit: 115, m: 1 });
    expect(first?.data["rise"]).toBeGreaterThan(12);
  });

  test("critical begins at 118 Celsius", () => {
    expect(judgements.find(({ level }) => level === "critical")?.data).toMatchObject({ t: 118 });
  });
});

test("a slow rise warns when less than five minutes are left", () => {
  const judgements = judged(
    carRule(),
    course(1_200, (s) => 96 + s / 25),
  );
  const first = judgements.find(({ level }) => level === "warning");
  expect(first?.data).toMatchObject({ t: 105, m: 4 });
});

test("once raised it holds until the coolant is below 102", () => {
  const events = [drive(0), ...[116, 114, 108, 103, 102, 101].map((celsius, i) => sample(coolant, celsius, i * 10))];
  const judgements = judged(carRule(), events);
  expect(levels(judgements)).toEqual(["warning", "quiet"]);
  expect((judgements.at(-1)?.at ?? 0) - dawn).toBe(50_000);
});

test("a car that is known to run hot has its own limit", () => {
  expect(
    levels(
      judged(
        carRule(125),
        course(600, () => 116),
      ),
    ),
  ).toEqual(["quiet"]);
});

test("a stale sensor blocks it, and what it saw before is no slope any more", () => {
  const stale: VehicleEvent = { kind: "quality", path: coolant, state: "stale", at: dawn + 100_000 };
  const hot = [90, 99, 104].map((celsius, i) => sample(coolant, celsius, i * 10));
  const later = [sample(coolant, 106, 400), sample(coolant, 106, 401)];
  expect(levels(judged(carRule(), [drive(0), ...hot, stale, ...later]))).toEqual(["quiet", "unknown", "quiet"]);
});
