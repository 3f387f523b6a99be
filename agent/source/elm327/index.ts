import { Observable } from "rxjs";
import type { SourceItem } from "../source.ts";
import type { Timers } from "./adapter.ts";
import { type CommandLog, createCommandLog } from "./command-log.ts";
import { runSession } from "./driver.ts";
import type { DriverOptions } from "./driver-options.ts";
import type { OwnRequest } from "./exchange.ts";
import { openPort } from "./port.ts";

/** Where event time comes from, epoch ms. */
export interface EventClock {
  now(): number;
}

/** What the ELM327 source is handed; the rest has a default that is right for a car. */
export interface Elm327Options {
  /** Name of the drive that begins with the subscription. */
  readonly drive: string;
  /** Device path or tcp://host:port. */
  readonly address: string;
  readonly clock: EventClock;
  readonly timers: Timers;
  readonly random: () => number;
  readonly baudRate?: number;
  readonly commandTimeoutMs?: number;
  readonly minGapMs?: number;
  /** Real ms that one second of event time takes: 1000 divided by the speed of the clock. */
  readonly tickMs?: number;
  /** Requests of the vehicle profile, each to its own ECU. */
  readonly own?: readonly OwnRequest[];
  /** Where every command is noted with its reason; one of its own when left out. */
  readonly log?: CommandLog;
  readonly openPort?: DriverOptions["openPort"];
  readonly onStep?: DriverOptions["onStep"];
  readonly onFailure?: DriverOptions["onFailure"];
}

const tickPeriodMs = 1_000;
/** After a sleep of the machine one tick says that time has passed; thousands would say no more. */
const longestCatchUpMs = 10_000;

/**
 * A car behind an ELM327 adapter: first the drive, then answers, link states and a tick for every second of event time,
 * in the order of their instants. Unsubscribing closes the port and stops every timer.
 */
export const elm327Source = (options: Elm327Options): Observable<SourceItem> =>
  new Observable((subscriber) => {
    const { clock, timers } = options;
    const tickMs = options.tickMs ?? tickPeriodMs;
    const stop = new AbortController();
    let lastAt = Math.round(clock.now());
    let nextTickAt = lastAt + tickPeriodMs;
    let timer: Disposable | undefined;

    /** Ticks stand at exact seconds, before whatever happened later: a replay of the journal has them in the same places. */
    const tickUntil = (at: number): void => {
      if (at - nextTickAt > longestCatchUpMs) nextTickAt = at;
      while (nextTickAt <= at) {
        lastAt = nextTickAt;
        nextTickAt += tickPeriodMs;
        subscriber.next({ kind: "tick", at: lastAt });
      }
    };
    const emit = (item: SourceItem): void => {
      if (stop.signal.aborted) return;
      tickUntil(item.at);
      lastAt = Math.max(lastAt, item.at);
      subscriber.next(item.at === lastAt ? item : { ...item, at: lastAt });
    };
    const wakeForTick = (): void => {
      const waitMs = ((nextTickAt - clock.now()) * tickMs) / tickPeriodMs;
      timer = timers.after(Math.max(1, Math.ceil(waitMs)), () => {
        tickUntil(Math.round(clock.now()));
        if (!stop.signal.aborted) wakeForTick();
      });
    };

    subscriber.add(() => {
      stop.abort();
      timer?.[Symbol.dispose]();
    });
    emit({ kind: "drive", drive: options.drive, at: lastAt });
    // Whoever wanted only the drive is gone by now.
    if (stop.signal.aborted) return;
    wakeForTick();
    runSession(
      {
        address: options.address,
        baudRate: options.baudRate,
        commandTimeoutMs: options.commandTimeoutMs ?? 2_000,
        minGapMs: options.minGapMs ?? 0,
        tickMs,
        clock,
        timers,
        openPort: options.openPort ?? openPort,
        random: options.random,
        own: options.own ?? [],
        log: options.log ?? createCommandLog(),
        onStep: options.onStep ?? (() => {}),
        onFailure: options.onFailure ?? (() => {}),
      },
      emit,
      stop.signal,
    ).catch((cause: unknown) => subscriber.error(cause));
  });
