import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { leastVolts, lvCrankDecline } from "../../../agent/rules/lv-crank-decline.ts";
import { completeProfile } from "../../../agent/rules/profile.ts";
import type { Judgement } from "../../../agent/rules/rule.ts";
import type { VehicleEvent } from "../../../contract/events.ts";
import {
  air,
  coolant,
  drive,
  judged,
  levels,
  lvVoltage,
  moduleVoltage,
  running,
  sample,
  soak,
  tick,
} from "../journey.ts";

interface Start {
  readonly volts: number;
  readonly celsius?: number;
  readonly engine?: number;
  readonly soakHours?: number;
  readonly rest?: readonly number[];
}

const day = 86_400;

/** One start a day, as slow OBD sees it: rest, one reading in the dip beside an engine that already runs, recovery. */
const starts = (...all: readonly Start[]): VehicleEvent[] =>
  all.flatMap(({ volts, celsius = 26, engine = celsius, soakHours = 20, rest = [12.5, 12.5] }, index) => {
    const from = index * day;
    return [
      drive(from, `day ${index}`),
      sample(soak, soakHours, from),
      sample(air, celsius, from),
      sample(coolant, engine, from),
      sample(running, 0, from),
      ...rest.map((value, i) => sample(moduleVoltage, value, from + i)),
      sample(running, 1, from + 4),
      sample(moduleVoltage, volts, from + 4.5),
      sample(moduleVoltage, 13.9, from + 6.5),
      tick(from + 10),
    ];
  });

const judge = (...all: readonly Start[]): Judgement[] => judged(lvCrankDecline(completeProfile()), starts(...all));
const said = (...all: readonly Start[]): string[] => levels(judge(...all));
const times = (count: number, start: Start): Start[] => Array.from({ length: count }, () => start);

describe("dips that are normal", () => {
  test.for<[name: string, starts: Start[]]>([
    ["one low reading among many", [...times(2, { volts: 10.3 }), { volts: 9.1 }, ...times(6, { volts: 10.2 })]],
    ["9.2 V in the cold, where that is what a good battery gives", times(5, { volts: 9.2, celsius: -5 })],
    ["restarts of a warm engine", times(5, { volts: 9, engine: 85 })],
    ["restarts after a short stop", times(5, { volts: 9, soakHours: 0.3 })],
    ["starts with jump leads", times(5, { volts: 9, rest: [11.8, 12.9] })],
    ["two low starts six starts apart", [{ volts: 9 }, ...times(5, { volts: 10.2 }), { volts: 9 }]],
  ])("%s", ([, all]) => {
    expect(said(...all)).not.toContain("warning");
  });

  test("a start whose dip no reading caught does not count", () => {
    expect(said(...times(5, { volts: 12.1 }))).toEqual([]);
  });
});

test("two of five starts below the table warn, with the weakest of them", () => {
  const judgements = judge({ volts: 10.3 }, { volts: 9.1 }, { volts: 10.3 }, { volts: 9.4 });
  expect(levels(judgements)).toEqual(["quiet", "warning"]);
  expect(judgements.at(-1)?.data).toEqual({ v: 9.1, limit: 9.6, t: 26, below: 2, starts: 4 });
});

test("ten good starts later it is over", () => {
  const weak = times(2, { volts: 9 });
  expect(said(...weak, ...times(9, { volts: 10.4 })).at(-1)).toBe("warning");
  expect(said(...weak, ...times(10, { volts: 10.4 })).at(-1)).toBe("quiet");
});

test("of two gauges the higher one counts: a poor contact only ever reads low", () => {
  const poor = starts({ volts: 10.2 }, { volts: 10.2 }).flatMap((event) =>
    event.kind === "sample" && event.path === moduleVoltage
      ? [event, { ...event, path: lvVoltage, value: event.value - 1.2 } as const]
      : [event],
  );
  expect(levels(judged(lvCrankDecline(completeProfile()), poor))).toEqual(["quiet"]);
});

test("with fast sampling the plateau counts, not the inrush of the first moment", () => {
  const fast = Array.from({ length: 40 }, (_, i) => sample(lvVoltage, i < 2 ? 7.4 : 10.1, 4 + i * 0.02));
  const one = (from: number): VehicleEvent[] => [
    drive(from),
    sample(soak, 20, from),
    sample(coolant, 15, from),
    sample(running, 0, from),
    ...fast.map((event) => ({ ...event, at: event.at + from * 1_000 })),
    sample(running, 1, from + 5),
    tick(from + 11),
  ];
  const judgements = judged(lvCrankDecline(completeProfile()), [...one(0), ...one(day)]);
  expect(levels(judgements)).toEqual(["quiet"]);
});

test("a lithium battery or a lorry's 24 V are not judged by a lead battery's table", () => {
  for (const profile of [{ lvChemistry: "lithium" }, { lvNominalVolts: 24 }] as const) {
    const rule = lvCrankDecline(completeProfile(profile));
    expect(judged(rule, starts(...times(5, { volts: 8 })))).toEqual([]);
  }
});

test("the table falls with the temperature and never leaves its rows", () => {
  expect([
    leastVolts(30),
    leastVolts(20),
    leastVolts(-1),
    leastVolts(-18),
    leastVolts(-30),
    leastVolts(undefined),
  ]).toEqual([9.6, 9.6, 9.1, 8.5, 8.5, 8.5]);
  fc.assert(
    fc.property(
      fc.double({ min: -40, max: 40, noNaN: true }),
      fc.double({ min: 0, max: 10, noNaN: true }),
      (t, more) => {
        expect(leastVolts(t + more)).toBeGreaterThanOrEqual(leastVolts(t) - 1e-9);
      },
    ),
  );
});
