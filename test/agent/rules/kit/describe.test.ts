import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ruleAbouts, rulesFor } from "../../../../agent/rules/catalogue.ts";
import { describeRules } from "../../../../agent/rules/kit/describe.ts";
import { ruleIds } from "../../../../contract/warnings/catalogue.ts";

const page = join(import.meta.dirname, "../../../../docs/rules.md");

test("docs/rules.md says what the rules say", () => {
  const written = describeRules(ruleAbouts);
  if (process.env["FETTLE_WRITE_DOCS"] === "1") writeFileSync(page, written);
  expect(readFileSync(page, "utf8")).toBe(written);
});

test("every rule id has its rule and its page, in one order", () => {
  expect(
    rulesFor()
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(ruleIds);
  expect(ruleAbouts.map(({ id }) => id).toSorted()).toEqual(ruleIds);
});
