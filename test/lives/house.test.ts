import { describe, expect, test } from "vitest";
import { againWith } from "../../simulators/house/command.ts";
import { liveThrough } from "../../simulators/house/house.ts";

const seeds = Array.from({ length: 200 }, (_, n) => 1_001 + n);

describe("the whole house", () => {
  test.each(seeds)("holds through seed %i", async (seed) => {
    const { faults, warnings } = await liveThrough(seed);
    expect(faults, againWith(seed)).toEqual([]);
    expect(warnings).toBeGreaterThanOrEqual(0);
  });

  test("the same seed is the same story, and another seed another one", async () => {
    const [one, again, other] = [await liveThrough(7), await liveThrough(7), await liveThrough(8)];
    expect(again.story).toEqual(one.story);
    expect(again.digest).toBe(one.digest);
    expect(other.digest).not.toBe(one.digest);
  });

  test("most seeds have something to lose, and things to go wrong", async () => {
    const lived = await Promise.all([1, 2, 3, 4, 5, 6].map(liveThrough));
    expect(lived.filter(({ warnings }) => warnings > 0).length).toBeGreaterThanOrEqual(4);
    const story = lived.flatMap((one) => one.story).join("\n");
    for (const trouble of ["car-0   dies", "car-1   dies", "bridge  dies", "network cuts", "disk is full"])
      expect(story).toContain(trouble);
  });
});
