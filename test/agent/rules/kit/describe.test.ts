import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ruleFiles } from "../../../../agent/rules/catalogue.ts";
import { describeRules } from "../../../../agent/rules/kit/describe.ts";
import { completeSpecification } from "../../../../agent/rules/kit/specification.ts";
import { ruleIds } from "../../../../contract/warnings/catalogue.ts";

const page = join(import.meta.dirname, "../../../../docs/rules.md");

test("docs/rules.md says what the rules say", () => {
  const written = describeRules(ruleFiles);
  if (process.env["FETTLE_WRITE_DOCS"] === "1") writeFileSync(page, written);
  expect(readFileSync(page, "utf8")).toBe(written);
});

test("every rule file bears the name under which it is registered", () => {
  expect(ruleFiles.map(({ id }) => id)).toEqual(ruleIds);
  for (const { id, forCar } of ruleFiles) expect(forCar(completeSpecification()).id).toBe(id);
});
