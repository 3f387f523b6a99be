import type { Priority } from "../../../contract/ticket.ts";
import type { Job } from "../../platform/jobs/job.ts";
import type { ClockEvent } from "../clocks/sla.ts";
import type { ClockEventRecord, HistoryEntry, Ledger, Report, Work } from "./table.ts";

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

/** What one command changes: the ticket as it is after it, and all that has to be written for that. */
export interface Changed {
  readonly changes: {
    readonly ticket: Ticket;
    /** What people decided is another now; what the car says is another now. What follows from both always is. */
    readonly hasNewWork: boolean;
    readonly hasNewReport: boolean;
    /** Words that were said to its clocks. */
    readonly words: readonly ClockEventRecord[];
  };
  /** Lines that are added to its history. */
  readonly history: readonly HistoryEntry[];
  /** What is to be told outside. */
  readonly jobs: readonly Job[];
}
