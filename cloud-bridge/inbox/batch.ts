import { sql } from "kysely";
import { z } from "zod";
import type { Episode, Problem, Ticket } from "../desk/tickets/records.ts";
import type { Database } from "../platform/database/store.ts";
import type { ReceptionRow } from "../platform/database/tables.ts";
import type { VehicleRecord } from "../vehicles/vehicle.ts";
import type { Ranges } from "./reception.ts";

/**
 * Reads of a batch. Every list is looked up by one column that an index leads with: two lists side by side would make the
 * database try every pair.
 */

/** A list for `in (…)`, stretched to a power of two by its last item, so that few statement texts exist. */
const padded = (items: Iterable<string>): string[] => {
  const list = [...new Set(items)];
  const last = list.at(-1);
  if (last === undefined) return [];
  return [...list, ...new Array<string>(2 ** Math.ceil(Math.log2(list.length)) - list.length).fill(last)];
};

const none = <Row>(): Promise<Row[]> => Promise.resolve([]);

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

const rangesSchema = z.array(z.tuple([z.number(), z.number()]));

/** What was received of one boot of one vehicle. */
export interface Reception {
  readonly vehicleId: string;
  readonly epoch: number;
  readonly ranges: Ranges;
}

export const receptionId = (vehicleId: string, epoch: number): string => `${vehicleId}/${epoch}`;

const receptionOf = ({ vehicleId, epoch, ranges }: ReceptionRow): Reception => ({
  vehicleId,
  epoch,
  ranges: rangesSchema.parse(JSON.parse(ranges)),
});

/** What was received of these boots. */
export const loadReceptions = async (db: Database, ids: Iterable<string>): Promise<Reception[]> => {
  const list = padded(ids);
  if (list.length === 0) return [];
  return (await db.selectFrom("reception").selectAll().where("id", "in", list).execute()).map(receptionOf);
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
  return rows.map(receptionOf);
};

/** These vehicles as they are known. */
export const loadVehicles = (db: Database, vehicleIds: Iterable<string>): Promise<VehicleRecord[]> => {
  const ids = padded(vehicleIds);
  return ids.length === 0 ? none() : db.selectFrom("vehicle").selectAll().where("vehicleId", "in", ids).execute();
};

/** These episodes as far as they are known. */
export const loadEpisodes = (db: Database, episodes: Iterable<string>): Promise<Episode[]> => {
  const ids = padded(episodes);
  return ids.length === 0 ? none() : db.selectFrom("episode").selectAll().where("episode", "in", ids).execute();
};

/** These problems as they are known. */
export const loadProblems = (db: Database, problemIds: Iterable<string>): Promise<Problem[]> => {
  const ids = padded(problemIds);
  return ids.length === 0 ? none() : db.selectFrom("problem").selectAll().where("id", "in", ids).execute();
};

/** Every ticket these problems ever had. */
export const loadTickets = async (db: Database, problemIds: Iterable<string>): Promise<Ticket[]> => {
  const ids = padded(problemIds);
  if (ids.length === 0) return [];
  // Written as literals so that each half finds its partial index.
  const half = (isOpen: 0 | 1) =>
    db.selectFrom("ticket").selectAll().where("problemId", "in", ids).where("isOpen", "=", sql.lit(isOpen)).execute();
  return [...(await half(1)), ...(await half(0))];
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
