import { Kysely, type SelectQueryBuilder } from "kysely";
import type { Trouble } from "./dialect.ts";
import { migrate } from "./migrations.ts";
import { postgresBackend, withoutPassword } from "./postgres.ts";
import { sqliteBackend } from "./sqlite.ts";
import type { Tables } from "./tables.ts";

export type Database = Kysely<Tables>;

/** Which database: one SQLite file for one bridge, or PostgreSQL for any number. */
export type StorePlace = { readonly file: string } | { readonly url: string };

/** The open database: one way to write, one to read what is committed. */
export interface Store {
  /** Whether others write to this database at the same time. */
  readonly hasOtherWriters: boolean;
  readonly reader: Database;
  /**
   * Runs `work` in one transaction: all of it is on the disk when the promise resolves, or nothing is. Work that met another
   * writer is done again from the start, so it must not remember anything of a try that failed. Whoever reads rows in order to
   * change them locks them, vehicles before tickets and each in the order of their ids. `name` is what the work is counted as.
   */
  transaction<Result>(name: string, work: (db: Database) => Promise<Result>): Promise<Result>;
  /** Locks the rows that the query reads until the transaction ends. */
  locked<All, From extends keyof All, Row>(
    query: SelectQueryBuilder<All, From, Row>,
  ): SelectQueryBuilder<All, From, Row>;
  /** The same, without the rows that another transaction has locked. */
  lockedIfFree<All, From extends keyof All, Row>(
    query: SelectQueryBuilder<All, From, Row>,
  ): SelectQueryBuilder<All, From, Row>;
  /** What an error means for what was to be stored. */
  troubleOf(error: unknown): Trouble;
  close(): Promise<void>;
}

/** How a person finds it; never with its password. */
export const placeOf = (place: StorePlace): string => ("file" in place ? place.file : withoutPassword(place.url));

export interface StoreOptions {
  /** 0 up to 1, for the length of pauses. */
  readonly random?: () => number;
  readonly wait?: (ms: number) => Promise<void>;
  /** Work of this name met another writer and is done again. */
  readonly onRetry?: (name: string) => void;
  /** A connection broke while nobody used it. */
  readonly onIdleError?: (error: Error) => void;
}

/** Tries of one transaction; the last pause is up to half a second. */
const tries = 10;
const firstPauseMs = 2;
const longestPauseMs = 500;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Opens the bridge's database and brings it to the present form. */
export const openStore = async (place: StorePlace, options: StoreOptions = {}): Promise<Store> => {
  const { random = Math.random, wait = sleep, onRetry = () => {}, onIdleError = () => {} } = options;
  const backend = "file" in place ? sqliteBackend(place.file) : postgresBackend(place.url, onIdleError);
  const writer = new Kysely<Tables>({ dialect: backend.writer });
  try {
    await migrate(writer, backend);
  } catch (error) {
    await writer.destroy();
    await backend.close();
    throw error;
  }
  const reader = new Kysely<Tables>({ dialect: backend.reader() });
  return {
    hasOtherWriters: backend.locksRows,
    reader,
    async transaction(name, work) {
      for (let tried = 1; ; tried += 1) {
        try {
          return await writer.transaction().execute(work);
        } catch (error) {
          const again = backend.troubleOf(error) === "conflict" || backend.isTakenKey(error);
          if (tried === tries || !again) throw error;
          onRetry(name);
          // Full jitter: two that met must not meet again.
          await wait(random() * Math.min(longestPauseMs, firstPauseMs * 2 ** tried));
        }
      }
    },
    locked: (query) => (backend.locksRows ? query.forUpdate() : query),
    lockedIfFree: (query) => (backend.locksRows ? query.forUpdate().skipLocked() : query),
    troubleOf: backend.troubleOf,
    async close() {
      await reader.destroy();
      await writer.destroy();
      await backend.close();
    },
  };
};
