import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { WarningEvent } from "../../contract/warning.ts";
import { ruleIds } from "../../contract/warnings/catalogue.ts";
import { run } from "../agent/journey.ts";
import { type Case, caseSchema, dawn, dayMs, eventsOf } from "./case.ts";

const cases = globSync("*.json", { cwd: import.meta.dirname })
  .toSorted()
  .map((file) => ({
    file,
    given: caseSchema.parse(JSON.parse(readFileSync(join(import.meta.dirname, file), "utf8"))),
  }));

const told = ({ rule, kind, severity, subject, at, data }: WarningEvent) => {
  const day = Math.floor((at - dawn) / dayMs);
  return { day, second: (at - dawn - day * dayMs) / 1_000, kind, level: severity, warning: rule, subject, data };
};
const expected = (given: Case) =>
  given.warnings.map((each) => ({ warning: given.warning, ...each, second: expect.closeTo(each.second, 0) }));

test.each(cases)("$file: $given.title", ({ given }) => {
  const { nearestServiceKm: km } = given;
  const { warnings } = run(eventsOf(given), {
    specification: given.car,
    ...(km === undefined ? {} : { nearestServiceKm: () => km }),
  });
  const all = warnings.map(told);
  // By number first: what was told too much or too little is then seen whole.
  expect(all.map(({ kind, warning }) => `${kind} ${warning}`)).toEqual(
    given.warnings.map(({ kind, warning = given.warning }) => `${kind} ${warning}`),
  );
  expect(all).toMatchObject(expected(given));
});

test.each(ruleIds)("there is a case in which %s warns, and one in which it does not", (rule) => {
  const warns = (given: Case) =>
    given.warnings.some(({ kind, warning = given.warning }) => kind === "raised" && warning === rule);
  const of = cases.filter(({ given }) => given.warning === rule);
  expect(of.some(({ given }) => warns(given))).toBe(true);
  expect(of.some(({ given }) => !warns(given))).toBe(true);
});
