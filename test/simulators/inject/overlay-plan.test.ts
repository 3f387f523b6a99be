import { describe, expect, test } from "vitest";
import { loadOverlayPlan, parseOverlayPlan } from "../../../simulators/inject/overlay-plan.ts";

const path = "Vehicle.OBD.ControlModuleVoltage";
const plan = (...faults: readonly unknown[]): string =>
  JSON.stringify({ v: 1, name: "n", description: "d", source: "an assumption", faults });

describe("an overlay file", () => {
  test("the shipped one reads, and says what it does and where its numbers come from", async () => {
    const { name, signals, codes } = await loadOverlayPlan("simulators/scenarios/coolant-loss.json");
    expect(name).toBe("coolant-loss");
    expect(signals).toEqual([
      {
        path: "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature",
        fromSeconds: 10,
        mode: "ramp",
        ratePerMinute: 14,
        max: 118,
        resolution: 1,
      },
    ]);
    expect(codes).toEqual([]);
  });

  test.each<readonly [string, string, RegExp]>([
    ["not JSON", "{", /f\.json is not JSON/],
    ["another version", '{"v":2}', /v: .*; name: .*; description: /],
    [
      "a signal that is not in the table",
      plan({ path: "Vehicle.Nope", fromSeconds: 0, mode: "dropout" }),
      /faults\.0\.path: not a signal/,
    ],
    ["a mode that is none", plan({ path, fromSeconds: 0, mode: "melt" }), /faults\.0\.mode: /],
    ["a word too many", plan({ path, fromSeconds: 0, mode: "set", value: 1, extra: 1 }), /faults\.0: .*extra/],
    [
      "an end before the beginning",
      plan({ path, fromSeconds: 9, untilSeconds: 9, mode: "dropout" }),
      /not after fromSeconds/,
    ],
    [
      "a code that is none",
      plan({ codes: ["P02G7"], fromSeconds: 0 }),
      /faults\.0\.codes\.0: a trouble code is spelt like P0217/,
    ],
    [
      "a voice of its own without a start",
      plan({ path, fromSeconds: 0, mode: "ramp", ratePerMinute: 1, everySeconds: 1 }),
      /faults\.0\.start: /,
    ],
  ])("%s is refused by name", (_what, text, message) => {
    expect(() => parseOverlayPlan(text, "f.json")).toThrow(message);
  });

  test("three faults are listed, not the first alone", () => {
    const text = plan(
      { path: "x", fromSeconds: 0, mode: "dropout" },
      { path, fromSeconds: -1, mode: "dropout" },
      { codes: [], fromSeconds: 0 },
    );
    expect(() => parseOverlayPlan(text, "f.json")).toThrow(/faults\.0\.path.*faults\.1\.fromSeconds.*faults\.2\.codes/);
  });

  test("a file that is not there is named", async () => {
    await expect(loadOverlayPlan("/no/such.json")).rejects.toMatchObject({ code: "SIMULATOR_FILE_MISSING" });
  });
});
