import { defineTable, maybe, number, type RowOf, text } from "../database/table.ts";

/** Everything that waits to be done. Instants are epoch ms of the bridge's clock. */
export const jobTable = defineTable(
  "job",
  {
    key: text(),
    kind: text(),
    lane: text(),
    payload: text(),
    revision: number(),
    due: number(),
    createdAt: number(),
    tries: number(),
    /** Which worker has it in hand, and until when nobody else takes it. */
    leasedBy: maybe(text()),
    leasedUntil: maybe(number()),
    /** Why the last try was in vain. */
    lastError: maybe(text()),
    /** Since when nobody tries any more; a person must look. */
    setAsideAt: maybe(number()),
  },
  ["key"],
);

declare module "../database/tables.ts" {
  interface Tables {
    readonly job: RowOf<typeof jobTable>;
  }
}
