import { decode, type Undecoded } from "../../../agent/decode/decode.ts";
import { elm327Source } from "../../../agent/source/elm327/index.ts";
import type { BytePort, OpenPort } from "../../../agent/source/elm327/port.ts";
import type { LinkState, VehicleEvent } from "../../../contract/events.ts";
import { buses } from "../../../simulators/elm327/buses.ts";
import type { Conversation } from "../../../simulators/elm327/conversation.ts";
import type { Personality } from "../../../simulators/elm327/personality.ts";
import { createPlug, type Plug } from "../../../simulators/elm327/plug.ts";
import { seededRandom } from "../../../simulators/elm327/random.ts";
import { createTruth, type Truth } from "../../../simulators/elm327/truth.ts";
import { createVirtualTime, type VirtualTime } from "../../support/virtual-time.ts";
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
}

/** Something the driver said that the car did not. */
export interface Wrong {
  readonly what: string;
  readonly at: number;
  /** What was on the line before it. */
  readonly transcript: readonly string[];
}

/** The real driver and decoder at a virtual line to the emulator, in a car that knows the truth. */
export interface Ride {
  readonly time: VirtualTime;
  readonly car: InventedCar;
  readonly truth: Truth;
  /** Readings compared, and those that were wrong. */
  readings(): number;
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

/** Begins a ride: the driver connects as soon as time is moved. */
export const startRide = (options: RideOptions): Ride => {
  const { personality, protocol, units = ["engine", "transmission", "battery"], ecuDelayMs = 0, seed = 1 } = options;
  const time = createVirtualTime();
  const car = createInventedCar(time.now);
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
  const blame = (what: string): void => void wrong.push({ what, at: time.now(), transcript: lines.slice(-keptLines) });
  const counted = (kind: string): void => void counts.set(kind, (counts.get(kind) ?? 0) + 1);

  const check = (event: VehicleEvent): void => {
    switch (event.kind) {
      case "sample": {
        if (!car.signals.has(event.path) && event.path !== "Vehicle.LowVoltageBattery.CurrentVoltage") return;
        readings += 1;
        const at = event.at - epoch;
        if (event.path === "Vehicle.LowVoltageBattery.CurrentVoltage") {
          if (Math.abs(event.value - car.batteryVolts()) > 1e-9) blame(`${event.path} ${event.value}`);
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
    onFailure: (error) => note(error.code),
  });
  const subscription = decode(items, (report: Undecoded) => note(`UNDECODED ${JSON.stringify(report)}`)).subscribe({
    next: check,
    error: (cause: unknown) => blame(`the driver stopped: ${String(cause)}`),
  });

  return {
    ...{ time, car, truth, wrong, failures, links },
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
