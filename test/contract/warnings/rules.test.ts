import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { ruleFiles } from "../../../agent/rules/catalogue.ts";
import { type RuleId, warningOf } from "../../../contract/warnings/catalogue.ts";

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** Template literals without what is filled in: `${…}`, whatever braces stand in it. */
const withoutFillings = (source: string): string => {
  let text = "";
  let depth = 0;
  for (let at = 0; at < source.length; at += 1) {
    if (depth === 0 && source.startsWith("${", at)) {
      depth = 1;
      at += 1;
    } else if (depth > 0) depth += source[at] === "{" ? 1 : source[at] === "}" ? -1 : 0;
    else text += source[at];
  }
  return text;
};

// Names, not limits: PIDs and services of J1979, nominal voltages, the resolution of a carrier.
const names =
  /PID [0-9A-F]{2}|\([0-9A-F]{2}\)|\b[Ss]ervices? 0\d(?: \(\w+\) and 0A)?|\b(?:12|24) V\b|\[1\/min\]|1 Celsius a bit|100 worn/g;

/** What a rule says in words, as it stands in its file: up to its limits. */
const descriptionOf = (id: RuleId): string => {
  const [file = ""] = globSync(`agent/rules/*/${id}.ts`, { cwd: root });
  const source = readFileSync(join(root, file), "utf8");
  const [description = ""] = /about: RuleAbout = \{[\s\S]*?\n {2}data:/.exec(source) ?? [];
  return description;
};

describe.each(ruleFiles)("$id", ({ id, about }) => {
  test("describes the data that its entry declares, and no other", () => {
    const described = [...about.data.matchAll(/`(\w+)`/g)].map(([, key]) => key);
    expect(described.toSorted()).toEqual(Object.keys(warningOf(id).data).toSorted());
  });

  test("writes no number into its description: each is filled in from what it judges by", () => {
    const description = descriptionOf(id);
    expect(description).toContain("judges:");
    const written = withoutFillings(description).replace(names, "");
    expect(written.match(/.{0,30}\d.{0,20}/g) ?? []).toEqual([]);
  });

  test("gives a source for each limit", () => {
    expect(about.limits.filter(({ value, unit, source }) => [String(value), unit, source].includes(""))).toEqual([]);
  });
});
