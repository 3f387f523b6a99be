import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** The tables as this migration finds and leaves them. */
interface Then {
  readonly ticket: { readonly id: string; readonly episode: string; readonly subject: string };
  readonly occurrence: {
    readonly eventId: string;
    readonly vehicleId: string;
    readonly episode: string;
    readonly subject: string;
  };
}

/** Until now a subject stood behind `vehicle/rule/raisedAt` of its episode, and nowhere else. */
const subjectIn = (episode: string): string => episode.split("/").slice(3).join("/");

/** What a warning speaks of becomes a column of its own: the front axle, a trouble code; "" where there is only one thing. */
export const subject: Migration = {
  async up(any) {
    const db: Kysely<Then> = any;
    for (const table of ["ticket", "occurrence"])
      await db.schema
        .alterTable(table)
        .addColumn("subject", "text", (c) => c.notNull().defaultTo(""))
        .execute();
    for (const { id, episode } of await db
      .selectFrom("ticket")
      .select(["id", "episode"])
      .where("episode", "like", "%/%/%/%")
      .execute())
      await db
        .updateTable("ticket")
        .set({ subject: subjectIn(episode) })
        .where("id", "=", id)
        .execute();
    for (const { eventId, vehicleId, episode } of await db
      .selectFrom("occurrence")
      .select(["eventId", "vehicleId", "episode"])
      .where("episode", "like", "%/%/%/%")
      .execute())
      await db
        .updateTable("occurrence")
        .set({ subject: subjectIn(episode) })
        .where("eventId", "=", eventId)
        .where("vehicleId", "=", vehicleId)
        .execute();
  },
};
