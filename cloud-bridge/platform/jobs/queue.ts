import { type ExpressionBuilder, sql } from "kysely";
import { createBulkInsert } from "../database/bulk.ts";
import { padded } from "../database/lists.ts";
import type { Database, Store } from "../database/store.ts";
import type { RowOf } from "../database/table.ts";
import type { Tables } from "../database/tables.ts";
import type { Job, LeasedJob, Settled } from "./job.ts";
import { jobTable } from "./table.ts";

/*
 * Jobs between their rows and the worker. A lease is two columns: whoever finds it free or run out writes itself in, and what
 * it writes afterwards holds only while it still stands there.
 */

const insertNewer = createBulkInsert(jobTable, {
  newerBy: "revision",
  // Who has it in hand keeps it: what is newer is seen when that one is done.
  keeps: ["createdAt", "leasedBy", "leasedUntil"],
});

/** Puts work into the table, in the transaction of whatever asks for it. An older word on the same thing never replaces a newer. */
export const enqueue = (db: Database, jobs: readonly Job[]): Promise<void> =>
  insertNewer(
    db,
    // PostgreSQL takes a key once in one statement, and locks are taken in the order of the keys.
    [...Map.groupBy(jobs, ({ key }) => key).values()]
      .flatMap((same) => same.toSorted((a, b) => b.revision - a.revision).slice(0, 1))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1))
      .map((job) => ({ ...job, tries: 0, leasedBy: null, leasedUntil: null, lastError: null, setAsideAt: null })),
  );

/** Which jobs a worker asks for. */
export interface Wanted {
  readonly kinds: readonly string[];
  /** Only these lanes. */
  readonly lanes: readonly string[];
}

export interface Lease {
  /** Who asks: one name for each worker and start. */
  readonly worker: string;
  /** Epoch ms. */
  readonly now: number;
  readonly leaseMs: number;
  /** Most jobs at once. */
  readonly limit: number;
}

const waiting = (db: Database, { kinds, lanes }: Wanted) =>
  db
    .selectFrom("job")
    .where("kind", "in", padded(kinds))
    .where("lane", "in", padded(lanes))
    .where("setAsideAt", "is", null);

const isEmpty = ({ kinds, lanes }: Wanted): boolean => kinds.length === 0 || lanes.length === 0;

const leasedOf = (row: RowOf<typeof jobTable>): LeasedJob => {
  const { key, kind, lane, payload, revision, due, createdAt, tries } = row;
  return { key, kind, lane, payload, revision, due, createdAt, tries };
};

/** Takes jobs that are due and in nobody's hand, the oldest first; each is nobody else's until its lease runs out. */
export const leaseJobs = (store: Store, wanted: Wanted, lease: Lease): Promise<LeasedJob[]> =>
  isEmpty(wanted)
    ? Promise.resolve([])
    : store.transaction("lease jobs", async (db) => {
        const { worker, now, leaseMs, limit } = lease;
        const free = waiting(db, wanted)
          .selectAll()
          .where("due", "<=", now)
          .where((eb) => eb.or([eb("leasedUntil", "is", null), eb("leasedUntil", "<=", now)]))
          .orderBy("due")
          .orderBy("key")
          .limit(limit);
        const rows = await store.lockedIfFree(free).execute();
        if (rows.length === 0) return [];
        await db
          .updateTable("job")
          .set({ leasedBy: worker, leasedUntil: now + leaseMs })
          .where("key", "in", padded(rows.map(({ key }) => key)))
          .execute();
        return rows.map(leasedOf);
      });

/** When the next of these jobs may be taken, by lane, epoch ms; those in the worker's own hand are left out. */
export const nextLooks = async (
  { reader }: Store,
  wanted: Wanted,
  worker: string,
): Promise<{ readonly lane: string; readonly at: number }[]> => {
  if (isEmpty(wanted)) return [];
  const [due, until] = [sql.ref("due"), sql.ref("leasedUntil")];
  const at = sql<number>`min(case when ${until} > ${due} then ${until} else ${due} end)`;
  return waiting(reader, wanted)
    .where((eb) => eb.or([eb("leasedBy", "is", null), eb("leasedBy", "!=", worker)]))
    .select(["lane", at.as("at")])
    .groupBy("lane")
    .execute();
};

/** Keeps jobs in the worker's hand for longer. */
export const renewLeases = async (
  store: Store,
  keys: readonly string[],
  { worker, now, leaseMs }: Omit<Lease, "limit">,
): Promise<void> => {
  if (keys.length === 0) return;
  await store.transaction("renew leases", async (db) => {
    await db
      .updateTable("job")
      .set({ leasedUntil: now + leaseMs })
      .where("key", "in", padded(keys))
      .where("leasedBy", "=", worker)
      .execute();
  });
};

/** A job that was tried, and what is to be written of it. */
export interface Tried {
  readonly job: LeasedJob;
  readonly settled: Settled;
}

const free = { leasedBy: null, leasedUntil: null };

const write = async (db: Database, worker: string, now: number, { job, settled }: Tried): Promise<void> => {
  const { key, revision } = job;
  const isOurs = (eb: ExpressionBuilder<Tables, "job">) => eb.and({ key, leasedBy: worker });
  let written: bigint;
  if (settled.to === "forget") {
    const result = await db.deleteFrom("job").where(isOurs).where("revision", "=", revision).executeTakeFirst();
    written = result.numDeletedRows;
  } else {
    const { tries, lastError } = settled;
    const next = settled.to === "wait" ? { due: settled.due } : { setAsideAt: now };
    const result = await db
      .updateTable("job")
      .set({ tries, lastError, ...next, ...free })
      .where(isOurs)
      .where("revision", "=", revision)
      .executeTakeFirst();
    written = result.numUpdatedRows;
  }
  // What still stands in our name is a newer word: nothing of this try is true of it.
  if (written === 0n) await db.updateTable("job").set(free).where(isOurs).execute();
};

/** Writes what became of jobs. Where a lease ran out and another worker took the job, nothing is written. */
export const finishJobs = async (
  store: Store,
  tried: readonly Tried[],
  { worker, now }: { readonly worker: string; readonly now: number },
): Promise<void> => {
  if (tried.length === 0) return;
  await store.transaction("finish jobs", async (db) => {
    for (const one of tried.toSorted((a, b) => (a.job.key < b.job.key ? -1 : 1))) await write(db, worker, now, one);
  });
};

/** After a start of the only bridge of a database nobody holds a lease: whoever did is dead. */
export const voidLeases = (store: Store): Promise<void> =>
  store.transaction("void leases", async (db) => {
    await db.updateTable("job").set(free).where("leasedBy", "is not", null).execute();
  });

/** Jobs of one kind as they stand. */
export interface JobCount {
  readonly kind: string;
  readonly waiting: number;
  /** Of those, what any bridge could have done more than a minute ago. What waits in a lane waits for who serves it. */
  readonly late: number;
  readonly setAside: number;
}

const lateAfterMs = 60_000;

/** How many jobs there are, by kind; `now` is epoch ms. */
export const countJobs = ({ reader }: Store, now: number): Promise<JobCount[]> =>
  reader
    .selectFrom("job")
    .select(({ fn, eb }) => [
      "kind",
      fn.countAll<number>().filterWhere("setAsideAt", "is", null).as("waiting"),
      fn
        .countAll<number>()
        .filterWhere(eb.and([eb("setAsideAt", "is", null), eb("lane", "=", ""), eb("due", "<", now - lateAfterMs)]))
        .as("late"),
      fn.countAll<number>().filterWhere("setAsideAt", "is not", null).as("setAside"),
    ])
    .groupBy("kind")
    .execute();

/** A job that nobody tries any more. */
export interface SetAsideJob {
  readonly key: string;
  readonly kind: string;
  readonly tries: number;
  readonly lastError: string;
  /** Epoch ms. */
  readonly setAsideAt: number;
}

/** The jobs that were set aside last. */
export const loadSetAside = async ({ reader }: Store, limit: number): Promise<SetAsideJob[]> => {
  const rows = await reader
    .selectFrom("job")
    .select(["key", "kind", "tries", "lastError", "setAsideAt"])
    .where("setAsideAt", "is not", null)
    .orderBy("setAsideAt", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ lastError, setAsideAt, ...job }) => ({
    ...job,
    lastError: lastError ?? "",
    setAsideAt: setAsideAt ?? 0,
  }));
};
