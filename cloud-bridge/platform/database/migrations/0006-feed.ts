import type { Kysely, RawBuilder } from "kysely";
import type { Migration } from "kysely/migration";

interface Then {
  readonly counter: { readonly name: string; readonly value: number };
}

/** What changed, in the order in which it was committed. */
export const feed = (keyedTable: RawBuilder<unknown>): Migration => ({
  async up(any) {
    const db: Kysely<Then> = any;
    await db.schema
      .createTable("change")
      .addColumn("position", "bigint", (c) => c.primaryKey())
      .addColumn("noun", "text", (c) => c.notNull())
      .addColumn("ids", "text", (c) => c.notNull())
      .addColumn("at", "bigint", (c) => c.notNull())
      .addColumn("centreId", "text")
      .modifyEnd(keyedTable)
      .execute();
    await db.insertInto("counter").values({ name: "change", value: 0 }).execute();
  },
});
