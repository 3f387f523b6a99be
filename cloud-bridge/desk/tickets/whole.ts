import type { Database } from "../../platform/database/store.ts";
import type { RowOf } from "../../platform/database/table.ts";
import { ledgerTable, reportTable, ticketTable } from "./table.ts";
import type { Ticket } from "./ticket.ts";

/** Tickets whole, of their rows: whoever means to change them has locked those, and with them everything below. */
export const loadWhole = async (db: Database, rows: readonly RowOf<typeof ticketTable>[]): Promise<Ticket[]> => {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const reports = await db.selectFrom("report").selectAll().where("ticketId", "in", ids).execute();
  const ledgers = await db.selectFrom("ledger").selectAll().where("ticketId", "in", ids).execute();
  const words = await db
    .selectFrom("clockEvent")
    .selectAll()
    .where("ticketId", "in", ids)
    .orderBy("ticketId")
    .orderBy("position")
    .execute();
  const reportOf = new Map(reports.map((row) => [row.ticketId, reportTable.recordOf(row)]));
  const ledgerOf = new Map(ledgers.map((row) => [row.ticketId, ledgerTable.recordOf(row)]));
  const wordsOf = Map.groupBy(words, ({ ticketId }) => ticketId);
  return rows.flatMap((row) => {
    const report = reportOf.get(row.id);
    const ledger = ledgerOf.get(row.id);
    // The three are written in one transaction.
    if (report === undefined || ledger === undefined) return [];
    const said = (wordsOf.get(row.id) ?? []).map(({ clock, kind, at }) => ({ clock, kind, at }));
    return [{ work: ticketTable.recordOf(row), report, ledger, words: said }];
  });
};
