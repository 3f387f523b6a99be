import { type Expression, type ExpressionBuilder, type SqlBool, sql } from "kysely";
import { z } from "zod";
import type { Tables } from "./tables.ts";

type Value = string | number;

/** One column of an order, most significant first. The last one of an order must be unique. */
export interface SortKey {
  /** A column or an expression over columns, never null. */
  readonly by: Expression<unknown>;
  readonly direction: "asc" | "desc";
}

/** A part of a list, and where the next one begins; null at the end. */
export interface Slice<Row> {
  readonly rows: readonly Row[];
  /** Of the whole list. */
  readonly total: number;
  readonly next: string | null;
}

/** A place in a list, as the last row's sort values: rows that come and go meanwhile neither repeat nor hide others. */
export const encodeCursor = (values: readonly Value[]): string =>
  Buffer.from(JSON.stringify(values)).toString("base64url");

/** undefined when it is no cursor of an order with so many keys. */
export const decodeCursor = (cursor: string, keys: number): readonly Value[] | undefined => {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    return z
      .array(z.union([z.string(), z.number()]))
      .length(keys)
      .parse(values);
  } catch {
    return undefined;
  }
};

/** Rows that stand behind a place: a > x, or a = x and b > y, or … */
export const behind = (
  eb: ExpressionBuilder<Tables, keyof Tables>,
  keys: readonly SortKey[],
  place: readonly Value[],
): Expression<SqlBool> =>
  eb.or(
    keys.map(({ by, direction }, index) =>
      eb.and([
        ...keys.slice(0, index).map((key, at) => sql<SqlBool>`${key.by} = ${place[at]}`),
        direction === "asc" ? sql<SqlBool>`${by} > ${place[index]}` : sql<SqlBool>`${by} < ${place[index]}`,
      ]),
    ),
  );
