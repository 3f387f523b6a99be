import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore, type Store } from "../../../../cloud-bridge/platform/database/store.ts";
import { type Job, type LeasedJob, settle } from "../../../../cloud-bridge/platform/jobs/job.ts";
import {
  countJobs,
  enqueue,
  finishJobs,
  leaseJobs,
  loadSetAside,
  nextLooks,
  renewLeases,
  voidLeases,
} from "../../../../cloud-bridge/platform/jobs/queue.ts";
import { onBothDatabases } from "../database/both.ts";

const leaseMs = 100;
const job = (key: string, changes: Partial<Job> = {}): Job => ({
  key,
  kind: "call",
  lane: "",
  payload: `${key} 0`,
  revision: 0,
  due: 0,
  createdAt: 0,
  ...changes,
});
const calls = { kinds: ["call"], lanes: [""] };
const keysOf = (jobs: readonly { readonly key: string }[]): string[] => jobs.map(({ key }) => key).toSorted();

onBothDatabases("the table of jobs", ({ place }) => {
  let store: Store;
  beforeEach(async () => {
    store = await openStore(await place());
  });
  afterEach(() => store.close());

  const put = (...jobs: Job[]): Promise<void> => store.transaction("test", (db) => enqueue(db, jobs));
  const lease = (worker: string, now: number, limit = 10): Promise<LeasedJob[]> =>
    leaseJobs(store, calls, { worker, now, leaseMs, limit });
  const finish = (worker: string, one: LeasedJob, outcome: Parameters<typeof settle>[1], now = 0): Promise<void> =>
    finishJobs(store, [{ job: one, settled: settle(one, outcome, { now, chance: 0 }) }], { worker, now });
  const rows = () => store.reader.selectFrom("job").selectAll().orderBy("key").execute();

  test("gives a job that is due to one worker, the oldest first", async () => {
    await put(job("b", { due: 1 }), job("a", { due: 2 }), job("later", { due: 50 }));
    expect((await lease("one", 10)).map(({ key }) => key)).toEqual(["b", "a"]);
    expect(await lease("other", 10)).toEqual([]);
    expect(await nextLooks(store, calls, "other")).toEqual([{ lane: "", at: 50 }]);
  });

  test("gives only what was asked for", async () => {
    await put(job("a"), job("other kind", { kind: "mail" }), job("in a lane", { lane: "car-1" }));
    expect(keysOf(await lease("one", 0))).toEqual(["a"]);
    const wanted = { kinds: ["call"], lanes: ["car-1", "car-2"] };
    expect(keysOf(await leaseJobs(store, wanted, { worker: "one", now: 0, leaseMs, limit: 10 }))).toEqual([
      "in a lane",
    ]);
    expect(await leaseJobs(store, { kinds: [], lanes: [] }, { worker: "one", now: 0, leaseMs, limit: 10 })).toEqual([]);
  });

  test("what a dead worker held comes to another when its lease runs out, and not before", async () => {
    await put(job("a"));
    await lease("dead", 0);
    expect(await lease("other", leaseMs - 1)).toEqual([]);
    expect(await nextLooks(store, calls, "other")).toEqual([{ lane: "", at: leaseMs }]);
    expect(keysOf(await lease("other", leaseMs))).toEqual(["a"]);
  });

  test("a worker that is slow keeps what it renews", async () => {
    await put(job("a"));
    await lease("slow", 0);
    await renewLeases(store, ["a"], { worker: "slow", now: 90, leaseMs });
    expect(await lease("other", 189)).toEqual([]);
    expect(keysOf(await lease("other", 190))).toEqual(["a"]);
    // Too late: it is the other's now.
    await renewLeases(store, ["a"], { worker: "slow", now: 191, leaseMs: 1_000 });
    expect(await rows()).toMatchObject([{ leasedBy: "other", leasedUntil: 290 }]);
  });

  test("a word that comes too late changes nothing of what another has in hand", async () => {
    await put(job("a"));
    const [late] = await lease("slow", 0);
    await lease("other", leaseMs);
    if (late === undefined) throw new Error("no job");
    await finish("slow", late, { is: "done" }, leaseMs);
    expect(await rows()).toMatchObject([{ key: "a", leasedBy: "other" }]);
  });

  test("of two words on one thing the newer stays, in whatever order they come", async () => {
    await put(job("a", { revision: 2, payload: "newer" }));
    await put(job("a", { revision: 1, payload: "older" }), job("b"), job("b", { revision: 3, payload: "b 3" }));
    expect((await lease("one", 0)).map(({ payload }) => payload)).toEqual(["newer", "b 3"]);
  });

  test("a newer word that comes while the older is under way is done too", async () => {
    await put(job("a"));
    const [older] = await lease("one", 0);
    await put(job("a", { revision: 1, payload: "a 1" }));
    expect(await lease("other", 1)).toEqual([]);
    if (older === undefined) throw new Error("no job");
    await finish("one", older, { is: "failed", why: "no such address" });
    const [newer] = await lease("one", 1);
    expect(newer).toMatchObject({ payload: "a 1", tries: 0 });
    await put(job("a", { revision: 2, payload: "a 2" }));
    if (newer === undefined) throw new Error("no job");
    await finish("one", newer, { is: "done" });
    expect(await lease("one", 1)).toMatchObject([{ payload: "a 2", tries: 0 }]);
  });

  test("what failed for good is set aside, is seen, and is not tried until there is a newer word", async () => {
    await put(job("a"), job("b"));
    const [a] = await lease("one", 0, 1);
    if (a === undefined) throw new Error("no job");
    await finish("one", a, { is: "failed", why: "no such address" }, 7);
    expect(keysOf(await lease("one", 1_000_000))).toEqual(["b"]);
    expect(await countJobs(store, 0)).toEqual([{ kind: "call", waiting: 1, late: 0, setAside: 1 }]);
    expect(await loadSetAside(store, 10)).toEqual([
      { key: "a", kind: "call", tries: 1, lastError: "no such address", setAsideAt: 7 },
    ]);
    await put(job("a", { revision: 1 }));
    expect(await lease("one", 2_000_000)).toMatchObject([{ key: "a", tries: 0 }, { key: "b" }]);
  });

  test("what nobody did for more than a minute is late; what waits for its lane is not", async () => {
    await put(job("a"), job("in a lane", { kind: "notice", lane: "car-1" }));
    expect(await countJobs(store, 60_000)).toContainEqual({ kind: "call", waiting: 1, late: 0, setAside: 0 });
    expect((await countJobs(store, 60_001)).toSorted((x, y) => (x.kind < y.kind ? -1 : 1))).toEqual([
      { kind: "call", waiting: 1, late: 1, setAside: 0 },
      { kind: "notice", waiting: 1, late: 0, setAside: 0 },
    ]);
  });

  test("after a start of the only bridge no lease stands", async () => {
    await put(job("a"));
    await lease("dead", 0);
    await voidLeases(store);
    expect(keysOf(await lease("one", 1))).toEqual(["a"]);
  });

  test("eight workers at once get every job, none of them twice", async () => {
    const all = Array.from({ length: 120 }, (_, n) => job(`job ${String(n).padStart(3, "0")}`));
    await put(...all);
    const got = await Promise.all(
      Array.from({ length: 8 }, async (_, n) => {
        const mine: LeasedJob[] = [];
        for (;;) {
          const some = await lease(`worker ${n}`, 0, 7);
          if (some.length === 0) return mine;
          mine.push(...some);
          for (const one of some) await finish(`worker ${n}`, one, { is: "done" });
        }
      }),
    );
    expect(keysOf(got.flat())).toEqual(keysOf(all));
    expect(await rows()).toEqual([]);
  });

  type Step =
    | { readonly does: "enqueue"; readonly key: string }
    | { readonly does: "lease" | "crash" | "complete" | "retry"; readonly worker: "one" | "other" }
    | { readonly does: "wait"; readonly ms: number };
  const worker = fc.constantFrom<"one" | "other">("one", "other");
  const steps: fc.Arbitrary<readonly Step[]> = fc.array(
    fc.oneof(
      { weight: 3, arbitrary: fc.record({ does: fc.constant("enqueue" as const), key: fc.constantFrom("a", "b") }) },
      { weight: 3, arbitrary: fc.record({ does: fc.constant("lease" as const), worker }) },
      { weight: 3, arbitrary: fc.record({ does: fc.constantFrom("complete" as const, "retry" as const), worker }) },
      { weight: 1, arbitrary: fc.record({ does: fc.constant("crash" as const), worker }) },
      { weight: 1, arbitrary: fc.record({ does: fc.constant("wait" as const), ms: fc.constantFrom(1, 60, leaseMs) }) },
    ),
    { minLength: 1, maxLength: 30 },
  );

  test("however two workers take, crash and complete: each word is done at least once, and none is in two hands", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        await store.transaction("test", (db) => db.deleteFrom("job").execute());
        let now = 0;
        const newest = new Map<string, number>();
        const done = new Map<string, number>();
        /** Until when a lease was promised, by key. */
        const held = new Map<string, { readonly by: string; readonly until: number }>();
        const hands = { one: [] as LeasedJob[], other: [] as LeasedJob[] };

        const take = async (who: "one" | "other"): Promise<void> => {
          for (const one of await lease(who, now, 2)) {
            const before = held.get(one.key);
            expect(before !== undefined && before.until > now && before.by !== who).toBe(false);
            held.set(one.key, { by: who, until: now + leaseMs });
            hands[who].push(one);
          }
        };
        const put1 = async (key: string): Promise<void> => {
          const revision = (newest.get(key) ?? -1) + 1;
          newest.set(key, revision);
          await put(job(key, { revision, payload: `${key} ${revision}`, due: now }));
        };
        const end = async (who: "one" | "other", is: "complete" | "retry"): Promise<void> => {
          const one = hands[who].shift();
          if (one === undefined) return;
          if (is === "complete") done.set(one.key, Math.max(done.get(one.key) ?? -1, one.revision));
          await finish(who, one, is === "complete" ? { is: "done" } : { is: "retry", why: "busy", afterMs: 10 }, now);
          if (held.get(one.key)?.by === who) held.delete(one.key);
        };

        for (const step of all) {
          if (step.does === "enqueue") await put1(step.key);
          else if (step.does === "wait") now += step.ms;
          else if (step.does === "lease") await take(step.worker);
          // It forgets all it held: between the work and "done", or before the work.
          else if (step.does === "crash") hands[step.worker] = [];
          else await end(step.worker, step.does);
        }
        hands.one = [];
        hands.other = [];
        for (let rounds = 0; (await rows()).length > 0; rounds += 1) {
          expect(rounds).toBeLessThan(20);
          now += leaseMs;
          await take("one");
          while (hands.one.length > 0) await end("one", "complete");
        }
        expect(done).toEqual(newest);
      }),
      { numRuns: 80 },
    );
  });
});
