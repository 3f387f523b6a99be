import { describe, expect, test } from "vitest";
import { ruleAbouts } from "../../../agent/rules/catalogue.ts";
import { warningOf } from "../../../contract/warnings/catalogue.ts";

describe.each(ruleAbouts)("$id", ({ id, levels, data }) => {
  test("judges the levels that its entry declares", () => {
    expect(levels).toEqual(warningOf(id).levels);
  });

  test("describes the data that its entry declares, and no other", () => {
    const described = [...data.matchAll(/`(\w+)`/g)].map(([, key]) => key);
    expect(described.toSorted()).toEqual(Object.keys(warningOf(id).data).toSorted());
  });
});
