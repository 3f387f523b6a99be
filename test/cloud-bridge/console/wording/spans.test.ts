import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clockWords, spanWords } from "../../../../cloud-bridge/console/wording/spans.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

describe("what is left of a clock", () => {
  test.each([
    [9 * minute + 41 * second, "9:41", "9:41"],
    [9 * second, "0:09", "0:09"],
    [0, "0:00", "0:00"],
    [10 * minute, "10 分钟", "10 min"],
    [38 * minute + 59 * second, "38 分钟", "38 min"],
    [59 * minute + 59 * second, "59 分钟", "59 min"],
    [hour, "1 小时", "1 h"],
    [6 * hour + 12 * minute, "6 小时 12 分", "6 h 12 min"],
    [24 * hour + 40 * minute, "24 小时", "24 h"],
    [48 * hour - 1, "47 小时", "47 h"],
    [72 * hour, "3 天", "3 days"],
    [-18 * minute, "超时 18 分钟", "18 min over"],
    [-5 * second, "超时 1 分钟", "1 min over"],
    [-50 * hour, "超时 2 天", "2 days over"],
  ])("%i ms reads %s and %s", (ms, chinese, english) => {
    expect(clockWords(ms, "zh-CN")).toBe(chinese);
    expect(clockWords(ms, "en")).toBe(english);
  });

  test("no clock ever promises 60 minutes or 60 seconds", () => {
    fc.assert(
      fc.property(fc.integer({ min: -10 * 24 * hour, max: 10 * 24 * hour }), (ms) => {
        expect(clockWords(ms, "en")).not.toMatch(/\b60 min|:60/);
        expect(clockWords(ms, "zh-CN")).not.toMatch(/60 分/);
      }),
    );
  });

  test("a span is never shorter than a minute in words", () => {
    expect(spanWords(3 * second, "en")).toBe("1 min");
  });
});
