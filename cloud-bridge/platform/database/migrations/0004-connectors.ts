import type { RawBuilder } from "kysely";
import type { Migration } from "kysely/migration";

/** How far each connector has been told of each ticket. */
export const connectors = (keyedTable: RawBuilder<unknown>): Migration => ({
  async up(db) {
    await db.schema
      .createTable("told")
      .addColumn("connector", "text", (c) => c.notNull())
      .addColumn("ticketId", "text", (c) => c.notNull())
      .addColumn("historyLength", "bigint", (c) => c.notNull())
      .addColumn("tries", "bigint", (c) => c.notNull())
      .addColumn("dueAt", "bigint", (c) => c.notNull())
      .addColumn("lastError", "text")
      .addPrimaryKeyConstraint("told_key", ["connector", "ticketId"])
      .modifyEnd(keyedTable)
      .execute();
  },
});
