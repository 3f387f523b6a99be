import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { z } from "zod";

/** The columns of the wide ticket that this migration takes apart. */
interface Then {
  readonly ticket: { readonly id: string; readonly clockEvents: string };
  readonly clockEvent: {
    readonly ticketId: string;
    readonly position: number;
    readonly clock: string;
    readonly kind: string;
    readonly at: number;
  };
}

const states = [
  "new",
  "triaged",
  "contacting",
  "scheduled",
  "checked_in",
  "diagnosing",
  "awaiting_approval",
  "in_repair",
  "awaiting_parts",
  "quality_check",
  "ready",
  "delivered",
  "follow_up",
  "closed",
  "monitoring",
  "awaiting_customer",
  "cancelled",
  "merged",
];
const ended = ["closed", "cancelled", "merged"];

const literals = (words: readonly string[]): RawBuilder<unknown> => sql.join(words.map((word) => sql.lit(word)));

/** Release 0.1.0 began every list with the start of two clocks. */
const saidByOpening = 2;

const clockEvents = z.array(z.object({ clock: z.string(), kind: z.string(), at: z.number() }));

/** Rows that are moved at a time: a large desk is upgraded without being held in memory. */
const atOnce = 500;

const moveClockEvents = async (db: Kysely<Then>): Promise<void> => {
  let after = "";
  for (;;) {
    const rows = await db
      .selectFrom("ticket")
      .select(["id", "clockEvents"])
      .where("id", ">", after)
      .orderBy("id")
      .limit(atOnce)
      .execute();
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
    for (const { id, clockEvents: said } of rows) {
      // What the opening said follows from its instant.
      const events = clockEvents.parse(JSON.parse(said)).slice(saidByOpening);
      if (events.length === 0) continue;
      await db
        .insertInto("clockEvent")
        .values(events.map((event, position) => ({ ticketId: id, position, ...event })))
        .execute();
    }
  }
};

/** Moves some columns of the wide ticket into a table of their own. */
const copy = (into: string, columns: Readonly<Record<string, RawBuilder<unknown>>>): RawBuilder<unknown> =>
  sql`insert into ${sql.table(into)} (${sql.join(Object.keys(columns).map((name) => sql.ref(name)))}) select ${sql.join(
    Object.values(columns),
  )} from ${sql.table("ticket")}`;

const same = (...names: readonly string[]): Record<string, RawBuilder<unknown>> =>
  Object.fromEntries(names.map((name) => [name, sql.ref(name)]));

/**
 * The wide ticket becomes what people decide, what the car says and what follows from both; words to the clocks become rows;
 * a ticket belongs to a centre and may have a customer; carried-out commands are remembered. Until now one number counted all
 * changes: it becomes that of the car, and people's begins at 0.
 */
export const twoSides = (keyedTable: RawBuilder<unknown>): Migration => ({
  async up(any) {
    const db: Kysely<Then> = any;
    await db.schema
      .createTable("report")
      .addColumn("ticketId", "text", (c) => c.primaryKey())
      .addColumn("rule", "text", (c) => c.notNull())
      .addColumn("subject", "text", (c) => c.notNull())
      .addColumn("episode", "text", (c) => c.notNull())
      .addColumn("raisedAt", "double precision", (c) => c.notNull())
      .addColumn("episodeRevision", "bigint", (c) => c.notNull())
      .addColumn("data", "text", (c) => c.notNull())
      .addColumn("severity", "text", (c) => c.notNull())
      .addColumn("safety", "bigint", (c) => c.notNull())
      .addColumn("priority", "text", (c) => c.notNull())
      .addColumn("active", "bigint", (c) => c.notNull())
      .addColumn("occurrences", "bigint", (c) => c.notNull())
      .addColumn("revision", "bigint", (c) => c.notNull())
      .addCheckConstraint("report_severity", sql`severity in ('info', 'advisory', 'warning', 'critical')`)
      .addCheckConstraint("report_priority", sql`priority in ('P1', 'P2', 'P3')`)
      .addCheckConstraint("report_safety", sql`safety = 0 or priority = 'P1'`)
      .modifyEnd(keyedTable)
      .execute();
    await db.schema
      .createTable("ledger")
      .addColumn("ticketId", "text", (c) => c.primaryKey())
      .addColumn("clockName", "text")
      .addColumn("clockDueAt", "bigint")
      .addColumn("updatedAt", "bigint", (c) => c.notNull())
      .addColumn("historyLength", "bigint", (c) => c.notNull())
      .addColumn("clockLength", "bigint", (c) => c.notNull())
      .modifyEnd(keyedTable)
      .execute();
    await db.schema
      .createTable("clockEvent")
      .addColumn("ticketId", "text", (c) => c.notNull())
      .addColumn("position", "bigint", (c) => c.notNull())
      .addColumn("clock", "text", (c) => c.notNull())
      .addColumn("kind", "text", (c) => c.notNull())
      .addColumn("at", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("clock_event_key", ["ticketId", "position"])
      .addCheckConstraint("clock_event_kind", sql`kind in ('start', 'pause', 'resume', 'stop')`)
      .modifyEnd(keyedTable)
      .execute();
    await db.schema
      .createTable("command")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("ticketId", "text", (c) => c.notNull())
      .addColumn("asked", "text", (c) => c.notNull())
      .addColumn("at", "bigint", (c) => c.notNull())
      .modifyEnd(keyedTable)
      .execute();
    await db.schema
      .createTable("work")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("number", "text", (c) => c.notNull())
      .addColumn("vehicleId", "text", (c) => c.notNull())
      .addColumn("problemId", "text", (c) => c.notNull())
      .addColumn("faultGroup", "text", (c) => c.notNull())
      .addColumn("category", "text", (c) => c.notNull())
      .addColumn("centreId", "text", (c) => c.notNull())
      .addColumn("customerId", "text")
      .addColumn("recurrenceOf", "text")
      .addColumn("openedAt", "bigint", (c) => c.notNull())
      .addColumn("state", "text", (c) => c.notNull())
      .addColumn("isOpen", "bigint", (c) => c.notNull())
      .addColumn("closedAt", "bigint")
      .addColumn("closedOdometerKm", "double precision")
      .addColumn("revision", "bigint", (c) => c.notNull())
      .addCheckConstraint("ticket_state", sql`state in (${literals(states)})`)
      .addCheckConstraint(
        "ticket_open",
        sql`${sql.ref("isOpen")} = case when state in (${literals(ended)}) then 0 else 1 end`,
      )
      .modifyEnd(keyedTable)
      .execute();

    await copy("report", {
      ticketId: sql.ref("id"),
      ...same("rule", "subject", "episode", "raisedAt", "episodeRevision", "data", "severity", "safety", "priority"),
      ...same("active", "occurrences", "revision"),
    }).execute(db);
    await moveClockEvents(db);
    await copy("ledger", {
      ticketId: sql.ref("id"),
      ...same("clockName", "clockDueAt", "updatedAt", "historyLength"),
      clockLength: sql`(select count(*) from ${sql.table("clockEvent")} where ${sql.ref("clockEvent.ticketId")} = ${sql.ref(
        "ticket.id",
      )})`,
    }).execute(db);
    await copy("work", {
      ...same("id", "number", "vehicleId", "problemId", "faultGroup", "category"),
      // A bridge worked for one dealer alone, whose id is this unless its configuration says otherwise.
      centreId: sql.lit("centre-1"),
      ...same("recurrenceOf", "openedAt", "state", "isOpen", "closedAt", "closedOdometerKm"),
      revision: sql.lit(0),
    }).execute(db);
    await db.schema.dropTable("ticket").execute();
    await db.schema.alterTable("work").renameTo("ticket").execute();
    await db.schema.createIndex("ticket_number").unique().on("ticket").column("number").execute();
    // One open ticket for a vehicle and fault group: not unlikely but impossible to have two (problemId is vehicle/group).
    await db.schema
      .createIndex("one_open_ticket")
      .unique()
      .on("ticket")
      .column("problemId")
      .where(sql.ref("isOpen"), "=", 1)
      .execute();
    await db.schema
      .createIndex("ended_tickets")
      .on("ticket")
      .column("problemId")
      .where(sql.ref("isOpen"), "=", 0)
      .execute();
    await db.schema.createIndex("ticket_of_vehicle").on("ticket").column("vehicleId").execute();
  },
});
