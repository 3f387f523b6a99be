import { sql } from "kysely";
import { type Episode, episodeTable, type Problem, problemTable } from "../desk/problems/table.ts";
import type { Ticket } from "../desk/tickets/ticket.ts";
import { loadWhole } from "../desk/tickets/whole.ts";
import type { Database, Store } from "../platform/database/store.ts";
import { vehicleTable } from "../vehicles/table.ts";
import type { VehicleRecord } from "../vehicles/vehicle.ts";
import { type Reception, receptionTable } from "./table.ts";

/**
 * Reads of a batch. Every list is looked up by one column that an index leads with: two lists side by side would make the
 * database try every pair. What will be changed is locked, the vehicles first and each table in the order of its keys: two
 * bridges on one database take turns and never wait in a ring.
 */

/** A list for `in (…)`, stretched to a power of two by its last item, so that few statement texts exist. */
const padded = (items: Iterable<string>): string[] => {
  const list = [...new Set(items)];
  const last = list.at(-1);
  if (last === undefined) return [];
  return [...list, ...new Array<string>(2 ** Math.ceil(Math.log2(list.length)) - list.length).fill(last)];
};

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

/** Which of these warning events are stored already. */
export const loadKnownEvents = async (db: Database, eventIds: Iterable<string>): Promise<Set<string>> => {
  const ids = padded(eventIds);
  const rows =
    ids.length === 0
      ? []
      : await db.selectFrom("occurrence").select(["vehicleId", "eventId"]).where("eventId", "in", ids).execute();
  return new Set(rows.map(({ vehicleId, eventId }) => ownId(vehicleId, eventId)));
};

export const receptionId = (vehicleId: string, epoch: number): string => `${vehicleId}/${epoch}`;

/** What was received of these boots. */
export const loadReceptions = async (store: Store, db: Database, ids: Iterable<string>): Promise<Reception[]> => {
  const list = padded(ids);
  if (list.length === 0) return [];
  const query = db.selectFrom("reception").selectAll().where("id", "in", list).orderBy("id");
  return (await store.locked(query).execute()).map(receptionTable.recordOf);
};

/** What was received of the newest boots of one vehicle. */
export const loadNewestReceptions = async (db: Database, vehicleId: string, boots: number): Promise<Reception[]> => {
  const rows = await db
    .selectFrom("reception")
    .selectAll()
    .where("vehicleId", "=", vehicleId)
    .orderBy("epoch", "desc")
    .limit(boots)
    .execute();
  return rows.map(receptionTable.recordOf);
};

/** These vehicles as they are known. */
export const loadVehicles = async (store: Store, db: Database, ids: Iterable<string>): Promise<VehicleRecord[]> => {
  const list = padded(ids);
  if (list.length === 0) return [];
  const query = db.selectFrom("vehicle").selectAll().where("vehicleId", "in", list).orderBy("vehicleId");
  return (await store.locked(query).execute()).map(vehicleTable.recordOf);
};

/** These episodes as far as they are known. */
export const loadEpisodes = async (db: Database, episodes: Iterable<string>): Promise<Episode[]> => {
  const ids = padded(episodes);
  if (ids.length === 0) return [];
  return (await db.selectFrom("episode").selectAll().where("episode", "in", ids).execute()).map(episodeTable.recordOf);
};

/** These problems as they are known. */
export const loadProblems = async (db: Database, problemIds: Iterable<string>): Promise<Problem[]> => {
  const ids = padded(problemIds);
  if (ids.length === 0) return [];
  return (await db.selectFrom("problem").selectAll().where("id", "in", ids).execute()).map(problemTable.recordOf);
};

/** Every ticket these problems ever had. */
export const loadTickets = async (store: Store, db: Database, problemIds: Iterable<string>): Promise<Ticket[]> => {
  const ids = padded(problemIds);
  if (ids.length === 0) return [];
  // Written as literals so that each half finds its partial index.
  const half = (isOpen: 0 | 1) =>
    store
      .locked(
        db
          .selectFrom("ticket")
          .selectAll()
          .where("problemId", "in", ids)
          .where("isOpen", "=", sql.lit(isOpen))
          .orderBy("id"),
      )
      .execute();
  return loadWhole(db, [...(await half(1)), ...(await half(0))]);
};

/**
 * The last ticket number given. Writing it back as it is takes the row's lock where several bridges share a database, so that
 * no number is given twice.
 */
export const lockTicketCounter = async (db: Database): Promise<number> => {
  const row = await db
    .updateTable("counter")
    .set({ value: sql<number>`${sql.ref("value")} + 0` })
    .where("name", "=", "ticket")
    .returning("value")
    .executeTakeFirstOrThrow();
  return row.value;
};

export const saveTicketCounter = async (db: Database, value: number): Promise<void> => {
  await db.updateTable("counter").set({ value }).where("name", "=", "ticket").execute();
};
