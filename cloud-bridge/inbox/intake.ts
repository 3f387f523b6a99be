import type { Logger } from "pino";
import { parseUpTopic } from "../../contract/wire/topics.ts";
import { unknownSignals } from "../../contract/wire/up/evidence.ts";
import type { Done } from "../platform/bus/aedes.ts";
import type { Clock } from "../platform/clock.ts";
import type { Store } from "../platform/database/store.ts";
import type { Arrival, Committed } from "./arrival.ts";
import { commitBatch } from "./commit.ts";
import type { DeadLetter } from "./dead-letters.ts";
import { readPayload } from "./door.ts";
import { createGroupCommit } from "./group-commit.ts";

export interface IntakeOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly maxBatch: number;
  /** The dealer whose desk new tickets come to. */
  readonly centreId: string;
  /** Called after the commit and before any PUBACK of the batch. */
  readonly onCommitted: (committed: Committed, tookMs: number) => void;
  readonly onFailure: () => void;
  /** A vehicle speaks of that many signals that the table of this bridge does not hold. They are kept by name. */
  readonly onUnknownSignals: (count: number) => void;
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
          position: { epoch: arrival.message.epoch, seq: arrival.message.seq },
          foreignVersion: false,
        },
      }
    : arrival;

/** The way from a PUBLISH to a committed row: read at the door, gathered, stored, answered. */
export const createIntake = (options: IntakeOptions) => {
  const { store, clock, log, maxBatch, centreId, onCommitted, onFailure, onUnknownSignals } = options;
  // What met another writer too often is not at fault: it is not acknowledged, and comes again.
  const isStoreDown = (error: unknown): boolean => store.troubleOf(error) !== "faulty";

  const group = createGroupCommit<Arrival>({
    maxBatch,
    isStoreDown,
    setAside,
    async commit(arrivals) {
      const began = performance.now();
      const committed = await commitBatch(store, arrivals, { now: clock.now(), centreId });
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

  const bury = (letter: Omit<DeadLetter, "at">, done: Done): void => {
    const { vehicleId, topic, reason } = letter;
    log.warn({ vehicleId, topic, reason }, "dead letter");
    group.add({ kind: "deadLetter", letter: { ...letter, at: clock.now() } }, done);
  };

  const strange = { position: null, foreignVersion: false };

  const noteUnknown = (vehicleId: string, paths: readonly string[]): void => {
    if (paths.length === 0) return;
    onUnknownSignals(paths.length);
    log.info({ vehicleId, paths }, "evidence speaks of signals that this bridge does not know; kept by name");
  };

  return {
    publish(vehicleId: string, topic: string, payload: Uint8Array, done: Done): void {
      const address = parseUpTopic(topic);
      if (address === undefined) {
        bury({ vehicleId, topic, reason: "no up topic", payload, ...strange }, done);
        return;
      }
      const read = readPayload(address, payload);
      if (!read.ok) {
        const { reason, position, foreignVersion } = read;
        bury({ vehicleId, topic, reason, payload, position, foreignVersion }, done);
        return;
      }
      const { message } = read;
      if (message.type === "evidence") noteUnknown(message.vehicleId, unknownSignals(message.data));
      group.add({ kind: "message", message, receivedAt: clock.now() }, done);
    },
    foreign(vehicleId: string, topic: string, payload: Uint8Array, done: Done): void {
      bury({ vehicleId, topic, reason: "a foreign topic: refused", payload, ...strange }, done);
    },
    presence(vehicleId: string, state: "online" | "offline"): void {
      group.add({ kind: "presence", vehicleId, state, at: clock.now() }, () => {});
    },
    drained: (): Promise<void> => group.drained(),
  };
};
