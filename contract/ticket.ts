import { z } from "zod";
import { bilingualSchema } from "./language.ts";
import { severities } from "./warning.ts";

/** The after-sales flow, in its order; then the side states. One function of the desk decides legal moves. */
export const ticketStates = [
  "new",
  "triaged",
  "contacting",
  "scheduled",
  "checked_in",
  "diagnosing",
  "awaiting_approval",
  "in_repair",
  "awaiting_parts",
  "quality_check",
  "ready",
  "delivered",
  "follow_up",
  "closed",
  "monitoring",
  "awaiting_customer",
  "cancelled",
  "merged",
] as const;
export type TicketState = (typeof ticketStates)[number];

/** States in which a ticket is no longer work; a new fault of the group opens a new ticket. */
export const endStates = ["closed", "cancelled", "merged"] as const satisfies readonly TicketState[];

/** P1 safety > P2 function > P3 comfort. */
export const priorities = ["P1", "P2", "P3"] as const;
export type Priority = (typeof priorities)[number];

const instant = z.number();

/** One line of the queue: GET /api/v1/tickets. Instants are epoch ms of the bridge's clock unless said otherwise. */
export const ticketSummarySchema = z.object({
  id: z.string(),
  /** What people say on the phone, e.g. F-000123. */
  number: z.string(),
  vehicleId: z.string(),
  /** Last six of the VIN, the rest masked; null until the car said it. */
  vinMasked: z.string().nullable(),
  faultGroup: z.string(),
  rule: z.string(),
  title: bilingualSchema,
  /** Measured number + limit + consequence, in one line. */
  why: bilingualSchema,
  category: z.string(),
  priority: z.enum(priorities),
  /** Tagged safety: shown as a shield, priority may not go below P1. */
  safety: z.boolean(),
  severity: z.enum(severities),
  state: z.enum(ticketStates),
  /** How many occurrences (warning events) the ticket stands on. */
  occurrences: z.int(),
  openedAt: instant,
  updatedAt: instant,
  /** The clock that runs: which one, and until when; null when none runs. */
  clock: z.object({ name: z.enum(["acknowledge", "first_contact", "follow_up"]), dueAt: instant }).nullable(),
  /** Whether the car still reports the condition. */
  active: z.boolean(),
  /** Number of the closed ticket of the same fault that this one repeats; null or absent when it is the first. */
  recurrenceOf: z.string().nullable().optional(),
  /** The dealer it belongs to. */
  centreId: z.string(),
  /** Whom to call; null until somebody says. */
  customerId: z.string().nullable(),
  /** Counts what people changed: the ETag of If-Match. What the car reports leaves it alone. */
  revision: z.int(),
  /** Counts what the car brought. */
  reportRevision: z.int(),
});
export type TicketSummary = z.infer<typeof ticketSummarySchema>;

/** A move that is legal now, and what it needs. */
export const ticketMoveSchema = z.object({
  to: z.enum(ticketStates),
  /** Words the move needs from the person; "note" is optional text elsewhere. */
  needs: z.array(z.enum(["note"])),
  /** The one most likely next. */
  primary: z.boolean(),
});
export type TicketMove = z.infer<typeof ticketMoveSchema>;

export const historyEntrySchema = z.object({
  at: instant,
  actor: z.string(),
  kind: z.enum(["opened", "occurrence", "transition", "priority", "evidence", "note", "cleared"]),
  from: z.enum(ticketStates).nullable(),
  to: z.enum(ticketStates).nullable(),
  note: z.string().nullable(),
});

/** GET /api/v1/tickets/{id}. */
export const ticketDetailSchema = ticketSummarySchema.extend({
  episode: z.string(),
  /** What it means, in plain words for the advisor and for reading to the owner. */
  explanation: bilingualSchema,
  plan: z.array(bilingualSchema),
  parts: z.array(bilingualSchema),
  data: z.record(z.string(), z.union([z.number(), z.string()])),
  /** Event time of the car, epoch ms. */
  raisedAt: instant,
  evidence: z.array(
    z.object({
      from: instant,
      to: instant,
      complete: z.boolean(),
      series: z.array(
        z.object({ path: z.string(), unit: z.string(), points: z.array(z.tuple([z.number(), z.number().nullable()])) }),
      ),
    }),
  ),
  history: z.array(historyEntrySchema),
  moves: z.array(ticketMoveSchema),
});
export type TicketDetail = z.infer<typeof ticketDetailSchema>;

/** GET /api/v1/vehicles. */
export const vehicleSchema = z.object({
  vehicleId: z.string(),
  vinMasked: z.string().nullable(),
  state: z.enum(["online", "offline", "unknown"]),
  lastSeenAt: instant,
  agentVersion: z.string().nullable(),
  openTickets: z.int(),
});
export type VehicleSummary = z.infer<typeof vehicleSchema>;

/** POST /api/v1/tickets/{id}/transitions, with If-Match: "<revision>". */
export const transitionRequestSchema = z.strictObject({
  to: z.enum(ticketStates),
  note: z.string().trim().max(4_000).optional(),
});

/** POST /api/v1/tickets/{id}/notes. */
export const noteRequestSchema = z.strictObject({ text: z.string().trim().min(1).max(4_000) });

/** GET /api/v1/vehicles/{id}. */
export const vehicleDetailSchema = vehicleSchema.extend({
  protocol: z.string().nullable(),
  odometerKm: z.number().nullable(),
  firstSeenAt: instant,
  /** Newest value of each signal the car sent, with the car's time of it. */
  telemetry: z.record(z.string(), z.object({ value: z.number(), at: instant })),
});
export type VehicleDetail = z.infer<typeof vehicleDetailSchema>;

/** GET /api/v1/centre: the dealer this desk belongs to. */
export const centreSchema = z.object({ id: z.string(), name: z.string(), timeZone: z.string() });
export type Centre = z.infer<typeof centreSchema>;

/** A slice of a list: pass `next` as `cursor` to go on; null at the end. */
export const sliceOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), total: z.int(), next: z.string().nullable() });

/** Body of every error answer (RFC 9457 in short): a code for machines, a sentence for people. */
export const problemSchema = z.object({
  code: z.string(),
  message: z.string(),
  details: z.array(z.string()).optional(),
});
