import type { Logger } from "pino";
import type { Step } from "../../contract/steps.ts";
import type { SystemTime } from "../source/clock.ts";

/** Deferred calls; the real ones are Node's, a test moves its own. Disposing cancels. */
export interface Timers {
  after(ms: number, run: () => void): Disposable;
}

/** What only the process can give: the clock, timers, chance, the log, and where the built page is. */
export interface Host {
  readonly time: SystemTime;
  readonly timers: Timers;
  /** 0 ≤ random() < 1. */
  readonly random: () => number;
  readonly log: Logger;
  readonly version: string;
  readonly pagesFolder: string;
}

/** The clock of this machine. */
export const systemTime: SystemTime = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
};

/** Node's own timers. */
export const systemTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return { [Symbol.dispose]: () => clearTimeout(timer) };
  },
};

/** Tells a step of the main job: a line of the log that demo and operators look for. */
export const stepsTo =
  (log: Logger) =>
  (step: Step, fields: object, sentence: string): void =>
    log.info({ step, ...fields }, sentence);
