import { mkdirSync } from "node:fs";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { loadEvidence } from "../../../../cloud-bridge/desk/problems/queries.ts";
import type { DeskCommand } from "../../../../cloud-bridge/desk/tickets/command.ts";
import { carryOut } from "../../../../cloud-bridge/desk/tickets/flow.ts";
import { countOpen, findTicket, listTickets, loadHistory } from "../../../../cloud-bridge/desk/tickets/queries.ts";
import type { MessageArrival } from "../../../../cloud-bridge/inbox/arrival.ts";
import { loadNewestReceptions } from "../../../../cloud-bridge/inbox/batch.ts";
import { commitBatch } from "../../../../cloud-bridge/inbox/commit.ts";
import { receiptOf } from "../../../../cloud-bridge/inbox/reception.ts";
import { openStore, type Store } from "../../../../cloud-bridge/platform/database/store.ts";
import { findVehicles, listVehicles } from "../../../../cloud-bridge/vehicles/queries.ts";
import type { WarningEvent } from "../../../../contract/warning.ts";
import { warningEvent, warningMessage } from "../../../support/bridge.ts";
import { onBothDatabases } from "./both.ts";

const desk = { now: 1_790_000_000_000, centreId: "centre-1" };
const arrival = (vehicleId: string, seq: number, changes: Partial<WarningEvent> = {}): MessageArrival => ({
  kind: "message",
  message: warningMessage(vehicleId, seq, changes),
  receivedAt: desk.now + seq,
});
const evidence = (vehicleId: string, seq: number): MessageArrival => ({
  kind: "message",
  receivedAt: desk.now + seq,
  message: {
    ...warningMessage(vehicleId, seq),
    id: `${vehicleId}/evidence/${seq}`,
    type: "evidence",
    data: {
      episode: warningEvent(vehicleId).episode,
      rule: "coolant-overheat-trend",
      from: 1,
      to: 2,
      complete: true,
      series: [
        {
          path: "Vehicle.Speed",
          unit: "km/h",
          points: [
            [0, 50],
            [1, null],
          ],
        },
      ],
    },
  },
});
const onlyTicket = async (store: Store) => {
  const slice = await listTickets(store, {}, { sort: "rank", limit: 50 });
  const [view] = slice?.rows ?? [];
  if (view === undefined) throw new Error("no ticket");
  return view;
};
const note = (id: string, text: string): DeskCommand => ({
  id,
  actor: "advisor",
  at: desk.now,
  expected: "any",
  kind: "note",
  text,
});
const move = (id: string, to: "triaged" | "contacting", expected: number | "any"): DeskCommand => ({
  id,
  actor: "advisor",
  at: desk.now + 50,
  expected,
  kind: "move",
  to,
  note: null,
});

onBothDatabases("the bridge's store", ({ name, place, server }) => {
  test("keeps what a batch brings, each in its own form", async () => {
    const store = await openStore(await place());
    const committed = await commitBatch(store, [arrival("car-1", 0), evidence("car-1", 1)], desk);
    expect(committed.receipts).toEqual([{ vehicleId: "car-1", receipt: receiptOf(1, [[0, 1]]) }]);
    const { work, report, ledger } = await onlyTicket(store);
    expect(work).toMatchObject({
      number: "F-000001",
      isOpen: true,
      centreId: "centre-1",
      customerId: null,
      revision: 0,
    });
    expect(report).toMatchObject({ active: true, safety: false, data: { t: 108, limit: 115, m: 4 }, occurrences: 1 });
    expect(ledger).toMatchObject({ clockName: "acknowledge", historyLength: 2, clockLength: 0 });
    expect(await loadEvidence(store, work)).toMatchObject([
      {
        complete: true,
        series: [
          {
            points: [
              [0, 50],
              [1, null],
            ],
          },
        ],
      },
    ]);
    expect((await loadHistory(store, work.id)).map(({ kind }) => kind)).toEqual(["opened", "evidence"]);
    expect(await findVehicles(store, ["car-1"])).toMatchObject([{ vehicleId: "car-1", openTickets: 1, telemetry: {} }]);
    expect(await countOpen(store)).toEqual([{ priority: "P2", count: 1 }]);
    await store.close();
  });

  test("takes each message once", async () => {
    const store = await openStore(await place());
    await commitBatch(store, [arrival("car-1", 0), arrival("car-1", 0)], desk);
    const again = await commitBatch(store, [arrival("car-1", 0)], desk);
    expect(again).toMatchObject({ messages: 1, repeats: 1, opened: [] });
    expect((await onlyTicket(store)).report.occurrences).toBe(1);
    await store.close();
  });

  test("a car that reports leaves people's field and their revision alone", async () => {
    const store = await openStore(await place());
    await commitBatch(store, [arrival("car-1", 0)], desk);
    const { work } = await onlyTicket(store);
    await carryOut(store, work.id, move("1", "triaged", 0));
    await commitBatch(store, [arrival("car-1", 1, { revision: 1, kind: "updated" })], desk);
    const later = await onlyTicket(store);
    expect(later.work).toMatchObject({ state: "triaged", revision: 1 });
    expect(later.report).toMatchObject({ occurrences: 2, revision: 2 });
    // So the next move needs no second reading.
    expect(await carryOut(store, work.id, move("2", "contacting", 1))).toMatchObject({ ok: true });
    await store.close();
  });

  test("a person who saw an older state is told so, whatever the car did meanwhile", async () => {
    const store = await openStore(await place());
    await commitBatch(store, [arrival("car-1", 0)], desk);
    const { work } = await onlyTicket(store);
    await carryOut(store, work.id, note("1", "called"));
    expect(await carryOut(store, work.id, move("2", "triaged", 0))).toEqual({
      ok: false,
      refusal: { why: "changed", revision: 1 },
    });
    await store.close();
  });

  test("the same command twice is one, and its id for another is refused", async () => {
    const store = await openStore(await place());
    await commitBatch(store, [arrival("car-1", 0)], desk);
    const { work } = await onlyTicket(store);
    const outcomes = await Promise.all([1, 2, 3].map(() => carryOut(store, work.id, note("k", "called"))));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await carryOut(store, work.id, note("k", "called"))).toEqual({ ok: false, refusal: { why: "repeated" } });
    expect(await carryOut(store, work.id, note("k", "wrote"))).toEqual({ ok: false, refusal: { why: "reused" } });
    const { length } = (await loadHistory(store, work.id)).filter(({ kind }) => kind === "note");
    expect(length).toBe(1);
    await store.close();
  });

  test("a car that updates all the time and four people who write to the same ticket: everything is kept, nothing set aside", async () => {
    const store = await openStore(await place());
    await commitBatch(store, [arrival("car-1", 0)], desk);
    const { work } = await onlyTicket(store);
    const updates = 300;
    const notes = 40;
    const car = (async () => {
      for (let seq = 1; seq <= updates; seq += 1)
        await commitBatch(store, [arrival("car-1", seq, { revision: seq, kind: "updated" })], desk);
    })();
    const people = [1, 2, 3, 4].map(async (person) => {
      for (let n = 0; n < notes; n += 1) await carryOut(store, work.id, note(`${person}/${n}`, `${person} says ${n}`));
    });
    await Promise.all([car, ...people]);
    const { work: after, report, ledger } = await onlyTicket(store);
    expect({ people: after.revision, car: report.revision, occurrences: report.occurrences }).toEqual({
      people: 4 * notes,
      car: updates + 1,
      occurrences: updates + 1,
    });
    const history = await loadHistory(store, work.id);
    expect(history.map(({ position }) => position)).toEqual(history.map((_, index) => index));
    expect(history).toHaveLength(1 + updates + 4 * notes);
    expect(ledger.historyLength).toBe(history.length);
    await store.close();
  });

  test("lists by every order, a slice at a time, and finds what people type", async () => {
    const store = await openStore(await place());
    for (const n of [1, 2, 3, 4, 5])
      await commitBatch(
        store,
        [arrival(`car-${n}`, 0, n === 3 ? { rule: "brake-pad-wearout", subject: "front" } : {})],
        desk,
      );
    for (const sort of ["rank", "due", "updated"] as const) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const slice = await listTickets(store, {}, { sort, limit: 2, cursor });
        expect(slice?.total).toBe(5);
        seen.push(...(slice?.rows ?? []).map(({ work }) => work.number));
        cursor = slice?.next ?? undefined;
      } while (cursor !== undefined);
      expect(seen.toSorted()).toEqual([1, 2, 3, 4, 5].map((n) => `F-00000${n}`));
    }
    const found = await listTickets(store, { words: "CAR-4" }, { sort: "rank", limit: 9 });
    expect(found?.rows.map(({ work }) => work.vehicleId)).toEqual(["car-4"]);
    expect((await listTickets(store, { words: "%" }, { sort: "rank", limit: 9 }))?.rows).toEqual([]);
    expect((await listVehicles(store, { limit: 3 }))?.rows).toHaveLength(3);
    const one = await findTicket(store, "F-000003");
    expect(one?.report).toMatchObject({ rule: "brake-pad-wearout", safety: true, priority: "P1" });
    await store.close();
  });

  test("refuses a state that is none, and two open tickets of one problem", async () => {
    const store = await openStore(await place());
    await commitBatch(store, [arrival("car-1", 0)], desk);
    const put = (set: string): Promise<unknown> =>
      store.transaction("test", (db) => sql`update ticket set ${sql.raw(set)}`.execute(db));
    for (const wrong of ["state = 'lost'", "state = 'closed'"]) {
      const error = await put(wrong).catch((cause: unknown) => cause);
      expect(store.troubleOf(error)).toBe("faulty");
    }
    const twice = store.transaction("test", (db) =>
      sql`insert into ticket select 'other', 'F-9', ${sql.ref("vehicleId")}, ${sql.ref("problemId")}, ${sql.ref(
        "faultGroup",
      )}, category, ${sql.ref("centreId")}, null, null, ${sql.ref("openedAt")}, state, ${sql.ref("isOpen")}, null, null, 0 from ticket`.execute(
        db,
      ),
    );
    await expect(twice).rejects.toThrow();
    await store.close();
  });

  test("is brought to the present form once, whoever opens it and how often", async () => {
    const where = await place();
    const first = await openStore(where);
    await commitBatch(first, [arrival("car-1", 0)], desk);
    await first.close();
    const second = await openStore(where);
    expect((await onlyTicket(second)).work.number).toBe("F-000001");
    await second.close();
  });

  if (name === "sqlite") {
    test("a second bridge on one file is refused in one sentence, and may come when the first is gone", async () => {
      const where = await place();
      const first = await openStore(where);
      await expect(openStore(where)).rejects.toMatchObject({ code: "BRIDGE_STORE_IN_USE" });
      await first.close();
      await (await openStore(where)).close();
    });

    test("a lock that cannot be made is said for what it is", async () => {
      const where = await place();
      if ("file" in where) mkdirSync(`${where.file}.lock`);
      await expect(openStore(where)).rejects.toMatchObject({ code: "BRIDGE_STORE_UNAVAILABLE" });
    });
    return;
  }

  test("connections that are cut are an outage, not a fault of what was to be stored", async () => {
    const store = await openStore(await place());
    const cut = store.transaction("test", async (db) => {
      await db.selectFrom("ticket").selectAll().execute();
      await server().cutConnections();
      await db.selectFrom("ticket").selectAll().execute();
    });
    const error = await cut.catch((cause: unknown) => cause);
    expect(store.troubleOf(error)).toBe("down");
    await commitBatch(store, [arrival("car-1", 0)], desk);
    await store.close();
  });

  test.each(["40001", "40P01", "23505"])(
    "work that always meets another (%s) is given up after ten tries",
    async (code) => {
      const pauses: number[] = [];
      const retried: string[] = [];
      const store = await openStore(await place(), {
        random: () => 0.5,
        wait: (ms) => {
          pauses.push(ms);
          return Promise.resolve();
        },
        onRetry: (work) => retried.push(work),
      });
      const raise = sql.raw(`do $$ begin raise exception 'in the way' using errcode = '${code}'; end $$`);
      await expect(store.transaction("unlucky", (db) => raise.execute(db))).rejects.toMatchObject({ code });
      expect(pauses).toEqual([2, 4, 8, 16, 32, 64, 128, 250, 250]);
      expect(retried).toEqual(pauses.map(() => "unlucky"));
      await store.close();
    },
  );

  test("a car that two bridges meet for the first time at once is known whole to both", async () => {
    const where = await place();
    const [one, other] = [await openStore(where), await openStore(where)];
    const ids = Array.from({ length: 30 }, (_, n) => `car-${n}`);
    const commits = await Promise.all(
      ids.flatMap((id) => [
        commitBatch(one, [arrival(id, 0)], desk),
        commitBatch(other, [arrival(id, 1, { rule: "lv-crank-decline", episode: `${id}/lv-crank-decline/1` })], desk),
      ]),
    );
    expect(commits.flatMap(({ opened }) => opened)).toHaveLength(2 * ids.length);
    for (const id of ids) expect(await loadNewestReceptions(one, id, 1)).toMatchObject([{ ranges: [[0, 1]] }]);
    await one.close();
    await other.close();
  });

  test("two that change each other's rows in the wrong order both succeed", async () => {
    const store = await openStore(await place());
    await commitBatch(store, [arrival("car-1", 0), arrival("car-2", 0)], desk);
    const bothIn = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
    let tries = 0;
    const change = (mine: 0 | 1, ids: readonly [string, string]): Promise<void> =>
      store.transaction("test", async (db) => {
        tries += 1;
        const touch = (vehicleId: string) =>
          db
            .updateTable("vehicle")
            .set({ protocol: `by ${mine}` })
            .where("vehicleId", "=", vehicleId)
            .execute();
        await touch(ids[0]);
        bothIn[mine].resolve();
        await bothIn[mine === 0 ? 1 : 0].promise;
        await touch(ids[1]);
      });
    await Promise.all([change(0, ["car-1", "car-2"]), change(1, ["car-2", "car-1"])]);
    expect(tries).toBe(3);
    await store.close();
  });
});
