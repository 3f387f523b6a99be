import { expect, test } from "vitest";
import { createCommandLog } from "../../../../agent/source/elm327/command-log.ts";

test("the last commands word for word, and all of them by reason", () => {
  const log = createCommandLog(3);
  for (const [at, command] of ["ATZ", "0100", "010C1", "ATRV"].entries())
    log.note(at, command, command.startsWith("AT") ? "set up" : "poll");
  expect(log.recent()).toEqual([
    { at: 1, command: "0100", why: "poll", onBus: true },
    { at: 2, command: "010C1", why: "poll", onBus: true },
    { at: 3, command: "ATRV", why: "set up", onBus: false },
  ]);
  expect(log.counts()).toEqual({ "set up": 2, poll: 2 });
  expect(log.onBus()).toBe(2);
});
