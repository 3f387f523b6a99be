import type { Logger } from "pino";
import { parseUpTopic } from "../../contract/wire/topics.ts";
import type { Clock } from "../platform/clock.ts";
import { isStoreDown } from "../platform/database/sqlite.ts";
import type { Store } from "../platform/database/store.ts";
import type { Arrival, Committed } from "./arrival.ts";
import { commitBatch } from "./commit.ts";
import { readPayload } from "./door.ts";
import { createGroupCommit, type Done } from "./group-commit.ts";

export interface IntakeOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly maxBatch: number;
  /** Called after the commit and before any PUBACK of the batch. */
  readonly onCommitted: (committed: Committed, tookMs: number) => void;
  readonly onFailure: () => void;
}

const setAside = (arrival: Arrival, error: Error): Arrival =>
  arrival.kind === "message"
    ? {
        kind: "deadLetter",
        letter: {
          vehicleId: arrival.message.vehicleId,
          topic: arrival.message.type,
          reason: `could not be stored (${error.message})`,
          payload: Buffer.from(JSON.stringify(arrival.message)),
          at: arrival.receivedAt,
        },
      }
    : arrival;

/** The way from a PUBLISH to a committed row: read at the door, gathered, stored, answered. */
export const createIntake = ({ store, clock, log, maxBatch, onCommitted, onFailure }: IntakeOptions) => {
  const group = createGroupCommit<Arrival>({
    maxBatch,
    isStoreDown,
    setAside,
    async commit(arrivals) {
      const began = performance.now();
      const committed = await commitBatch(store, arrivals, clock.now());
      onCommitted(committed, performance.now() - began);
    },
    onFailure(error, items) {
      onFailure();
      log.error(
        { err: error, items, code: isStoreDown(error) ? "BRIDGE_STORE_UNAVAILABLE" : "BRIDGE_ITEM_FAULTY" },
        "a batch could not be stored",
      );
    },
  });

  const bury = (vehicleId: string, topic: string, reason: string, payload: Uint8Array, done: Done): void => {
    log.warn({ vehicleId, topic, reason }, "dead letter");
    group.add({ kind: "deadLetter", letter: { vehicleId, topic, reason, payload, at: clock.now() } }, done);
  };

  return {
    publish(vehicleId: string, topic: string, payload: Uint8Array, done: Done): void {
      const address = parseUpTopic(topic);
      const read = address === undefined ? undefined : readPayload(address, payload);
      if (read?.ok === true) group.add({ kind: "message", message: read.message, receivedAt: clock.now() }, done);
      else bury(vehicleId, topic, read?.reason ?? "no up topic", payload, done);
    },
    foreign(vehicleId: string, topic: string, payload: Uint8Array, done: Done): void {
      bury(vehicleId, topic, "a foreign topic: refused", payload, done);
    },
    presence(vehicleId: string, state: "online" | "offline"): void {
      group.add({ kind: "presence", vehicleId, state, at: clock.now() }, () => {});
    },
    drained: (): Promise<void> => group.drained(),
  };
};
