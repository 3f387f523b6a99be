import { CompiledQuery, sql } from "kysely";
import type { Database } from "./store.ts";

/** Sizes a list is cut into: few texts to prepare, few statements to run. SQLite takes at most 32,766 values in one. */
const sizes = [64, 8, 1];

/** A row takes the place of one whose number in this column is smaller, but for what the older one keeps. */
interface Newer {
  readonly newerBy: string;
  readonly keeps: readonly string[];
}

/** On a key that exists: put the new row in its place, leave the old one, let the statement fail, or see which is newer. */
type OnKey = "replace" | "leave" | "fail" | Newer;

interface Written<Kept> {
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
  readonly store: (record: Kept, into: unknown[]) => void;
}

const onConflict = (name: string, columns: readonly string[], key: readonly string[], onKey: OnKey) => {
  if (onKey === "fail") return sql``;
  const keys = sql.join(key.map((column) => sql.ref(column)));
  if (onKey === "leave") return sql` on conflict (${keys}) do nothing`;
  const kept = onKey === "replace" ? key : [...key, ...onKey.keeps];
  const replaced = columns
    .filter((column) => !kept.includes(column))
    .map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`);
  const newer =
    onKey === "replace"
      ? sql``
      : sql` where ${sql.ref(`excluded.${onKey.newerBy}`)} > ${sql.ref(`${name}.${onKey.newerBy}`)}`;
  return sql` on conflict (${keys}) do update set ${sql.join(replaced)}${newer}`;
};

/**
 * Writes many records of one table. One text for each size is compiled once, and the values then go straight to the prepared
 * statement: building every insert anew cost more than the insert itself. What is immutable fails on a repeat: that would be a
 * fault of ours, not news.
 */
export const createBulkInsert = <Kept>({ name, columns, key, store }: Written<Kept>, onKey: OnKey) => {
  /** Places for values are written otherwise by each database. */
  const textsOf = new WeakMap<object, Map<number, string>>();

  const conflict = onConflict(name, columns, key, onKey);

  const compile = (db: Database, size: number): string => {
    const { adapter } = db.getExecutor();
    const texts = textsOf.get(adapter) ?? new Map<number, string>();
    textsOf.set(adapter, texts);
    const known = texts.get(size);
    if (known !== undefined) return known;
    const places = sql`(${sql.join(columns.map(() => sql`${null}`))})`;
    const written =
      sql`insert into ${sql.table(name)} (${sql.join(columns.map((column) => sql.ref(column)))}) values ${sql.join(
        new Array(size).fill(places),
      )}${conflict}`.compile(db).sql;
    texts.set(size, written);
    return written;
  };

  return async (db: Database, records: readonly Kept[]): Promise<void> => {
    let from = 0;
    while (from < records.length) {
      const size = sizes.find((candidate) => candidate <= records.length - from) ?? 1;
      const values: unknown[] = [];
      for (const record of records.slice(from, from + size)) store(record, values);
      await db.executeQuery(CompiledQuery.raw(compile(db, size), values));
      from += size;
    }
  };
};
