import type { z } from "zod";
import type { historyEntrySchema, Priority, TicketState } from "../../../contract/ticket.ts";
import type { Severity } from "../../../contract/warning.ts";
import {
  defineTable,
  flag,
  json,
  maybe,
  number,
  type RecordOf,
  type RowOf,
  text,
} from "../../platform/database/table.ts";
import type { ClockName, ClockWord } from "../clocks/sla.ts";
import { dataSchema } from "../problems/table.ts";

/**
 * A ticket is what people decide (`ticket`), what the car says (`report`) and what follows from both (`ledger`): a car that
 * reports all the time never writes over a person's field, and people's revision is their own.
 */

/** Work for people: what it is, and what they decided about it. */
export const ticketTable = defineTable(
  "ticket",
  {
    id: text(),
    /** What people say on the phone, e.g. F-000123. */
    number: text(),
    vehicleId: text(),
    problemId: text(),
    faultGroup: text(),
    category: text(),
    /** The dealer it belongs to. */
    centreId: text(),
    /** Whom to call; null until somebody says. */
    customerId: maybe(text()),
    /** Number of the closed ticket that this one repeats. */
    recurrenceOf: maybe(text()),
    openedAt: number(),
    state: text<TicketState>(),
    /** Whether it is work: the partial unique index stands on it. */
    isOpen: flag,
    closedAt: maybe(number()),
    closedOdometerKm: maybe(number()),
    /** Counts people's changes: the ETag. */
    revision: number(),
  },
  ["id"],
);
export type Work = RecordOf<typeof ticketTable>;

/** What the car says. Rule, subject and episode are those of the headline; the rest is of the newest event of that rule. */
export const reportTable = defineTable(
  "report",
  {
    ticketId: text(),
    rule: text(),
    /** Which of several things the rule speaks of; "" where there is only one. */
    subject: text(),
    episode: text(),
    /** Of the car's clock, epoch ms. */
    raisedAt: number(),
    episodeRevision: number(),
    data: json(dataSchema),
    severity: text<Severity>(),
    safety: flag,
    priority: text<Priority>(),
    /** Whether the car still reports the condition. */
    active: flag,
    occurrences: number(),
    /** Counts what the car brought. */
    revision: number(),
  },
  ["ticketId"],
);
export type Report = RecordOf<typeof reportTable>;

/** What follows from both, as whoever changed the ticket last left it. */
export const ledgerTable = defineTable(
  "ledger",
  {
    ticketId: text(),
    /** The clock that is due first; null when none runs. */
    clockName: maybe(text<ClockName>()),
    clockDueAt: maybe(number()),
    updatedAt: number(),
    /** Counts history entries: the next position. */
    historyLength: number(),
    /** Counts words to the clocks: the next position. */
    clockLength: number(),
  },
  ["ticketId"],
);
export type Ledger = RecordOf<typeof ledgerTable>;

/** One word to one clock of a ticket; never changed, never removed. */
export const clockEventTable = defineTable(
  "clockEvent",
  {
    ticketId: text(),
    /** Counts the words of a ticket, from 0. */
    position: number(),
    clock: text<ClockName>(),
    kind: text<ClockWord>(),
    at: number(),
  },
  ["ticketId", "position"],
);
export type ClockEventRecord = RecordOf<typeof clockEventTable>;

export type HistoryKind = z.infer<typeof historyEntrySchema>["kind"];

/** One line of a ticket's history; never changed, never removed. */
export const historyTable = defineTable(
  "history",
  {
    ticketId: text(),
    position: number(),
    at: number(),
    actor: text(),
    kind: text<HistoryKind>(),
    fromState: maybe(text<TicketState>()),
    toState: maybe(text<TicketState>()),
    note: maybe(text()),
  },
  ["ticketId", "position"],
);
export type HistoryEntry = RecordOf<typeof historyTable>;

/** A command of a person that was carried out: the same one again changes nothing. */
export const commandTable = defineTable(
  "command",
  {
    /** The Idempotency-Key of the request, behind who sent it. */
    id: text(),
    ticketId: text(),
    /** What was asked for: the same key for something else is refused. */
    asked: text(),
    at: number(),
  },
  ["id"],
);

/** Numbers that are given once. */
export const counterTable = defineTable("counter", { name: text(), value: number() }, ["name"]);

declare module "../../platform/database/tables.ts" {
  interface Tables {
    readonly ticket: RowOf<typeof ticketTable>;
    readonly report: RowOf<typeof reportTable>;
    readonly ledger: RowOf<typeof ledgerTable>;
    readonly clockEvent: RowOf<typeof clockEventTable>;
    readonly history: RowOf<typeof historyTable>;
    readonly command: RowOf<typeof commandTable>;
    readonly counter: RowOf<typeof counterTable>;
  }
}
