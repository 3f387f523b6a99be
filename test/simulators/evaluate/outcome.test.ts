import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { outcomeOf } from "../../../simulators/evaluate/outcome.ts";

const window = { horizonMs: 100, actionMs: 10 };

describe("the raises of one rule are worth to one failure", () => {
  test.each<readonly [string, readonly number[], number | undefined, string, number | undefined, number]>([
    ["nothing fails and nothing is said", [], undefined, "none", undefined, 0],
    ["nothing fails, and the rule spoke twice", [5, 50], undefined, "none", undefined, 2],
    ["nobody said anything", [], 1_000, "missed", undefined, 0],
    ["in time", [950], 1_000, "inTime", 50, 0],
    ["in time, and again: the first one counts", [920, 980], 1_000, "inTime", 80, 0],
    ["at the very beginning of the window", [900], 1_000, "inTime", 100, 0],
    ["at its very end", [990], 1_000, "inTime", 10, 0],
    ["too late to do anything", [991], 1_000, "late", undefined, 0],
    ["after the failure: detected, not predicted", [1_200], 1_000, "late", undefined, 0],
    ["so early that it was about nothing", [100], 1_000, "early", undefined, 1],
    ["early, and then in time: one false alarm, and a hit", [100, 950], 1_000, "inTime", 50, 1],
    ["early, and then late", [100, 995], 1_000, "late", undefined, 1],
  ])("%s", (_what, raises, failedAt, failure, leadMs, falseAlarms) => {
    expect(outcomeOf(raises, failedAt, window)).toEqual({ failure, leadMs, falseAlarms });
  });

  test("a raise about a part past its limit is not false because the watching ended too early to see it fail", () => {
    const unfinished = { limitAt: 800, watchedUntil: 1_000 };
    expect(outcomeOf([850, 950], undefined, window, unfinished).falseAlarms).toBe(1);
    expect(outcomeOf([850, 950], undefined, window).falseAlarms).toBe(2);
  });

  const raises = fc.array(fc.nat(2_000), { maxLength: 8 }).map((all) => all.toSorted((a, b) => a - b));
  const horizon = fc.integer({ min: 10, max: 800 });

  test("a wider horizon never makes a hit of a failure a miss, nor more false alarms", () => {
    fc.assert(
      fc.property(raises, fc.nat(2_000), horizon, fc.nat(500), (all, failedAt, horizonMs, more) => {
        const narrow = outcomeOf(all, failedAt, { horizonMs, actionMs: 10 });
        const wide = outcomeOf(all, failedAt, { horizonMs: horizonMs + more, actionMs: 10 });
        if (narrow.failure === "inTime") expect(wide.failure).toBe("inTime");
        expect(wide.falseAlarms).toBeLessThanOrEqual(narrow.falseAlarms);
      }),
    );
  });

  test("a lead lies between the action time and the horizon", () => {
    fc.assert(
      fc.property(raises, fc.nat(2_000), horizon, (all, failedAt, horizonMs) => {
        const { leadMs } = outcomeOf(all, failedAt, { horizonMs, actionMs: 10 });
        if (leadMs === undefined) return;
        expect(leadMs).toBeGreaterThanOrEqual(10);
        expect(leadMs).toBeLessThanOrEqual(horizonMs);
      }),
    );
  });

  test("moving everything in time moves nothing else", () => {
    fc.assert(
      fc.property(raises, fc.nat(2_000), fc.integer({ min: -1e6, max: 1e6 }), (all, failedAt, by) => {
        expect(
          outcomeOf(
            all.map((at) => at + by),
            failedAt + by,
            window,
          ),
        ).toEqual(outcomeOf(all, failedAt, window));
      }),
    );
  });
});
