import type { Dialect, RawBuilder } from "kysely";

/**
 * What an error of the database means. "down": nothing can be stored now, come again. "conflict": another writer was in the way,
 * the same work may succeed now. "faulty": these values can never be stored.
 */
export type Trouble = "down" | "conflict" | "faulty";

/** All that differs between databases. */
export interface Backend {
  readonly name: "sqlite" | "postgres";
  /** How a person finds it: a file, or an address without its password. */
  readonly place: string;
  /** Appended to a table whose rows are only ever found by their key. */
  readonly keyedTable: RawBuilder<unknown>;
  /** Rows that a transaction reads in order to change them must be locked; SQLite has one writer, and no words for it. */
  readonly locksRows: boolean;
  readonly writer: Dialect;
  /** Sees what is committed, never half a transaction. Opened once the writer has made the database. */
  readonly reader: () => Dialect;
  readonly troubleOf: (error: unknown) => Trouble;
  /** A key that another writer took in the meantime: read anew, the same work finds it. Where one alone writes, it is a fault. */
  readonly isTakenKey: (error: unknown) => boolean;
  close(): Promise<void>;
}
