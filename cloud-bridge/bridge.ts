import type { Logger } from "pino";
import type { Committed } from "./arrival.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import { type Broker, openBroker } from "./ingest/broker.ts";
import { createNoticeSender } from "./ingest/notices.ts";
import { createReceiptSender } from "./ingest/receipts.ts";
import { createIntake } from "./intake.ts";
import { loadNewestReceptions } from "./store/batch.ts";
import { loadJobs, removeJobs } from "./store/outgoing.ts";
import { receiptOf } from "./store/reception.ts";
import { openStore } from "./store/store.ts";
import { forgetPresence } from "./store/vehicles.ts";

export const openBridge = async (
  config: Config,
  { clock, log, onCommitted = () => {} }: { clock: Clock; log: Logger; onCommitted?: (c: Committed) => void },
) => {
  const store = await openStore(config.store.file);
  await forgetPresence(store);
  let broker: Broker;
  const isListening = (id: string): boolean => broker.isListening(id);
  const receipts = createReceiptSender({
    clock,
    delayMs: config.dispatch.receiptDelayMs,
    isListening,
    tell: (t, p) => broker.tell(t, p),
  });
  const notices = createNoticeSender({
    clock,
    delayMs: config.dispatch.noticeDelayMs,
    isListening,
    deliver: (n) => broker.deliver(n.vehicleId, n.topic, n.payload),
    load: (ids) => loadJobs(store, ids),
    remove: (jobs) => removeJobs(store, jobs),
    onFailure: (err) => log.error({ err }),
  });
  const intake = createIntake({
    store,
    clock,
    log,
    maxBatch: config.dispatch.maxBatch,
    onCommitted(c) {
      onCommitted(c);
      receipts.add(c.receipts);
      notices.wake(c.notified);
      for (const { ticket, sampledAt } of c.opened)
        log.info(
          {
            step: "ticket-opened",
            ticket: ticket.id,
            number: ticket.number,
            rule: ticket.rule,
            priority: ticket.priority,
            vehicleId: ticket.vehicleId,
            sampledAt,
            committedAt: clock.now(),
          },
          "ticket opened",
        );
    },
  });
  broker = await openBroker(config.mqtt.host, config.mqtt.port, {
    onPublish: intake.publish,
    onForeign: intake.foreign,
    onPresence: intake.presence,
    onListening: (id) => {
      void loadNewestReceptions(store.reader, id, 3).then((r) =>
        receipts.add(r.map((x) => ({ vehicleId: id, receipt: receiptOf(x.epoch, x.ranges) }))),
      );
      notices.wake([id]);
    },
    onAcknowledged: notices.acknowledged,
    onRefused: (reason, clientId) => log.warn({ clientId, reason }, "refused"),
  });
  return {
    mqttPort: broker.port,
    store,
    async close() {
      await broker.close();
      await intake.drained();
      receipts.close();
      await notices.close();
      await store.close();
    },
  };
};
