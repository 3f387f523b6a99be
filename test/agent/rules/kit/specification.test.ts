import { expect, test } from "vitest";
import { carSpecificationSchema, completeSpecification } from "../../../../agent/rules/kit/specification.ts";

test("an empty specification is a whole car", () => {
  expect(completeSpecification(carSpecificationSchema.parse({}))).toEqual({
    powertrain: "unknown",
    fuel: "unknown",
    lvNominalVolts: 12,
    lvChemistry: "lead-acid",
    lvCapacityAh: 60,
    coolantLimitCelsius: 115,
    padNewMm: 11,
    padLimitMm: 3,
    coldPackCelsius: 0,
    coldAirCelsius: -10,
  });
});

test("a limit no engine survives and a word that is no entry are both refused", () => {
  const parsed = carSpecificationSchema.safeParse({ coolantLimitCelsius: 400, colour: "red" });
  expect(parsed.error?.issues.map(({ code }) => code).toSorted()).toEqual(["too_big", "unrecognized_keys"]);
});
