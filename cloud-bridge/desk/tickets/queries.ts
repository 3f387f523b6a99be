import { sql } from "kysely";
import type { Priority, TicketState } from "../../../contract/ticket.ts";
import { behind, decodeCursor, encodeCursor, type SortKey } from "../../platform/database/cursor.ts";
import type { Database, Store } from "../../platform/database/store.ts";
import type { EvidenceRow } from "../../platform/database/tables.ts";
import type { HistoryEntry, OutgoingJob, Ticket } from "./records.ts";

/** A ticket with what the queue shows of its vehicle. */
export interface TicketRow extends Ticket {
  readonly vin: string | null;
}

export interface TicketFilter {
  readonly states?: readonly TicketState[] | undefined;
  readonly priorities?: readonly Priority[] | undefined;
  readonly vehicleId?: string | undefined;
  readonly open?: boolean | undefined;
  /** Part of a number, vehicle id, VIN or category, or any of these rules. */
  readonly words?: string | undefined;
  readonly rules?: readonly string[] | undefined;
}

export const ticketSorts = ["rank", "due", "updated"] as const;
export type TicketSort = (typeof ticketSorts)[number];

export interface Slice<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly next: string | null;
}

/** Tickets on which no clock runs stand behind all that have a due time. */
const never = 9_007_199_254_740_991;

interface Order {
  readonly keys: readonly SortKey[];
  readonly valuesOf: (row: TicketRow) => (string | number)[];
}

const due = sql`coalesce(${sql.ref("ticket.clockDueAt")}, ${sql.lit(never)})`;
const asc = (column: string): SortKey => ({ by: sql.ref(column), direction: "asc" });
const desc = (column: string): SortKey => ({ by: sql.ref(column), direction: "desc" });

const orders: Readonly<Record<TicketSort, Order>> = {
  // Work before what is done; then P1 before P3, safety first, what is due first.
  rank: {
    keys: [
      desc("ticket.isOpen"),
      asc("ticket.priority"),
      desc("ticket.safety"),
      { by: due, direction: "asc" },
      asc("ticket.number"),
    ],
    valuesOf: (row) => [row.isOpen, row.priority, row.safety, row.clockDueAt ?? never, row.number],
  },
  due: {
    keys: [{ by: due, direction: "asc" }, asc("ticket.number")],
    valuesOf: (row) => [row.clockDueAt ?? never, row.number],
  },
  updated: {
    keys: [desc("ticket.updatedAt"), desc("ticket.number")],
    valuesOf: (row) => [row.updatedAt, row.number],
  },
};

const select = (db: Database) =>
  db
    .selectFrom("ticket")
    .leftJoin("vehicle", "vehicle.vehicleId", "ticket.vehicleId")
    .selectAll("ticket")
    .select("vehicle.vin");

const filtered = (db: Database, { states, priorities, vehicleId, open, words, rules }: TicketFilter) => {
  let query = db.selectFrom("ticket").leftJoin("vehicle", "vehicle.vehicleId", "ticket.vehicleId");
  if (states !== undefined && states.length > 0) query = query.where("ticket.state", "in", [...states]);
  if (priorities !== undefined && priorities.length > 0) query = query.where("ticket.priority", "in", [...priorities]);
  if (vehicleId !== undefined) query = query.where("ticket.vehicleId", "=", vehicleId);
  if (open !== undefined) query = query.where("ticket.isOpen", "=", open ? 1 : 0);
  if (words === undefined || words === "") return query;
  // What people type is matched as it stands: % and _ are no wildcards.
  const pattern = `%${words.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const holds = (column: string) => sql<boolean>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`;
  return query.where((eb) =>
    eb.or([
      ...["ticket.number", "ticket.vehicleId", "ticket.category", "ticket.rule", "vehicle.vin"].map(holds),
      ...(rules === undefined || rules.length === 0 ? [] : [eb("ticket.rule", "in", [...rules])]),
    ]),
  );
};

/** A slice of the queue; undefined when the cursor belongs to another order. */
export const listTickets = async (
  { reader }: Store,
  filter: TicketFilter,
  { sort, limit, cursor }: { readonly sort: TicketSort; readonly limit: number; readonly cursor?: string | undefined },
): Promise<Slice<TicketRow> | undefined> => {
  const { keys, valuesOf } = orders[sort];
  const place = cursor === undefined ? undefined : decodeCursor(cursor, keys.length);
  if (cursor !== undefined && place === undefined) return undefined;
  const { total } = await filtered(reader, filter)
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  let query = filtered(reader, filter)
    .selectAll("ticket")
    .select("vehicle.vin")
    .limit(limit + 1);
  if (place !== undefined) query = query.where((eb) => behind(eb, keys, place));
  for (const { by, direction } of keys) query = query.orderBy(by, direction);
  const rows = await query.execute();
  const slice = rows.slice(0, limit);
  const last = slice.at(-1);
  return { rows: slice, total, next: rows.length > limit && last !== undefined ? encodeCursor(valuesOf(last)) : null };
};

/** These tickets as they are now. */
export const findTickets = ({ reader }: Store, ids: readonly string[]): Promise<TicketRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : select(reader)
        .where("ticket.id", "in", [...ids])
        .execute();

/** One ticket by its id or number. */
export const findTicket = ({ reader }: Store, id: string): Promise<TicketRow | undefined> =>
  select(reader)
    .where((eb) => eb.or([eb("ticket.id", "=", id), eb("ticket.number", "=", id)]))
    .executeTakeFirst();

export const loadHistory = ({ reader }: Store, ticketId: string): Promise<HistoryEntry[]> =>
  reader.selectFrom("history").selectAll().where("ticketId", "=", ticketId).orderBy("position").execute();

/** Evidence of every episode that stands on the ticket, oldest first; where the whole window came, the first half goes. */
export const loadEvidence = async ({ reader }: Store, { id, vehicleId }: Ticket): Promise<EvidenceRow[]> => {
  const rows = await reader
    .selectFrom("evidence")
    .innerJoin("episode", (join) =>
      join.onRef("episode.episode", "=", "evidence.episode").onRef("episode.vehicleId", "=", "evidence.vehicleId"),
    )
    .selectAll("evidence")
    .where("episode.ticketId", "=", id)
    .where("evidence.vehicleId", "=", vehicleId)
    .orderBy("evidence.fromAt")
    .orderBy("evidence.receivedAt")
    .execute();
  const whole = new Set(rows.filter(({ complete }) => complete === 1).map(({ episode }) => episode));
  return rows.filter(({ episode, complete }) => complete === 1 || !whole.has(episode));
};

/** How many tickets are open, by priority. */
export const countOpen = ({ reader }: Store): Promise<{ priority: Priority; count: number }[]> =>
  reader
    .selectFrom("ticket")
    .select(({ fn }) => ["priority", fn.countAll<number>().as("count")])
    .where("isOpen", "=", 1)
    .groupBy("priority")
    .execute();

/** A ticket as a person's change leaves it, with what goes with it. */
export interface TicketChange {
  readonly ticket: Ticket;
  readonly entries: readonly HistoryEntry[];
  readonly jobs: readonly OutgoingJob[];
}

/**
 * Changes one ticket on the strength of what it is inside the transaction, so that nobody's change is lost. `decide` says what
 * it becomes, or throws, and then nothing changes. undefined when there is no such ticket.
 */
export const changeTicket = (
  store: Store,
  id: string,
  decide: (ticket: Ticket, odometerKm: number | null) => TicketChange,
): Promise<Ticket | undefined> =>
  store.writer.transaction().execute(async (db) => {
    const row = await select(db).where("ticket.id", "=", id).select("vehicle.odometerKm").executeTakeFirst();
    if (row === undefined) return undefined;
    const { vin: _vin, odometerKm, ...before } = row;
    const { ticket, entries, jobs } = decide(before, odometerKm);
    await store.inserts.ticket(db, [ticket]);
    await store.inserts.history(db, entries);
    await store.inserts.outgoing(db, jobs);
    return ticket;
  });
