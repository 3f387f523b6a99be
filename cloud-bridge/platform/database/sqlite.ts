import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { type Dialect, SqliteAdapter, SqliteDialect, sql } from "kysely";
import { BridgeError } from "../../errors.ts";
import type { Backend, Trouble } from "./dialect.ts";

/** Everything that is SQLite and not SQL lives in this file. */

/** Statements kept prepared; batches of many sizes make many texts. */
const keptStatements = 300;

const isInput = (value: unknown): value is SQLInputValue =>
  typeof value === "string" ||
  typeof value === "number" ||
  value === null ||
  typeof value === "bigint" ||
  value instanceof Uint8Array;

/** A plain loop: it runs over every value of every insert. */
const areInputs = (parameters: readonly unknown[]): parameters is readonly SQLInputValue[] => {
  for (const value of parameters) if (!isInput(value)) return false;
  return true;
};

const inputs = (parameters: readonly unknown[]): readonly SQLInputValue[] => {
  if (areInputs(parameters)) return parameters;
  throw new TypeError(`${typeof parameters.find((value) => !isInput(value))} is no SQL value`);
};

const wrap = (statement: StatementSync) => ({
  reader: statement.columns().length > 0,
  all: (parameters: readonly unknown[]) => statement.all(...inputs(parameters)),
  run: (parameters: readonly unknown[]) => statement.run(...inputs(parameters)),
  iterate: (parameters: readonly unknown[]) => statement.iterate(...inputs(parameters)),
});

const withStatementCache = (database: DatabaseSync) => {
  const prepared = new Map<string, ReturnType<typeof wrap>>();
  return {
    close: () => database.close(),
    prepare: (sql: string) => {
      const kept = prepared.get(sql);
      if (kept !== undefined) return kept;
      const fresh = wrap(database.prepare(sql));
      const [oldest] = prepared.keys();
      if (prepared.size >= keptStatements && oldest !== undefined) prepared.delete(oldest);
      prepared.set(sql, fresh);
      return fresh;
    },
  };
};

const open = (file: string, readOnly: boolean): DatabaseSync => {
  try {
    if (!readOnly) mkdirSync(dirname(file), { recursive: true });
    const database = new DatabaseSync(file, { readOnly });
    // A commit that returned survives a power cut. WAL lets the API read while a batch is written; moving 32 MiB of it at a
    // time into the file writes a page once that many batches touched.
    if (!readOnly)
      database.exec("pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 8000;");
    // node:sqlite waits synchronously: a longer wait would hold up every vehicle.
    database.exec("pragma busy_timeout = 100; pragma foreign_keys = on; pragma cache_size = -65536;");
    return database;
  } catch (cause) {
    throw new BridgeError("BRIDGE_STORE_UNAVAILABLE", `${file} (${String(cause)})`, { cause });
  }
};

/** SQLite's primary result codes that speak of a statement or its values; every other one speaks of the database. */
const faultsOfStatement = new Set([1, 18, 19, 20, 25]);
/** SQLITE_BUSY: another connection holds the lock. */
const busy = 5;

/** The primary result code in an error of node:sqlite; undefined where it is none. */
const resultOf = (error: unknown): number | undefined =>
  error instanceof Error && "code" in error && error.code === "ERR_SQLITE_ERROR" && "errcode" in error
    ? Number(error.errcode) & 0xff
    : undefined;

/** What an error means that came out of a transaction on SQLite. */
export const sqliteTroubleOf = (error: unknown): Trouble => {
  // The database was closed under it.
  if (error instanceof Error && "code" in error && error.code === "ERR_INVALID_STATE") return "down";
  const result = resultOf(error);
  return result === undefined || faultsOfStatement.has(result) ? "faulty" : "down";
};

/**
 * One bridge a file: a lock that the system lets go of when its process dies, however it dies. Two bridges would both believe
 * that they alone write, and number tickets alike.
 */
const lockFile = (file: string): DatabaseSync => {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(`${file}.lock`);
    lock.exec("pragma locking_mode = exclusive; begin exclusive;");
    return lock;
  } catch (cause) {
    lock?.close();
    const isTaken = resultOf(cause) === busy;
    throw isTaken
      ? new BridgeError("BRIDGE_STORE_IN_USE", file, { cause })
      : new BridgeError("BRIDGE_STORE_UNAVAILABLE", `${file}.lock (${String(cause)})`, { cause });
  }
};

/**
 * SQLite changes tables inside a transaction as it changes rows; Kysely believes that it does not. An upgrade that a power cut
 * ends halfway must leave the file as it was, or no version could open it again.
 */
const changesTablesInTransactions = (dialect: SqliteDialect): Dialect => {
  const own = new SqliteAdapter();
  return {
    createAdapter: () => ({
      supportsMultipleConnections: own.supportsMultipleConnections,
      supportsReturning: own.supportsReturning,
      supportsTransactionalDdl: true,
      acquireMigrationLock: (db, options) => own.acquireMigrationLock(db, options),
      releaseMigrationLock: (db, options) => own.releaseMigrationLock(db, options),
    }),
    createDriver: () => dialect.createDriver(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
};

/** The SQLite file as Kysely dialects. */
export const sqliteBackend = (file: string): Backend => {
  const database = open(file, false);
  let lock: DatabaseSync;
  try {
    lock = lockFile(file);
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    name: "sqlite",
    place: file,
    // Rows live in the tree of their key: a table with one key is one tree to write instead of two.
    keyedTable: sql`without rowid`,
    locksRows: false,
    writer: changesTablesInTransactions(new SqliteDialect({ database: withStatementCache(database) })),
    reader: () => new SqliteDialect({ database: withStatementCache(open(file, true)) }),
    troubleOf: sqliteTroubleOf,
    isTakenKey: () => false,
    close() {
      lock.close();
      return Promise.resolve();
    },
  };
};
