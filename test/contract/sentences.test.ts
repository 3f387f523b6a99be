import { describe, expect, test } from "vitest";
import { say } from "../../contract/language.ts";
import { fill, isMet, placesOf, sentence } from "../../contract/sentences.ts";

const fillings = {
  values: { m: 4, t: -14.26, fault: "over", empty: "", far: Number.NaN, long: "x".repeat(41), km: 0 },
  words: { fault: say("过高", "too high"), where: undefined },
};

describe("a template", () => {
  test.each<[string, string | undefined]>([
    ["in {m} min", "in 4 min"],
    ["{t} °C", "−14.3 °C"],
    ["it is {fault}", "it is too high"],
    ["{?fault=over}over", "over"],
    ["{?fault=under}under", undefined],
    ["{?km=0}worn", "worn"],
    ["{?m}soon", "soon"],
    ["{?missing}soon", undefined],
    ["{missing}", undefined],
    ["{empty}", undefined],
    ["{?empty}", undefined],
    ["{far}", undefined],
    ["{long}", undefined],
    ["{where}", undefined],
    ["{constructor}", undefined],
    ["{?toString}", undefined],
    ["", ""],
  ])("%s says %s", (template, text) => {
    expect(fill(template, fillings, "en")).toBe(text);
  });

  test("says words in the language asked for", () => {
    expect(fill("电压{fault}", fillings, "zh-CN")).toBe("电压过高");
  });

  test("shows its places", () => {
    expect(placesOf("{?fault=over}{v} of {limit}")).toEqual([
      { key: "fault", asks: true, word: "over" },
      { key: "v", asks: false, word: undefined },
      { key: "limit", asks: false, word: undefined },
    ]);
  });
});

test("of several sentences the first that can be said is said", () => {
  const candidates = [say("{missing}", "{missing}"), say("{m}分钟", "{m} min"), say("很快", "soon")];
  expect(sentence(candidates, fillings)).toEqual({ "zh-CN": "4分钟", en: "4 min" });
  expect(sentence([say("{x}", "{x}")], fillings)).toEqual({ "zh-CN": "", en: "" });
});

test("a condition that asks nothing is met", () => {
  expect([isMet("", fillings), isMet("{?m}", fillings), isMet("{?n}", fillings)]).toEqual([true, true, false]);
});
