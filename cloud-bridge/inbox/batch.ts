import { createBulkInsert } from "../platform/database/bulk.ts";
import { padded } from "../platform/database/lists.ts";
import type { Database, Store } from "../platform/database/store.ts";
import { inboxTable, type Reception, receptionTable } from "./table.ts";

/** Reads and writes of the inbox in a batch. Whoever changes receptions holds the lock of their vehicles. */

/** A message or event of one vehicle as one word. */
export const ownId = (vehicleId: string, id: string): string => `${vehicleId}\n${id}`;

/** Which of these messages are in the inbox already. */
export const loadKnownMessages = async (db: Database, messageIds: Iterable<string>): Promise<Set<string>> => {
  const ids = padded(messageIds);
  const rows =
    ids.length === 0
      ? []
      : await db.selectFrom("inbox").select(["vehicleId", "messageId"]).where("messageId", "in", ids).execute();
  return new Set(rows.map(({ vehicleId, messageId }) => ownId(vehicleId, messageId)));
};

export const receptionId = (vehicleId: string, epoch: number): string => `${vehicleId}/${epoch}`;

/** What was received of these boots. */
export const loadReceptions = async (db: Database, ids: Iterable<string>): Promise<Reception[]> => {
  const list = padded(ids);
  if (list.length === 0) return [];
  const rows = await db.selectFrom("reception").selectAll().where("id", "in", list).execute();
  return rows.map(receptionTable.recordOf);
};

/** What was received of the newest boots of one vehicle. */
export const loadNewestReceptions = async (
  { reader }: Store,
  vehicleId: string,
  boots: number,
): Promise<Reception[]> => {
  const rows = await reader
    .selectFrom("reception")
    .selectAll()
    .where("vehicleId", "=", vehicleId)
    .orderBy("epoch", "desc")
    .limit(boots)
    .execute();
  return rows.map(receptionTable.recordOf);
};

export const insertInbox = createBulkInsert(inboxTable, "fail");
export const saveReceptions = createBulkInsert(receptionTable, "replace");
