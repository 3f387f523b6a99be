import { sql } from "kysely";
import { createBulkInsert } from "../database/bulk.ts";
import type { Database, Store } from "../database/store.ts";
import type { RecordOf } from "../database/table.ts";
import { changeTable } from "./table.ts";

/** One thing that changed. */
export type Change = Omit<RecordOf<typeof changeTable>, "position" | "ids"> & { readonly id: string };
/** The things of one kind that one transaction changed, at their place. */
export type PlacedChange = RecordOf<typeof changeTable>;

/** What changed together is one row: a batch of a few hundred tickets costs no more than one of them. */
const grouped = (changes: readonly Change[]): readonly Omit<PlacedChange, "position">[] =>
  [...Map.groupBy(changes, ({ noun, centreId }) => `${noun}/${centreId ?? ""}`).values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const { noun, at, centreId } = first;
    return [{ noun, ids: [...new Set(same.map(({ id }) => id))], at, centreId }];
  });

const insertChanges = createBulkInsert(changeTable, "fail");

/**
 * Notes what a transaction changed. The last thing that it does: the row of the counter is locked from here to the commit, so
 * that positions are given in the order of the commits, and no transaction that holds it waits for another lock.
 */
export const noteChanges = async (db: Database, changes: readonly Change[]): Promise<void> => {
  const rows = grouped(changes);
  const count = rows.length;
  if (count === 0) return;
  const { value } = await db
    .updateTable("counter")
    .set({ value: sql<number>`${sql.ref("value")} + ${sql.lit(count)}` })
    .where("name", "=", "change")
    .returning("value")
    .executeTakeFirstOrThrow();
  await insertChanges(
    db,
    rows.map((row, index) => ({ position: value - count + 1 + index, ...row })),
  );
};

/** The newest position; 0 before the first change. */
export const lastPosition = async ({ reader }: Store): Promise<number> => {
  const row = await reader.selectFrom("counter").select("value").where("name", "=", "change").executeTakeFirst();
  return row?.value ?? 0;
};

/** What changed after a position, oldest first. */
export const readChanges = async ({ reader }: Store, after: number, limit: number): Promise<PlacedChange[]> => {
  const rows = await reader
    .selectFrom("change")
    .selectAll()
    .where("position", ">", after)
    .orderBy("position")
    .limit(limit)
    .execute();
  return rows.map(changeTable.recordOf);
};

/** Positions that one transaction forgets. */
const slice = 5_000;

/** Forgets what changed before an instant, epoch ms, a slice at a time: nobody who writes waits for long. */
export const pruneChanges = async (store: Store, before: number): Promise<void> => {
  for (;;) {
    const oldest = await store.reader
      .selectFrom("change")
      .select(["position", "at"])
      .orderBy("position")
      .limit(1)
      .executeTakeFirst();
    if (oldest === undefined || oldest.at >= before) return;
    // Only from the old end: a clock that was set back must not leave holes.
    const end = await store.reader
      .selectFrom("change")
      .select(({ fn }) => fn.min("position").as("position"))
      .where("position", "<", oldest.position + slice)
      .where("at", ">=", before)
      .executeTakeFirst();
    const until = end?.position ?? oldest.position + slice;
    await store.transaction("prune feed", (db) => db.deleteFrom("change").where("position", "<", until).execute());
  }
};
