import type { Episode, HistoryEntry, Occurrence, OutgoingJob, Problem, Ticket } from "../../desk/tickets/records.ts";
import type { VehicleRecord } from "../../vehicles/vehicle.ts";

/** One accepted message; its presence makes a repeat recognisable. Rows may be pruned by age: receipts do not need them. */
export interface InboxRow {
  readonly messageId: string;
  readonly vehicleId: string;
  readonly epoch: number;
  readonly seq: number;
  readonly type: string;
  readonly receivedAt: number;
}

/** Which sequence numbers of one boot of one vehicle are committed: JSON of [from, to] ranges, inclusive, ascending. */
export interface ReceptionRow {
  /** vehicleId/epoch. */
  readonly id: string;
  readonly vehicleId: string;
  readonly epoch: number;
  readonly ranges: string;
  readonly updatedAt: number;
}

/** One payload that was no message, kept for a person to look at; the same payload again only counts. */
export interface DeadLetterRow {
  /** Digest of vehicle, topic and payload. */
  readonly id: string;
  readonly vehicleId: string;
  readonly topic: string;
  readonly reason: string;
  /** As text when it is UTF-8, else base64; cut at 64 KiB. */
  readonly payload: string;
  readonly times: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** Signals around a warning, as the car sent them. */
export interface EvidenceRow {
  readonly messageId: string;
  readonly vehicleId: string;
  readonly episode: string;
  readonly fromAt: number;
  readonly toAt: number;
  readonly complete: number;
  readonly series: string;
  readonly receivedAt: number;
}

export interface CounterRow {
  readonly name: string;
  readonly value: number;
}

/** The database: every table is a list of records, column names are theirs. */
export interface Tables {
  readonly inbox: InboxRow;
  readonly reception: ReceptionRow;
  readonly deadLetter: DeadLetterRow;
  readonly vehicle: VehicleRecord;
  readonly problem: Problem;
  readonly episode: Episode;
  readonly ticket: Ticket;
  readonly history: HistoryEntry;
  readonly occurrence: Occurrence;
  readonly evidence: EvidenceRow;
  readonly outgoing: OutgoingJob;
  readonly counter: CounterRow;
}
