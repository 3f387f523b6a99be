import { existsSync, renameSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { AgentError } from "../errors.ts";

/** Opens the SQLite file; a test hands in its own to bound the file like a full disk. */
export type OpenDatabase = (file: string) => DatabaseSync;

export const openSqlite: OpenDatabase = (file) => new DatabaseSync(file, { timeout: 0 });

/** One file for messages and checkpoint, so that one transaction can hold both. */
const tables = `
  CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS outbox (
    epoch INTEGER NOT NULL, seq INTEGER NOT NULL, class TEXT NOT NULL, type TEXT NOT NULL, id TEXT NOT NULL,
    bytes INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (epoch, seq)) STRICT;
  CREATE INDEX IF NOT EXISTS outbox_by_class ON outbox (class, epoch, seq, bytes);
  CREATE TABLE IF NOT EXISTS gap (
    class TEXT NOT NULL, epoch INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL,
    count INTEGER NOT NULL, PRIMARY KEY (class, epoch)) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS checkpoint (name TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
  PRAGMA user_version = 1;
`;

const resultCode = z.object({ errcode: z.int() });

/** SQLite's primary result code behind an error; undefined for any other error. */
const sqliteCode = (cause: unknown): number | undefined => {
  const parsed = resultCode.safeParse(cause);
  return parsed.success ? parsed.data.errcode & 0xff : undefined;
};

const [SQLITE_BUSY, SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_FULL, SQLITE_CANTOPEN, SQLITE_NOTADB] = [
  5, 10, 11, 13, 14, 26,
];

/** Whether the disk took no more. A full disk shows as an I/O error where the write-ahead log could not grow. */
export const isDiskFull = (cause: unknown): boolean => {
  const code = sqliteCode(cause);
  return code === SQLITE_FULL || code === SQLITE_IOERR;
};

const isCorrupt = (cause: unknown): boolean => {
  const code = sqliteCode(cause);
  return code === SQLITE_CORRUPT || code === SQLITE_NOTADB;
};

const checked = (file: string, open: OpenDatabase): DatabaseSync => {
  const db = open(file);
  try {
    // FULL: after `commit` returns, the row survives a power cut. EXCLUSIVE: two agents on one folder would share an epoch.
    db.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    const verdict = db.prepare("PRAGMA quick_check(1)").get();
    if (verdict?.["quick_check"] !== "ok")
      throw Object.assign(new Error("quick_check failed"), { errcode: SQLITE_CORRUPT });
    db.exec(tables);
    return db;
  } catch (cause) {
    db.close();
    throw cause;
  }
};

const moveAside = (file: string, wallMs: number): string => {
  const aside = `${file}.damaged-${Math.round(wallMs)}`;
  for (const suffix of ["", "-wal", "-shm"]) if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  return aside;
};

/** Opens the agent's database. A damaged one is moved aside for a look and a new one begun: a car must start. */
export const openDatabase = (
  file: string,
  wallMs: number,
  onDamaged: (error: AgentError) => void,
  open: OpenDatabase = openSqlite,
): DatabaseSync => {
  try {
    return checked(file, open);
  } catch (cause) {
    if (isCorrupt(cause)) {
      onDamaged(new AgentError("AGENT_OUTBOX_CORRUPT", `${file}, now ${moveAside(file, wallMs)}`, { cause }));
      return checked(file, open);
    }
    const code = sqliteCode(cause);
    if (code === SQLITE_BUSY) throw new AgentError("AGENT_DATA_IN_USE", file, { cause });
    if (code === SQLITE_CANTOPEN) throw new AgentError("AGENT_DATA_FOLDER", file, { cause });
    if (isDiskFull(cause)) throw new AgentError("AGENT_DISK_FULL", file, { cause });
    throw cause;
  }
};
