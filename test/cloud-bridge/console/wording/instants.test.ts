import { describe, expect, test } from "vitest";
import { longInstant, sameDay, shortInstant, timeOfDay } from "../../../../cloud-bridge/console/wording/instants.ts";

const shanghai = "Asia/Shanghai";
const at = (text: string): number => Date.parse(text);
const now = at("2026-11-24T09:42:18+08:00");

describe("instants on the centre's clock, not on the computer's", () => {
  test("the headline names weekday, date and time", () => {
    expect(longInstant(now, shanghai, "en")).toBe("Tue 24 Nov 09:42");
    expect(longInstant(now, shanghai, "zh-CN")).toBe("周二 11 月 24 日 09:42");
  });

  test.each([
    ["2026-11-24T00:05:00+08:00", "00:05", "00:05"],
    ["2026-11-23T17:32:00+08:00", "昨 17:32", "Mon 17:32"],
    ["2026-11-22T23:59:00+08:00", "11/22 23:59", "22 Nov 23:59"],
    ["2026-11-25T10:20:00+08:00", "11/25 10:20", "25 Nov 10:20"],
    ["2017-07-10T07:32:00+08:00", "2017/7/10 07:32", "10 Jul 2017 07:32"],
  ])("%s reads %s and %s", (instant, chinese, english) => {
    expect(shortInstant(at(instant), now, shanghai, "zh-CN")).toBe(chinese);
    expect(shortInstant(at(instant), now, shanghai, "en")).toBe(english);
  });

  test("yesterday across a new year is still yesterday", () => {
    const newYear = at("2027-01-01T08:00:00+08:00");
    expect(shortInstant(at("2026-12-31T18:00:00+08:00"), newYear, shanghai, "zh-CN")).toBe("昨 18:00");
  });

  test("a day is the centre's day", () => {
    expect(sameDay(at("2026-11-24T00:30:00+08:00"), at("2026-11-24T23:30:00+08:00"), shanghai)).toBe(true);
    expect(sameDay(at("2026-11-24T00:30:00+08:00"), at("2026-11-24T23:30:00+08:00"), "UTC")).toBe(false);
  });

  test("evidence is read to the second", () => {
    expect(timeOfDay(now, shanghai, true)).toBe("09:42:18");
  });
});
