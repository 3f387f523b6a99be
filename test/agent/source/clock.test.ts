import { expect, test } from "vitest";
import { createEventClock } from "../../../agent/source/clock.ts";

const machine = (wall: number, monotonic: number) => {
  const now = { wall, monotonic };
  return { now, time: { wallMs: () => now.wall, monotonicMs: () => now.monotonic } };
};
const pass = (now: { wall: number; monotonic: number }, ms: number): void => {
  now.wall += ms;
  now.monotonic += ms;
};

test("event time is the wall at the start and runs evenly from there", () => {
  const { now, time } = machine(1_000_000, 50);
  const clock = createEventClock(time);
  expect(clock.now()).toBe(1_000_000);
  pass(now, 1_234);
  expect([clock.now(), clock.wallOf(clock.now())]).toEqual([1_001_234, 1_001_234]);
});

test("a wall clock that the network sets by years is one step, and no event time jumps", () => {
  const { now, time } = machine(0, 0);
  const clock = createEventClock(time);
  pass(now, 500);
  now.wall += 1_700_000_000_000;
  expect(clock.now()).toBe(500);
  expect([clock.takeStepMs(), clock.takeStepMs()]).toEqual([1_700_000_000_000, undefined]);
  pass(now, 1_000);
  expect([clock.takeStepMs(), clock.wallOf(1_500)]).toEqual([undefined, 1_700_000_001_500]);
});

test("a clock that is nudged by less than a second was not set, until the nudges add up", () => {
  const { now, time } = machine(0, 0);
  const clock = createEventClock(time);
  now.wall += 600;
  expect(clock.takeStepMs()).toBe(undefined);
  now.wall += 600;
  expect(clock.takeStepMs()).toBe(1_200);
  now.wall -= 5_000;
  expect(clock.takeStepMs()).toBe(-5_000);
});

test("an accelerated drive runs sixty times as fast, and its samples still have a wall time", () => {
  const { now, time } = machine(1_000, 0);
  const clock = createEventClock(time, 60);
  pass(now, 1_000);
  expect([clock.now(), clock.wallOf(61_000), clock.wallOf(31_000)]).toEqual([61_000, 2_000, 1_500]);
});
