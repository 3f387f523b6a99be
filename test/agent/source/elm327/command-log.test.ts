import { expect, test } from "vitest";
import { createCommandLog } from "../../../../agent/source/elm327/command-log.ts";

test("the last commands word for word, and all of them by reason", () => {
  const log = createCommandLog(2);
  for (const [at, command] of ["ATZ", "0100", "010C1", "ATRV", "010D1"].entries())
    log.note(at, command, command.startsWith("AT") ? "set up" : "poll");
  expect(log.recent()).toEqual([
    { at: 0, command: "ATZ", why: "set up", onBus: false },
    { at: 2, command: "010C1", why: "poll", onBus: true },
    { at: 3, command: "ATRV", why: "set up", onBus: false },
    { at: 4, command: "010D1", why: "poll", onBus: true },
  ]);
  expect(log.counts()).toEqual({ "set up": 2, poll: 3 });
  expect(log.onBus()).toBe(3);
});

test("every hour of the last week as a count, and no more", () => {
  const log = createCommandLog();
  for (let hour = 0; hour < 200; hour++) {
    log.note(hour * 3_600_000, "0100", "a look");
    log.note(hour * 3_600_000 + 5, "ATRV", "rest");
  }
  expect(log.hours()).toHaveLength(168);
  expect(log.hours().at(-1)).toEqual({ from: 199 * 3_600_000, onBus: 1, toAdapter: 1 });
});
