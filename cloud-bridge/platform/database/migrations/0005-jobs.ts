import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** What waited to be told to vehicles becomes jobs, and the table of its own goes. */
export const jobs = (keyedTable: RawBuilder<unknown>): Migration => ({
  async up(db: Kysely<never>) {
    await db.schema
      .createTable("job")
      .addColumn("key", "text", (c) => c.primaryKey())
      .addColumn("kind", "text", (c) => c.notNull())
      .addColumn("lane", "text", (c) => c.notNull())
      .addColumn("payload", "text", (c) => c.notNull())
      .addColumn("revision", "bigint", (c) => c.notNull())
      .addColumn("due", "bigint", (c) => c.notNull())
      .addColumn("createdAt", "bigint", (c) => c.notNull())
      .addColumn("tries", "bigint", (c) => c.notNull())
      .addColumn("leasedBy", "text")
      .addColumn("leasedUntil", "bigint")
      .addColumn("lastError", "text")
      .addColumn("setAsideAt", "bigint")
      .addCheckConstraint("job_lease", sql`(${sql.ref("leasedBy")} is null) = (${sql.ref("leasedUntil")} is null)`)
      .modifyEnd(keyedTable)
      .execute();
    await db.schema.createIndex("job_by_lane").on("job").columns(["kind", "lane", "due"]).execute();
    await sql`
      insert into job (key, kind, lane, payload, revision, due, ${sql.ref("createdAt")}, tries)
      select 'ticket-notice/' || ${sql.ref("vehicleId")} || '/' || id, 'ticket-notice', ${sql.ref("vehicleId")}, payload,
        revision, ${sql.ref("createdAt")}, ${sql.ref("createdAt")}, 0
      from outgoing`.execute(db);
    await db.schema.dropTable("outgoing").execute();
  },
});
