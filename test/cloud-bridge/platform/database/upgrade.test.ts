import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { gunzipSync } from "node:zlib";
import { Kysely, sql } from "kysely";
import { Migrator } from "kysely/migration";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadEvidence } from "../../../../cloud-bridge/desk/problems/queries.ts";
import { carryOut } from "../../../../cloud-bridge/desk/tickets/flow.ts";
import { noticeKind } from "../../../../cloud-bridge/desk/tickets/life.ts";
import { findTicket, listTickets, loadHistory } from "../../../../cloud-bridge/desk/tickets/queries.ts";
import { commitBatch } from "../../../../cloud-bridge/inbox/commit.ts";
import { first } from "../../../../cloud-bridge/platform/database/migrations/0001-first.ts";
import { postgresBackend } from "../../../../cloud-bridge/platform/database/postgres.ts";
import { openStore, type StorePlace } from "../../../../cloud-bridge/platform/database/store.ts";
import { leaseJobs } from "../../../../cloud-bridge/platform/jobs/queue.ts";
import { findVehicles } from "../../../../cloud-bridge/vehicles/queries.ts";
import { ticketNoticeForm } from "../../../../contract/wire/down/ticket-notice.ts";
import { warningMessage } from "../../../support/bridge.ts";
import { onBothDatabases } from "./both.ts";

const kept = join(import.meta.dirname, "..", "..", "..", "fixtures", "bridge", "0001.db.gz");
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fettle-upgrade-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const unpack = (name: string): string => {
  const file = join(folder, name);
  writeFileSync(file, gunzipSync(readFileSync(kept)));
  return file;
};

/** The same desk in PostgreSQL, as release 0.1.0 would have kept it there. */
const fillPostgres = async (url: string): Promise<void> => {
  const backend = postgresBackend(url, () => {});
  const db = new Kysely<Record<string, Record<string, unknown>>>({ dialect: backend.writer });
  const provider = { getMigrations: () => Promise.resolve({ "0001-first": first(sql``) }) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  expect(error).toBeUndefined();
  using old = new DatabaseSync(unpack("for-postgres.db"), { readOnly: true });
  const tables = old.prepare("select name from sqlite_master where type = 'table' and name not like 'kysely%'").all();
  await db.deleteFrom("counter").execute();
  for (const { name } of tables)
    for (const row of old.prepare(`select * from "${String(name)}"`).all())
      await db
        .insertInto(String(name))
        .values({ ...row })
        .execute();
  await db.destroy();
};

onBothDatabases("a desk of release 0.1.0", ({ name, place }) => {
  const oldDesk = async (): Promise<StorePlace> => {
    if (name === "sqlite") return { file: unpack("0001.db") };
    const where = await place();
    if ("url" in where) await fillPostgres(where.url);
    return where;
  };

  /** Changes the old desk by hand. */
  const put = async (where: StorePlace, set: string): Promise<void> => {
    const text = `update ticket set "clockEvents" = ${set} where number = 'F-000002'`;
    if ("file" in where) {
      using database = new DatabaseSync(where.file);
      database.exec(text);
      return;
    }
    const client = new Client({ connectionString: where.url });
    await client.connect();
    await client.query(text);
    await client.end();
  };

  test("is as it was after an upgrade that was cut short, and can be upgraded again", async () => {
    const where = await oldDesk();
    await put(where, `'cut ' || "clockEvents"`);
    await expect(openStore(where)).rejects.toMatchObject({ code: "BRIDGE_STORE_UNAVAILABLE" });
    await put(where, `substr("clockEvents", 5)`);
    const store = await openStore(where);
    expect((await listTickets(store, {}, { sort: "rank", limit: 10 }))?.total).toBe(4);
    await store.close();
  });

  test("is there whole after the upgrade, and goes on", async () => {
    const store = await openStore(await oldDesk());
    const slice = await listTickets(store, {}, { sort: "rank", limit: 10 });
    const seen = (slice?.rows ?? []).map(({ work, report, ledger }) => ({
      number: work.number,
      state: work.state,
      isOpen: work.isOpen,
      centreId: work.centreId,
      revision: work.revision,
      rule: report.rule,
      subject: report.subject,
      priority: report.priority,
      safety: report.safety,
      clock: ledger.clockName,
    }));
    const people = { centreId: "centre-1", revision: 0 };
    const open = { ...people, state: "new", isOpen: true, clock: "acknowledge" };
    expect(seen).toEqual([
      { ...open, number: "F-000002", rule: "brake-pad-wearout", subject: "front", priority: "P1", safety: true },
      { ...open, number: "F-000001", rule: "coolant-overheat-trend", subject: "", priority: "P1", safety: false },
      { ...open, number: "F-000003", rule: "dtc-confirmed", subject: "P0301", priority: "P2", safety: false },
      {
        ...people,
        number: "F-000004",
        state: "closed",
        isOpen: false,
        clock: null,
        rule: "coolant-overheat-trend",
        subject: "",
        priority: "P2",
        safety: false,
      },
    ]);
    const [pads, coolant] = slice?.rows ?? [];
    if (pads === undefined || coolant === undefined) throw new Error("no tickets");
    expect(pads.report.data).toEqual({ km: 900, mm: 3.4, limit: 3 });
    expect((await loadHistory(store, coolant.work.id)).map(({ kind }) => kind)).toEqual([
      "opened",
      "evidence",
      "occurrence",
      "priority",
    ]);
    expect(await loadEvidence(store, coolant.work)).toMatchObject([
      { complete: true, series: [{ path: "Vehicle.Speed" }] },
    ]);
    expect(await findVehicles(store, ["car-2"])).toMatchObject([{ vin: "LFV2A21K8G4000001", odometerKm: 50_000 }]);
    // What waited to be told to a car still waits, under the key that the next word on it takes.
    const wanted = { kinds: [noticeKind], lanes: ["car-1"] };
    const waiting = await leaseJobs(store, wanted, { worker: "test", now: 2_000_000_000_000, leaseMs: 1, limit: 9 });
    expect(waiting.length).toBeGreaterThan(0);
    for (const { key, payload, revision } of waiting) {
      const notice = ticketNoticeForm.read.parse(JSON.parse(payload));
      expect({ key, revision }).toEqual({
        key: `ticket-notice/car-1/${notice.ticket}/${notice.episode}`,
        revision: notice.revision,
      });
    }

    // The clocks go on from the words that were said to them, the numbers from the last one given.
    const { work } = coolant;
    await carryOut(store, work.id, {
      id: "1",
      actor: "advisor",
      at: 1_790_000_100_000,
      expected: 0,
      kind: "move",
      to: "triaged",
      note: null,
    });
    expect((await findTicket(store, work.number))?.ledger).toMatchObject({
      clockName: "first_contact",
      clockLength: 2,
    });
    const desk = { now: 1_790_000_200_000, centreId: "centre-1" };
    const committed = await commitBatch(
      store,
      [
        {
          kind: "message",
          message: warningMessage("car-1", 4, { revision: 1, kind: "escalated", severity: "critical" }),
          receivedAt: desk.now,
        },
        { kind: "message", message: warningMessage("car-9", 0), receivedAt: desk.now },
      ],
      desk,
    );
    expect({ repeats: committed.repeats, opened: committed.opened.map(({ ticket }) => ticket.work.number) }).toEqual({
      repeats: 1,
      opened: ["F-000005"],
    });
    await store.close();
  });
});
