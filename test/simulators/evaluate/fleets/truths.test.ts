import { describe, expect, test } from "vitest";
import type { RuleId } from "../../../../contract/warnings/catalogue.ts";
import type { FailureTruth, Life, Situation } from "../../../../simulators/evaluate/life.ts";
import { studies } from "../../../../simulators/evaluate/studies.ts";

const livesOf = async (rule: RuleId, count: number, seed = 3): Promise<readonly Life[]> => {
  const study = studies.find((one) => one.rule === rule);
  if (study === undefined) throw new Error(`no study of ${rule}`);
  return Promise.all(Array.from({ length: count }, (_, index) => study.live({ seed, index, days: 200 })));
};
const failures = (lives: readonly Life[]): readonly FailureTruth[] =>
  lives.map(({ truth }) => truth).filter((truth) => truth.kind === "predicts");
const situations = (lives: readonly Life[]): readonly Situation[] =>
  lives.flatMap(({ truth }) => (truth.kind === "detects" ? truth.situations : []));
const failed = (lives: readonly Life[]): number =>
  failures(lives).filter(({ failedAt }) => failedAt !== undefined).length;

describe("what really happens in a fleet", () => {
  test.each([
    ["lv-charging-fault", 12],
    ["coolant-overheat-trend", 16],
    ["brake-pad-wearout", 16],
  ] as const)(
    "%s: some fail and some do not, no failure comes before its limit, and the watching goes on a little",
    async (rule, count) => {
      const lives = await livesOf(rule, count);
      expect(failed(lives)).toBeGreaterThanOrEqual(count * 0.2);
      expect(failed(lives)).toBeLessThanOrEqual(count * 0.9);
      for (const { truth, to } of lives) {
        if (truth.kind !== "predicts" || truth.failedAt === undefined) continue;
        expect(truth.limitAt ?? Number.NaN).toBeLessThanOrEqual(truth.failedAt);
        expect(to).toBeGreaterThan(truth.failedAt);
      }
    },
  );

  test("pads that are not worn when the watching ends are foreseen to be, later", async () => {
    const unworn = (await livesOf("brake-pad-wearout", 8)).filter(
      ({ truth }) => truth.kind === "predicts" && truth.failedAt === undefined,
    );
    expect(unworn.length).toBeGreaterThan(0);
    for (const { truth, to } of unworn)
      expect(truth.kind === "predicts" ? truth.failsLaterAt : undefined).toBeGreaterThan(to);
  });

  test("an open thermostat has failed when the car itself has stored the code, some trips after it began to open", async () => {
    const lives = await livesOf("thermostat-stuck-open", 12);
    expect(failed(lives)).toBeGreaterThan(0);
    expect(failed(lives)).toBeLessThan(12);
    for (const { failedAt, limitAt } of failures(lives))
      if (failedAt !== undefined) expect(failedAt).toBeGreaterThan(limitAt ?? Number.POSITIVE_INFINITY);
  });

  test.each(["cold-start-preheat", "dtc-confirmed", "remote-area-help", "warning-data-quality"] as const)(
    "%s: some cars meet it and some do not; it is due while it lasts, inside the watched time",
    async (rule) => {
      const lives = await livesOf(rule, 12);
      const met = lives.filter(({ truth }) => truth.kind === "detects" && truth.situations.length > 0).length;
      expect(met).toBeGreaterThanOrEqual(2);
      expect(met).toBeLessThanOrEqual(11);
      for (const { at, dueAt, until } of situations(lives)) {
        expect(dueAt).toBeGreaterThanOrEqual(at);
        expect(until).toBeGreaterThanOrEqual(dueAt);
      }
      expect(studies.find((one) => one.rule === rule)?.scoring.kind).toBe("detects");
    },
  );

  test("a car in a warm garage, or after a short stop, is in no cold start though its sensors will be", async () => {
    const cold = await livesOf("cold-start-preheat", 30);
    for (const { truth } of cold) {
      const at = truth.kind === "detects" ? truth.situations.map((one) => one.at) : [];
      // Two cold starts of one car lie a night apart.
      for (const [k, instant] of at.entries())
        if (k > 0) expect(instant - (at[k - 1] ?? 0)).toBeGreaterThan(6 * 3_600_000);
    }
    expect(new Set(situations(cold).map(({ sort }) => sort))).toEqual(new Set(["pack", "air", "weak-battery"]));
  });

  test("a lost gauge is known by its signal, and by how it is lost", async () => {
    const lost = situations(await livesOf("warning-data-quality", 30));
    expect(new Set(lost.map(({ sort }) => sort)).size).toBeGreaterThanOrEqual(2);
    for (const { subjects } of lost) expect(subjects?.length).toBeGreaterThan(0);
  });
});
