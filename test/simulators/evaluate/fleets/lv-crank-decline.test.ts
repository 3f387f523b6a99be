import { describe, expect, test } from "vitest";
import { fleet as lowVoltageStudy } from "../../../../simulators/evaluate/fleets/lv-crank-decline.ts";
import type { FailureTruth, Life } from "../../../../simulators/evaluate/life.ts";
import { dayMs, studyStart } from "../../../../simulators/evaluate/study.ts";

const days = 365;
const fleet = await Promise.all(
  Array.from({ length: 24 }, (_, index) => lowVoltageStudy.live({ seed: 3, index, days })),
);
const truthOf = ({ truth }: Life): FailureTruth => {
  if (truth.kind !== "predicts") throw new Error("a battery fails once");
  return truth;
};
const failed = fleet.filter((life) => truthOf(life).failedAt !== undefined);
const sound = fleet.filter((life) => truthOf(life).failedAt === undefined);

describe("a year of a 12 V battery", () => {
  test("fails in some cars and not in others", () => {
    expect(failed.length).toBeGreaterThan(4);
    expect(sound.length).toBeGreaterThan(8);
  });

  test("ends with the start that failed, past the limit of the load test or flat", () => {
    for (const life of failed) {
      const { failedAt = 0, limitAt = failedAt } = truthOf(life);
      expect(life.to).toBe(failedAt);
      expect(limitAt).toBeLessThanOrEqual(failedAt);
      expect(life.raises.every(({ at }) => at <= failedAt)).toBe(true);
    }
  });

  test("that fails no start is watched to its end, and drives what people drive", () => {
    for (const life of sound) {
      expect(life.to).toBe(studyStart + days * dayMs);
      expect(life.km).toBeGreaterThan(2_000);
      expect(life.km).toBeLessThan(40_000);
    }
  });

  test("is the same year for the same request", async () => {
    expect(await lowVoltageStudy.live({ seed: 3, index: 5, days })).toEqual(fleet[5]);
  });
});
