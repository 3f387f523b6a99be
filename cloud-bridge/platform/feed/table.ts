import { defineTable, maybe, number, type RowOf, text } from "../database/table.ts";

/** What changed. A reader that has come to a position has seen everything before it. */
export const changeTable = defineTable(
  "change",
  {
    /** Counts changes in the order in which they were committed, without holes. */
    position: number(),
    /** What kind of thing, and which one; how it is now is asked of itself. */
    noun: text(),
    id: text(),
    /** Epoch ms of the bridge's clock. */
    at: number(),
    /** The dealer it belongs to; null for what belongs to none. */
    centreId: maybe(text()),
  },
  ["position"],
);

declare module "../database/tables.ts" {
  interface Tables {
    readonly change: RowOf<typeof changeTable>;
  }
}
