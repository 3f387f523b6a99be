import { concatMap, type Observable } from "rxjs";
import type { VehicleEvent } from "../../contract/events.ts";
import type { AgentConfig } from "../config.ts";
import { decode, type Undecoded } from "../decode/decode.ts";
import { createEventClock } from "../source/clock.ts";
import { type CommandLog, createCommandLog } from "../source/elm327/command-log.ts";
import { elm327Source } from "../source/elm327/index.ts";
import { journalSource } from "../source/journal/journal.ts";
import { profileCatalogue } from "../vehicle-profiles/catalogue.ts";
import { type Host, stepsTo } from "./host.ts";

/** The car as a stream of vehicle events, and the way from event time to the wall. */
export interface Car {
  readonly events: Observable<VehicleEvent>;
  /** Wall time at which a sample of now left the adapter (or the journal), epoch ms. */
  readonly wallOf: (at: number) => number;
  /** What was sent to the car and why; a journal sends nothing. */
  readonly sent: CommandLog | undefined;
}

/** Where the stream of events begins. */
export interface Beginning {
  /** Name of the drive of a live car; a journal has its own. */
  readonly drive: string;
  /** Events of the journal that an earlier life has taken. */
  readonly from: number;
}

type Part = Pick<AgentConfig, "source" | "clock">;
type LiveSource = Extract<AgentConfig["source"], { kind: "elm327" }>;

const liveCar = (source: LiveSource, speed: number, drive: string, host: Host): Car => {
  const { time, timers, random, log } = host;
  const tell = stepsTo(log);
  const clock = createEventClock(time, speed);
  const profile = source.profile === undefined ? undefined : profileCatalogue.get(source.profile);
  const sent = createCommandLog();
  const items = elm327Source({
    drive,
    address: source.port,
    clock,
    timers,
    random,
    tickMs: 1_000 / speed,
    commandTimeoutMs: source.commandTimeoutMs,
    ...(source.baudRate === undefined ? {} : { baudRate: source.baudRate }),
    onStep: ({ step, adapter, port }) => tell(step, { room: "source", adapter, port }, "The adapter answered"),
    onFailure: ({ code }, request) => log.debug({ room: "source", code, request }, "An answer that was none"),
    own: profile?.requests ?? [],
    log: sent,
  });
  const undecoded = (what: Undecoded): void => log.debug({ room: "decode", ...what }, "An answer that says nothing");
  // Every second is often enough to see that somebody set the wall clock; the tick itself does not jump.
  const withSteps = (event: VehicleEvent): readonly VehicleEvent[] => {
    const deltaMs = event.kind === "tick" ? clock.takeStepMs() : undefined;
    return deltaMs === undefined ? [event] : [{ kind: "clockStep", deltaMs, at: event.at }, event];
  };
  const events = decode(items, undecoded, profile).pipe(concatMap(withSteps));
  return { events, wallOf: clock.wallOf, sent };
};

/** Opens the configured car: live behind an adapter, or played from a journal. */
export const openCar = ({ source, clock }: Part, { drive, from }: Beginning, host: Host): Car => {
  if (source.kind === "elm327") return liveCar(source, clock.speed, drive, host);
  const { time, timers } = host;
  // Played events have their own old time; on the wall each of them happens when it is handed out.
  return {
    events: journalSource({ file: source.file, speed: source.speed, time, timers, from }),
    wallOf: () => time.wallMs(),
    sent: undefined,
  };
};
