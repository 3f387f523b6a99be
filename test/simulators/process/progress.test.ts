import { expect, test } from "vitest";
import { createProgressBar } from "../../../simulators/process/progress.ts";

const shownOver = (isTTY: boolean, steps: readonly (readonly [ms: number, done: number])[]): string => {
  let nowMs = 0;
  let text = "";
  const stream = {
    isTTY,
    write: (part: string) => {
      text += part;
    },
  };
  const bar = createProgressBar(stream, "replay", 100, () => nowMs);
  for (const [ms, done] of steps) {
    nowMs = ms;
    bar.show(done);
  }
  bar.clear();
  return text;
};

test("work under two seconds shows nothing, and no pipe ever sees a bar", () => {
  expect(
    shownOver(true, [
      [1_000, 50],
      [1_999, 99],
    ]),
  ).toBe("");
  expect(shownOver(false, [[5_000, 50]])).toBe("");
});

test("longer work shows how far it is, a few times a second, and leaves a clean line", () => {
  const text = shownOver(true, [
    [2_100, 25],
    [2_150, 30],
    [2_400, 50],
  ]);
  expect(text.match(/\d+ %/g)).toEqual(["25 %", "50 %"]);
  expect(text.endsWith(`\r${" ".repeat(40)}\r`)).toBe(true);
});
