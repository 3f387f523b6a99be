import { envelopeVersion } from "../../contract/wire/envelope.ts";
import type { UpMessage, UpMessageType } from "../../contract/wire/up/message.ts";

/** What a message is worth, the most valuable first. When room is short, what goes is the oldest of the last. */
export const messageClasses = ["safety", "event", "request", "evidence", "status", "telemetry"] as const;
export type MessageClass = (typeof messageClasses)[number];

/** Classes that may be let go. Safety and events (warnings, gap records) never are. */
export type SpareableClass = Exclude<MessageClass, "safety" | "event">;
export const spareableClasses = [
  "telemetry",
  "status",
  "evidence",
  "request",
] as const satisfies readonly SpareableClass[];

/** A message as the agent hands it over: the outbox adds vehicle, epoch and seq. */
export interface Draft {
  readonly class: MessageClass;
  readonly type: UpMessageType;
  /** For a warning the event's own id; made of epoch and seq when left out. */
  readonly id?: string;
  /** Event time, epoch ms. */
  readonly at: number;
  readonly data: UpMessage["data"];
  /** Wall time at which the deciding sample left the adapter, epoch ms. */
  readonly sampledAt?: number | undefined;
}

/** Where a message stands in the order of sending. */
export interface Position {
  readonly epoch: number;
  readonly seq: number;
}

/** A stored message. `body` is the envelope as JSON without `sentAt`, which every sending sets anew. */
export interface Row extends Position {
  readonly type: UpMessageType;
  readonly id: string;
  readonly body: string;
}

/** The envelope of a draft, ready to be stored. */
export const toRow = (vehicleId: string, draft: Draft, { epoch, seq }: Position): Row => {
  const id = draft.id ?? `${vehicleId}/${draft.type}/${epoch}/${seq}`;
  const trace = draft.sampledAt === undefined ? undefined : { sampledAt: draft.sampledAt };
  const envelope = {
    v: envelopeVersion,
    id,
    vehicleId,
    epoch,
    seq,
    at: draft.at,
    type: draft.type,
    data: draft.data,
    trace,
  };
  return { epoch, seq, type: draft.type, id, body: JSON.stringify(envelope) };
};

/** The bytes that go on the wire: the stored body with the time of this sending put in front, without parsing it again. */
export const payloadOf = (body: string, sentAt: number): string => `{"sentAt":${sentAt},${body.slice(1)}`;
