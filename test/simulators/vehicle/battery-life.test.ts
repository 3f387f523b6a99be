import { describe, expect, test } from "vitest";
import { createJudge } from "../../../simulators/replay/judge.ts";
import {
  type BatteryLifeOptions,
  batteryVariants,
  createBatteryLife,
  failingBattery,
} from "../../../simulators/vehicle/battery-life.ts";

const beginsAt = Date.parse("2026-07-01T00:00:00Z");
const options = (seed: number, more: Partial<BatteryLifeOptions> = {}): BatteryLifeOptions => ({
  vehicle: `car-${seed}`,
  seed,
  days: 365,
  beginsAt,
  dayOfYear: 181,
  climate: "karlsruhe",
  ...more,
});

const lived = (given: BatteryLifeOptions) => {
  const life = createBatteryLife(given);
  const judge = createJudge(given.vehicle, undefined, (rule, cause) => {
    throw new Error(`rule ${rule} failed`, { cause });
  });
  let warnedAt: number | undefined;
  let latest = 0;
  let starts = 0;
  for (const events of life.starts()) {
    starts += 1;
    for (const event of events) {
      if (event.at < latest) throw new Error(`time runs back at ${event.at}`);
      latest = event.at;
      for (const { rule, at } of judge.step(event)) if (rule === "lv-crank-decline") warnedAt ??= at;
    }
  }
  return { starts, warnedAt, truth: life.truth(), km: life.km(), days: life.days() };
};

describe("a year of a 12 V battery", () => {
  test.each([1, 2, 3])("without a fault starts every morning and evening (car %d)", (seed) => {
    const { starts, truth, warnedAt, km } = lived(options(seed));
    expect(starts).toBe(730);
    expect(truth.failAt).toBeNull();
    expect(warnedAt).toBeUndefined();
    expect(km).toBeGreaterThan(4_000);
    expect(km).toBeLessThan(25_000);
    expect(truth.severity.at(-1)?.[1]).toBeLessThan(truth.severity[0]?.[1] ?? 0);
  });

  test.each([1, 2, 3, 4])("that fails passes its limit first and then a start (car %d)", (seed) => {
    const fault = failingBattery(`car-${seed}`, seed, beginsAt);
    const { truth, starts } = lived(options(seed, { fault }));
    expect(truth.onset).toBe(fault.onsetAt);
    expect(truth.limitAt).toBeGreaterThan(truth.onset);
    if (truth.failAt === null) expect(starts).toBe(730);
    else expect(truth.failAt).toBeGreaterThanOrEqual(truth.limitAt ?? Number.POSITIVE_INFINITY);
  });

  test("ends with the start that failed", () => {
    const fault = failingBattery("car-9", 9, beginsAt);
    const severe = {
      ...fault,
      severity: [
        [0, 0],
        [24 * 60, 0.85],
      ] as const,
    };
    const { truth, days, starts } = lived(options(9, { fault: severe }));
    expect(truth.failAt).not.toBeNull();
    expect(starts).toBeLessThan(730);
    expect(days).toBeLessThan(300);
  });

  test("is emptied by a drain of 2 A in a day and a half", () => {
    const drain = { ...failingBattery("car-5", 5, beginsAt), kind: "parasitic-drain" as const };
    const fault = { ...drain, onsetAt: beginsAt + 5 * 86_400_000, severity: [[0, 2]] as const };
    const { truth } = lived(options(5, { fault }));
    expect(truth.failAt).not.toBeNull();
    expect(((truth.failAt ?? 0) - fault.onsetAt) / 86_400_000).toBeLessThan(4);
  });

  test.each(Object.keys(batteryVariants) as (keyof typeof batteryVariants)[])(
    "of the %s kind is sound when new, and the same for the same seed",
    (kind) => {
      const given = options(1_007, { traits: batteryVariants[kind], days: 60 });
      expect(lived(given)).toEqual(lived(given));
      expect(lived(given).truth.failAt).toBeNull();
    },
  );
});
