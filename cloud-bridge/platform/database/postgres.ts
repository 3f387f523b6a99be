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

/**
 * SQLSTATE classes (PostgreSQL 15, appendix A) that speak of a statement or its values: feature not supported, cardinality, data
 * exception, integrity, syntax, with check option, program limit. Every other one speaks of the server, of who may use it, or of
 * the way to it: a standby that takes over read-only (25006), a password that was changed (28P01), no room (53100).
 */
const ofStatement = /^(0A|21|22|23|42|44|54)/;
/** A right that was taken away (42501) is given back; nothing is wrong with what was to be stored. */
const insufficientPrivilege = "42501";
/** Serialization failure, deadlock, lock not available: another transaction was there first. */
const conflicts = new Set(["40001", "40P01", "55P03"]);
const uniqueViolation = "23505";
/** What the driver says in words alone when the connection is gone. */
const lostConnection = /Connection terminated|timeout exceeded|not queryable|after calling end on the pool/;

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "");

/** What an error means that came out of a transaction on PostgreSQL. */
export const postgresTroubleOf = (error: unknown): Trouble => {
  const code = codeOf(error);
  if (conflicts.has(code)) return "conflict";
  if (/^[0-9A-Z]{5}$/.test(code)) return ofStatement.test(code) && code !== insufficientPrivilege ? "faulty" : "down";
  // Values that our own code stumbles over, even where Node gives that a code.
  if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError) return "faulty";
  // Node's codes of sockets, names and certificates.
  return code !== "" || lostConnection.test(String(error)) ? "down" : "faulty";
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
    troubleOf: postgresTroubleOf,
    isTakenKey: (error) => codeOf(error) === uniqueViolation,
    // Kysely ends the pools that it was given; a reader that was never opened has none to end.
    close: () => Promise.resolve(),
  };
};
