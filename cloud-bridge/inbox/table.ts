import { z } from "zod";
import { defineTable, json, number, type RecordOf, type RowOf, text } from "../platform/database/table.ts";

/** One accepted message; its presence makes a repeat recognisable. Rows may be pruned by age: receipts do not need them. */
export const inboxTable = defineTable(
  "inbox",
  {
    messageId: text(),
    vehicleId: text(),
    epoch: number(),
    seq: number(),
    type: text(),
    /** Epoch ms of the bridge's clock, as everything below that ends in At. */
    receivedAt: number(),
  },
  ["messageId", "vehicleId"],
);

const range = z.tuple([z.number(), z.number()]).readonly();

/** Which sequence numbers of one boot of one vehicle are committed. */
export const receptionTable = defineTable(
  "reception",
  {
    /** vehicleId/epoch. */
    id: text(),
    vehicleId: text(),
    epoch: number(),
    /** [from, to], inclusive, ascending, never touching. */
    ranges: json(z.array(range).readonly()),
    updatedAt: number(),
  },
  ["id"],
);

/** One payload that was no message, kept for a person to look at; the same payload again only counts. */
export const deadLetterTable = defineTable(
  "deadLetter",
  {
    /** Digest of vehicle, topic and payload. */
    id: text(),
    vehicleId: text(),
    topic: text(),
    reason: text(),
    /** As text when it is UTF-8, else base64; cut at 64 KiB. */
    payload: text(),
    times: number(),
    firstAt: number(),
    lastAt: number(),
  },
  ["id"],
);

export type Reception = Omit<RecordOf<typeof receptionTable>, "id" | "updatedAt">;

declare module "../platform/database/tables.ts" {
  interface Tables {
    readonly inbox: RowOf<typeof inboxTable>;
    readonly reception: RowOf<typeof receptionTable>;
    readonly deadLetter: RowOf<typeof deadLetterTable>;
  }
}
