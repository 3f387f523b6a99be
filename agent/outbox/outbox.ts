import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { Receipt } from "../../contract/wire/down/receipt.ts";
import type { UpMessageType } from "../../contract/wire/up/message.ts";
import { wordOfType } from "../../contract/wire/up/message.ts";
import { AgentError } from "../errors.ts";
import { isDiskFull } from "./database.ts";
import {
  type Draft,
  type MessageClass,
  messageClasses,
  type Position,
  type Row,
  type SpareableClass,
  toRow,
} from "./message.ts";
import { overflowing, type Quota } from "./quota.ts";
import { waitLonger } from "./waiting.ts";

/** What one vehicle event leaves behind: all of it is stored, or none. */
export interface Commit {
  readonly messages: readonly Draft[];
  /** Named parts of the agent's state as plain JSON; a part that is left out keeps its last value. */
  readonly checkpoint?: Readonly<Record<string, unknown>>;
}

export interface OutboxOptions {
  readonly vehicleId: string;
  readonly quota: Quota;
  /** The epoch a new database begins with; an old one counts on from its own. */
  readonly firstEpoch: number;
  /** The disk takes no more (once, until it does again). */
  readonly onFull: (error: AgentError) => void;
  readonly onRoom: () => void;
}

export interface Outbox {
  /** Counts boots. */
  readonly epoch: number;
  /** Stores in one transaction with fsync. False: the disk is full, the messages wait in memory for the next commit. */
  commit(commit: Commit): boolean;
  /** The oldest messages behind `after`, in the order of epoch and seq. */
  read(after: Position | undefined, limit: number): Row[];
  /** Deletes what the bridge says it committed; returns how many rows went. */
  settle(receipt: Receipt): number;
  /** A named part of the last checkpoint. */
  restore(name: string): unknown;
  /** Rows and bytes that wait for the bridge. */
  backlog(): { readonly rows: number; readonly bytes: number };
  close(): void;
}

const types = Object.keys(wordOfType) as [UpMessageType, ...UpMessageType[]];
const rowSchema = z.object({ epoch: z.int(), seq: z.int(), type: z.enum(types), id: z.string(), body: z.string() });
const heldSchema = z.object({ class: z.enum(messageClasses), bytes: z.int() });
const victimSchema = z.object({ epoch: z.int(), seq: z.int(), bytes: z.int() });
const gapSchema = z.object({
  class: z.enum(messageClasses),
  epoch: z.int(),
  from_seq: z.int(),
  to_seq: z.int(),
  count: z.int(),
});
const counterSchema = z.object({ value: z.int() });
const bodySchema = z.object({ body: z.string() });
const totalSchema = z.object({ rows: z.int(), bytes: z.int() });

const statements = (db: DatabaseSync) => ({
  insert: db.prepare("INSERT INTO outbox (epoch, seq, class, type, id, bytes, body) VALUES (?, ?, ?, ?, ?, ?, ?)"),
  read: db.prepare(
    "SELECT epoch, seq, type, id, body FROM outbox WHERE (epoch, seq) > (?, ?) ORDER BY epoch, seq LIMIT ?",
  ),
  settled: db.prepare("DELETE FROM outbox WHERE epoch = ? AND seq BETWEEN ? AND ? RETURNING class, bytes"),
  victim: db.prepare("SELECT epoch, seq, bytes FROM outbox WHERE class = ? ORDER BY epoch, seq LIMIT 1"),
  drop: db.prepare("DELETE FROM outbox WHERE epoch = ? AND seq = ?"),
  lose: db.prepare(`INSERT INTO gap (class, epoch, from_seq, to_seq, count) VALUES (?, ?, ?, ?, 1)
    ON CONFLICT (class, epoch) DO UPDATE SET from_seq = min(from_seq, excluded.from_seq),
      to_seq = max(to_seq, excluded.to_seq), count = count + 1`),
  gaps: db.prepare("SELECT class, epoch, from_seq, to_seq, count FROM gap ORDER BY epoch, class"),
  forgetGaps: db.prepare("DELETE FROM gap"),
  held: db.prepare("SELECT class, sum(bytes) AS bytes FROM outbox GROUP BY class"),
  total: db.prepare("SELECT count(*) AS rows, coalesce(sum(bytes), 0) AS bytes FROM outbox"),
  count: db.prepare("INSERT INTO counter VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"),
  counter: db.prepare("SELECT value FROM counter WHERE name = ?"),
  keep: db.prepare("INSERT INTO checkpoint VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET body = excluded.body"),
  kept: db.prepare("SELECT body FROM checkpoint WHERE name = ?"),
});

/** The durable way out: nothing is shown or sent before it is here, and only the bridge's receipt takes it away. */
export const createOutbox = (db: DatabaseSync, options: OutboxOptions): Outbox => {
  const sql = statements(db);
  const counter = (name: string): number | undefined => counterSchema.optional().parse(sql.counter.get(name))?.value;

  const last = counter("epoch");
  const epoch = last === undefined ? options.firstEpoch : last + 1;
  let nextSeq = 0;
  let held: Record<MessageClass, number> = { safety: 0, event: 0, request: 0, evidence: 0, status: 0, telemetry: 0 };
  for (const row of sql.held.all()) {
    const { class: name, bytes } = heldSchema.parse(row);
    held[name] = bytes;
  }
  let waiting: readonly Draft[] = [];
  let full = false;
  let lastAt = 0;

  /** Runs `work` as one transaction; when the disk is full, nothing of it happened, in the file or in memory. */
  const transact = (work: () => void): boolean => {
    const before = { nextSeq, held };
    held = { ...held };
    try {
      db.exec("BEGIN IMMEDIATE");
      work();
      db.exec("COMMIT");
    } catch (cause) {
      if (db.isTransaction) db.exec("ROLLBACK");
      ({ nextSeq, held } = before);
      if (!isDiskFull(cause)) throw cause;
      if (!full) options.onFull(new AgentError("AGENT_DISK_FULL", "messages wait in memory", { cause }));
      full = true;
      return false;
    }
    if (full) options.onRoom();
    full = false;
    return true;
  };

  const insert = (draft: Draft): void => {
    const row = toRow(options.vehicleId, draft, { epoch, seq: nextSeq });
    const bytes = Buffer.byteLength(row.body);
    sql.insert.run(epoch, row.seq, draft.class, row.type, row.id, bytes, row.body);
    nextSeq += 1;
    held[draft.class] += bytes;
  };

  const drop = (name: SpareableClass): void => {
    const { epoch: lost, seq, bytes } = victimSchema.parse(sql.victim.get(name));
    sql.drop.run(lost, seq);
    sql.lose.run(name, lost, seq, seq);
    held[name] -= bytes;
  };

  const shed = (): void => {
    for (let over = overflowing(held, options.quota); over !== undefined; over = overflowing(held, options.quota))
      drop(over);
  };

  const store = (commit: Commit, drafts: readonly Draft[]): void => {
    for (const draft of drafts) insert(draft);
    if (drafts.length > 0) sql.count.run("next-seq", nextSeq);
    for (const [name, part] of Object.entries(commit.checkpoint ?? {})) sql.keep.run(name, JSON.stringify(part));
    shed();
  };

  /** Losses become messages only when somebody reads, so that a week without a network is one gap record, not thousands. */
  const declareGaps = (): void => {
    const gaps = sql.gaps.all().map((row) => gapSchema.parse(row));
    if (gaps.length === 0) return;
    transact(() => {
      for (const { class: name, epoch: lost, from_seq: fromSeq, to_seq: toSeq, count } of gaps)
        if (name !== "safety" && name !== "event")
          insert({
            class: "event",
            type: "gap",
            at: lastAt,
            data: { class: name, epoch: lost, fromSeq, toSeq, count },
          });
      sql.count.run("next-seq", nextSeq);
      sql.forgetGaps.run();
    });
  };

  // The count goes up before anything is stored under it: an epoch used twice would let an old receipt delete new rows.
  if (!transact(() => sql.count.run("epoch", epoch)))
    throw new AgentError("AGENT_DISK_FULL", "the boot cannot be counted");

  return {
    epoch,
    commit(commit) {
      const drafts = waiting.length === 0 ? commit.messages : [...waiting, ...commit.messages];
      lastAt = commit.messages.at(-1)?.at ?? lastAt;
      const stored = transact(() => store(commit, drafts));
      waiting = stored ? [] : waitLonger(waiting, commit.messages);
      return stored;
    },
    read(after, limit) {
      declareGaps();
      const { epoch: fromEpoch, seq } = after ?? { epoch: -1, seq: -1 };
      return sql.read.all(fromEpoch, seq, limit).map((row) => rowSchema.parse(row));
    },
    settle(receipt) {
      // A receipt for messages this epoch has not written yet speaks of another life of this vehicle id.
      if (receipt.epoch === epoch && receipt.upTo >= nextSeq) return 0;
      let rows = 0;
      const settled = (from: number, to: number): void => {
        for (const row of sql.settled.all(receipt.epoch, from, to)) {
          const { class: name, bytes } = heldSchema.parse(row);
          held[name] -= bytes;
          rows += 1;
        }
      };
      const stored = transact(() => {
        let from = 0;
        for (const [first, lastMissing] of receipt.gaps.toSorted(([a], [b]) => a - b)) {
          settled(from, Math.min(first - 1, receipt.upTo));
          from = Math.max(from, lastMissing + 1);
        }
        settled(from, receipt.upTo);
      });
      return stored ? rows : 0;
    },
    restore(name) {
      const row = bodySchema.optional().parse(sql.kept.get(name));
      return row === undefined ? undefined : JSON.parse(row.body);
    },
    backlog: () => totalSchema.parse(sql.total.get()),
    close: () => db.close(),
  };
};
