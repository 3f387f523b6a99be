import { createBulkInsert } from "../../platform/database/bulk.ts";
import { defineTable, number, type RecordOf, type RowOf, text } from "../../platform/database/table.ts";
import type { ClockName, ClockWord } from "./sla.ts";

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

declare module "../../platform/database/tables.ts" {
  interface Tables {
    readonly clockEvent: RowOf<typeof clockEventTable>;
  }
}

export const insertClockEvents = createBulkInsert(clockEventTable, "fail");
