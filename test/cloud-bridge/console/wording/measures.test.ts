import { describe, expect, test } from "vitest";
import { measureWords, numberWords } from "../../../../cloud-bridge/console/wording/measures.ts";

describe("numbers with their units", () => {
  test.each([
    [-9, "Celsius", "−9 ℃", "−9 °C"],
    [3.5, "mm", "3.5 mm", "3.5 mm"],
    [58, "percent", "58%", "58%"],
    [1_553.4, "rpm", "1,553 转/分", "1,553 rpm"],
    [14.18, "V", "14.18 V", "14.18 V"],
    [1, "-", "1", "1"],
  ])("%d %s reads %s and %s", (value, unit, chinese, english) => {
    expect(measureWords(value, unit, "zh-CN")).toBe(chinese);
    expect(measureWords(value, unit, "en")).toBe(english);
  });

  test("nothing is shown as minus zero", () => {
    expect(numberWords(-0.001)).toBe("0");
  });
});
