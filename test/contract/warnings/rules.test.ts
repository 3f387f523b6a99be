import { describe, expect, test } from "vitest";
import { ruleFiles } from "../../../agent/rules/catalogue.ts";
import { warningOf } from "../../../contract/warnings/catalogue.ts";

describe.each(ruleFiles)("$id", ({ id, about }) => {
  test("describes the data that its entry declares, and no other", () => {
    const described = [...about.data.matchAll(/`(\w+)`/g)].map(([, key]) => key);
    expect(described.toSorted()).toEqual(Object.keys(warningOf(id).data).toSorted());
  });
});
