import { type Receipt, receiptForm } from "../../contract/wire/down/receipt.ts";
import { type TicketNotice, ticketNoticeForm } from "../../contract/wire/down/ticket-notice.ts";
import { downFilter, downTopic, upTopic } from "../../contract/wire/topics.ts";
import { type UpMessageType, wordOfType } from "../../contract/wire/up/message.ts";
import type { AgentError } from "../errors.ts";
import {
  type BrokerOptions,
  type Connection,
  type Ending,
  openConnection,
  type ProtocolVersion,
  readCredentials,
} from "./connection.ts";
import {
  initialUplink,
  nextUplink,
  type Position,
  type UplinkEffect,
  type UplinkInput,
  type UplinkLimits,
} from "./uplink-machine.ts";

/** A message as the store hands it over. */
export interface StoredMessage extends Position {
  readonly type: UpMessageType;
  readonly id: string;
  /** The bytes of this sending. */
  payload(sentAt: number): string;
}

/** What the uplink needs of the store behind it. */
export interface MessageStore {
  read(after: Position | undefined, limit: number): readonly StoredMessage[];
  settle(receipt: Receipt): number;
}

export interface Timers {
  after(ms: number, run: () => void): Disposable;
}

export interface UplinkOptions extends BrokerOptions {
  readonly vehicleId: string;
  readonly receiptTimeoutMs: number;
  readonly reconnectMinMs: number;
  readonly reconnectMaxMs: number;
  readonly store: MessageStore;
  readonly timers: Timers;
  readonly time: { wallMs(): number; monotonicMs(): number };
  readonly random: () => number;
  /** The network edge; MQTT.js where it is left out. */
  readonly connect?: typeof openConnection | undefined;
  /** The payload of an offline status: our last will, and what we say ourselves when we leave. */
  readonly lastWill: (sentAt: number) => string;
  readonly onChange: (change: UplinkChange) => void;
  /** The broker took a message (not yet the bridge). */
  readonly onAcknowledged: (message: { readonly id: string; readonly type: UpMessageType }) => void;
  readonly onReceipt: (receipt: Receipt, settled: number) => void;
  readonly onTicket: (notice: TicketNotice) => void;
  readonly onTrouble: (trouble: { readonly detail: string; readonly error?: AgentError }) => void;
}

/** The broker was reached, or is not any more. */
export type UplinkChange =
  | { readonly state: "online"; readonly protocol: "5" | "3.1.1" }
  | { readonly state: "offline"; readonly detail: string };

export interface Uplink {
  /** New messages were stored. */
  poke(): void;
  /** Says goodbye and closes; the rest stays stored for the next start. */
  stop(): Promise<void>;
}

/** In flight: published and not receipted. Aedes and small brokers hold this many per client without trouble. */
const window = 16;
/** How often overdue receipts are looked for. */
const lookMs = 1_000;

const detailOf = (ending: Ending): string => {
  if (ending.why === "refused") return ending.error.message;
  return ending.why === "closed" ? ending.detail : "the broker does not speak this MQTT version";
};

/** Drives the uplink machine with a real broker, real timers and the stored messages. */
export const startUplink = (options: UplinkOptions): Uplink => {
  const { vehicleId, store, timers, time, connect: open = openConnection } = options;
  const limits: UplinkLimits = { window, ...options };
  const credentials = readCredentials(options, vehicleId);
  const known = new Map<string, StoredMessage>();
  const keyOf = ({ epoch, seq }: Position): string => `${epoch}/${seq}`;

  let state = initialUplink;
  let connection: Connection | undefined;
  let version: ProtocolVersion = options.protocol === "3.1.1" ? 4 : 5;
  let proven = false;
  let waiting: Disposable | undefined;
  let watching: Disposable | undefined;
  const inputs: UplinkInput[] = [];
  let feeding = false;

  /** Inputs that effects cause are taken after the one that caused them: never one inside another. */
  const feed = (input: UplinkInput): void => {
    inputs.push(input);
    if (feeding) return;
    feeding = true;
    try {
      for (let next = inputs.shift(); next !== undefined; next = inputs.shift()) {
        const step = nextUplink(state, next, limits);
        state = step.state;
        for (const effect of step.effects) obey(effect);
      }
    } finally {
      feeding = false;
    }
  };

  const publish = (position: Position): void => {
    const message = known.get(keyOf(position));
    if (message === undefined || connection === undefined) return;
    const topic = upTopic(vehicleId, wordOfType[message.type]);
    void connection.publish(topic, message.payload(time.wallMs())).then((acknowledged) => {
      if (acknowledged) options.onAcknowledged(message);
    });
  };

  const read = (after: Position | undefined, limit: number): void => {
    const rows = store.read(after, limit);
    if (rows.length === 0) return;
    for (const row of rows) known.set(keyOf(row), row);
    feed({ kind: "rows", rows, at: time.monotonicMs() });
  };

  const settle = (receipt: Receipt): void => {
    const settled = store.settle(receipt);
    const open = new Set(state.sent.map(keyOf));
    for (const key of known.keys()) if (!open.has(key)) known.delete(key);
    options.onReceipt(receipt, settled);
  };

  const obey = (effect: UplinkEffect): void => {
    if (effect.kind === "connect") connect();
    else if (effect.kind === "read") read(effect.after, effect.limit);
    else if (effect.kind === "publish") publish(effect.position);
    else if (effect.kind === "settle") settle(effect.receipt);
    else if (effect.kind === "wait") waiting = timers.after(effect.ms, () => feed({ kind: "retry" }));
    else for (const timer of [waiting, watching]) timer?.[Symbol.dispose]();
  };

  const parse = (payload: Buffer): unknown => {
    try {
      return JSON.parse(payload.toString("utf8"));
    } catch {
      return undefined;
    }
  };

  const receive = (topic: string, payload: Buffer): void => {
    const raw = parse(payload);
    const receipt = topic === downTopic(vehicleId, "receipt") ? receiptForm.read.safeParse(raw) : undefined;
    const notice = topic === downTopic(vehicleId, "ticket") ? ticketNoticeForm.read.safeParse(raw) : undefined;
    if (receipt?.success === true) feed({ kind: "receipt", receipt: receipt.data });
    else if (notice?.success === true) options.onTicket(notice.data);
    else options.onTrouble({ detail: `a message on ${topic} that this version does not understand` });
  };

  const ended = (ending: Ending): void => {
    connection = undefined;
    known.clear();
    // Which version a broker speaks is learnt by asking: the first refusal costs no waiting. Some old brokers do not
    // refuse a version, they hang up, so until one connection held the versions take turns.
    const asked = version;
    if (options.protocol === "auto" && !proven) version = asked === 5 ? 4 : 5;
    if (ending.why === "version" && asked === 5 && version === 4) {
      feed({ kind: "closed", random: 0, again: "at once" });
      return;
    }
    const detail = detailOf(ending);
    if (ending.why === "refused") options.onTrouble({ detail, error: ending.error });
    else if (state.at === "online" || state.failures === 0) options.onChange({ state: "offline", detail });
    feed({ kind: "closed", random: options.random() });
  };

  const connect = (): void => {
    const will = { topic: upTopic(vehicleId, "status"), payload: options.lastWill(time.wallMs()) };
    connection = open(options, credentials, version, downFilter(vehicleId), will, {
      connected: (protocol) => {
        proven = true;
        options.onChange({ state: "online", protocol: protocol === 5 ? "5" : "3.1.1" });
        feed({ kind: "connected" });
      },
      message: receive,
      ended,
    });
  };

  const watch = (): void => {
    watching = timers.after(lookMs, () => {
      feed({ kind: "time", at: time.monotonicMs() });
      watch();
    });
  };

  feed({ kind: "start" });
  watch();

  return {
    poke: () => feed({ kind: "stored" }),
    async stop() {
      const online = state.at === "online" ? connection : undefined;
      const closing = connection;
      feed({ kind: "stop" });
      const patience = new Promise((resolve) => setTimeout(resolve, 1_000).unref());
      await Promise.race([online?.publish(upTopic(vehicleId, "status"), options.lastWill(time.wallMs())), patience]);
      await closing?.close();
    },
  };
};
