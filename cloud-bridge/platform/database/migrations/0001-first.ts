import { type RawBuilder, sql } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * Types that SQLite and PostgreSQL both understand: `bigint` for counts, flags and instants of our clock, `double precision`
 * for what the car measured or timed, `text` for words and JSON.
 */
export const first = (keyedTable: RawBuilder<unknown>): Migration => ({
  async up(db) {
    await db.schema
      .createTable("inbox")
      .addColumn("messageId", "text", (c) => c.notNull())
      .addColumn("vehicleId", "text", (c) => c.notNull())
      .addColumn("epoch", "bigint", (c) => c.notNull())
      .addColumn("seq", "bigint", (c) => c.notNull())
      .addColumn("type", "text", (c) => c.notNull())
      .addColumn("receivedAt", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("inbox_key", ["messageId", "vehicleId"])
      .modifyEnd(keyedTable)
      .execute();
    await db.schema
      .createTable("reception")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("vehicleId", "text", (c) => c.notNull())
      .addColumn("epoch", "bigint", (c) => c.notNull())
      .addColumn("ranges", "text", (c) => c.notNull())
      .addColumn("updatedAt", "bigint", (c) => c.notNull())
      .modifyEnd(keyedTable)
      .execute();
    await db.schema.createIndex("reception_of_vehicle").on("reception").columns(["vehicleId", "epoch"]).execute();
    await db.schema
      .createTable("deadLetter")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("vehicleId", "text", (c) => c.notNull())
      .addColumn("topic", "text", (c) => c.notNull())
      .addColumn("reason", "text", (c) => c.notNull())
      .addColumn("payload", "text", (c) => c.notNull())
      .addColumn("times", "bigint", (c) => c.notNull())
      .addColumn("firstAt", "bigint", (c) => c.notNull())
      .addColumn("lastAt", "bigint", (c) => c.notNull())
      .execute();
    await db.schema
      .createTable("vehicle")
      .addColumn("vehicleId", "text", (c) => c.primaryKey())
      .addColumn("vin", "text")
      .addColumn("state", "text", (c) => c.notNull())
      .addColumn("protocol", "text")
      .addColumn("agentVersion", "text")
      .addColumn("odometerKm", "double precision")
      .addColumn("firstSeenAt", "bigint", (c) => c.notNull())
      .addColumn("lastSeenAt", "bigint", (c) => c.notNull())
      .addColumn("telemetry", "text", (c) => c.notNull())
      .execute();
    await db.schema
      .createTable("problem")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("vehicleId", "text", (c) => c.notNull())
      .addColumn("faultGroup", "text", (c) => c.notNull())
      .addColumn("activeEpisodes", "bigint", (c) => c.notNull())
      .addColumn("firstSeenAt", "bigint", (c) => c.notNull())
      .addColumn("lastSeenAt", "bigint", (c) => c.notNull())
      .modifyEnd(keyedTable)
      .execute();
    await db.schema
      .createTable("episode")
      .addColumn("episode", "text", (c) => c.notNull())
      .addColumn("vehicleId", "text", (c) => c.notNull())
      .addColumn("problemId", "text", (c) => c.notNull())
      .addColumn("ticketId", "text")
      .addColumn("lastRevision", "bigint", (c) => c.notNull())
      .addColumn("cleared", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("episode_key", ["episode", "vehicleId"])
      .modifyEnd(keyedTable)
      .execute();
    await db.schema
      .createTable("ticket")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("number", "text", (c) => c.notNull().unique())
      .addColumn("vehicleId", "text", (c) => c.notNull())
      .addColumn("problemId", "text", (c) => c.notNull())
      .addColumn("faultGroup", "text", (c) => c.notNull())
      .addColumn("rule", "text", (c) => c.notNull())
      .addColumn("episode", "text", (c) => c.notNull())
      .addColumn("raisedAt", "double precision", (c) => c.notNull())
      .addColumn("episodeRevision", "bigint", (c) => c.notNull())
      .addColumn("data", "text", (c) => c.notNull())
      .addColumn("category", "text", (c) => c.notNull())
      .addColumn("priority", "text", (c) => c.notNull())
      .addColumn("safety", "bigint", (c) => c.notNull())
      .addColumn("severity", "text", (c) => c.notNull())
      .addColumn("state", "text", (c) => c.notNull())
      .addColumn("isOpen", "bigint", (c) => c.notNull())
      .addColumn("active", "bigint", (c) => c.notNull())
      .addColumn("occurrences", "bigint", (c) => c.notNull())
      .addColumn("openedAt", "bigint", (c) => c.notNull())
      .addColumn("updatedAt", "bigint", (c) => c.notNull())
      .addColumn("closedAt", "bigint")
      .addColumn("closedOdometerKm", "double precision")
      .addColumn("recurrenceOf", "text")
      .addColumn("clockEvents", "text", (c) => c.notNull())
      .addColumn("clockName", "text")
      .addColumn("clockDueAt", "bigint")
      .addColumn("revision", "bigint", (c) => c.notNull())
      .addColumn("historyLength", "bigint", (c) => c.notNull())
      .modifyEnd(keyedTable)
      .execute();
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
    await db.schema
      .createTable("history")
      .addColumn("ticketId", "text", (c) => c.notNull())
      .addColumn("position", "bigint", (c) => c.notNull())
      .addColumn("at", "bigint", (c) => c.notNull())
      .addColumn("actor", "text", (c) => c.notNull())
      .addColumn("kind", "text", (c) => c.notNull())
      .addColumn("fromState", "text")
      .addColumn("toState", "text")
      .addColumn("note", "text")
      // Two writers that read the same ticket cannot both add a line to it.
      .addPrimaryKeyConstraint("history_key", ["ticketId", "position"])
      .modifyEnd(keyedTable)
      .execute();
    await db.schema
      .createTable("occurrence")
      .addColumn("vehicleId", "text", (c) => c.notNull())
      .addColumn("eventId", "text", (c) => c.notNull())
      .addColumn("episode", "text", (c) => c.notNull())
      .addColumn("problemId", "text", (c) => c.notNull())
      .addColumn("ticketId", "text")
      .addColumn("rule", "text", (c) => c.notNull())
      .addColumn("kind", "text", (c) => c.notNull())
      .addColumn("severity", "text", (c) => c.notNull())
      .addColumn("revision", "bigint", (c) => c.notNull())
      .addColumn("at", "double precision", (c) => c.notNull())
      .addColumn("receivedAt", "bigint", (c) => c.notNull())
      .addColumn("data", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("occurrence_key", ["eventId", "vehicleId"])
      .modifyEnd(keyedTable)
      .execute();
    await db.schema
      .createTable("evidence")
      .addColumn("messageId", "text", (c) => c.notNull())
      .addColumn("vehicleId", "text", (c) => c.notNull())
      .addColumn("episode", "text", (c) => c.notNull())
      .addColumn("fromAt", "double precision", (c) => c.notNull())
      .addColumn("toAt", "double precision", (c) => c.notNull())
      .addColumn("complete", "bigint", (c) => c.notNull())
      .addColumn("series", "text", (c) => c.notNull())
      .addColumn("receivedAt", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("evidence_key", ["messageId", "vehicleId"])
      .modifyEnd(keyedTable)
      .execute();
    await db.schema.createIndex("evidence_of_vehicle").on("evidence").columns(["vehicleId", "episode"]).execute();
    await db.schema
      .createTable("outgoing")
      .addColumn("id", "text", (c) => c.notNull())
      .addColumn("vehicleId", "text", (c) => c.notNull())
      .addColumn("topic", "text", (c) => c.notNull())
      .addColumn("payload", "text", (c) => c.notNull())
      .addColumn("revision", "bigint", (c) => c.notNull())
      .addColumn("createdAt", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("outgoing_key", ["vehicleId", "id"])
      .modifyEnd(keyedTable)
      .execute();
    await db.schema
      .createTable("counter")
      .addColumn("name", "text", (c) => c.primaryKey())
      .addColumn("value", "bigint", (c) => c.notNull())
      .execute();
    await db.insertInto("counter").values({ name: "ticket", value: 0 }).execute();
  },
});
