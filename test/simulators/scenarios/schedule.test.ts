import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SimulatorError } from "../../../simulators/errors.ts";
import { type DriveScenario, parseDriveScenario } from "../../../simulators/scenarios/drive-scenario.ts";
import { firstDayOfYear, planDrives, planFaults } from "../../../simulators/scenarios/schedule.ts";

const raw = JSON.parse(readFileSync("simulators/scenarios/drives/fan-failed-jam.json", "utf8"));
const scenario = (changed: object): DriveScenario => parseDriveScenario(JSON.stringify({ ...raw, ...changed }), "test");
const legs = [{ idle: 600 }];

describe("a scenario's drives", () => {
  test("stand in the order of time, however they were written", () => {
    const planned = planDrives(
      scenario({
        begins: "2026-03-01",
        drives: [
          { day: 0, hour: 18, times: 2, legs },
          { day: 0, hour: 7.5, times: 2, everyDays: 1, legs },
        ],
      }),
      {},
    );
    expect(planned.map(({ at }) => new Date(at).toISOString().slice(0, 16))).toEqual([
      "2026-03-01T07:30",
      "2026-03-01T18:00",
      "2026-03-02T07:30",
      "2026-03-02T18:00",
    ]);
  });

  test("that overlap are refused with the one that comes too early", () => {
    const overlapping = scenario({
      drives: [
        { day: 0, hour: 7, legs },
        { day: 0, hour: 7.1, legs },
      ],
    });
    expect(() => planDrives(overlapping, {})).toThrow(/07:06:00.000Z begins before the one before it has ended/);
  });
});

describe("a scenario's faults", () => {
  const drives = [
    { day: 0, hour: 7, legs },
    { day: 3, hour: 7, legs },
  ];
  const fault = { kind: "fan-failed", ends: "none", severity: [[0, 1]] };

  test("set in during a drive, or at a day", () => {
    const plan = (entry: object): number | undefined => {
      const given = scenario({ begins: "2026-03-01", drives, faults: [{ ...fault, ...entry }] });
      return planFaults(given, planDrives(given, {}))[0]?.onsetAt;
    };
    expect(plan({ drive: 1, seconds: 90 })).toBe(Date.parse("2026-03-04T07:01:30Z"));
    expect(plan({ day: 1.5 })).toBe(Date.parse("2026-03-02T12:00:00Z"));
  });

  test("that name a drive too many are refused", () => {
    const given = scenario({ drives, faults: [{ ...fault, drive: 2 }] });
    expect(() => planFaults(given, planDrives(given, {}))).toThrow(/drive 2, but there are 2, counted from 0/);
  });

  test.each([
    ["neither drive nor day", fault],
    ["both drive and day", { ...fault, drive: 0, day: 1 }],
    ["a silent sensor without its path", { ...fault, kind: "sensor-silent", day: 0 }],
    ["an unknown kind", { ...fault, kind: "bad-luck", day: 0 }],
  ])("with %s are refused", (_, entry) => {
    expect(() => scenario({ faults: [entry] })).toThrow(SimulatorError);
  });
});

test("the day of the year counts from 0 and knows leap years", () => {
  expect(firstDayOfYear(scenario({ begins: "2026-01-01" }))).toBe(0);
  expect(firstDayOfYear(scenario({ begins: "2028-12-31" }))).toBe(365);
});

test("whatever a file holds, it is read or refused with a code, never worse", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.json().map((text) => JSON.stringify({ ...raw, drives: text })),
      ),
      (text) => {
        try {
          parseDriveScenario(text, "any");
        } catch (cause) {
          expect(cause).toBeInstanceOf(SimulatorError);
          expect(cause).toMatchObject({ code: "SIMULATOR_DRIVE_SCENARIO_INVALID" });
        }
      },
    ),
    { numRuns: 200 },
  );
});
