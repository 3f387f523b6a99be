import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "pino";
import type { CommandLog } from "../source/elm327/command-log.ts";
import type { Timers } from "./host.ts";

const everyMs = 60_000;

/**
 * Keeps `sent.json` in the data folder: what was sent to the car, how often and why, so that an owner, a maker or a workshop
 * can see for themselves that the car was left in peace. Written once a minute and at the end; a full disk is said once.
 */
export const keepSentFile = (sent: CommandLog, folder: string, timers: Timers, log: Logger): Disposable => {
  const file = join(folder, "sent.json");
  let failed = false;
  const write = (): void => {
    const account = { onBus: sent.onBus(), byReason: sent.counts(), byHour: sent.hours(), recent: sent.recent() };
    try {
      writeFileSync(`${file}.new`, `${JSON.stringify(account, null, 1)}\n`);
      renameSync(`${file}.new`, file);
      failed = false;
    } catch (err) {
      if (!failed) log.warn({ room: "source", err }, "What was sent to the car cannot be written down");
      failed = true;
    }
  };
  let timer: Disposable | undefined;
  const again = (): void => {
    timer = timers.after(everyMs, () => {
      write();
      again();
    });
  };
  again();
  return {
    [Symbol.dispose]() {
      timer?.[Symbol.dispose]();
      write();
    },
  };
};
