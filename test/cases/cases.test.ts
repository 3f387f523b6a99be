import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import type { WarningEvent } from "../../contract/warning.ts";
import { ruleIds } from "../../contract/warnings/catalogue.ts";
import { run } from "../agent/journey.ts";
import { type Case, caseFileSchema, dawn, dayMs, eventsOf } from "./case.ts";

const cases = globSync("*.json", { cwd: import.meta.dirname })
  .toSorted()
  .flatMap((file) => {
    const text = readFileSync(join(import.meta.dirname, file), "utf8");
    const warning = basename(file, ".json");
    return caseFileSchema.parse(JSON.parse(text)).cases.map((given) => ({ warning, title: given.title, given }));
  });

const told = ({ rule, kind, severity, subject, at, data }: WarningEvent) => {
  const day = Math.floor((at - dawn) / dayMs);
  return { day, second: (at - dawn - day * dayMs) / 1_000, kind, level: severity, warning: rule, subject, data };
};
const expected = (warning: string, { warnings }: Case) =>
  warnings.map((each) => ({ warning, ...each, second: expect.closeTo(each.second, 0) }));

test.each(cases)("$warning: $title", ({ warning: own, given }) => {
  const { nearestServiceKm: km } = given;
  const { warnings } = run(eventsOf(given), {
    specification: given.car,
    ...(km === undefined ? {} : { nearestServiceKm: () => km }),
  });
  const all = warnings.map(told);
  // By number first: what was told too much or too little is then seen whole.
  expect(all.map(({ kind, warning }) => `${kind} ${warning}`)).toEqual(
    given.warnings.map(({ kind, warning = own }) => `${kind} ${warning}`),
  );
  expect(all).toMatchObject(expected(own, given));
});

test.each(ruleIds)("there is a case in which %s warns, and one in which it does not", (rule) => {
  const raises = cases
    .filter(({ warning }) => warning === rule)
    .map(({ given }) => given.warnings.some(({ kind, warning = rule }) => kind === "raised" && warning === rule));
  expect(new Set(raises)).toEqual(new Set([true, false]));
});
