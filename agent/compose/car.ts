import { concatMap, type Observable } from "rxjs";
import type { VehicleEvent } from "../../contract/events.ts";
import type { AgentConfig } from "../config.ts";
import { decode, type Undecoded } from "../decode/decode.ts";
import { createEventClock, type SystemTime } from "../source/clock.ts";
import { type CommandLog, createCommandLog } from "../source/elm327/command-log.ts";
import { type Elm327Options, elm327Source } from "../source/elm327/index.ts";
import { journalSource } from "../source/journal/journal.ts";
import { profileCatalogue } from "../vehicle-profiles/catalogue.ts";
import type { Timers } from "./host.ts";

/** The car as a stream of vehicle events, and the way from event time to the wall. */
export interface Car {
  readonly events: Observable<VehicleEvent>;
  /** Wall time at which a sample of now left the adapter (or the journal), epoch ms. */
  readonly wallOf: (at: number) => number;
  /** What was sent to the car and why; a journal sends nothing. */
  readonly sent: CommandLog | undefined;
}

export interface CarOptions {
  readonly source: AgentConfig["source"];
  readonly speed: number;
  /** Name of the drive of a live car; a journal has its own. */
  readonly drive: string;
  /** Events of the journal that an earlier life has taken. */
  readonly from: number;
  readonly time: SystemTime;
  readonly timers: Timers;
  readonly random: () => number;
  readonly onStep: Elm327Options["onStep"];
  readonly onFailure: NonNullable<Elm327Options["onFailure"]>;
  readonly onUndecoded: (undecoded: Undecoded) => void;
}

type LiveSource = Extract<AgentConfig["source"], { kind: "elm327" }>;

const liveCar = (source: LiveSource, options: CarOptions): Car => {
  const { time, timers, random, speed } = options;
  const clock = createEventClock(time, speed);
  const profile = source.profile === undefined ? undefined : profileCatalogue.get(source.profile);
  const sent = createCommandLog();
  const items = elm327Source({
    drive: options.drive,
    address: source.port,
    clock,
    timers,
    random,
    tickMs: 1_000 / speed,
    commandTimeoutMs: source.commandTimeoutMs,
    ...(source.baudRate === undefined ? {} : { baudRate: source.baudRate }),
    ...(options.onStep === undefined ? {} : { onStep: options.onStep }),
    onFailure: options.onFailure,
    own: profile?.requests ?? [],
    log: sent,
  });
  // Every second is often enough to see that somebody set the wall clock; the tick itself does not jump.
  const withSteps = (event: VehicleEvent): readonly VehicleEvent[] => {
    const deltaMs = event.kind === "tick" ? clock.takeStepMs() : undefined;
    return deltaMs === undefined ? [event] : [{ kind: "clockStep", deltaMs, at: event.at }, event];
  };
  const events = decode(items, options.onUndecoded, profile).pipe(concatMap(withSteps));
  return { events, wallOf: clock.wallOf, sent };
};

/** Opens the configured car: live behind an adapter, or played from a journal. */
export const openCar = (options: CarOptions): Car => {
  const { source, time, timers, from } = options;
  if (source.kind === "elm327") return liveCar(source, options);
  // Played events have their own old time; on the wall each of them happens when it is handed out.
  return {
    events: journalSource({ file: source.file, speed: source.speed, time, timers, from }),
    wallOf: () => time.wallMs(),
    sent: undefined,
  };
};
