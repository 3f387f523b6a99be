import { describe, expect, test } from "vitest";
import { gradeOf } from "../../agent/rules/codes/dtc-class.ts";
import { file } from "../../cloud-bridge/desk/knowledge/knowledge.ts";
import { causeIds, causeOf, causeOfCode, codeOf, familyOfCode, stretches } from "../../contract/cause-of-code.ts";
import { type CauseId, causes } from "../../contract/causes.ts";
import { deskOf, ruleIds, warningOf } from "../../contract/warnings/catalogue.ts";

/** Every code that can be spelled: SAE J2012, P, C, B and U with 0000 to 3FFF. */
const everyCode: readonly string[] = [..."PCBU"].flatMap((letter) =>
  Array.from({ length: 0x4000 }, (_, place) => `${letter}${place.toString(16).toUpperCase().padStart(4, "0")}`),
);

describe("causes", () => {
  test("every code belongs to exactly one", () => {
    expect(everyCode.filter((code) => causeOfCode(code) === undefined)).toEqual([]);
    // Two stretches hold a code in common only where one lies within the other, and the narrower has the word.
    const doubtful = stretches.flatMap((a, at) =>
      stretches
        .slice(at + 1)
        .filter(
          (b) =>
            a.from <= b.to &&
            b.from <= a.to &&
            (a.from < b.from || a.to > b.to || (a.from === b.from && a.to === b.to)),
        )
        .map((b) => `${a.cause} and ${b.cause}`),
    );
    expect(doubtful).toEqual([]);
  });

  test("each with codes has one that is its own", () => {
    const told = new Set(everyCode.map(causeOfCode));
    const coded = Object.entries(causes).flatMap(([id, cause]) => ("codes" in cause ? [id] : []));
    expect(coded.filter((id) => ![...told].some((cause) => cause === id))).toEqual([]);
  });

  test("what is no code has none", () => {
    for (const text of ["", "P", "P4000", "Q0001", "p0301", "P03010", "network"])
      expect(causeOfCode(text)).toBeUndefined();
  });

  test("none mutes or explains itself", () => {
    for (const id of causeIds)
      expect([...(causeOf(id).mutes ?? []), ...(causeOf(id).explains ?? [])]).not.toContain(id);
  });

  test("a warning and the codes of its cause are one ticket", () => {
    const foretold = ruleIds.flatMap((id) => {
      const { cause } = warningOf(id);
      const group = cause === null ? undefined : causeOf(cause).codes?.group;
      return group === undefined ? [] : [{ group, faultGroup: deskOf(id).faultGroup }];
    });
    expect(foretold.length).toBeGreaterThan(0);
    for (const { group, faultGroup } of foretold) expect(faultGroup).toBe(group);
  });
});

test("car and desk class every code alike", () => {
  const safe = (code: string) => {
    const { safety } = file("dtc-confirmed", "warning", { code }, `car/dtc-confirmed/1/${code}`);
    const { severity } = gradeOf(code);
    return { code, safety, urgent: severity === "critical" || familyOfCode(code)?.class === "safety-soon" };
  };
  expect(everyCode.map(safe).filter(({ safety, urgent }) => safety !== urgent)).toEqual([]);
});

/** Codes that car and desk classed differently, or under another meaning than SAE J2012 gives them; argued in docs/decisions. */
test.each<[string, CauseId, severity: string, priority: string, group: string]>([
  ["P0116", "coolant-gauge", "advisory", "P2", "dtc-p0116"],
  ["P0125", "thermostat", "advisory", "P2", "thermostat"],
  ["P0126", "thermostat", "advisory", "P2", "thermostat"],
  ["P0141", "oxygen-sensors", "advisory", "P2", "dtc-p0141"],
  ["P0148", "air-and-fuel", "advisory", "P2", "dtc-p0148"],
  ["P0168", "air-and-fuel", "advisory", "P2", "dtc-p0168"],
  ["P0217", "overheating", "critical", "P1", "cooling"],
  ["P0218", "gearbox-overheating", "critical", "P1", "gearbox-cooling"],
  ["P0520", "oil-pressure-gauge", "advisory", "P2", "dtc-p0520"],
  ["P0522", "oil-pressure-gauge", "advisory", "P2", "dtc-p0522"],
  ["P0523", "oil-pressure-gauge", "advisory", "P2", "dtc-p0523"],
  ["P0524", "oil-pressure", "critical", "P1", "oil-pressure"],
  ["P0562", "charging", "warning", "P2", "charging"],
  ["P0624", "control-unit", "advisory", "P2", "dtc-p0624"],
  ["P0625", "charging", "warning", "P2", "charging"],
  ["P2002", "exhaust-treatment", "advisory", "P2", "dtc-p2002"],
  ["P2004", "intake-runners", "advisory", "P2", "dtc-p2004"],
  ["P201A", "exhaust-treatment", "advisory", "P2", "dtc-p201a"],
  ["P2025", "fuel-vapour", "advisory", "P3", "fuel-vapour"],
  ["P2066", "intake-runners", "advisory", "P2", "dtc-p2066"],
  ["P2096", "exhaust-treatment", "advisory", "P2", "dtc-p2096"],
  ["P2226", "intake-runners", "advisory", "P2", "dtc-p2226"],
  ["P2263", "intake-runners", "advisory", "P2", "dtc-p2263"],
  ["P2270", "exhaust-treatment", "advisory", "P2", "dtc-p2270"],
  ["P2402", "fuel-vapour", "advisory", "P3", "fuel-vapour"],
  ["P2463", "exhaust-treatment", "advisory", "P2", "dtc-p2463"],
  ["P0A94", "dc-dc", "warning", "P1", "dc-dc"],
  ["P0AA6", "high-voltage", "critical", "P1", "high-voltage"],
  ["C0044", "brakes-and-steering", "warning", "P1", "dtc-c0044"],
  ["C0046", "brakes-and-steering", "warning", "P1", "dtc-c0046"],
  ["C0049", "brake-fluid", "critical", "P1", "dtc-c0049"],
])("%s is %s: %s to the driver, %s at the desk, in group %s", (code, cause, severity, priority, faultGroup) => {
  expect(causeOfCode(code)).toBe(cause);
  expect(gradeOf(code).severity).toBe(severity);
  expect(file("dtc-confirmed", "warning", { code }, `car/dtc-confirmed/1/${code}`)).toMatchObject({
    priority,
    faultGroup,
  });
});

test("the code of a warning is its root, else the first of the group, else its subject", () => {
  expect(codeOf({ code: "P0301", codes: "P0300,P0301" }, "P0300")).toBe("P0301");
  expect(codeOf({ codes: "P0420,P0171" }, "P0171")).toBe("P0420");
  expect(codeOf({}, "P0217")).toBe("P0217");
  expect(codeOf({}, "network")).toBeUndefined();
});
