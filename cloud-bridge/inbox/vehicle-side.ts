import type { Logger } from "pino";
import { type Broker, openBroker } from "../platform/bus/aedes.ts";
import type { Clock } from "../platform/clock.ts";
import type { Store } from "../platform/database/store.ts";
import type { Committed } from "./arrival.ts";
import { loadNewestReceptions } from "./batch.ts";
import { createIntake } from "./intake.ts";
import { createReceiptSender } from "./receipts.ts";
import { receiptOf } from "./reception.ts";

/** What tells vehicles of the desk's work. */
export interface Notices {
  acknowledged(vehicleId: string, payload: string | undefined): void;
  /** The connection of a vehicle is gone. */
  forget(vehicleId: string): void;
}

export interface VehicleSideOptions {
  /** Where the broker listens; port 0 lets the system choose. */
  readonly mqtt: { readonly host: string; readonly port: number };
  readonly dispatch: {
    readonly maxBatch: number;
    readonly receiptDelayMs: number;
  };
  /** The dealer whose desk new tickets come to. */
  readonly centreId: string;
  readonly notices: Notices;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  /** Told of every committed batch, before any of it is acknowledged. */
  readonly onCommitted: (committed: Committed, tookMs: number) => void;
  /** A vehicle listens from now on: whatever waits for it may be told. */
  readonly onListening: (vehicleId: string) => void;
  readonly onRefused: () => void;
  readonly onFailure: () => void;
  readonly onUnknownSignals: (count: number) => void;
  /** The network edge; the embedded broker where it is left out. */
  readonly listen?: typeof openBroker | undefined;
}

/** Boots of one vehicle that are receipted when it comes back; what an older one still holds is asked for by sending it. */
const bootsOnConnect = 3;

/** The rooms that speak MQTT: broker, intake and receipts, joined. */
export const openVehicleSide = async (options: VehicleSideOptions) => {
  const { mqtt, dispatch, centreId, notices, store, clock, log } = options;
  const { onCommitted, onListening, onRefused, onFailure, onUnknownSignals, listen = openBroker } = options;
  const { receiptDelayMs, maxBatch } = dispatch;
  // The rooms need the broker and the broker needs the rooms; nobody speaks before both are there.
  let broker: Broker | undefined;
  const isListening = (vehicleId: string): boolean => broker?.isListening(vehicleId) ?? false;

  const receipts = createReceiptSender({
    clock,
    delayMs: receiptDelayMs,
    isListening,
    tell: (topic, payload) => broker?.tell(topic, payload),
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
    },
  });

  const greet = async (vehicleId: string): Promise<void> => {
    const receptions = await loadNewestReceptions(store, vehicleId, bootsOnConnect);
    receipts.add(receptions.map(({ epoch, ranges }) => ({ vehicleId, receipt: receiptOf(epoch, ranges) })));
    onListening(vehicleId);
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
    isHearing: open.isListening,
    deliver: open.deliver,
    async close(): Promise<void> {
      // Who is connected still hears what was stored last; then everyone goes, which is stored too.
      await intake.drained();
      receipts.close();
      await open.close();
      await intake.drained();
    },
  };
};

export type VehicleSide = Awaited<ReturnType<typeof openVehicleSide>>;
