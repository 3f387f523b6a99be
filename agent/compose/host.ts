import type { Logger } from "pino";
import type { SystemTime, Timers } from "../source/clock.ts";

/** What only the process can give: the clock, timers, chance, the log, and where the built page is. */
export interface AgentEdges {
  readonly time: SystemTime;
  readonly timers: Timers;
  /** 0 ≤ random() < 1. */
  readonly random: () => number;
  readonly log: Logger;
  readonly version: string;
  readonly pagesFolder: string;
}
