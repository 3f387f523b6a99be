import { describe, expect, test } from "vitest";
import { contracts } from "../../../agent/signals/contracts.ts";
import { signalPaths } from "../../../contract/signals.ts";

describe("the contracts of the signals", () => {
  test("every signal of the table has one", () => {
    expect([...contracts.keys()]).toEqual(signalPaths);
  });

  test("what has a largest step also has a pace, so that a jump is believed in the end", () => {
    for (const [path, { step, perSecond }] of contracts) expect(step > 0, path).toBe(perSecond > 0);
  });

  test("what is measured again and again grows stale, what is kept does not", () => {
    expect(contracts.get("Vehicle.Speed")?.staleMs).toBeGreaterThan(0);
    expect(contracts.get("Vehicle.TraveledDistance")?.staleMs).toBe(0);
    expect(contracts.get("Vehicle.Fettle.SoakTime")?.staleMs).toBe(0);
  });
});
