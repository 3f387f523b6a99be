import { describe, expect, test } from "vitest";
import { postgresTroubleOf } from "../../../../cloud-bridge/platform/database/postgres.ts";
import { sqliteTroubleOf } from "../../../../cloud-bridge/platform/database/sqlite.ts";

const failed = (message: string, more: object = {}): Error => Object.assign(new Error(message), more);

describe("what an error of the database means", () => {
  test.each([
    ["a serialization failure", "40001", "conflict"],
    ["a deadlock", "40P01", "conflict"],
    ["a lock that is held", "55P03", "conflict"],
    ["a key that is there", "23505", "faulty"],
    ["a state that is none", "23514", "faulty"],
    ["a NUL in a text", "22021", "faulty"],
    ["a number out of range", "22003", "faulty"],
    ["a table that is not there", "42P01", "faulty"],
    ["a right that was taken away", "42501", "down"],
    ["a standby that took over read-only", "25006", "down"],
    ["a password that was changed", "28P01", "down"],
    ["a database that is gone", "3D000", "down"],
    ["a disk that is full", "53100", "down"],
    ["too many connections", "53300", "down"],
    ["a server that shuts down", "57P01", "down"],
    ["a server that starts up", "57P03", "down"],
    ["a connection that broke", "08006", "down"],
    ["damaged data", "XX001", "down"],
    ["a server that does not listen", "ECONNREFUSED", "down"],
    ["a socket that is not there", "ENOENT", "down"],
    ["a certificate that ran out", "CERT_HAS_EXPIRED", "down"],
  ] as const)("on PostgreSQL, %s (%s): %s", (_name, code, trouble) => {
    expect(postgresTroubleOf(failed("no", { code }))).toBe(trouble);
  });

  test.each([
    ["Connection terminated unexpectedly", "down"],
    ["timeout exceeded when trying to connect", "down"],
    ["Client has encountered a connection error and is not queryable", "down"],
    ["the recommended pressure has ended", "faulty"],
  ] as const)("on PostgreSQL, in words alone: %s: %s", (message, trouble) => {
    expect(postgresTroubleOf(failed(message))).toBe(trouble);
  });

  test("on PostgreSQL, a fault of our own is about the message, whatever code Node gives it", () => {
    const error = Object.assign(new TypeError("no"), { code: "ERR_INVALID_ARG_TYPE" });
    expect(postgresTroubleOf(error)).toBe("faulty");
  });

  test.each([
    ["a constraint", 19, "faulty"],
    ["a constraint, with its extended code", 2067, "faulty"],
    ["a value that is too long", 18, "faulty"],
    ["a lock", 5, "down"],
    ["a full disk", 13, "down"],
    ["an I/O error", 778, "down"],
    ["a damaged file", 11, "down"],
    ["a file that may only be read", 8, "down"],
  ] as const)("on SQLite, %s (%i): %s", (_name, errcode, trouble) => {
    expect(sqliteTroubleOf(failed("no", { code: "ERR_SQLITE_ERROR", errcode }))).toBe(trouble);
  });

  test("on SQLite, a database that was closed is down, a fault of our own is about the message", () => {
    expect(sqliteTroubleOf(failed("database is not open", { code: "ERR_INVALID_STATE" }))).toBe("down");
    expect(sqliteTroubleOf(new TypeError("no"))).toBe("faulty");
  });
});
