import { createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { SimulatorError } from "../errors.ts";
import type { Scenario } from "../inject/scenario.ts";
import { type AtEnd, createCar } from "./car.ts";
import { createConversation } from "./conversation.ts";
import type { Adapter } from "./dialect.ts";
import { type Bus, buses } from "./framing.ts";
import { openRecording } from "./recording.ts";
import { fictitiousVin } from "./vin.ts";

export interface EmulatorOptions {
  /** A recorded drive of any format that `readDrive` knows. */
  readonly drive: string;
  /** 0 takes a free port. */
  readonly port?: number;
  readonly host?: string;
  readonly scenario?: Scenario | undefined;
  /** Drive time per wall time. */
  readonly speed?: number;
  /** How long the ECU takes for an answer. */
  readonly ecuDelayMs?: number;
  readonly atEnd?: AtEnd;
  readonly vin?: string | undefined;
  /** The car's bus, by its ATSP digit: 3, 4, 5 without CAN, 6 to 9 with. */
  readonly protocol?: string;
  /** What ATZ and ATI print. */
  readonly banner?: string;
  /** Monotonic clock and wait: replaced in tests. */
  readonly now?: () => number;
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
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
  if (bus === undefined) throw new RangeError(`no bus ${protocol}; there are ${Object.keys(buses).join(", ")}`);
  return bus;
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
  const { drive, port = 0, host = "127.0.0.1", scenario, speed = 1, ecuDelayMs = 0, atEnd = "off" } = options;
  const { protocol = "6", banner = "ELM327 v1.5", now = () => performance.now(), wait = realWait } = options;
  const adapter: Adapter = { banner, bus: busOf(protocol) };
  const recording = await openRecording(drive, scenario);
  const vin = options.vin ?? recording.vin ?? fictitiousVin;
  const car = createCar({ recording, vin, speed, atEnd, now });

  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    const conversation = createConversation({
      adapter,
      car,
      ecuDelayMs,
      wait,
      write: (text) => {
        if (socket.writable) socket.write(text, "latin1");
      },
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
