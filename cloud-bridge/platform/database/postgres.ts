import { PostgresDialect, sql } from "kysely";
import { Pool, type PoolConfig, types } from "pg";
import type { Backend, Trouble } from "./dialect.ts";

/** Everything that is PostgreSQL and not SQL lives in this file. */

/** OID of int8, which the driver hands over as text: our counts and instants fit a number. */
const int8 = 20;
const getTypeParser = (oid: number, format?: "text" | "binary") =>
  oid === int8 ? Number : types.getTypeParser(oid, format === "binary" ? "text" : format);

/** Connections of one bridge: its own for the ingest, so that readers never keep a car waiting. */
const connections = { writer: 6, reader: 6 };

/** SQLSTATE classes (PostgreSQL, appendix A) that speak of the server or the way to it. */
const down = /^(08|53|57P|58|XX)/;
/** Serialization failure, deadlock, lock not available: another transaction was there first. */
const conflicts = new Set(["40001", "40P01", "55P03"]);
const uniqueViolation = "23505";
const lostConnection =
  /ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ENOTFOUND|ETIMEDOUT|terminated|timeout exceeded|ended|not queryable/i;

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "");

const troubleOf = (error: unknown): Trouble => {
  const code = codeOf(error);
  if (conflicts.has(code)) return "conflict";
  if (/^[0-9A-Z]{5}$/.test(code)) return down.test(code) ? "down" : "faulty";
  return lostConnection.test(`${code} ${String(error)}`) ? "down" : "faulty";
};

/** An address without what nobody may read in a log. */
export const withoutPassword = (url: string): string => {
  const parsed = URL.parse(url);
  if (parsed === null) return "postgres";
  parsed.password = "";
  parsed.searchParams.delete("password");
  return parsed.href;
};

/** A PostgreSQL database as Kysely dialects. Opens nothing: the first statement connects. */
export const postgresBackend = (url: string, onIdleError: (error: Error) => void): Backend => {
  const config: PoolConfig = {
    connectionString: url,
    types: { getTypeParser },
    connectionTimeoutMillis: 5_000,
    application_name: "fettle-bridge",
  };
  const pools = [
    new Pool({ ...config, max: connections.writer }),
    new Pool({ ...config, max: connections.reader }),
  ] as const;
  // A connection that breaks is replaced at the next statement; whoever was using it has the error from there.
  for (const pool of pools) {
    pool.on("error", onIdleError);
    pool.on("connect", (client) => client.on("error", onIdleError));
  }
  return {
    name: "postgres",
    place: withoutPassword(url),
    keyedTable: sql``,
    locksRows: true,
    writer: new PostgresDialect({ pool: pools[0] }),
    reader: () => new PostgresDialect({ pool: pools[1] }),
    troubleOf,
    isTakenKey: (error) => codeOf(error) === uniqueViolation,
    // Kysely ends the pools that it was given; a reader that was never opened has none to end.
    close: () => Promise.resolve(),
  };
};
