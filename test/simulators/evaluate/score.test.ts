import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RuleId } from "../../../contract/warnings/catalogue.ts";
import type { Life } from "../../../simulators/evaluate/life.ts";
import { scoreRule } from "../../../simulators/evaluate/score.ts";
import { bootstrap95, quantile, ruleOfThree } from "../../../simulators/evaluate/statistics.ts";
import { studies } from "../../../simulators/evaluate/studies.ts";
import type { Study } from "../../../simulators/evaluate/study.ts";

const day = 86_400_000;
const rule = "lv-crank-decline";

interface Short {
  readonly raises?: readonly number[];
  readonly failsOn?: number | undefined;
  readonly days?: number;
  readonly km?: number;
  readonly unseen?: boolean;
  readonly unknown?: number;
  readonly threshold?: number;
}

const alarms = (days: readonly number[]) => days.map((at) => ({ at: at * day, subject: "" }));

const lived = ({
  raises = [],
  failsOn,
  days = 365,
  km = 10_000,
  unseen = false,
  unknown = 0,
  threshold,
}: Short): Life => ({
  vehicle: "v",
  unseenVariant: unseen,
  from: 0,
  to: (failsOn ?? days) * day,
  km,
  truth: {
    kind: "predicts",
    failedAt: failsOn === undefined ? undefined : failsOn * day,
    failsLaterAt: undefined,
    limitAt: undefined,
    failedKm: undefined,
  },
  raises: alarms(raises),
  forecasts: [],
  prompts: { [rule]: raises.length },
  unknownLooks: unknown,
  looks: 10,
  thresholdAt: threshold === undefined ? [] : [threshold * day],
  fixedAt: [],
});
const studyOf = (name: RuleId): Study => {
  const study = studies.find((one) => one.rule === name);
  if (study === undefined) throw new Error(`no study of ${name}`);
  return study;
};
const score = (...lives: readonly Short[]) => scoreRule(lives.map(lived), studyOf(rule), 1_000);

describe("a score", () => {
  test("counts failures, hits, early, late and missed ones", () => {
    const { vehicles, failures, recall, early, late } = score(
      { failsOn: 200, raises: [150] },
      { failsOn: 200, raises: [20] },
      { failsOn: 200, raises: [199.5] },
      { failsOn: 200 },
      {},
    );
    expect({ vehicles, failures, recall, early, late }).toEqual({
      vehicles: 5,
      failures: 4,
      recall: 0.25,
      early: 0.25,
      late: 0.25,
    });
  });

  test("counts false alarms over the distance and the days that were watched", () => {
    const { falseAlarmsPer1000Km, falseAlarmsPer100VehicleDays, km, vehicleDays } = score(
      { raises: [10, 20] },
      { failsOn: 200, raises: [10, 150] },
    );
    expect(km).toBe(20_000);
    expect(vehicleDays).toBe(565);
    expect(falseAlarmsPer1000Km).toBe(0.15);
    expect(falseAlarmsPer100VehicleDays).toBeCloseTo(300 / 565, 4);
  });

  test("bounds what was never seen by three", () => {
    expect(score({ km: 10_000 }, { km: 5_000 }).falseAlarmsPer1000KmAtMost).toBe(0.2);
  });

  test("states precision for fleets in which few fail, whatever the share of the test fleet", () => {
    const one = score({ failsOn: 200, raises: [150] }, { raises: [10] }, {});
    // 1 %: 0.01 hits against 0.99 × half an alarm for each sound vehicle.
    expect(one.precisionAt["1%"]).toBeCloseTo(0.01 / (0.01 + 0.99 * 0.5), 5);
    expect(one.precisionAt["5%"]).toBeCloseTo(0.05 / (0.05 + 0.95 * 0.5), 5);
    const twice = score({ failsOn: 200, raises: [150] }, { failsOn: 200, raises: [150] }, { raises: [10] }, {});
    expect(twice.precisionAt).toEqual(one.precisionAt);
  });

  test("gives the leads of the hits alone", () => {
    const { leadDays } = score(
      { failsOn: 200, raises: [190] },
      { failsOn: 200, raises: [150] },
      { failsOn: 200, raises: [110] },
      { failsOn: 200, raises: [5] },
    );
    expect(leadDays.p50).toBe(50);
    expect(leadDays.p10).toBeCloseTo(18, 9);
    expect(leadDays.p90).toBeCloseTo(82, 9);
  });

  test("keeps the unseen variant and the silence apart", () => {
    const { recallUnseenVariant, unknown } = score(
      { failsOn: 200, unseen: true, unknown: 10 },
      { failsOn: 200, raises: [150] },
    );
    expect(recallUnseenVariant).toBe(0);
    expect(unknown).toBe(0.5);
    expect(score({}).recallUnseenVariant).toBeNull();
  });

  test("holds the rule against a threshold and against as many alarms at random", () => {
    const { baselines, recall } = score({ failsOn: 200, raises: [150], threshold: 199.9 }, { days: 100_000, km: 1 });
    expect(recall).toBe(1);
    expect(baselines.threshold).toMatchObject({ recall: 0, late: 1 });
    // One alarm over a hundred thousand days: it will not have hit these hundred.
    expect(baselines.random.recall).toBe(0);
    expect(baselines.fixed).toMatchObject({ recall: 0, falseAlarmsPer1000Km: 0 });
  });

  test("says null and not zero where there is nothing to divide by", () => {
    const empty = score({ km: 0, days: 0 });
    expect(empty).toMatchObject({ recall: null, recallCi: null, falseAlarmsPer1000Km: null, early: null, late: null });
    expect(empty.leadDays).toEqual({ p10: null, p50: null, p90: null });
  });

  test("of nothing but successes has an interval of certainty; otherwise the interval holds the figure", () => {
    expect(score({ failsOn: 200, raises: [150] }, { failsOn: 200, raises: [150] }).recallCi).toEqual([1, 1]);
    const mixed = score(
      ...Array.from(
        { length: 40 },
        (_, k): Short => (k % 4 === 0 ? { failsOn: 200 } : { failsOn: 200, raises: [150] }),
      ),
    );
    const [low = 1, high = 0] = mixed.recallCi ?? [];
    expect(low).toBeLessThan(0.75);
    expect(high).toBeGreaterThan(0.75);
    expect(low).toBeGreaterThan(0.5);
  });

  const anyLife = fc.record({
    raises: fc.array(fc.nat(300), { maxLength: 4 }).map((all) => all.toSorted((a, b) => a - b)),
    failsOn: fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }),
    km: fc.integer({ min: 1, max: 20_000 }),
  });

  test("is a share between 0 and 1 whatever happened, and no outcome is counted twice", () => {
    fc.assert(
      fc.property(fc.array(anyLife, { minLength: 1, maxLength: 12 }), (lives) => {
        const { recall, early, late, precisionAt } = score(...lives);
        for (const value of [recall, early, late, ...Object.values(precisionAt)])
          if (value !== null) {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(1);
          }
        expect((recall ?? 0) + (early ?? 0) + (late ?? 0)).toBeLessThanOrEqual(1 + 1e-5);
      }),
      { numRuns: 10 },
    );
  });

  test("does not depend on the order of the vehicles, but for the draws of chance", () => {
    fc.assert(
      fc.property(fc.array(anyLife, { minLength: 1, maxLength: 12 }), (lives) => {
        const figures = ({
          recall,
          falseAlarmsPer1000Km,
          precisionAt,
          leadDays,
          early,
          late,
        }: ReturnType<typeof score>) => ({ recall, falseAlarmsPer1000Km, precisionAt, leadDays, early, late });
        expect(figures(score(...lives))).toEqual(figures(score(...lives.toReversed())));
      }),
      { numRuns: 10 },
    );
  });
});

describe("a score of a rule that detects", () => {
  const met = (raises: readonly number[], ...situations: readonly number[]): Life => ({
    ...lived({ days: 30 }),
    truth: {
      kind: "detects",
      situations: situations.map((at) => ({
        at: at * day,
        dueAt: at * day + 60_000,
        until: (at + 1) * day,
        sort: "cold",
        subjects: ["pack"],
      })),
    },
    raises: raises.map((at) => ({ at: at * day, subject: "pack" })),
    thresholdAt: [5 * day],
  });
  const detected = (...lives: readonly Life[]) => scoreRule(lives, studyOf("cold-start-preheat"), 1_000);

  test("counts every situation of a vehicle, has delays and no lead, and is never early", () => {
    const { kind, failures, recall, late, early, leadDays, delayMinutes, recallBySort } = detected(
      met([5, 9.5], 5, 9),
      met([], 3),
      met([]),
    );
    expect({ kind, failures, early }).toEqual({ kind: "detects", failures: 3, early: 0 });
    expect([recall, late]).toEqual([0.333333, 0.333333]);
    expect(leadDays).toEqual({ p10: null, p50: null, p90: null });
    expect(delayMinutes.p50).toBe(0);
    expect(recallBySort).toEqual({ cold: { failures: 3, recall: 0.333333 } });
  });

  test("asks no baseline which subject it means", () => {
    expect(detected(met([], 5)).baselines.threshold).toMatchObject({ recall: 1, falseAlarmsPer1000Km: 0 });
  });

  test("weighs its hits by the vehicle, so that precision holds where one vehicle meets many", () => {
    const { precisionAt } = detected(met([5, 9], 5, 9), met([20]));
    expect(precisionAt["1%"]).toBeCloseTo((0.01 * 2) / (0.01 * 2 + 0.99), 5);
  });
});

describe("what a driver lives with", () => {
  test("is cards in 30 days, also of vehicles with nothing wrong", () => {
    const { promptsPerDriverPerMonth } = score({ days: 30, raises: [3, 9] }, { failsOn: 60, raises: [50] });
    expect(promptsPerDriverPerMonth).toEqual({ all: 1, sound: 2 });
  });
});

describe("statistics", () => {
  test("a quantile lies straight between two values", () => {
    expect(quantile([3, 1, 2], 0.5)).toBe(2);
    expect(quantile([0, 10], 0.25)).toBe(2.5);
    expect(quantile([], 0.5)).toBeUndefined();
  });

  test("the same seed draws the same interval, another one hardly another", () => {
    const items = Array.from({ length: 60 }, (_, k) => k % 3);
    const mean = (sample: readonly number[]): number => sample.reduce((sum, one) => sum + one, 0) / sample.length;
    expect(bootstrap95(items, mean, 7, "a")).toEqual(bootstrap95(items, mean, 7, "a"));
    const [a, b] = [bootstrap95(items, mean, 7, "a"), bootstrap95(items, mean, 8, "a")];
    expect(Math.abs((a?.[0] ?? 0) - (b?.[0] ?? 1))).toBeLessThan(0.1);
  });

  test("three", () => {
    expect(ruleOfThree(1_000)).toBe(0.003);
    expect(ruleOfThree(0)).toBeUndefined();
  });
});
