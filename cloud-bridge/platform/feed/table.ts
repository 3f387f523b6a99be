import { z } from "zod";
import { defineTable, json, maybe, number, type RowOf, text } from "../database/table.ts";

/** What changed. A reader that has come to a position has seen everything before it. */
export const changeTable = defineTable(
  "change",
  {
    /** Counts changes in the order in which they were committed, without holes. */
    position: number(),
    /** What kind of thing, and which of them changed together; how they are now is asked of themselves. */
    noun: text(),
    ids: json(z.array(z.string()).readonly()),
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
