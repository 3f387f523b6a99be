import { expect, test } from "vitest";
import {
  answered,
  betterUnits,
  firstWait,
  unanswered,
  type Wait,
} from "../../../../agent/source/elm327/wait-machine.ts";

const answeredIn = (ms: number, times: number, from: Wait = firstWait): Wait => {
  let wait = from;
  for (let n = 0; n < times; n++) wait = answered(wait, ms);
  return wait;
};

test("nothing is set before enough was seen", () => expect(betterUnits(answeredIn(12, 39))).toBeUndefined());

test("an ECU that answers in 12 ms: twice that and room for jitter, in steps of 4 ms", () =>
  expect(betterUnits(answeredIn(12, 40))).toBe((12 * 2 + 40) / 4));

test("a setting that differs by little is not worth a command", () =>
  expect(betterUnits({ ...answeredIn(12, 40), units: 18 })).toBeUndefined());

test("an ECU that became slow lengthens the wait at once", () =>
  expect(betterUnits(answered({ ...answeredIn(12, 40), units: 16 }, 50))).toBe(35));

test("silence lengthens it too, and never past what the adapter knows", () => {
  let wait: Wait = { ...answeredIn(50, 40), units: 35 };
  wait = unanswered(wait);
  expect(betterUnits(wait)).toBe(48);
  for (let n = 0; n < 50; n++) wait = unanswered(wait);
  expect(betterUnits(wait)).toBe(0xff);
});

test("one slow answer is forgotten in the course of a thousand quick ones", () =>
  expect(betterUnits({ ...answeredIn(12, 1_000, answered(firstWait, 400)), units: 0xd2 })).toBe(16));
