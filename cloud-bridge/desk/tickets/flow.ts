import { sql } from "kysely";
import { createBulkInsert } from "../../platform/database/bulk.ts";
import { padded } from "../../platform/database/lists.ts";
import type { Database, Store } from "../../platform/database/store.ts";
import type { RowOf } from "../../platform/database/table.ts";
import { type Change, noteChanges } from "../../platform/feed/feed.ts";
import type { Job } from "../../platform/jobs/job.ts";
import { enqueue } from "../../platform/jobs/queue.ts";
import { wordsOfOpening } from "../clocks/sla.ts";
import type { DeskCommand } from "./command.ts";
import { type Applied, apply } from "./life.ts";
import {
  type ClockEventRecord,
  clockEventTable,
  commandTable,
  type HistoryEntry,
  historyTable,
  type Ledger,
  ledgerTable,
  type Report,
  reportTable,
  ticketTable,
  type Work,
} from "./table.ts";
import type { Ticket } from "./ticket.ts";

/*
 * The ways of a ticket between its rows and `life.ts`. Whoever means to change tickets locks their rows first, in the order of
 * their ids, and with them everything that hangs on them.
 */

/** Tickets whole, of their rows: whoever means to change them has locked those, and with them everything below. */
const loadWhole = async (db: Database, rows: readonly RowOf<typeof ticketTable>[]): Promise<Ticket[]> => {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const reports = await db.selectFrom("report").selectAll().where("ticketId", "in", ids).execute();
  const ledgers = await db.selectFrom("ledger").selectAll().where("ticketId", "in", ids).execute();
  // Most tickets were never moved.
  const moved = new Set(ledgers.filter(({ clockLength }) => clockLength > 0).map(({ ticketId }) => ticketId));
  const words =
    moved.size === 0
      ? []
      : await db
          .selectFrom("clockEvent")
          .selectAll()
          .where("ticketId", "in", [...moved])
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
    return [{ work: ticketTable.recordOf(row), report, ledger, words: [...wordsOfOpening(row.openedAt), ...said] }];
  });
};

/** Every ticket these problems ever had, locked. */
export const lockTicketsOf = async (store: Store, db: Database, problemIds: Iterable<string>): Promise<Ticket[]> => {
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

/** All that changes of tickets leave to be written. */
export interface TicketChanges {
  /** Only where people's side changed or the ticket is new: a car never writes over what a person decided. */
  readonly works: readonly Work[];
  readonly reports: readonly Report[];
  readonly ledgers: readonly Ledger[];
  readonly words: readonly ClockEventRecord[];
  readonly history: readonly HistoryEntry[];
  readonly jobs: readonly Job[];
}

const saveWorks = createBulkInsert(ticketTable, "replace");
const saveReports = createBulkInsert(reportTable, "replace");
const saveLedgers = createBulkInsert(ledgerTable, "replace");
const insertClockEvents = createBulkInsert(clockEventTable, "fail");
const insertHistory = createBulkInsert(historyTable, "fail");
const insertCommands = createBulkInsert(commandTable, "fail");

export const saveTickets = async (db: Database, changes: TicketChanges): Promise<void> => {
  await saveWorks(db, changes.works);
  await saveReports(db, changes.reports);
  await saveLedgers(db, changes.ledgers);
  await insertClockEvents(db, changes.words);
  await insertHistory(db, changes.history);
  await enqueue(db, changes.jobs);
};

/** That there is something to tell these vehicles, as changes: whoever they are connected to looks for it. */
export const noticeChanges = (jobs: readonly Job[], at: number): readonly Change[] =>
  [...new Set(jobs.map(({ lane }) => lane))].map((id) => ({ noun: "notice", id, at, centreId: null }));

/** The id of the command was used before: "repeated" for the same, "reused" for another. */
export type KeyRefusal = { readonly why: "repeated" } | { readonly why: "reused" };
/** What became of a command. */
export type Outcome = Applied | { readonly ok: false; readonly refusal: KeyRefusal };

/** What a command asks for, whoever sends it and when: the same id with other words is a mistake of the sender. */
const wordsOf = (command: DeskCommand): string => {
  const { id: _id, at: _at, actor: _actor, expected: _expected, ...asked } = command;
  return JSON.stringify(asked);
};

const odometerOf = async (db: Database, ticket: Ticket | undefined): Promise<number | null> => {
  if (ticket === undefined) return null;
  const { vehicleId } = ticket.work;
  const query = db.selectFrom("vehicle").select("odometerKm").where("vehicleId", "=", vehicleId);
  return (await query.executeTakeFirst())?.odometerKm ?? null;
};

/**
 * Carries out a command on the strength of what the ticket is inside the transaction, so that nobody's change is lost, and once
 * however often it is sent.
 */
export const carryOut = (store: Store, ticketId: string, command: DeskCommand): Promise<Outcome> =>
  store.transaction(command.kind, async (db) => {
    const rows = await store.locked(db.selectFrom("ticket").selectAll().where("id", "=", ticketId)).execute();
    const [ticket] = await loadWhole(db, rows);
    const asked = wordsOf(command);
    const before = await db.selectFrom("command").selectAll().where("id", "=", command.id).executeTakeFirst();
    if (before !== undefined) {
      const isSame = before.ticketId === ticketId && before.asked === asked;
      return { ok: false, refusal: { why: isSame ? "repeated" : "reused" } };
    }
    const applied = apply(command, { ticket, odometerKm: await odometerOf(db, ticket) });
    if (!applied.ok) return applied;
    const { changes, history, jobs } = applied;
    const { work, report, ledger } = changes.ticket;
    await saveTickets(db, {
      works: changes.hasNewWork ? [work] : [],
      reports: changes.hasNewReport ? [report] : [],
      ledgers: [ledger],
      words: changes.words,
      history,
      jobs,
    });
    await insertCommands(db, [{ id: command.id, ticketId, asked, at: command.at }]);
    const { vehicleId, centreId } = work;
    await noteChanges(db, [
      { noun: "ticket", id: ticketId, at: command.at, centreId },
      { noun: "vehicle", id: vehicleId, at: command.at, centreId: null },
      ...noticeChanges(jobs, command.at),
    ]);
    return applied;
  });
