import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keepSentFile } from "../../../agent/compose/sent-file.ts";
import { createCommandLog } from "../../../agent/source/elm327/command-log.ts";
import { createVirtualTime } from "../../../simulators/process/virtual-time.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fettle-sent-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const account = () => JSON.parse(readFileSync(join(folder, "sent.json"), "utf8"));

test("what was sent to the car is on disk a minute later, with its reasons, and once more at the end", async () => {
  const time = createVirtualTime();
  const log = createCommandLog();
  const kept = keepSentFile(log, folder, time.timers, pino({ enabled: false }));
  log.note(1_000, "ATRV", "battery voltage");
  log.note(1_100, "010C", "engine speed is due");
  await time.run(61_000, () => false);
  expect(account()).toMatchObject({ onBus: 1, byReason: { "battery voltage": 1, "engine speed is due": 1 } });
  expect(account().recent).toContainEqual({ at: 1_100, command: "010C", why: "engine speed is due", onBus: true });
  log.note(70_000, "0100", "look whether the car is awake");
  kept[Symbol.dispose]();
  expect(account().onBus).toBe(2);
  expect(time.pending()).toEqual(0);
});

test("a folder that cannot be written is said once and stops nothing", async () => {
  const time = createVirtualTime();
  const said: string[] = [];
  const log = pino({ level: "warn" }, { write: (line: string) => void said.push(line) });
  using _kept = keepSentFile(createCommandLog(), join(folder, "gone"), time.timers, log);
  await time.run(200_000, () => false);
  expect(said).toHaveLength(1);
});
