import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FailureTruth, Situation } from "../../../simulators/evaluate/life.ts";
import { foretold, noticed } from "../../../simulators/evaluate/outcome.ts";

const window = { horizonMs: 100, actionMs: 10 };
const raised = (...instants: readonly number[]) => instants.map((at) => ({ at, subject: "" }));
const truthOf = (failedAt: number | undefined, rest: Partial<FailureTruth> = {}): FailureTruth => ({
  kind: "predicts",
  failedAt,
  failsLaterAt: undefined,
  limitAt: undefined,
  failedKm: undefined,
  ...rest,
});
const worth = (instants: readonly number[], failedAt: number | undefined, horizonMs = window.horizonMs) =>
  foretold(raised(...instants), truthOf(failedAt), { ...window, horizonMs }, 2_000);

describe("the raises of one rule are worth to one failure", () => {
  test.each<readonly [string, readonly number[], number | undefined, string, readonly number[], number]>([
    ["nothing fails and nothing is said", [], undefined, "none", [], 0],
    ["nothing fails, and the rule spoke twice", [5, 50], undefined, "none", [], 2],
    ["nobody said anything", [], 1_000, "missed", [], 0],
    ["in time", [950], 1_000, "inTime", [50], 0],
    ["in time, and again: the first one counts", [920, 980], 1_000, "inTime", [80], 0],
    ["at the very beginning of the window", [900], 1_000, "inTime", [100], 0],
    ["at its very end", [990], 1_000, "inTime", [10], 0],
    ["too late to do anything", [991], 1_000, "late", [], 0],
    ["after the failure: detected, not predicted", [1_200], 1_000, "late", [], 0],
    ["so early that it was about nothing", [100], 1_000, "early", [], 1],
    ["early, and then in time: one false alarm, and a hit", [100, 950], 1_000, "inTime", [50], 1],
    ["early, and then late", [100, 995], 1_000, "late", [], 1],
  ])("%s", (_what, raises, failedAt, what, spansMs, falseAlarms) => {
    const { events, inTime, early, late, ...rest } = worth(raises, failedAt);
    const is = (name: string): number => (what === name ? 1 : 0);
    expect({ events, inTime, early, late }).toEqual({
      events: what === "none" ? 0 : 1,
      inTime: is("inTime"),
      early: is("early"),
      late: is("late"),
    });
    expect(rest).toMatchObject({ spansMs, falseAlarms });
  });

  test("shortly before the failure is before it, though too late; after it is not", () => {
    expect(worth([995], 1_000)).toMatchObject({ before: 1, inTime: 0 });
    expect(worth([1_000], 1_000)).toMatchObject({ before: 0, late: 1 });
    expect(worth([100], 1_000)).toMatchObject({ before: 0 });
  });

  test("a raise about a part past its limit is not false because the watching ended too early to see it fail", () => {
    const falseOf = (rest: Partial<FailureTruth>) =>
      foretold(raised(850, 950), truthOf(undefined, rest), window, 1_000).falseAlarms;
    expect(falseOf({ limitAt: 800 })).toBe(1);
    expect(falseOf({})).toBe(2);
  });

  test("what failed after the watching decides, where it is known", () => {
    const falseOf = (failsLaterAt: number) =>
      foretold(raised(850, 950), truthOf(undefined, { failsLaterAt, limitAt: 800 }), window, 1_000).falseAlarms;
    expect(falseOf(1_040)).toBe(1);
    expect(falseOf(950)).toBe(0);
    expect(falseOf(1_500)).toBe(2);
  });

  test("false alarms on a worn part are counted apart, and are false all the same", () => {
    const { falseAlarms, falseOnWorn } = foretold(
      raised(100, 300),
      truthOf(undefined, { limitAt: 200 }),
      window,
      1_000,
    );
    expect({ falseAlarms, falseOnWorn }).toEqual({ falseAlarms: 2, falseOnWorn: 1 });
  });

  const raises = fc.array(fc.nat(2_000), { maxLength: 8 }).map((all) => all.toSorted((a, b) => a - b));
  const horizon = fc.integer({ min: 10, max: 800 });

  test("a wider horizon never makes a hit of a failure a miss, nor more false alarms", () => {
    fc.assert(
      fc.property(raises, fc.nat(2_000), horizon, fc.nat(500), (all, failedAt, horizonMs, more) => {
        const narrow = worth(all, failedAt, horizonMs);
        const wide = worth(all, failedAt, horizonMs + more);
        expect(wide.inTime).toBeGreaterThanOrEqual(narrow.inTime);
        expect(wide.falseAlarms).toBeLessThanOrEqual(narrow.falseAlarms);
      }),
    );
  });

  test("a lead lies between the action time and the horizon", () => {
    fc.assert(
      fc.property(raises, fc.nat(2_000), horizon, (all, failedAt, horizonMs) => {
        for (const lead of worth(all, failedAt, horizonMs).spansMs) {
          expect(lead).toBeGreaterThanOrEqual(10);
          expect(lead).toBeLessThanOrEqual(horizonMs);
        }
      }),
    );
  });

  test("moving everything in time moves nothing else", () => {
    fc.assert(
      fc.property(raises, fc.nat(2_000), fc.integer({ min: -1e6, max: 1e6 }), (all, failedAt, by) => {
        const moved = worth(
          all.map((at) => at + by),
          failedAt + by,
        );
        expect(moved).toEqual(worth(all, failedAt));
      }),
    );
  });
});

describe("the raises of one rule are worth to situations", () => {
  const situation = (at: number, rest: Partial<Situation> = {}): Situation => ({
    at,
    dueAt: at + 10,
    until: at + 100,
    sort: "s",
    subjects: undefined,
    ...rest,
  });
  const found = (instants: readonly number[], ...situations: readonly Situation[]) =>
    noticed(raised(...instants), { kind: "detects", situations });

  test.each<readonly [string, readonly number[], object]>([
    ["unnoticed", [], { inTime: 0, late: 0, falseAlarms: 0, spansMs: [] }],
    ["noticed at once", [200], { inTime: 1, late: 0, falseAlarms: 0, spansMs: [0] }],
    ["noticed when it is due", [210], { inTime: 1, spansMs: [10] }],
    ["noticed too late", [211], { inTime: 0, late: 1, falseAlarms: 0 }],
    ["told twice: a nuisance, no false alarm", [201, 250], { inTime: 1, falseAlarms: 0 }],
    ["told before there was anything", [199], { inTime: 0, late: 0, falseAlarms: 1 }],
    ["told when it was over", [301], { inTime: 0, late: 0, falseAlarms: 1 }],
  ])("%s", (_what, instants, expected) => {
    expect(found(instants, situation(200))).toMatchObject({ events: 1, early: 0, ...expected });
  });

  test("another subject than the one that it is about is a false alarm", () => {
    const about = { kind: "detects" as const, situations: [situation(200, { subjects: ["a", "b"] })] };
    expect(noticed([{ at: 205, subject: "b" }], about)).toMatchObject({ inTime: 1, falseAlarms: 0 });
    expect(noticed([{ at: 205, subject: "c" }], about)).toMatchObject({ inTime: 0, falseAlarms: 1 });
  });

  test("each situation is counted, and each sort of it", () => {
    const outcome = found([205, 900], situation(200), situation(400), situation(895, { sort: "t" }));
    expect(outcome).toMatchObject({ events: 3, inTime: 2, falseAlarms: 0 });
    expect(outcome.sorts).toEqual({ s: { events: 2, inTime: 1 }, t: { events: 1, inTime: 1 } });
  });

  test("where nothing is the matter every word is false", () => {
    expect(found([1, 2, 3])).toMatchObject({ events: 0, falseAlarms: 3 });
  });
});
