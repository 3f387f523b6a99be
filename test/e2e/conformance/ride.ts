import { decode, type Undecoded } from "../../../agent/decode/decode.ts";
import type { VehicleProfile } from "../../../agent/decode/profile.ts";
import { elm327Source } from "../../../agent/source/elm327/index.ts";
import type { BytePort, OpenPort } from "../../../agent/source/elm327/port.ts";
import type { LinkState, VehicleEvent } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import { buses } from "../../../simulators/elm327/buses.ts";
import type { Car } from "../../../simulators/elm327/car.ts";
import type { Conversation } from "../../../simulators/elm327/conversation.ts";
import type { Personality } from "../../../simulators/elm327/personality.ts";
import { createPlug, type Plug } from "../../../simulators/elm327/plug.ts";
import { seededRandom } from "../../../simulators/elm327/random.ts";
import { createTruth, type Truth } from "../../../simulators/elm327/truth.ts";
import { createVirtualTime, type VirtualTime } from "../../../simulators/process/virtual-time.ts";
import { createInventedCar, type InventedCar } from "./invented-car.ts";

/** What a ride is made of. */
export interface RideOptions {
  readonly personality: Personality;
  readonly protocol: string;
  readonly units?: readonly string[];
  readonly ecuDelayMs?: number;
  readonly seed?: number;
  /** What becomes of the adapter's text before it is on the line: a car or an adapter that the emulator is not. */
  readonly print?: (text: string) => string;
  /** What the driver knows of this model. */
  readonly profile?: VehicleProfile;
}

/** Something the driver said that the car did not. */
export interface Wrong {
  readonly what: string;
  readonly at: number;
  /** What was on the line before it. */
  readonly transcript: readonly string[];
}

/** The real driver and decoder at a virtual line to the emulator, in a car that knows the truth. */
export interface RideIn<C extends Car> {
  readonly time: VirtualTime;
  readonly car: C;
  readonly truth: Truth;
  /** Readings compared, and those that were wrong. */
  readings(): number;
  /** How many of them, by signal. */
  readonly heard: ReadonlyMap<SignalPath, number>;
  readonly wrong: readonly Wrong[];
  readonly failures: ReadonlyMap<string, number>;
  link(): LinkState["state"] | undefined;
  readonly links: readonly (VehicleEvent & { readonly kind: "link" })[];
  /** Requests to the car that the driver has sent; those to the adapter alone do not count. */
  requests(): number;
  /** How often each list of codes and the VIN were read whole. */
  count(kind: "03" | "07" | "0A" | "identity"): number;
  unplug(): void;
  plugIn(): void;
  end(): void;
}

/** A ride in the car of the test. */
export type Ride = RideIn<InventedCar>;

const epoch = 1_700_000_000_000;
/** How old a reading may be, ms: an answer is under way for as long as the driver waits for it where the way is slow, else less. */
const oldestMs = ({ latencyMs, chances }: Personality): number =>
  latencyMs !== undefined || chances?.late !== undefined ? 2_500 : 1_000;
const keptLines = 12;

/** A two-way line of bytes between the driver and one connection to the adapter. */
const createLine = (
  plug: Plug,
  print: (text: string) => string,
  heard: (text: string, from: "host" | "adapter") => void,
) => {
  let listener: ((chunk: Uint8Array) => void) | undefined;
  const closers: (() => void)[] = [];
  let open = true;
  const close = (): void => {
    if (!open) return;
    open = false;
    conversation.end();
    for (const closer of closers) closer();
  };
  const conversation: Conversation = plug.connect({
    write: (said) => {
      if (!open) return;
      const text = print(said);
      heard(text, "adapter");
      // Bytes arrive in a later turn, as they do from a socket.
      queueMicrotask(() => {
        if (open) listener?.(Buffer.from(text, "latin1"));
      });
    },
    hangUp: close,
    fail: (cause) => {
      throw cause;
    },
  });
  const port: BytePort = {
    write: async (bytes) => {
      if (!open) throw new Error("the line is closed");
      const text = Buffer.from(bytes).toString("latin1");
      heard(text, "host");
      queueMicrotask(() => {
        if (open) conversation.hear(text);
      });
    },
    onBytes: (to) => {
      listener = to;
    },
    onClose: (closer) => void closers.push(closer),
    close,
  };
  return { port, close };
};

/** Begins a ride in a car that lives in this time: the driver connects as soon as time is moved. */
export const startRideIn = <C extends Car>(car: C, time: VirtualTime, options: RideOptions): RideIn<C> => {
  const { personality, protocol, units, ecuDelayMs = 0, seed = 1, profile } = options;
  const truth = createTruth(10_000);
  const bus = buses[protocol];
  if (bus === undefined) throw new RangeError(`no bus ${protocol}`);
  const plug = createPlug({
    ...{ car, bus, personality, units, ecuDelayMs, seed, now: time.now, wait: time.wait },
    onSent: (sent) => truth.note(sent),
  });

  let plugged = true;
  let close: (() => void) | undefined;
  const lines: string[] = [];
  let requests = 0;
  const openPort: OpenPort = async () => {
    if (!plugged) throw new Error("nothing is plugged in");
    const line = createLine(plug, options.print ?? ((text) => text), (text, from) => {
      if (from === "host" && /^[0-9]/.test(text)) requests += 1;
      lines.push(`${time.now().toFixed(0)} ${from === "host" ? "→" : "←"} ${JSON.stringify(text)}`);
      if (lines.length > keptLines * 2) lines.splice(0, keptLines);
    });
    close = line.close;
    return line.port;
  };

  const wrong: Wrong[] = [];
  const failures = new Map<string, number>();
  const links: (VehicleEvent & { readonly kind: "link" })[] = [];
  const counts = new Map<string, number>();
  let readings = 0;
  const heard = new Map<SignalPath, number>();
  const blame = (what: string): void => void wrong.push({ what, at: time.now(), transcript: lines.slice(-keptLines) });
  const counted = (kind: string): void => void counts.set(kind, (counts.get(kind) ?? 0) + 1);

  const check = (event: VehicleEvent): void => {
    switch (event.kind) {
      case "sample": {
        if (!car.signals.has(event.path) && event.path !== "Vehicle.LowVoltageBattery.CurrentVoltage") return;
        readings += 1;
        heard.set(event.path, (heard.get(event.path) ?? 0) + 1);
        const at = event.at - epoch;
        if (event.path === "Vehicle.LowVoltageBattery.CurrentVoltage") {
          // The adapter prints one decimal.
          if (Math.abs(event.value - Number(car.batteryVolts().toFixed(1))) > 1e-9)
            blame(`${event.path} ${event.value}`);
        } else if (!truth.wasTold(event.path, event.value, at - oldestMs(personality), at + 1))
          blame(`${event.path} ${event.value}`);
        return;
      }
      case "codes": {
        counted(event.service);
        if (event.codes.toSorted().join() !== car.codes(event.service).toSorted().join())
          blame(`codes ${event.service} ${event.codes.join()}`);
        return;
      }
      case "identity":
        counted("identity");
        if (event.vin !== car.vin) blame(`vin ${event.vin}`);
        return;
      case "link":
        links.push(event);
        return;
      default:
    }
  };

  const note = (code: string): void => void failures.set(code, (failures.get(code) ?? 0) + 1);
  const items = elm327Source({
    drive: "conformance",
    address: "tcp://virtual:1",
    clock: { now: () => epoch + time.now() },
    timers: time.timers,
    random: seededRandom(seed),
    openPort,
    own: profile?.requests ?? [],
    onFailure: (error) => note(error.code),
  });
  const undecoded = (report: Undecoded): void => note(`UNDECODED ${JSON.stringify(report)}`);
  const subscription = decode(items, undecoded, profile).subscribe({
    next: check,
    error: (cause: unknown) => blame(`the driver stopped: ${String(cause)}`),
  });

  return {
    ...{ time, car, truth, wrong, failures, links, heard },
    readings: () => readings,
    requests: () => requests,
    link: () => links.at(-1)?.state,
    count: (kind) => counts.get(kind) ?? 0,
    unplug: () => {
      plugged = false;
      close?.();
    },
    plugIn: () => {
      plugged = true;
    },
    end: () => subscription.unsubscribe(),
  };
};

/** Begins a ride in the car of the test, which has three units. */
export const startRide = ({ units = ["engine", "transmission", "battery"], ...options }: RideOptions): Ride => {
  const time = createVirtualTime();
  return startRideIn(createInventedCar(time.now), time, { ...options, units });
};
