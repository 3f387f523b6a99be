import type { Priority } from "../../../contract/ticket.ts";
import type { ClockEvent } from "../clocks/sla.ts";
import type { HistoryEntry, Ledger, OutgoingJob, Report, Work } from "./table.ts";

/** A ticket whole: what people decided, what the car says, what follows from both, and every word to its clocks. */
export interface Ticket {
  readonly work: Work;
  readonly report: Report;
  readonly ledger: Ledger;
  readonly words: readonly ClockEvent[];
}

/** How urgent it is: what the car says, until people may say otherwise. */
export const priorityOf = ({ report }: Ticket): Priority => report.priority;

/** Counts every change of a ticket, whoever made it: what a car or a page that heard of two takes for the newer one. */
export const versionOf = ({ work, report }: Pick<Ticket, "work" | "report">): number => work.revision + report.revision;

/** A ticket after one command, and what has to be written for it. */
export interface Changed {
  readonly ticket: Ticket;
  /** Lines that the command adds to its history. */
  readonly history: readonly HistoryEntry[];
  /** Words that it adds to its clocks. */
  readonly words: readonly ClockEvent[];
  /** What is to be told outside. */
  readonly jobs: readonly OutgoingJob[];
}
