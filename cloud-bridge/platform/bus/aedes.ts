import { createServer, type Server } from "node:net";
import { Aedes, type AuthenticateError, type Client, type Subscription } from "aedes";
import {
  bridgeStatusTopic,
  downFilter,
  downTopic,
  downWords,
  parseUpTopic,
  vehicleIdPattern,
} from "../../../contract/wire/topics.ts";
import { BridgeError } from "../../errors.ts";

/** Answers one PUBLISH: without an error once it is stored. */
export type Done = (error?: Error) => void;

/** What the broker asks of the house. */
export interface BrokerEvents {
  /** A vehicle published on one of its own up topics: `done` sends the PUBACK, an error closes the connection. */
  readonly onPublish: (vehicleId: string, topic: string, payload: Uint8Array, done: Done) => void;
  /** A vehicle published where it must not. */
  readonly onForeign: (vehicleId: string, topic: string, payload: Uint8Array, done: Done) => void;
  readonly onPresence: (vehicleId: string, state: "online" | "offline") => void;
  /** A vehicle listens to its down topics from now on. */
  readonly onListening: (vehicleId: string) => void;
  /** A vehicle acknowledged a notice; Aedes knows which one only in sessions that outlive their connection. */
  readonly onAcknowledged: (vehicleId: string, payload: string | undefined) => void;
  readonly onRefused: (reason: string, clientId: string) => void;
}

export interface Broker {
  readonly port: number;
  readonly connections: () => number;
  /** Whether vehicles can connect. */
  readonly isOpen: () => boolean;
  isListening(vehicleId: string): boolean;
  /** QoS 0: what is lost is said again at the next occasion. */
  tell(topic: string, payload: string): void;
  /** QoS 1 to one vehicle; `onAcknowledged` follows. */
  deliver(vehicleId: string, topic: string, payload: string): void;
  close(): Promise<void>;
}

const notAuthorized = (message: string): AuthenticateError => Object.assign(new Error(message), { returnCode: 5 });

const bytesOf = (payload: string | Buffer): Uint8Array =>
  typeof payload === "string" ? Buffer.from(payload) : payload;

const downRoot = (vehicleId: string): string => downFilter(vehicleId).slice(0, -2);

const mayHear = (vehicleId: string, filter: string): boolean =>
  filter === bridgeStatusTopic ||
  filter === downFilter(vehicleId) ||
  downWords.some((word) => filter === downTopic(vehicleId, word));

const listen = async (server: Server, host: string, port: number): Promise<number> => {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(port, host, resolve);
  try {
    await promise;
  } catch (cause) {
    const busy = cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE";
    throw new BridgeError(busy ? "BRIDGE_PORT_IN_USE" : "BRIDGE_ADDRESS_UNAVAILABLE", `mqtt ${host}:${port}`, {
      cause,
    });
  }
  server.off("error", reject);
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : port;
};

/**
 * The embedded MQTT 3.1.1 broker. It routes nothing between vehicles: what they may publish nobody may hear, and what they hear
 * comes from the bridge. The commit sits in `authorizePublish`, the one hook that Aedes waits for before its PUBACK.
 */
export const openBroker = async (host: string, port: number, events: BrokerEvents): Promise<Broker> => {
  const listening = new Map<string, Client>();

  const aedes = new Aedes({
    authenticate(client, username, _password, done) {
      if (vehicleIdPattern.test(client.id) && username === client.id) return done(null, true);
      events.onRefused("user name and client id must both be the vehicle id", client.id);
      done(notAuthorized("user name and client id must both be the vehicle id"), false);
    },
    authorizePublish(client, packet, done) {
      // A will comes after the connection is gone; that the vehicle is away is known from that already.
      if (client === null || client.closed) return done(new Error("wills are not messages"));
      // A retained up message would be kept in the broker's memory for nobody.
      packet.retain = false;
      const own = parseUpTopic(packet.topic)?.vehicleId === client.id;
      if (own) return events.onPublish(client.id, packet.topic, bytesOf(packet.payload), done);
      events.onForeign(client.id, packet.topic, bytesOf(packet.payload), () => done(new Error("a foreign topic")));
    },
    authorizeSubscribe(client, subscription: Subscription, done) {
      if (mayHear(client.id, subscription.topic)) return done(null, subscription);
      events.onRefused(`may not subscribe to ${subscription.topic}`, client.id);
      // Without a subscription the SUBACK says 0x80, failure.
      done(null, null);
    },
  });
  await aedes.listen();

  aedes.on("client", (client) => events.onPresence(client.id, "online"));
  aedes.on("clientDisconnect", (client) => {
    if (listening.get(client.id) === client) listening.delete(client.id);
    events.onPresence(client.id, "offline");
  });
  const heard = (client: Client, filters: readonly string[]): void => {
    if (!filters.some((filter) => filter.startsWith(`${downRoot(client.id)}/`))) return;
    listening.set(client.id, client);
    events.onListening(client.id);
  };
  // A refused filter stands here too, with QoS 128.
  aedes.on("subscribe", (subscriptions, client) =>
    heard(
      client,
      subscriptions.filter(({ qos }) => Number(qos) < 128).map(({ topic }) => topic),
    ),
  );
  // A session that outlived its connection listens again without a SUBSCRIBE.
  aedes.on("clientReady", (client: Client & { readonly subscriptions?: object }) =>
    heard(client, Object.keys(client.subscriptions ?? {})),
  );
  aedes.on("unsubscribe", (_filters, client) => void listening.delete(client.id));
  // Typed as always there, but a session that ends with its connection keeps no packets to hand out.
  aedes.on("ack", (packet: object | undefined, client) =>
    events.onAcknowledged(client.id, packet !== undefined && "payload" in packet ? String(packet.payload) : undefined),
  );
  aedes.on("connectionError", (_client, error) => events.onRefused(error.message, ""));

  const server = createServer((socket) => void aedes.handle(socket));
  const bound = await listen(server, host, port).catch((error: unknown) => {
    aedes.close();
    throw error;
  });

  const tell = (topic: string, payload: string, retain = false): void =>
    aedes.publish({ cmd: "publish", topic, payload, qos: 0, dup: false, retain }, () => {});
  tell(bridgeStatusTopic, '{"state":"up"}', true);

  return {
    port: bound,
    connections: () => aedes.connectedClients,
    isOpen: () => server.listening && !aedes.closed,
    isListening: (vehicleId) => listening.has(vehicleId),
    tell: (topic, payload) => tell(topic, payload),
    deliver(vehicleId, topic, payload) {
      const client = listening.get(vehicleId);
      client?.publish({ cmd: "publish", topic, payload, qos: 1, dup: false, retain: false }, () => {});
    },
    async close() {
      tell(bridgeStatusTopic, '{"state":"down"}', true);
      // The last word is written in the next turn of the event loop.
      await new Promise((resolve) => setImmediate(resolve));
      const closed = new Promise((resolve) => server.close(resolve));
      await new Promise<void>((resolve) => aedes.close(() => resolve()));
      await closed;
    },
  };
};
