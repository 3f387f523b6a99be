import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDatabase } from "../../../agent/outbox/database.ts";
import { type Draft, type MessageClass, payloadOf, type Row } from "../../../agent/outbox/message.ts";
import { createOutbox, type Outbox } from "../../../agent/outbox/outbox.ts";
import { quotaOf } from "../../../agent/outbox/quota.ts";
import { upMessageWritten } from "../../../contract/wire/up/message.ts";

let folder: string;
const open: DatabaseSync[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fettle-outbox-"));
});
afterEach(() => {
  for (const db of open.splice(0)) if (db.isOpen) db.close();
  rmSync(folder, { recursive: true });
});

const file = (): string => join(folder, "agent.db");

interface Reports {
  readonly full: string[];
  room: number;
  readonly damaged: string[];
}

const boot = (totalBytes = 1_000_000, firstEpoch = 5): { outbox: Outbox; db: DatabaseSync; reports: Reports } => {
  const reports: Reports = { full: [], room: 0, damaged: [] };
  const db = openDatabase(file(), 1_000, (error) => reports.damaged.push(error.code));
  open.push(db);
  const outbox = createOutbox(db, {
    vehicleId: "car-1",
    quota: quotaOf(totalBytes),
    firstEpoch,
    onFull: (error) => reports.full.push(error.code),
    onRoom: () => {
      reports.room += 1;
    },
  });
  return { outbox, db, reports };
};

const warning = (at: number): Draft => {
  const episode = `car-1/dtc-confirmed/${at}/P0301`;
  return {
    class: "event",
    type: "warning",
    id: `${episode}/0`,
    at,
    data: {
      id: `${episode}/0`,
      episode,
      rule: "dtc-confirmed",
      subject: "P0301",
      kind: "raised",
      severity: "advisory",
      at,
      raisedAt: at,
      revision: 0,
      data: {},
    },
  };
};
const evidence = (at: number, bytes = 0): Draft => ({
  class: "evidence",
  type: "evidence",
  at,
  data: {
    episode: "e".repeat(1 + Math.min(290, bytes)),
    rule: "dtc-confirmed",
    from: at,
    to: at,
    complete: false,
    series: [],
  },
});
const huge = (at: number): Draft => ({
  class: "request",
  type: "request",
  at,
  data: { request: "rescue", episode: "e".repeat(100_000) },
});
const telemetry = (at: number): Draft => ({
  class: "telemetry",
  type: "telemetry",
  at,
  data: { values: { "Vehicle.Speed": { value: 50, at } } },
});
const all = (outbox: Outbox): Row[] => outbox.read(undefined, 10_000);
const seqs = (outbox: Outbox): number[] => all(outbox).map(({ seq }) => seq);
const receipt = (epoch: number, upTo: number, gaps: [number, number][] = []) => ({ v: 1 as const, epoch, upTo, gaps });

describe("what is stored", () => {
  test("a message is stored as the contract reads it, and a repeat differs in sentAt alone", () => {
    const { outbox } = boot();
    outbox.commit({ messages: [{ ...warning(10), sampledAt: 9 }, telemetry(11)] });
    const [first, second] = all(outbox).map(({ body }) => upMessageWritten.parse(JSON.parse(payloadOf(body, 77))));
    expect(first).toMatchObject({
      id: "car-1/dtc-confirmed/10/P0301/0",
      epoch: 5,
      seq: 0,
      at: 10,
      sentAt: 77,
      trace: { sampledAt: 9 },
    });
    expect(second).toMatchObject({ id: "car-1/telemetry/5/1", seq: 1 });
    outbox.close();
  });

  test("every boot counts up, seq begins at 0 and has no holes, older boots are read first", () => {
    boot().outbox.commit({ messages: [telemetry(1), telemetry(2)] });
    open.at(-1)?.close();
    const { outbox } = boot();
    outbox.commit({ messages: [telemetry(3)] });
    expect(all(outbox).map(({ epoch, seq }) => [epoch, seq])).toEqual([
      [5, 0],
      [5, 1],
      [6, 0],
    ]);
  });

  test("messages and checkpoint come back together", () => {
    boot().outbox.commit({
      messages: [warning(1)],
      checkpoint: { pipeline: { v: 1 }, prompts: [2] },
    });
    open.at(-1)?.close();
    const { outbox } = boot();
    expect([outbox.restore("pipeline"), outbox.restore("prompts"), outbox.restore("other")]).toEqual([
      { v: 1 },
      [2],
      undefined,
    ]);
  });

  test("a second agent on the same folder is told so", () => {
    boot();
    expect(() => boot()).toThrow(expect.objectContaining({ code: "AGENT_DATA_IN_USE" }));
  });
});

describe("what a receipt takes away", () => {
  test("everything up to it but its gaps, of its own epoch alone", () => {
    boot().outbox.commit({ messages: [telemetry(1)] });
    open.at(-1)?.close();
    const { outbox } = boot();
    outbox.commit({ messages: Array.from({ length: 10 }, (_, at) => telemetry(at)) });
    expect(
      outbox.settle(
        receipt(6, 7, [
          [5, 6],
          [2, 2],
        ]),
      ),
    ).toBe(5);
    expect(all(outbox).map(({ epoch, seq }) => [epoch, seq])).toEqual([
      [5, 0],
      [6, 2],
      [6, 5],
      [6, 6],
      [6, 8],
      [6, 9],
    ]);
  });

  test("nothing, when it speaks of messages this boot has not written", () => {
    const { outbox } = boot();
    outbox.commit({ messages: [warning(1)] });
    expect(outbox.settle(receipt(5, 400))).toBe(0);
    expect(seqs(outbox)).toEqual([0]);
  });

  test("nothing, when the bridge has nothing", () => {
    const { outbox } = boot();
    outbox.commit({ messages: [warning(1)] });
    expect(outbox.settle(receipt(5, -1))).toBe(0);
  });
});

describe("when the quota is full", () => {
  test("the oldest of the least valuable class goes, warnings stay, and one gap record says what was lost", () => {
    const { outbox } = boot(20_000);
    for (let at = 0; at < 100; at += 1) outbox.commit({ messages: [telemetry(at), warning(at), evidence(at, 200)] });
    const kept = all(outbox);
    expect(kept.filter(({ type }) => type === "warning")).toHaveLength(100);
    const gaps = kept.filter(({ type }) => type === "gap").map(({ body }) => JSON.parse(body).data);
    // 100 warnings outgrow the whole: all that may go has gone.
    expect(gaps).toEqual([
      { class: "evidence", epoch: 5, fromSeq: 2, toSeq: 299, count: 100 },
      { class: "telemetry", epoch: 5, fromSeq: 0, toSeq: 297, count: 100 },
    ]);
  });

  test("telemetry that overflows its own share leaves evidence alone", () => {
    const { outbox } = boot(40_000);
    outbox.commit({ messages: [evidence(0)] });
    for (let at = 1; at < 200; at += 1) outbox.commit({ messages: [telemetry(at)] });
    const kept = all(outbox);
    expect(kept.filter(({ type }) => type === "evidence")).toHaveLength(1);
    const left = kept.filter(({ type }) => type === "telemetry").map(({ seq }) => seq);
    expect(left.length).toBeLessThan(50);
    expect(left.at(-1)).toBe(199);
    const [gap] = kept
      .filter(({ type }) => type === "gap")
      .map(({ body }) => upMessageWritten.parse({ ...JSON.parse(body), sentAt: 1 }));
    expect(gap?.data).toEqual({
      class: "telemetry",
      epoch: 5,
      fromSeq: 1,
      toSeq: (left[0] ?? 0) - 1,
      count: (left[0] ?? 0) - 1,
    });
  });

  test("a reader who stays away for long gets one gap record, one who reads often gets each loss once", () => {
    const { outbox } = boot(20_000);
    for (let at = 0; at < 100; at += 1) outbox.commit({ messages: [telemetry(at)] });
    const first = all(outbox).filter(({ type }) => type === "gap");
    const again = all(outbox).filter(({ type }) => type === "gap");
    expect([first.length, again.length]).toEqual([1, 1]);
  });
});

describe("when the disk is full", () => {
  const fill = (db: DatabaseSync): void => {
    const { page_count: pages } = { page_count: 0, ...db.prepare("PRAGMA page_count").get() };
    db.exec(`PRAGMA max_page_count = ${pages}`);
  };

  test("the drive goes on, it is said once, and what waited is stored in order when there is room", () => {
    const { outbox, db, reports } = boot(10_000_000);
    outbox.commit({ messages: [warning(0)] });
    fill(db);
    const stored = Array.from({ length: 60 }, (_, at) => outbox.commit({ messages: [evidence(at + 1, 290)] }));
    expect(stored).toContain(false);
    expect(outbox.commit({ messages: [warning(100)] })).toBe(false);
    expect(reports.full).toEqual(["AGENT_DISK_FULL"]);
    db.exec("PRAGMA max_page_count = 100000");
    expect(outbox.commit({ messages: [] })).toBe(true);
    expect(reports.room).toBe(1);
    expect(seqs(outbox)).toEqual(Array.from({ length: 62 }, (_, seq) => seq));
    expect(all(outbox).at(-1)?.id).toBe(warning(100).id);
  });

  test("a message that still fitted keeps no number when the one stored with it did not fit", () => {
    const { outbox, db } = boot(10_000_000);
    outbox.commit({ messages: [warning(0)] });
    fill(db);
    expect(outbox.commit({ messages: [telemetry(1), huge(1)] })).toBe(false);
    db.exec("PRAGMA max_page_count = 100000");
    outbox.commit({ messages: [] });
    expect(seqs(outbox)).toEqual([0, 1, 2]);
  });

  test("memory stays bounded and keeps the warnings", () => {
    const { outbox, db } = boot(100_000_000);
    outbox.commit({ messages: [warning(0)] });
    fill(db);
    for (let at = 1; at < 1_000; at += 1)
      outbox.commit({ messages: [evidence(at, 290), ...(at % 100 === 0 ? [warning(at)] : [])] });
    db.exec("PRAGMA max_page_count = 100000");
    outbox.commit({ messages: [] });
    const kept = all(outbox);
    expect(kept.filter(({ type }) => type === "warning")).toHaveLength(10);
    expect(kept.filter(({ type }) => type === "evidence").length).toBeLessThan(300);
  });
});

describe("when the database is damaged", () => {
  test.each<[string, Buffer]>([
    ["not a database at all", Buffer.from("this is a text file, long enough to be looked at ".repeat(100))],
    ["a header and noise", Buffer.concat([Buffer.from("SQLite format 3\0"), Buffer.alloc(8_000, 0x5a)])],
  ])("%s is moved aside, said, and a new one begun", (_name, bytes) => {
    writeFileSync(file(), bytes);
    const { outbox, reports } = boot();
    expect(reports.damaged).toEqual(["AGENT_OUTBOX_CORRUPT"]);
    expect(outbox.commit({ messages: [warning(1)] })).toBe(true);
    expect(readdirSync(folder).some((name) => name.startsWith("agent.db.damaged-1000"))).toBe(true);
  });
});

test("every class has a place", () => {
  const { outbox } = boot();
  const classes: MessageClass[] = ["safety", "event", "request", "evidence", "status", "telemetry"];
  for (const name of classes) outbox.commit({ messages: [{ ...telemetry(1), class: name }] });
  expect(outbox.backlog().rows).toBe(6);
});
