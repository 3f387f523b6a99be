import { expect, test } from "vitest";
import { completeProfile, vehicleProfileSchema } from "../../../agent/rules/profile.ts";

test("an empty profile is a whole car", () => {
  expect(completeProfile(vehicleProfileSchema.parse({}))).toEqual({
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
  const parsed = vehicleProfileSchema.safeParse({ coolantLimitCelsius: 400, colour: "red" });
  expect(parsed.error?.issues.map(({ code }) => code).toSorted()).toEqual(["too_big", "unrecognized_keys"]);
});
