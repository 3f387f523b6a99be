import { expect, test } from "vitest";
import { sortWords } from "../../../simulators/evaluate/sort-words.ts";

test.each(["air", "pack", "weak-battery", "far", "offline", "silent", "stuck", "open-circuit"])(
  "a situation of the sort %s is called in plain words in both languages",
  (sort) => {
    const { "zh-CN": zh, en } = sortWords(sort);
    expect(zh).toMatch(/[\u4e00-\u9fff]/);
    expect(en).not.toContain("-");
  },
);

test("a fault code is called by itself", () => {
  expect(sortWords("P0171")).toEqual({ "zh-CN": "P0171", en: "P0171" });
});
