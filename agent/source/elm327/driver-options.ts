import type { Timers } from "./adapter.ts";
import type { CommandLog } from "./command-log.ts";
import type { OwnRequest } from "./exchange.ts";
import type { AnswerError } from "./failures.ts";
import type { OpenPort } from "./port.ts";

/** What the driver is handed: where the adapter is, the clock, and whom to tell. */
export interface DriverOptions {
  readonly address: string;
  /** Undefined to search for it. */
  readonly baudRate: number | undefined;
  readonly commandTimeoutMs: number;
  /** Least time between two requests, real ms. */
  readonly minGapMs: number;
  /** Real ms that one second of event time takes. */
  readonly tickMs: number;
  readonly clock: { now(): number };
  readonly timers: Timers;
  readonly openPort: OpenPort;
  /** 0 ≤ random() < 1. */
  readonly random: () => number;
  /** Requests of the vehicle profile. */
  readonly own: readonly OwnRequest[];
  /** Everything that is sent, with its reason. */
  readonly log: CommandLog;
  readonly onStep: (step: { readonly step: "adapter-found"; readonly adapter: string; readonly port: string }) => void;
  /** Every answer that was none, with its request: for logs and counters. */
  readonly onFailure: (error: AnswerError, request: string) => void;
}
