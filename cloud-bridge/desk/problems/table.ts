import { z } from "zod";
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

/** What a warning measured, as it came. */
export const dataSchema = z.record(z.string(), z.union([z.number(), z.string()])).readonly();

/** The active or past condition of one vehicle: everything that one fault group ever was on it. */
export const problemTable = defineTable(
  "problem",
  {
    /** vehicleId/faultGroup: the key by which two alerts meet. */
    id: text(),
    vehicleId: text(),
    faultGroup: text(),
    /** Episodes that the car still reports. */
    activeEpisodes: number(),
    firstSeenAt: number(),
    lastSeenAt: number(),
  },
  ["id"],
);
export type Problem = RecordOf<typeof problemTable>;

/** One warning episode as far as it is known; events may have come in any order. */
export const episodeTable = defineTable(
  "episode",
  {
    episode: text(),
    vehicleId: text(),
    problemId: text(),
    /** The ticket its newest event stands on; null while no ticket was opened for it. */
    ticketId: maybe(text()),
    lastRevision: number(),
    cleared: flag,
  },
  ["episode", "vehicleId"],
);
export type Episode = RecordOf<typeof episodeTable>;

/** One warning event as it came in; immutable. */
export const occurrenceTable = defineTable(
  "occurrence",
  {
    vehicleId: text(),
    eventId: text(),
    episode: text(),
    problemId: text(),
    ticketId: maybe(text()),
    rule: text(),
    /** Which of several things the rule speaks of; "" where there is only one. */
    subject: text(),
    kind: text(),
    severity: text<Severity>(),
    revision: number(),
    /** Of the car's clock, epoch ms. */
    at: number(),
    receivedAt: number(),
    data: json(dataSchema),
  },
  ["eventId", "vehicleId"],
);
export type Occurrence = RecordOf<typeof occurrenceTable>;

const seriesSchema = z
  .array(
    z
      .object({
        path: z.string(),
        unit: z.string(),
        points: z.array(z.tuple([z.number(), z.number().nullable()])),
      })
      .readonly(),
  )
  .readonly();

/** Signals around a warning, as the car sent them. */
export const evidenceTable = defineTable(
  "evidence",
  {
    messageId: text(),
    vehicleId: text(),
    episode: text(),
    /** Of the car's clock, epoch ms. */
    fromAt: number(),
    toAt: number(),
    complete: flag,
    series: json(seriesSchema),
    receivedAt: number(),
  },
  ["messageId", "vehicleId"],
);
export type EvidenceRecord = RecordOf<typeof evidenceTable>;

declare module "../../platform/database/tables.ts" {
  interface Tables {
    readonly problem: RowOf<typeof problemTable>;
    readonly episode: RowOf<typeof episodeTable>;
    readonly occurrence: RowOf<typeof occurrenceTable>;
    readonly evidence: RowOf<typeof evidenceTable>;
  }
}
