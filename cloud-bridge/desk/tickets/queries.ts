import { sql } from "kysely";
import type { Priority, TicketState } from "../../../contract/ticket.ts";
import { behind, decodeCursor, encodeCursor, type Slice, type SortKey } from "../../platform/database/cursor.ts";
import type { Database, Store } from "../../platform/database/store.ts";
import {
  type HistoryEntry,
  historyTable,
  type Ledger,
  ledgerTable,
  type Report,
  reportTable,
  ticketTable,
  type Work,
} from "./table.ts";

/** A ticket with what the queue shows of its vehicle. */
export interface TicketView {
  readonly work: Work;
  readonly report: Report;
  readonly ledger: Ledger;
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

/** Tickets on which no clock runs stand behind all that have a due time. */
const never = 9_007_199_254_740_991;

interface Order {
  readonly keys: readonly SortKey[];
  readonly valuesOf: (row: TicketView) => (string | number)[];
}

const due = sql`coalesce(${sql.ref("ledger.clockDueAt")}, ${sql.lit(never)})`;
const asc = (column: string): SortKey => ({ by: sql.ref(column), direction: "asc" });
const desc = (column: string): SortKey => ({ by: sql.ref(column), direction: "desc" });

const orders: Readonly<Record<TicketSort, Order>> = {
  // Work before what is done; then P1 before P3, safety first, what is due first.
  rank: {
    keys: [
      desc("ticket.isOpen"),
      asc("report.priority"),
      desc("report.safety"),
      { by: due, direction: "asc" },
      asc("ticket.number"),
    ],
    valuesOf: ({ work, report, ledger }) => [
      work.isOpen ? 1 : 0,
      report.priority,
      report.safety ? 1 : 0,
      ledger.clockDueAt ?? never,
      work.number,
    ],
  },
  due: {
    keys: [{ by: due, direction: "asc" }, asc("ticket.number")],
    valuesOf: ({ work, ledger }) => [ledger.clockDueAt ?? never, work.number],
  },
  updated: {
    keys: [desc("ledger.updatedAt"), desc("ticket.number")],
    valuesOf: ({ work, ledger }) => [ledger.updatedAt, work.number],
  },
};

/** Every ticket with its three parts and its vehicle. */
const joined = (db: Database) =>
  db
    .selectFrom("ticket")
    .innerJoin("report", "report.ticketId", "ticket.id")
    .innerJoin("ledger", "ledger.ticketId", "ticket.id")
    .leftJoin("vehicle", "vehicle.vehicleId", "ticket.vehicleId");

/** Columns of the parts that bear a name of the ticket's too are read under another. */
const select = (query: ReturnType<typeof joined>) =>
  query
    .selectAll("report")
    .selectAll("ledger")
    .selectAll("ticket")
    .select(["report.revision as reportRevision", "vehicle.vin"]);

type Row = Awaited<ReturnType<ReturnType<typeof select>["execute"]>>[number];

const viewOf = (row: Row): TicketView => ({
  work: ticketTable.recordOf(row),
  report: reportTable.recordOf({ ...row, revision: row.reportRevision }),
  ledger: ledgerTable.recordOf(row),
  vin: row.vin,
});

const filtered = (db: Database, { states, priorities, vehicleId, open, words, rules }: TicketFilter) => {
  let query = joined(db);
  if (states !== undefined && states.length > 0) query = query.where("ticket.state", "in", [...states]);
  if (priorities !== undefined && priorities.length > 0) query = query.where("report.priority", "in", [...priorities]);
  if (vehicleId !== undefined) query = query.where("ticket.vehicleId", "=", vehicleId);
  if (open !== undefined) query = query.where("ticket.isOpen", "=", open ? 1 : 0);
  if (words === undefined || words === "") return query;
  // What people type is matched as it stands: % and _ are no wildcards.
  const pattern = `%${words.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const holds = (column: string) => sql<boolean>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`;
  return query.where((eb) =>
    eb.or([
      ...["ticket.number", "ticket.vehicleId", "ticket.category", "report.rule", "vehicle.vin"].map(holds),
      ...(rules === undefined || rules.length === 0 ? [] : [eb("report.rule", "in", [...rules])]),
    ]),
  );
};

/** A slice of the queue; undefined when the cursor belongs to another order. */
export const listTickets = async (
  { reader }: Store,
  filter: TicketFilter,
  { sort, limit, cursor }: { readonly sort: TicketSort; readonly limit: number; readonly cursor?: string | undefined },
): Promise<Slice<TicketView> | undefined> => {
  const { keys, valuesOf } = orders[sort];
  const place = cursor === undefined ? undefined : decodeCursor(cursor, keys.length);
  if (cursor !== undefined && place === undefined) return undefined;
  const { total } = await filtered(reader, filter)
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  let query = select(filtered(reader, filter)).limit(limit + 1);
  if (place !== undefined) query = query.where((eb) => behind(eb, keys, place));
  for (const { by, direction } of keys) query = query.orderBy(by, direction);
  const rows = await query.execute();
  const slice = rows.slice(0, limit).map(viewOf);
  const last = slice.at(-1);
  return { rows: slice, total, next: rows.length > limit && last !== undefined ? encodeCursor(valuesOf(last)) : null };
};

/** These tickets as they are now. */
export const findTickets = async ({ reader }: Store, ids: readonly string[]): Promise<TicketView[]> =>
  ids.length === 0 ? [] : (await select(joined(reader).where("ticket.id", "in", [...ids])).execute()).map(viewOf);

/** One ticket by its id or number. */
export const findTicket = async ({ reader }: Store, id: string): Promise<TicketView | undefined> => {
  const byIdOrNumber = joined(reader).where((eb) => eb.or([eb("ticket.id", "=", id), eb("ticket.number", "=", id)]));
  const row = await select(byIdOrNumber).executeTakeFirst();
  return row === undefined ? undefined : viewOf(row);
};

export const loadHistory = async ({ reader }: Store, ticketId: string): Promise<HistoryEntry[]> => {
  const rows = await reader
    .selectFrom("history")
    .selectAll()
    .where("ticketId", "=", ticketId)
    .orderBy("position")
    .execute();
  return rows.map(historyTable.recordOf);
};

/** How many tickets are open, by priority. */
export const countOpen = ({ reader }: Store): Promise<{ priority: Priority; count: number }[]> =>
  reader
    .selectFrom("ticket")
    .innerJoin("report", "report.ticketId", "ticket.id")
    .select(({ fn }) => ["report.priority", fn.countAll<number>().as("count")])
    .where("ticket.isOpen", "=", 1)
    .groupBy("report.priority")
    .execute();
