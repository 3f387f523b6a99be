import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStore, type Store } from "../../../../cloud-bridge/platform/database/store.ts";
import type { Job, JobHandler, JobOutcome, LeasedJob } from "../../../../cloud-bridge/platform/jobs/job.ts";
import { enqueue, leaseJobs } from "../../../../cloud-bridge/platform/jobs/queue.ts";
import { startWorker } from "../../../../cloud-bridge/platform/jobs/worker.ts";
import { tempFolder } from "../../../support/bridge.ts";
import { movedClock } from "../../../support/moved-clock.ts";

const gatherMs = 100;
const leaseMs = 15_000;
const job = (key: string, changes: Partial<Job> = {}): Job => ({
  key,
  kind: "call",
  lane: "",
  payload: "",
  revision: 0,
  due: 0,
  createdAt: 0,
  ...changes,
});

describe("a worker", () => {
  let folder: ReturnType<typeof tempFolder>;
  let store: Store;
  const closing: (() => Promise<void>)[] = [];
  beforeEach(async () => {
    folder = tempFolder();
    store = await openStore({ file: join(folder.path, "bridge.db") });
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
    await store.close();
    folder[Symbol.dispose]();
  });

  const put = (...jobs: Job[]): Promise<void> => store.transaction("test", (db) => enqueue(db, jobs));
  const rows = () => store.reader.selectFrom("job").selectAll().orderBy("key").execute();

  /** A worker whose tries end when the test says so. */
  const setUp = (handler: Partial<JobHandler> = {}, name = "one", clock = movedClock()) => {
    const running = new Map<string, (outcome: JobOutcome) => void>();
    const ran: string[] = [];
    const tried: string[] = [];
    const failures: unknown[] = [];
    const worker = startWorker({
      store,
      clock,
      random: () => 0,
      name,
      gatherMs,
      handlers: [
        {
          kind: "call",
          run({ key }: LeasedJob) {
            ran.push(key);
            return new Promise((resolve) => void running.set(key, resolve));
          },
          ...handler,
        },
      ],
      onTried: (one) => void tried.push(`${one.job.key} ${one.settled.to}`),
      onFailure: (error) => void failures.push(error),
    });
    /** Moves the clock, and lets all that follows from it happen. */
    const pass = async (ms = gatherMs): Promise<void> => {
      clock.move(ms);
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    };
    const end = async (key: string, outcome: JobOutcome = { is: "done" }): Promise<void> => {
      running.get(key)?.(outcome);
      running.delete(key);
      await pass(0);
    };
    const close = async (): Promise<void> => {
      const closed = worker.close();
      for (const [key] of running) await end(key, { is: "retry", why: "the bridge stops", afterMs: 0 });
      await closed;
    };
    closing.push(close);
    return { worker, clock, ran, tried, failures, pass, end, close };
  };

  test("does what is due, and forgets it when it is done", async () => {
    const { ran, tried, pass, end } = setUp();
    await put(job("a"));
    await pass();
    expect(ran).toEqual(["a"]);
    await end("a");
    await pass();
    expect({ ran, tried, rows: await rows() }).toEqual({ ran: ["a"], tried: ["a forget"], rows: [] });
  });

  test("does not come before its time, and then without being told", async () => {
    const { ran, pass } = setUp();
    await put(job("a", { due: 5_000 }));
    await pass();
    expect(ran).toEqual([]);
    await pass(4_899);
    expect(ran).toEqual([]);
    await pass(1);
    expect(ran).toEqual(["a"]);
  });

  test("a clock's job comes again and again", async () => {
    const { ran, pass, end } = setUp();
    await put(job("a"));
    await pass();
    await end("a", { is: "done", againAfterMs: 3_600_000 });
    await pass();
    await pass(3_600_000);
    expect(ran).toEqual(["a", "a"]);
  });

  test("what threw is tried again after a pause, and set aside after the last try", async () => {
    const { ran, tried, pass } = setUp({
      mostTries: 2,
      run: () => {
        ran.push("a");
        return Promise.reject(new Error("ECONNREFUSED"));
      },
    });
    await put(job("a"));
    await pass();
    await pass();
    expect(await rows()).toMatchObject([{ tries: 1, lastError: "Error: ECONNREFUSED", leasedBy: null }]);
    await pass(500);
    await pass();
    await pass(1_000_000);
    expect({ ran, tried }).toEqual({ ran: ["a", "a"], tried: ["a wait", "a setAside"] });
    expect(await rows()).toMatchObject([{ tries: 2, lastError: "Error: ECONNREFUSED" }]);
  });

  test("keeps what it works on for as long as that takes", async () => {
    const clock = movedClock();
    const slow = setUp({}, "slow", clock);
    const other = setUp({}, "other", clock);
    await put(job("a"));
    await slow.pass();
    const first = slow.ran.length === 1 ? slow : other;
    for (let passed = 0; passed < 4 * leaseMs; passed += leaseMs / 3) await slow.pass(leaseMs / 3);
    expect([...slow.ran, ...other.ran]).toEqual(["a"]);
    await first.end("a");
    await slow.pass();
    expect(await rows()).toEqual([]);
  });

  test("takes over what a dead worker held, once its lease ran out", async () => {
    await put(job("a"));
    const wanted = { kinds: ["call"], lanes: [""] };
    await leaseJobs(store, wanted, { worker: "dead", now: 0, leaseMs, limit: 1 });
    const { ran, pass } = setUp();
    await pass();
    await pass(leaseMs - gatherMs - 1);
    expect(ran).toEqual([]);
    await pass(1);
    expect(ran).toEqual(["a"]);
  });

  test("that stops waits for what is under way and gives back the rest", async () => {
    const { ran, pass, close } = setUp();
    await put(job("a"), job("b", { due: 9_999 }));
    await pass();
    await close();
    expect(ran).toEqual(["a"]);
    expect(await rows()).toMatchObject([
      { key: "a", leasedBy: null, lastError: "the bridge stops" },
      { key: "b", tries: 0 },
    ]);
  });

  test("goes on when the database is back, and writes what it could not", async () => {
    const { ran, failures, pass, end } = setUp();
    await put(job("a"));
    await pass();
    const { transaction } = store;
    Object.assign(store, { transaction: () => Promise.reject(new Error("disk full")) });
    await end("a");
    await pass();
    expect(failures).toHaveLength(1);
    Object.assign(store, { transaction });
    await pass(1_000);
    expect({ ran, rows: await rows() }).toEqual({ ran: ["a"], rows: [] });
  });

  describe("of jobs in lanes", () => {
    const served = new Set<string>();
    const lanes = () => {
      served.clear();
      served.add("car-1");
      return setUp({ serves: (lane) => served.has(lane) });
    };
    const inLane = (key: string, changes: Partial<Job> = {}): Job => job(key, { lane: "car-1", ...changes });

    test("does one after the other, and only where the lane is served", async () => {
      const { worker, ran, pass, end } = lanes();
      await put(inLane("a"), inLane("b"), inLane("c", { lane: "car-2" }));
      worker.wake(["car-1", "car-2"]);
      await pass();
      expect(ran).toEqual(["a"]);
      await end("a");
      expect(ran).toEqual(["a", "b"]);
      await end("b");
      await pass();
      served.add("car-2");
      worker.wake(["car-2"]);
      await pass();
      expect(ran).toEqual(["a", "b", "c"]);
    });

    test("sleeps when all is done", async () => {
      const { worker, clock, ran, pass, end } = lanes();
      await put(inLane("a"));
      worker.wake(["car-1"]);
      await pass();
      await end("a");
      await pass();
      await pass();
      await pass(leaseMs);
      expect({ ran, waiting: clock.waiting(), rows: await rows() }).toEqual({ ran: ["a"], waiting: 0, rows: [] });
    });

    test("does a newer word that came meanwhile too", async () => {
      const { worker, ran, pass, end } = lanes();
      await put(inLane("a"));
      worker.wake(["car-1"]);
      await pass();
      await put(inLane("a", { revision: 1 }));
      worker.wake(["car-1"]);
      await pass();
      expect(ran).toEqual(["a"]);
      await end("a");
      await pass();
      expect(ran).toEqual(["a", "a"]);
    });

    test("does again what was not done when the lane was lost", async () => {
      const { worker, ran, pass, end } = lanes();
      await put(inLane("a"));
      worker.wake(["car-1"]);
      await pass();
      served.delete("car-1");
      await end("a", { is: "retry", afterMs: 0, why: "the vehicle is away" });
      await pass();
      await pass();
      expect(ran).toEqual(["a"]);
      served.add("car-1");
      worker.wake(["car-1"]);
      await pass();
      expect(ran).toEqual(["a", "a"]);
    });

    test("takes over a lane whose other worker died, without being told again", async () => {
      await put(inLane("a"));
      const wanted = { kinds: ["call"], lanes: ["car-1"] };
      await leaseJobs(store, wanted, { worker: "dead", now: 0, leaseMs, limit: 1 });
      const { worker, ran, pass } = lanes();
      worker.wake(["car-1"]);
      await pass();
      expect(ran).toEqual([]);
      await pass(leaseMs);
      expect(ran).toEqual(["a"]);
    });

    test("forgets no lane over a look that failed", async () => {
      const { worker, ran, pass } = lanes();
      await put(inLane("a"));
      const { transaction } = store;
      Object.assign(store, { transaction: () => Promise.reject(new Error("disk full")) });
      worker.wake(["car-1"]);
      await pass();
      Object.assign(store, { transaction });
      await pass(1_000);
      expect(ran).toEqual(["a"]);
    });
  });
});
