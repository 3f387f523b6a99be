import { describe, expect, test } from "vitest";
import { decode } from "../../../../agent/decode/decode.ts";
import { createCommandLog } from "../../../../agent/source/elm327/command-log.ts";
import { elm327Source } from "../../../../agent/source/elm327/index.ts";
import type { BytePort, OpenPort } from "../../../../agent/source/elm327/port.ts";
import type { VehicleEvent } from "../../../../contract/events.ts";
import type { SignalPath } from "../../../../contract/signals.ts";
import { buses } from "../../../../simulators/elm327/buses.ts";
import { createCar } from "../../../../simulators/elm327/car.ts";
import { personalities } from "../../../../simulators/elm327/personalities.ts";
import type { Personality } from "../../../../simulators/elm327/personality.ts";
import { createPlug } from "../../../../simulators/elm327/plug.ts";
import type { Recording } from "../../../../simulators/elm327/recording.ts";
import { createTruth } from "../../../../simulators/elm327/truth.ts";
import { fictitiousVin } from "../../../../simulators/elm327/vin.ts";
import { createFakeTime } from "./fake-time.ts";

const start = 1_700_000_000_000;
const driveMs = 3_600_000;

/** A drive in which every reading changes every second, so that a stale or foreign value shows. */
const drivenSignals: Readonly<Record<string, (second: number) => number>> = {
  "Vehicle.Powertrain.CombustionEngine.Speed": (s) => 900 + ((s * 37) % 3_000),
  "Vehicle.Speed": (s) => 20 + (s % 100),
  "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature": (s) => 60 + (s % 40),
  "Vehicle.OBD.IntakeTemp": (s) => 5 + (s % 30),
  "Vehicle.OBD.MAF": (s) => 4 + (s % 50),
  "Vehicle.OBD.MAP": (s) => 30 + (s % 70),
  "Vehicle.OBD.ThrottlePosition": (s) => s % 100,
  "Vehicle.OBD.EngineLoad": (s) => (s * 3) % 100,
  "Vehicle.Exterior.AirTemperature": (s) => -10 + (s % 25),
};
const paths = Object.keys(drivenSignals) as SignalPath[];

const recording: Recording = {
  startAt: start,
  endAt: start + driveMs,
  firstValues: new Map(paths.map((path) => [path, drivenSignals[path]?.(0) ?? 0])),
  freshMs: new Map(paths.map((path) => [path, 30_000])),
  vin: fictitiousVin,
  async *events(): AsyncGenerator<VehicleEvent[]> {
    for (let second = 0; second * 1_000 < driveMs; second++) {
      const at = start + second * 1_000;
      const samples = paths.map(
        (path): VehicleEvent => ({ kind: "sample", path, value: drivenSignals[path]?.(second) ?? 0, at }),
      );
      const codes: VehicleEvent = { kind: "codes", service: "03", codes: ["P0301", "U0158"], at };
      yield second === 0 ? [...samples, codes] : samples;
    }
  },
};

/** The driver and an emulated adapter in the same virtual time. */
const setUp = (personality: Personality, protocol: string) => {
  const bus = buses[protocol];
  if (bus === undefined) throw new Error(`no bus ${protocol}`);
  const time = createFakeTime(start);
  const wait = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const timer = time.timers.after(ms, resolve);
      signal.addEventListener("abort", () => {
        timer[Symbol.dispose]();
        reject(new Error("stopped"));
      });
    });
  const { now } = time.clock;
  const truth = createTruth(120_000);
  const car = createCar({ recording, vin: fictitiousVin, speed: 1, atEnd: "hold", now });
  const plug = createPlug({
    ...{ car, bus, personality, units: ["engine", "transmission", "battery"], ecuDelayMs: 10, seed: 3, now, wait },
    onSent: truth.note,
  });
  let unplug = (): void => {};
  let isPlugged = true;
  const ascii = new TextDecoder("latin1");
  const openPort: OpenPort = async () => {
    if (!isPlugged) throw new Error("no such device");
    let onBytes: (chunk: Uint8Array) => void = () => {};
    let onClose = (): void => {};
    const end = (): void => {
      conversation.end();
      onClose();
    };
    const conversation = plug.connect({
      write: (text) => onBytes(Buffer.from(text, "latin1")),
      hangUp: () => queueMicrotask(end),
      fail: (cause) => {
        throw cause;
      },
    });
    unplug = end;
    const port: BytePort = {
      write: async (bytes) => conversation.hear(ascii.decode(bytes)),
      onBytes: (listener) => {
        onBytes = listener;
      },
      onClose: (listener) => {
        onClose = listener;
      },
      close: () => conversation.end(),
    };
    return port;
  };
  const log = createCommandLog();
  const links: string[] = [];
  const wrong: string[] = [];
  const vins = new Set<string>();
  const codes = new Set<string>();
  let readings = 0;
  const items = elm327Source({
    drive: "matrix",
    address: "tcp://adapter:35000",
    clock: time.clock,
    timers: time.timers,
    random: () => 0.5,
    openPort,
    log,
    minGapMs: 1,
  });
  const subscription = decode(items).subscribe((event) => {
    if (event.kind === "link") links.push(event.state);
    if (event.kind === "identity") vins.add(event.vin);
    if (event.kind === "codes" && event.service === "03") codes.add(event.codes.join());
    if (event.kind !== "sample" || !paths.includes(event.path)) return;
    readings += 1;
    if (!truth.wasTold(event.path, event.value, event.at - 15_000, event.at + 1))
      wrong.push(`${event.path} ${event.value}`);
  });
  return {
    time,
    links,
    wrong,
    vins,
    codes,
    log,
    clears: car.clears,
    count: () => readings,
    plugOut: () => {
      isPlugged = false;
      unplug();
    },
    plugIn: () => {
      isPlugged = true;
    },
    subscription,
  };
};

/** Within so long of virtual time every adapter on every bus is up: the slowest search of K-line takes most of it. */
const upWithinMs = 60_000;

/** Readings that were compared with what the emulated units put on the bus. */
let compared = 0;

describe.each(personalities.map((personality) => [personality.name, personality] as const))(
  "%s",
  (_name, personality) => {
    test.each(Object.keys(buses))(
      "on bus %s: starts, polls, knows VIN and codes, comes back after a pull",
      async (protocol) => {
        const run = setUp(personality, protocol);
        const { time, links, wrong, vins, codes, log, count, subscription } = run;
        for (let ms = 0; ms < upWithinMs && links.at(-1) !== "up"; ms += 1_000) await time.advance(1_000);
        expect(links).toContain("up");
        await time.advance(190_000);
        const before = count();
        expect(before).toBeGreaterThan(50);
        expect([...vins].every((vin) => vin === fictitiousVin)).toBe(true);
        expect([...codes].every((list) => list === "P0301,U0158")).toBe(true);
        expect([vins.size, codes.size]).toEqual([1, 1]);
        run.plugOut();
        await time.advance(3_000);
        expect(links.at(-1)).not.toBe("up");
        run.plugIn();
        for (let ms = 0; ms < 2 * upWithinMs && links.at(-1) !== "up"; ms += 1_000) await time.advance(1_000);
        expect(links.at(-1)).toBe("up");
        await time.advance(20_000);
        expect(count()).toBeGreaterThan(before);
        compared += count();
        expect(wrong).toEqual([]);
        expect(run.clears()).toBe(0);
        expect(log.recent().every(({ why }) => why !== "")).toBe(true);
        subscription.unsubscribe();
        await time.settle();
      },
    );
  },
);

test("no value was wrong in a million readings", () => expect(compared).toBeGreaterThan(1_000_000));
