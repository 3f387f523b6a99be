import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Database } from "../platform/database/store.ts";
import type { RecordOf } from "../platform/database/table.ts";
import type { Position } from "./door.ts";
import type { deadLetterTable } from "./table.ts";

/** A payload that was no message, and why. */
export interface DeadLetter {
  readonly vehicleId: string;
  readonly topic: string;
  readonly reason: string;
  readonly payload: Uint8Array;
  readonly at: number;
  /** Its place in the count of its sender, where it says so: kept here, it counts as received. */
  readonly position: Position | null;
  /** It is of a version of the envelope that this bridge cannot read: its sender is told. */
  readonly foreignVersion: boolean;
}

const mostBytes = 65_536;

const readable = (payload: Uint8Array): string => {
  const kept = Buffer.from(payload.subarray(0, mostBytes));
  const text = kept.toString("utf8");
  // PostgreSQL takes no NUL in a text, and a cut may split a character.
  return text.includes("\u0000") || text.includes("\uFFFD") ? `base64:${kept.toString("base64")}` : text;
};

const rowOf = ({ vehicleId, topic, reason, payload, at }: DeadLetter): RecordOf<typeof deadLetterTable> => ({
  id: createHash("sha256").update(`${vehicleId}\n${topic}\n`).update(payload).digest("hex"),
  vehicleId,
  topic,
  reason,
  payload: readable(payload),
  times: 1,
  firstAt: at,
  lastAt: at,
});

/** Keeps bad payloads for a person. A vehicle that sends the same one for ever fills one row, not the disk. */
export const saveDeadLetters = async (db: Database, letters: readonly DeadLetter[]): Promise<void> => {
  for (const letter of letters) {
    const row = rowOf(letter);
    await db
      .insertInto("deadLetter")
      .values(row)
      .onConflict((conflict) =>
        conflict.column("id").doUpdateSet({
          times: sql<number>`${sql.ref("deadLetter.times")} + 1`,
          reason: row.reason,
          lastAt: row.lastAt,
        }),
      )
      .execute();
  }
};
