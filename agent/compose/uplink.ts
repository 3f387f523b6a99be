import type { TicketNotice } from "../../contract/wire/down/ticket-notice.ts";
import { envelopeVersion } from "../../contract/wire/envelope.ts";
import type { AgentConfig } from "../config.ts";
import { payloadOf, type Row } from "../outbox/message.ts";
import type { Outbox } from "../outbox/outbox.ts";
import {
  type StoredMessage,
  startUplink,
  type Uplink,
  type UplinkChange,
  type UplinkOptions,
} from "../uplink/uplink.ts";
import type { Host } from "./host.ts";

/** Whom the uplink tells. */
export interface UplinkListener {
  /** Online again, or not any more. */
  changed(state: UplinkChange["state"]): void;
  /** The bridge committed some of what waited. */
  settled(): void;
  ticket(notice: TicketNotice): void;
  /** Event time now. */
  now(): number;
}

const toMessage = (row: Row): StoredMessage => ({
  epoch: row.epoch,
  seq: row.seq,
  type: row.type,
  id: row.id,
  payload: (sentAt) => payloadOf(row.body, sentAt),
});

/** Starts the way from the outbox to the bridge. */
export const openUplink = (
  { vehicle, uplink: part }: AgentConfig,
  outbox: Outbox,
  listener: UplinkListener,
  { time, timers, random, version, log: root }: Host,
  connect?: UplinkOptions["connect"],
): Uplink => {
  const log = root.child({ room: "uplink" });

  /**
   * The offline status: our last will, and what we say ourselves when we leave. It is no row of the outbox, so it takes
   * back the status of seq 0, with which every boot begins, under an id of its own: a number of its own would leave a
   * hole in the count.
   */
  const lastWill = (sentAt: number): string =>
    JSON.stringify({
      v: envelopeVersion,
      id: `${vehicle.id}/farewell/${outbox.epoch}/${sentAt}`,
      vehicleId: vehicle.id,
      epoch: outbox.epoch,
      seq: 0,
      at: listener.now(),
      sentAt,
      type: "status",
      data: { state: "offline", agentVersion: version },
    });

  return startUplink({
    ...part,
    vehicleId: vehicle.id,
    store: {
      read: (after, limit) => outbox.read(after, limit).map(toMessage),
      settle: (receipt) => outbox.settle(receipt),
    },
    timers,
    time,
    random,
    connect,
    lastWill,
    onChange: (change) => {
      if (change.state === "online")
        log.info({ protocol: change.protocol, broker: part.brokerUrl }, "Connected to the broker");
      else
        log.warn(
          { detail: change.detail, broker: part.brokerUrl },
          "Not connected to the broker; messages wait in the outbox",
        );
      listener.changed(change.state);
    },
    onAcknowledged: ({ id, type }) => {
      if (type === "warning") log.info({ step: "alert-sent", id }, "The broker took an alert");
      else log.debug({ id, type }, "The broker took a message");
    },
    onReceipt: ({ epoch, upTo, gaps, refused }, settled) => {
      if (refused !== undefined)
        log.error(
          { epoch, seqs: refused.seqs, versions: refused.versions },
          "The bridge cannot read messages of this version; it keeps them unread. The bridge needs an update",
        );
      const receipt = { step: "receipt", epoch, upTo, gaps: gaps.length, settled };
      // A receipt that settles nothing repeats an older one.
      if (settled > 0) log.info(receipt, "The bridge has committed messages");
      listener.settled();
    },
    onTicket: (notice) => {
      log.info({ ticket: notice.number, state: notice.state }, "News of a ticket");
      listener.ticket(notice);
    },
    onTrouble: ({ detail, error }) => {
      if (error === undefined) log.warn({ detail }, "Something came that is not understood");
      else log.error({ code: error.code }, error.message);
    },
  });
};
