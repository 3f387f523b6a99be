import { readFileSync } from "node:fs";
import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import { z } from "zod";
import { AgentError } from "../errors.ts";

/** Where the broker is and who we are there: the `uplink` part of the configuration. */
export interface BrokerOptions {
  readonly brokerUrl: string;
  readonly protocol: "auto" | "5" | "3.1.1";
  readonly username?: string | undefined;
  readonly passwordFile?: string | undefined;
  readonly tls?:
    | {
        readonly caFile?: string | undefined;
        readonly certFile?: string | undefined;
        readonly keyFile?: string | undefined;
      }
    | undefined;
  readonly keepAliveSeconds: number;
  readonly sessionExpirySeconds: number;
}

export interface Will {
  readonly topic: string;
  readonly payload: string;
}

/** The answer to a CONNECT, or the end of a connection. */
export type Ending =
  | { readonly why: "closed"; readonly detail: string }
  /** The broker does not speak this MQTT version: try the other one. */
  | { readonly why: "version" }
  | { readonly why: "refused"; readonly error: AgentError };

export interface ConnectionEvents {
  /** `protocol` is what the broker accepted. */
  connected(protocol: ProtocolVersion): void;
  message(topic: string, payload: Buffer): void;
  ended(ending: Ending): void;
}

export interface Connection {
  /** QoS 1; resolves true when the broker acknowledged. */
  publish(topic: string, payload: string): Promise<boolean>;
  close(): Promise<void>;
}

export type ProtocolVersion = 4 | 5;

const fileOf = (path: string): Buffer => {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new AgentError("AGENT_FILE_MISSING", path, { cause });
  }
};

/** Reads password and certificates once, at the start, so that a missing file stops the start and not the first drive. */
export const readCredentials = ({ passwordFile, tls, username }: BrokerOptions, vehicleId: string): IClientOptions => {
  const options: IClientOptions = { clientId: vehicleId, username: username ?? vehicleId };
  if (passwordFile !== undefined) {
    const [password = ""] = fileOf(passwordFile).toString("utf8").split(/\r?\n/);
    if (password === "") throw new AgentError("AGENT_PASSWORD_MISSING", passwordFile);
    options.password = password;
  }
  if (tls?.caFile !== undefined) options.ca = fileOf(tls.caFile);
  if (tls?.certFile !== undefined) options.cert = fileOf(tls.certFile);
  if (tls?.keyFile !== undefined) options.key = fileOf(tls.keyFile);
  return options;
};

const refusal = z.object({ code: z.int() });
/** CONNACK codes: 1 of MQTT 3.1.1 and 0x84 of MQTT 5 are "unsupported protocol version". */
const unsupportedVersion = [1, 0x84];
/** 3.1.1: identifier, user name or authorization refused; 5: client id, credentials, authorization, banned. */
const refusedIdentity = [2, 4, 5, 0x85, 0x86, 0x87, 0x8a];

const endingOf = (cause: Error | undefined, brokerUrl: string): Ending => {
  const code = refusal.safeParse(cause).data?.code ?? -1;
  if (unsupportedVersion.includes(code)) return { why: "version" };
  if (refusedIdentity.includes(code))
    return { why: "refused", error: new AgentError("AGENT_BROKER_REFUSED", `${brokerUrl}, code ${code}`, { cause }) };
  return { why: "closed", detail: cause?.message ?? "connection closed" };
};

/** Taken apart here, since MQTT.js does it with Node's deprecated `url.parse`, which prints a warning at every start. */
const addressOf = (brokerUrl: string): IClientOptions => {
  const { protocol, hostname, port } = new URL(brokerUrl);
  const secure = protocol === "mqtts:";
  const host = hostname.replace(/^\[|\]$/g, "");
  return { protocol: secure ? "mqtts" : "mqtt", host, port: port === "" ? (secure ? 8_883 : 1_883) : Number(port) };
};

/**
 * One connection, from CONNECT to its end; it never reconnects by itself, and MQTT.js's own queue stays empty because
 * nothing is published before `connected` or after `ended`.
 */
export const openConnection = (
  broker: BrokerOptions,
  credentials: IClientOptions,
  protocolVersion: ProtocolVersion,
  filter: string,
  will: Will,
  events: ConnectionEvents,
): Connection => {
  const client: MqttClient = mqtt.connect({
    ...addressOf(broker.brokerUrl),
    ...credentials,
    protocolVersion,
    reconnectPeriod: 0,
    connectTimeout: 15_000,
    resubscribe: false,
    queueQoSZero: false,
    keepalive: broker.keepAliveSeconds,
    // The broker keeps ticket notices for us while we are away.
    clean: broker.sessionExpirySeconds === 0,
    ...(protocolVersion === 5 ? { properties: { sessionExpiryInterval: broker.sessionExpirySeconds } } : {}),
    will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1, retain: false },
  });
  let fault: Error | undefined;
  let over = false;

  const finish = (): void => {
    if (over) return;
    over = true;
    client.end(true);
    events.ended(endingOf(fault, broker.brokerUrl));
  };
  client.on("error", (error) => {
    fault = error;
  });
  client.on("close", finish);
  client.on("message", (topic, payload) => events.message(topic, payload));
  client.on("connect", () => {
    // Subscribed before anything is sent: the first receipt may follow the first PUBACK at once.
    client.subscribe(filter, { qos: 1 }, (error, granted) => {
      if (over) return;
      fault = error ?? undefined;
      if (error !== null || granted === undefined || granted.some(({ qos }) => qos >= 0x80)) finish();
      else events.connected(protocolVersion);
    });
  });

  return {
    publish: (topic, payload) =>
      new Promise((resolve) => {
        if (over) resolve(false);
        else client.publish(topic, payload, { qos: 1 }, (error) => resolve(error === undefined || error === null));
      }),
    async close() {
      over = true;
      // A polite DISCONNECT keeps the will unsent; a broker that does not answer within a second gets none.
      await Promise.race([client.endAsync(), new Promise((resolve) => setTimeout(resolve, 1_000).unref())]);
      client.end(true);
    },
  };
};
