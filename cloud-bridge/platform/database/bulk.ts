import { CompiledQuery, type Kysely, sql } from "kysely";
import type { Tables } from "./tables.ts";

/** Sizes a list is cut into: few texts to prepare, few statements to run. SQLite takes at most 32,766 values in one. */
const sizes = [64, 8, 1];

/** On a key that exists: leave the old row, put the new one in its place, or let the statement fail. */
type OnKey = "keep" | "replace" | "fail";

type Column<Table extends keyof Tables> = keyof Tables[Table] & string;

/**
 * Writes many rows of one table. One text for each size is compiled once, and the values then go straight to the prepared
 * statement: building every insert anew cost more than the insert itself.
 */
export const createBulkInsert = <Table extends keyof Tables>(
  table: Table,
  columns: readonly Column<Table>[],
  onKey: OnKey,
  key: readonly Column<Table>[] = [],
) => {
  const texts = new Map<number, string>();

  const compile = (db: Kysely<Tables>, size: number): string => {
    const known = texts.get(size);
    if (known !== undefined) return known;
    const places = sql`(${sql.join(columns.map(() => sql`${null}`))})`;
    const keys = sql.join(key.map((column) => sql.ref(column)));
    const replaced = columns
      .filter((column) => !key.includes(column))
      .map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`);
    const conflict = {
      fail: sql``,
      keep: sql` on conflict (${keys}) do nothing`,
      replace: sql` on conflict (${keys}) do update set ${sql.join(replaced)}`,
    }[onKey];
    const text =
      sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))}) values ${sql.join(
        new Array(size).fill(places),
      )}${conflict}`.compile(db).sql;
    texts.set(size, text);
    return text;
  };

  return async (db: Kysely<Tables>, rows: readonly Tables[Table][]): Promise<void> => {
    let from = 0;
    while (from < rows.length) {
      const size = sizes.find((candidate) => candidate <= rows.length - from) ?? 1;
      const values: unknown[] = [];
      for (const row of rows.slice(from, from + size)) for (const column of columns) values.push(row[column]);
      await db.executeQuery(CompiledQuery.raw(compile(db, size), values));
      from += size;
    }
  };
};
