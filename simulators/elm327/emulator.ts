import { createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { SimulatorError } from "../errors.ts";
import type { OverlayPlan } from "../inject/overlay-plan.ts";
import { fictitiousVin } from "../vehicle/vin.ts";
import { type Bus, buses } from "./buses.ts";
import { type AtEnd, createCar } from "./car.ts";
import { ideal, personalityNamed } from "./personalities.ts";
import type { Personality } from "./personality.ts";
import { createPlug } from "./plug.ts";
import { openRecording } from "./recording.ts";
import type { Wait } from "./transport.ts";
import type { Sent } from "./truth.ts";

export interface EmulatorOptions {
  /** A recorded drive of any format that `readDrive` knows. */
  readonly drive: string;
  /** 0 takes a free port. */
  readonly port?: number;
  readonly host?: string;
  readonly plan?: OverlayPlan | undefined;
  /** Drive time per wall time. */
  readonly speed?: number;
  /** How long the ECU takes for an answer. */
  readonly ecuDelayMs?: number;
  readonly atEnd?: AtEnd;
  readonly vin?: string | undefined;
  /** The car's bus, by its ATSP digit: 1 to 5 without CAN, 6 to 9 with. */
  readonly protocol?: string;
  /** What kind of adapter it is, by its name in the table; the one without any trouble unless told otherwise. */
  readonly personality?: string | undefined;
  /** Control units besides the engine's: transmission, battery. Left out, a drive with a pack has a battery unit. */
  readonly units?: readonly string[] | undefined;
  /** The same seed, the same troubles. */
  readonly seed?: number | undefined;
  /** Told of every message that a unit puts on the bus: what a client should have heard. */
  readonly onSent?: ((sent: Sent) => void) | undefined;
  /** Monotonic clock and wait: replaced in tests. */
  readonly now?: () => number;
  readonly wait?: Wait;
}

/** A running emulator. */
export interface Emulator {
  readonly port: number;
  readonly url: string;
  close(): Promise<void>;
}

const realWait = async (ms: number, signal: AbortSignal): Promise<void> => {
  await sleep(ms, undefined, { signal });
};

const busOf = (protocol: string): Bus => {
  const bus = buses[protocol];
  if (bus === undefined) throw new SimulatorError("SIMULATOR_BUS_UNKNOWN", protocol);
  return bus;
};

const personalityOf = (name: string): Personality => {
  const personality = personalityNamed(name);
  if (personality === undefined) throw new SimulatorError("SIMULATOR_PERSONALITY_UNKNOWN", name);
  return personality;
};

const portFailure = (where: string, cause: unknown): SimulatorError => {
  const inUse = cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE";
  return new SimulatorError(inUse ? "SIMULATOR_PORT_IN_USE" : "SIMULATOR_PORT_REFUSED", where, { cause });
};

/**
 * An ELM327 on a TCP port, plugged into a car that lives through a recorded drive. All connections talk to the same car; its
 * drive begins with the first request to the ECU, so that a slow client misses nothing.
 */
export const createEmulator = async (options: EmulatorOptions): Promise<Emulator> => {
  const { drive, port = 0, host = "127.0.0.1", plan, speed = 1, ecuDelayMs = 0, atEnd = "off" } = options;
  const { protocol = "6", now = () => performance.now(), wait = realWait, units, seed, onSent } = options;
  const bus = busOf(protocol);
  const personality = personalityOf(options.personality ?? ideal.name);
  const recording = await openRecording(drive, plan);
  const vin = options.vin ?? recording.vin ?? fictitiousVin;
  const car = createCar({ recording, vin, speed, atEnd, now });
  const plug = createPlug({ car, bus, personality, units, ecuDelayMs, seed, now, wait, onSent });

  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    const conversation = plug.connect({
      write: (text) => {
        if (socket.writable) socket.write(text, "latin1");
      },
      hangUp: () => socket.end(),
      fail: (cause) => socket.destroy(cause),
    });
    socket.on("data", (chunk) => conversation.hear(chunk.toString("latin1")));
    // A client that vanishes is how every ride ends; `close` follows.
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      conversation.end();
      sockets.delete(socket);
    });
  });

  const where = `${host}:${port}`;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => reject(portFailure(where, cause)));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const taken = typeof address === "object" && address !== null ? address.port : port;
  return {
    port: taken,
    url: `tcp://${host}:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
};
