import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, connect as dial, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Aedes, type AedesOptions } from "aedes";
import mqtt, { type MqttClient } from "mqtt";
import type { Receipt } from "../../contract/wire/down/receipt.ts";
import { downTopic, parseUpTopic, upFilter } from "../../contract/wire/topics.ts";
import { type UpMessage, upMessageWritten } from "../../contract/wire/up/message.ts";

/** A real broker on this machine, for one test. */
export interface TestBroker {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const listen = (server: Server, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => resolve(true));
  });

/** A port nobody holds, below the ephemeral range: a broker may have to come back on the same one. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 22_000);
    const probe = createServer();
    const free = await listen(probe, port);
    await new Promise((resolve) => (free ? probe.close(resolve) : resolve(undefined)));
    if (free) return port;
  }
};

/** Aedes in this process: MQTT 3.1.1 only. */
export const startAedes = async (port = 0, options: AedesOptions = {}): Promise<TestBroker> => {
  const broker = await Aedes.createBroker(options);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    broker.handle(socket);
  });
  if (!(await listen(server, port))) throw new Error(`port ${port} is taken`);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `mqtt://127.0.0.1:${address.port}`,
    port: address.port,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => broker.close(() => server.close(resolve)));
    },
  };
};

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = dial(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });

/** Mosquitto as a process of its own: MQTT 5. Undefined where it is not installed. */
export const startMosquitto = async (): Promise<TestBroker | undefined> => {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "fettle-mosquitto-"));
  const file = join(folder, "mosquitto.conf");
  writeFileSync(file, `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\n`);
  const child = spawn("mosquitto", ["-c", file], {
    stdio: "ignore",
    env: { ...process.env, PATH: `${process.env["PATH"] ?? ""}:/usr/sbin:/usr/local/sbin` },
  });
  let over = false;
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      over = true;
      rmSync(folder, { recursive: true, force: true });
      resolve();
    };
    child.once("exit", end);
    child.once("error", end);
  });
  while (!over && !(await answers(port))) await new Promise((resolve) => setImmediate(resolve));
  if (over) return undefined;
  return {
    url: `mqtt://127.0.0.1:${port}`,
    port,
    async close() {
      child.kill("SIGTERM");
      await ended;
    },
  };
};

/** The least a bridge does: it keeps every message and says what it has. The real one lives in cloud-bridge/. */
export interface Responder {
  readonly stored: readonly UpMessage[];
  /** Raw arrivals, repeats and all. */
  readonly arrived: readonly UpMessage[];
  /** Resolves once `fits` holds of what is stored. */
  until(fits: (stored: readonly UpMessage[]) => boolean): Promise<void>;
  /** While false it stores and stays silent, as if its receipts were lost. */
  receipts: boolean;
  publish(topic: string, payload: unknown): Promise<unknown>;
  close(): Promise<void>;
}

const receiptOf = (seqs: readonly number[], epoch: number): Receipt => {
  const upTo = Math.max(-1, ...seqs);
  const known = new Set(seqs);
  const gaps: [number, number][] = [];
  for (let seq = 0; seq < upTo; seq += 1) {
    if (known.has(seq)) continue;
    const open = gaps.at(-1);
    if (open !== undefined && open[1] === seq - 1) open[1] = seq;
    else gaps.push([seq, seq]);
  }
  return { v: 1, epoch, upTo, gaps };
};

/** Starts a responder on any broker. */
export const startResponder = async (url: string): Promise<Responder> => {
  const client: MqttClient = await mqtt.connectAsync(url, {
    clientId: `responder-${Math.random()}`,
    reconnectPeriod: 0,
  });
  const stored: UpMessage[] = [];
  const arrived: UpMessage[] = [];
  const watchers = new Set<() => void>();
  const responder: Responder = {
    stored,
    arrived,
    receipts: true,
    until: (fits) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!fits(stored)) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      }),
    publish: (topic, payload) => client.publishAsync(topic, JSON.stringify(payload), { qos: 1 }),
    close: () => client.endAsync(true),
  };
  client.on("message", (topic, payload) => {
    const message = upMessageWritten.parse(JSON.parse(payload.toString()));
    const vehicleId = parseUpTopic(topic)?.vehicleId;
    if (vehicleId !== message.vehicleId) throw new Error(`${topic} carries a message of ${message.vehicleId}`);
    arrived.push(message);
    if (!stored.some(({ id }) => id === message.id)) stored.push(message);
    const { epoch } = message;
    const seqs = arrived
      .filter((other) => other.epoch === epoch && other.vehicleId === vehicleId)
      .map(({ seq }) => seq);
    if (responder.receipts)
      // A test may end while a receipt is on its way.
      responder.publish(downTopic(vehicleId, "receipt"), receiptOf(seqs, epoch)).catch(() => undefined);
    for (const look of [...watchers]) look();
  });
  await client.subscribeAsync(upFilter, { qos: 1 });
  return responder;
};
