import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectAsync, type IClientOptions, type MqttClient } from "mqtt";
import { pino } from "pino";
import { type Bridge, openBridge } from "../../cloud-bridge/bridge.ts";
import { type Config, parseConfig } from "../../cloud-bridge/config.ts";
import { systemClock } from "../../cloud-bridge/platform/clock.ts";
import {
  sliceOf,
  type TicketDetail,
  type TicketSummary,
  ticketDetailSchema,
  ticketSummarySchema,
} from "../../contract/ticket.ts";
import type { WarningEvent } from "../../contract/warning.ts";
import { type Receipt, receiptForm } from "../../contract/wire/down/receipt.ts";
import { type TicketNotice, ticketNoticeForm } from "../../contract/wire/down/ticket-notice.ts";
import { downFilter, downTopic, upTopic } from "../../contract/wire/topics.ts";
import type { UpMessage } from "../../contract/wire/up/message.ts";

/** A folder of its own for one test. */
export const tempFolder = (): { readonly path: string } & Disposable => {
  const path = mkdtempSync(join(tmpdir(), "fettle-bridge-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
};

export const bridgeConfig = (folder: string, changes: object = {}): Config =>
  parseConfig(
    JSON.stringify({ mqtt: { port: 0 }, http: { port: 0 }, store: { file: join(folder, "bridge.db") }, ...changes }),
    "test",
  );

export interface LogLine {
  readonly [key: string]: unknown;
}

/** A real bridge in this process: broker, SQLite file, HTTP. */
export const startBridge = async (
  folder: string,
  changes: object = {},
): Promise<Bridge & { readonly lines: readonly LogLine[] }> => {
  const lines: LogLine[] = [];
  const log = pino({ level: "info" }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const bridge = await openBridge(bridgeConfig(folder, changes), {
    clock: systemClock,
    log,
    pages: join(folder, "no-pages"),
    version: "test",
  });
  return { ...bridge, lines };
};

/** Things that come one by one, to be awaited in their order. */
const createInbox = <Item>() => {
  const items: Item[] = [];
  let wake: (() => void) | undefined;
  return {
    items,
    put(item: Item): void {
      items.push(item);
      wake?.();
    },
    /** The first item, past or to come, that fits. */
    async until(fits: (item: Item) => boolean): Promise<Item> {
      for (;;) {
        const found = items.find(fits);
        if (found !== undefined) return found;
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        await promise;
      }
    },
  };
};

/** A vehicle as the bridge sees it: an MQTT client that listens to its down topics. */
export const connectVehicle = async (url: string, vehicleId: string, options: IClientOptions = {}) => {
  const client: MqttClient = await connectAsync(url, {
    clientId: vehicleId,
    username: vehicleId,
    protocolVersion: 4,
    reconnectPeriod: 0,
    ...options,
  });
  const receipts = createInbox<Receipt>();
  const notices = createInbox<TicketNotice>();
  client.on("message", (topic, payload) => {
    const value: unknown = JSON.parse(payload.toString());
    if (topic === downTopic(vehicleId, "receipt")) receipts.put(receiptForm.write.parse(value));
    else if (topic === downTopic(vehicleId, "ticket")) notices.put(ticketNoticeForm.write.parse(value));
  });
  const closed = new Promise<void>((resolve) => client.once("close", () => resolve()));
  await client.subscribeAsync(downFilter(vehicleId), { qos: 1 });
  return {
    vehicleId,
    client,
    receipts,
    notices,
    /** The connection ended, whoever ended it. */
    closed,
    /** Resolves with the PUBACK. */
    send: (message: UpMessage): Promise<unknown> =>
      client.publishAsync(upTopic(vehicleId, wordFor(message)), JSON.stringify(message), { qos: 1 }),
    end: (): Promise<void> => client.endAsync(true),
  };
};
export type TestVehicle = Awaited<ReturnType<typeof connectVehicle>>;

const wordFor = ({ type }: UpMessage) => (type === "warning" || type === "gap" ? "event" : type);

/** A step of a warning episode as an agent makes it. */
export const warningEvent = (vehicleId: string, changes: Partial<WarningEvent> = {}): WarningEvent => {
  const rule = changes.rule ?? "coolant-overheat-trend";
  const raisedAt = changes.raisedAt ?? 1_790_000_000_000;
  const revision = changes.revision ?? 0;
  const episode = changes.episode ?? `${vehicleId}/${rule}/${raisedAt}`;
  return {
    id: `${episode}/${revision}`,
    episode,
    rule,
    subject: "",
    kind: "raised",
    severity: "warning",
    at: raisedAt + revision * 1_000,
    raisedAt,
    revision,
    data: { t: 108, limit: 115, m: 4 },
    ...changes,
  };
};

/** A warning in its envelope. */
export const warningMessage = (
  vehicleId: string,
  seq: number,
  changes: Partial<WarningEvent> = {},
  envelope: { readonly epoch?: number; readonly sentAt?: number; readonly sampledAt?: number } = {},
): UpMessage => {
  const data = warningEvent(vehicleId, changes);
  return {
    v: 1,
    id: data.id,
    vehicleId,
    epoch: envelope.epoch ?? 1,
    seq,
    at: data.at,
    sentAt: envelope.sentAt ?? data.at,
    type: "warning",
    data,
    ...(envelope.sampledAt === undefined ? {} : { trace: { sampledAt: envelope.sampledAt } }),
  };
};

const ticketSlice = sliceOf(ticketSummarySchema);

/** The queue as the API tells it. */
export const readTickets = async (httpUrl: string, query = ""): Promise<TicketSummary[]> =>
  ticketSlice.parse(await (await fetch(`${httpUrl}/api/v1/tickets${query}`)).json()).items;

/** One ticket as the API tells it. */
export const readTicket = async (httpUrl: string, id: string): Promise<TicketDetail> =>
  ticketDetailSchema.parse(await (await fetch(`${httpUrl}/api/v1/tickets/${id}`)).json());

/** Asks for a move of a ticket at its present revision. */
export const move = async (httpUrl: string, id: string, to: string, note?: string): Promise<Response> => {
  const { revision } = await readTicket(httpUrl, id);
  return fetch(`${httpUrl}/api/v1/tickets/${id}/transitions`, {
    method: "POST",
    headers: { "content-type": "application/json", "if-match": `"${revision}"` },
    body: JSON.stringify({ to, ...(note === undefined ? {} : { note }) }),
  });
};
