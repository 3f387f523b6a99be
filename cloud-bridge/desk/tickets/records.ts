import type { z } from "zod";
import type { historyEntrySchema, Priority, TicketState } from "../../../contract/ticket.ts";
import type { Severity } from "../../../contract/warning.ts";

/**
 * What the desk knows, as it is stored: plain values only, so that a row is the record. Flags are 0 or 1 and JSON is text, which
 * every SQL database understands alike. Instants are epoch ms: `…At` of the bridge's clock, `at` and `raisedAt` of the car's.
 */

/** The active or past condition of one vehicle: everything that one fault group ever was on it. */
export interface Problem {
  /** vehicleId/faultGroup: the key by which two alerts meet. */
  readonly id: string;
  readonly vehicleId: string;
  readonly faultGroup: string;
  /** Episodes that the car still reports. */
  readonly activeEpisodes: number;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
}

/** One warning episode as far as it is known; events may have come in any order. */
export interface Episode {
  readonly episode: string;
  readonly vehicleId: string;
  readonly problemId: string;
  /** The ticket its newest event stands on; null while no ticket was opened for it. */
  readonly ticketId: string | null;
  readonly lastRevision: number;
  readonly cleared: number;
}

/** Work for people. */
export interface Ticket {
  readonly id: string;
  readonly number: string;
  readonly vehicleId: string;
  readonly problemId: string;
  readonly faultGroup: string;
  /** Rule and episode that the headline speaks of; raisedAt, revision and data are those of the newest event of that rule. */
  readonly rule: string;
  /** Which of several things the rule speaks of; "" where there is only one. */
  readonly subject: string;
  readonly episode: string;
  readonly raisedAt: number;
  readonly episodeRevision: number;
  readonly data: string;
  readonly category: string;
  readonly priority: Priority;
  readonly safety: number;
  readonly severity: Severity;
  readonly state: TicketState;
  /** 1 while it is work: the partial unique index stands on it. */
  readonly isOpen: number;
  readonly active: number;
  readonly occurrences: number;
  readonly openedAt: number;
  readonly updatedAt: number;
  readonly closedAt: number | null;
  readonly closedOdometerKm: number | null;
  /** Number of the closed ticket that this one repeats. */
  readonly recurrenceOf: string | null;
  /** JSON of every word said to the clocks, in order; only ever added to. */
  readonly clockEvents: string;
  readonly clockName: ClockName | null;
  readonly clockDueAt: number | null;
  /** Counts changes: the ETag. */
  readonly revision: number;
  /** Counts history entries: the next position. */
  readonly historyLength: number;
}

export type ClockName = "acknowledge" | "first_contact" | "follow_up";
export type HistoryKind = z.infer<typeof historyEntrySchema>["kind"];

/** One line of a ticket's history; never changed, never removed. */
export interface HistoryEntry {
  readonly ticketId: string;
  readonly position: number;
  readonly at: number;
  readonly actor: string;
  readonly kind: HistoryKind;
  readonly fromState: TicketState | null;
  readonly toState: TicketState | null;
  readonly note: string | null;
}

/** One warning event as it came in; immutable. */
export interface Occurrence {
  readonly vehicleId: string;
  readonly eventId: string;
  readonly episode: string;
  readonly problemId: string;
  readonly ticketId: string | null;
  readonly rule: string;
  readonly subject: string;
  readonly kind: string;
  readonly severity: Severity;
  readonly revision: number;
  readonly at: number;
  readonly receivedAt: number;
  readonly data: string;
}

/** Something to tell a vehicle; kept until the vehicle acknowledged it. A newer word on the same subject takes its place. */
export interface OutgoingJob {
  /** ticketId/episode: unique for its vehicle. */
  readonly id: string;
  readonly vehicleId: string;
  readonly topic: string;
  readonly payload: string;
  readonly revision: number;
  readonly createdAt: number;
}
