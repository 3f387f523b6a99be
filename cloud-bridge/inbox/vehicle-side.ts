import type { Logger } from "pino";
import { createNoticeSender, type Notice } from "../desk/tickets/notices.ts";
import { type Broker, openBroker } from "../platform/bus/aedes.ts";
import type { Clock } from "../platform/clock.ts";
import type { Store } from "../platform/database/store.ts";
import type { Committed } from "./arrival.ts";
import { loadNewestReceptions } from "./batch.ts";
import { createIntake } from "./intake.ts";
import { createReceiptSender } from "./receipts.ts";
import { receiptOf } from "./reception.ts";

/** What waits to be told to vehicles. */
export interface Outgoing {
  /** The oldest notices for these vehicles. */
  load(vehicleIds: readonly string[]): Promise<readonly Notice[]>;
  /** Forgets notices, unless a newer word has taken the place of one. */
  remove(notices: readonly Notice[]): Promise<void>;
}

export interface VehicleSideOptions {
  /** Where the broker listens; port 0 lets the system choose. */
  readonly mqtt: { readonly host: string; readonly port: number };
  readonly dispatch: {
    readonly maxBatch: number;
    readonly receiptDelayMs: number;
    readonly noticeDelayMs: number;
  };
  /** The dealer whose desk new tickets come to. */
  readonly centreId: string;
  readonly outgoing: Outgoing;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  /** Told of every committed batch, before any of it is acknowledged. */
  readonly onCommitted: (committed: Committed, tookMs: number) => void;
  readonly onRefused: () => void;
  readonly onFailure: () => void;
  readonly onUnknownSignals: (count: number) => void;
  /** The network edge; the embedded broker where it is left out. */
  readonly listen?: typeof openBroker | undefined;
}

/** Boots of one vehicle that are receipted when it comes back; what an older one still holds is asked for by sending it. */
const bootsOnConnect = 3;

/** The rooms that speak MQTT: broker, intake, receipts and notices, joined. */
export const openVehicleSide = async (options: VehicleSideOptions) => {
  const { mqtt, dispatch, centreId, outgoing, store, clock, log } = options;
  const { onCommitted, onRefused, onFailure, onUnknownSignals, listen = openBroker } = options;
  const { receiptDelayMs, noticeDelayMs, maxBatch } = dispatch;
  // The rooms need the broker and the broker needs the rooms; nobody speaks before both are there.
  let broker: Broker | undefined;
  const isListening = (vehicleId: string): boolean => broker?.isListening(vehicleId) ?? false;

  const receipts = createReceiptSender({
    clock,
    delayMs: receiptDelayMs,
    isListening,
    tell: (topic, payload) => broker?.tell(topic, payload),
  });
  const notices = createNoticeSender({
    clock,
    delayMs: noticeDelayMs,
    isListening,
    deliver: ({ vehicleId, topic, payload }) => broker?.deliver(vehicleId, topic, payload),
    load: outgoing.load,
    remove: outgoing.remove,
    onFailure: (err) => log.error({ err }, "notices could not be read or removed"),
  });
  const intake = createIntake({
    store,
    clock,
    log,
    maxBatch,
    centreId,
    onFailure,
    onUnknownSignals,
    onCommitted(committed, tookMs) {
      onCommitted(committed, tookMs);
      receipts.add(committed.receipts);
      notices.wake(committed.notified);
    },
  });

  const greet = async (vehicleId: string): Promise<void> => {
    const receptions = await loadNewestReceptions(store, vehicleId, bootsOnConnect);
    receipts.add(receptions.map(({ epoch, ranges }) => ({ vehicleId, receipt: receiptOf(epoch, ranges) })));
    notices.wake([vehicleId]);
  };

  broker = await listen(mqtt.host, mqtt.port, {
    onPublish: intake.publish,
    onForeign: intake.foreign,
    onPresence(vehicleId, state) {
      if (state === "offline") notices.forget(vehicleId);
      intake.presence(vehicleId, state);
    },
    onListening(vehicleId) {
      greet(vehicleId).catch((err: unknown) => log.error({ err, vehicleId }, "a vehicle could not be greeted"));
    },
    onAcknowledged: notices.acknowledged,
    onRefused(reason, clientId) {
      onRefused();
      // A client that speaks MQTT 5 asks with 5 first and comes back with 3.1.1: that is no trouble.
      if (reason === "unacceptable protocol version")
        log.info({ clientId, reason }, "A client was asked to speak MQTT 3.1.1");
      else log.warn({ clientId, reason }, "A client was refused");
    },
  });
  const open = broker;

  return {
    port: open.port,
    connections: open.connections,
    isListening: open.isOpen,
    wake: notices.wake,
    async close(): Promise<void> {
      // Who is connected still hears what was stored last; then everyone goes, which is stored too.
      await intake.drained();
      receipts.close();
      await open.close();
      await intake.drained();
      await notices.close();
    },
  };
};
