import { z } from "zod";
import { isSignalPath } from "../signals.ts";
import { warningEventSchema } from "../warning.ts";
import { vehicleIdPattern } from "./topics.ts";

/** Version of the envelope. A bridge reads this version and the one before. */
export const envelopeVersion = 1;

const instant = z.number().finite();

/**
 * A stretch of signals around a warning. Series are thinned to at most a few hundred points each by keeping the least
 * and greatest of every bucket, so a spike is never lost. Raw traces stay in the car.
 */
export const evidenceSchema = z.strictObject({
  episode: z.string().min(1).max(300),
  rule: z.string().max(64),
  /** First and last instant of the window, epoch ms of event time. */
  from: instant,
  to: instant,
  /** True once the time after the raise is in it too. */
  complete: z.boolean(),
  series: z
    .array(
      z.strictObject({
        path: z.string().refine(isSignalPath, "not a signal of the table"),
        unit: z.string().max(20),
        /** [ms since `from`, value in `unit`]; null where the signal was stale: never joined across. */
        points: z.array(z.tuple([z.number(), z.number().nullable()])).max(2_000),
      }),
    )
    .max(40),
});
export type Evidence = Readonly<z.infer<typeof evidenceSchema>>;

/** How the agent is: sent when it comes online and when the car tells who it is. The VIN travels here only. */
export const statusSchema = z.strictObject({
  state: z.enum(["online", "offline"]),
  agentVersion: z.string().max(40),
  vin: z.string().max(17).optional(),
  protocol: z.string().max(80).optional(),
  odometerKm: z.number().nonnegative().optional(),
});

/** The latest value of a few signals, at most once a minute: what the console shows as the car's condition. */
export const telemetrySchema = z.strictObject({
  values: z.record(z.string(), z.strictObject({ value: z.number(), at: instant })),
});

/** Something the driver asked for on the head unit. */
export const requestSchema = z.strictObject({
  request: z.enum(["battery-health-check", "book-service", "rescue"]),
  episode: z.string().max(300).optional(),
  /** Only for a rescue, or with consent; degrees WGS-84. */
  position: z.strictObject({ latitude: z.number(), longitude: z.number() }).optional(),
});

/** What an outbox had to let go of when its quota was full: said, never silent. */
export const gapSchema = z.strictObject({
  class: z.enum(["evidence", "status", "telemetry", "request"]),
  epoch: z.int().nonnegative(),
  fromSeq: z.int().nonnegative(),
  toSeq: z.int().nonnegative(),
  count: z.int().positive(),
});

const envelope = {
  v: z.literal(envelopeVersion),
  /** Unique per message; for a warning event the event's own id, so that a repeat is the same id. */
  id: z.string().min(1).max(320),
  vehicleId: z.string().regex(vehicleIdPattern),
  /** Counts boots of the agent; `seq` counts messages in it, from 0 without holes. */
  epoch: z.int().nonnegative(),
  seq: z.int().nonnegative(),
  /** Event time, epoch ms. */
  at: instant,
  /** Wall time of this sending, epoch ms; a re-send has a later one. */
  sentAt: instant,
  /** Wall time in ms at which the deciding sample left the adapter; carried through to measure the way. */
  trace: z.strictObject({ sampledAt: instant.optional() }).optional(),
};

export const upMessageSchema = z.discriminatedUnion("type", [
  z.strictObject({ ...envelope, type: z.literal("warning"), data: warningEventSchema }),
  z.strictObject({ ...envelope, type: z.literal("evidence"), data: evidenceSchema }),
  z.strictObject({ ...envelope, type: z.literal("status"), data: statusSchema }),
  z.strictObject({ ...envelope, type: z.literal("telemetry"), data: telemetrySchema }),
  z.strictObject({ ...envelope, type: z.literal("request"), data: requestSchema }),
  z.strictObject({ ...envelope, type: z.literal("gap"), data: gapSchema }),
]);
export type UpMessage = Readonly<z.infer<typeof upMessageSchema>>;
export type UpMessageType = UpMessage["type"];

/** On which up topic each type travels. Gap records travel with the events they speak for. */
export const wordOfType = {
  warning: "event",
  gap: "event",
  evidence: "evidence",
  status: "status",
  telemetry: "telemetry",
  request: "request",
} as const satisfies Record<UpMessageType, string>;

/**
 * down/receipt: every message of `epoch` with `seq` ≤ `upTo` is committed in the bridge's database, but those in `gaps`
 * ([from, to] inclusive, not yet received). Only this deletes outbox rows.
 */
export const receiptSchema = z.strictObject({
  v: z.literal(envelopeVersion),
  epoch: z.int().nonnegative(),
  upTo: z.int().gte(-1),
  gaps: z.array(z.tuple([z.int().nonnegative(), z.int().nonnegative()])).max(1_000),
});
export type Receipt = Readonly<z.infer<typeof receiptSchema>>;

/** down/ticket: what became of a warning at the dealer's. Retained by nobody; the newest `revision` wins. */
export const ticketNoticeSchema = z.strictObject({
  v: z.literal(envelopeVersion),
  ticket: z.string().max(40),
  number: z.string().max(40),
  episode: z.string().max(300),
  state: z.string().max(40),
  revision: z.int().nonnegative(),
  at: instant,
});
export type TicketNotice = Readonly<z.infer<typeof ticketNoticeSchema>>;
