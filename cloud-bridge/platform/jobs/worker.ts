import type { Clock } from "../clock.ts";
import type { Store } from "../database/store.ts";
import { type JobHandler, type JobOutcome, type LeasedJob, settle } from "./job.ts";
import { finishJobs, leaseJobs, nextLooks, renewLeases, type Tried, type Wanted } from "./queue.ts";

export interface WorkerOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** 0 up to 1, for the length of pauses. */
  readonly random: () => number;
  /** One name for each start of a bridge. */
  readonly name: string;
  readonly handlers: readonly JobHandler[];
  /** How long what is to be done is gathered before a look at the table, ms. */
  readonly gatherMs: number;
  /** Told of every try, as it is written. */
  readonly onTried: (tried: Tried) => void;
  readonly onFailure: (error: unknown) => void;
}

/** How long a job is nobody else's; renewed while it is worked on, so it is how long a dead bridge holds one up. */
const leaseMs = 15_000;
/** Jobs in hand after one look; the rest follows at the next. */
const atOnce = 256;
/** Lanes asked for in one look. */
const lanesAtOnce = 1_024;
/** A job that another bridge wrote and died before doing waits no longer than this. */
const longestRestMs = 60_000;
/** Pause after a look that failed: the database is down. */
const afterFailureMs = 1_000;

const asOutcome = (error: unknown): JobOutcome => ({ is: "retry", why: String(error) });

/**
 * Does the jobs of one bridge: takes what is due, does it lane by lane, writes what became of it. Everything it knows is in the
 * table; a worker that is gone is one whose leases run out.
 */
export const startWorker = (options: WorkerOptions) => {
  const { store, clock, random, name, gatherMs, onTried, onFailure } = options;
  const handlers = new Map(options.handlers.map((handler) => [handler.kind, handler]));
  const kindsOf = (hasLanes: boolean): string[] =>
    options.handlers.filter(({ serves }) => (serves !== undefined) === hasLanes).map(({ kind }) => kind);
  const kinds = { anywhere: kindsOf(false), inLanes: kindsOf(true) };
  const stopping = new AbortController();

  /** Lanes in which something may wait. */
  const awake = new Set<string>();
  const inHand = new Map<string, LeasedJob>();
  /** What is under way: the end of each lane, and every job that has none. */
  const inLane = new Map<string, Promise<void>>();
  let tried: Tried[] = [];
  let timer: { readonly at: number; readonly handle: Disposable } | undefined;
  let renewal: Disposable | undefined;
  let looking: Promise<void> | undefined;
  let closed = false;

  const isServed = (lane: string): boolean => options.handlers.some(({ serves }) => serves?.(lane) === true);

  const run = async (job: LeasedJob): Promise<void> => {
    const handler = handlers.get(job.kind);
    // Only jobs of our own kinds are taken.
    if (handler === undefined) return;
    const outcome = await handler.run(job, stopping.signal).catch(asOutcome);
    const { mostTries } = handler;
    tried.push({ job, settled: settle(job, outcome, { mostTries, now: clock.now(), chance: random() }) });
    // A word that came meanwhile is seen at the next look.
    if (job.lane !== "") awake.add(job.lane);
    lookIn(gatherMs);
  };

  const start = (job: LeasedJob): void => {
    // Our lease ran out under our own hands, and nobody else was there to take it.
    if (inHand.has(job.key)) return;
    inHand.set(job.key, job);
    const lane = job.lane === "" ? `/${job.key}` : job.lane;
    const done = (inLane.get(lane) ?? Promise.resolve()).then(() => run(job));
    inLane.set(lane, done);
    void done.then(() => {
      if (inLane.get(lane) === done) inLane.delete(lane);
    });
  };

  const write = async (): Promise<void> => {
    const now = tried;
    tried = [];
    try {
      await finishJobs(store, now, { worker: name, now: clock.now() });
    } catch (error) {
      tried = [...now, ...tried];
      throw error;
    }
    for (const one of now) {
      inHand.delete(one.job.key);
      onTried(one);
    }
  };

  const renew = (): void => {
    renewal ??= clock.after(leaseMs / 3, () => {
      renewal = undefined;
      const keys = [...inHand.keys()];
      if (closed || keys.length === 0) return;
      renewLeases(store, keys, { worker: name, now: clock.now(), leaseMs })
        // Another worker may take them: they are done once more than needed.
        .catch(onFailure)
        .finally(renew);
    });
  };

  const take = async (wanted: Wanted): Promise<void> => {
    const lease = { worker: name, now: clock.now(), leaseMs, limit: atOnce };
    for (const job of await leaseJobs(store, wanted, lease)) start(job);
    if (inHand.size > 0) renew();
  };

  const look = async (): Promise<void> => {
    await write();
    if (closed) return;
    for (const lane of awake) if (!isServed(lane)) awake.delete(lane);
    const lanes = [...awake].slice(0, lanesAtOnce);
    for (const lane of lanes) awake.delete(lane);
    if (awake.size > 0) lookIn(gatherMs);
    const wanted: readonly Wanted[] = [
      { kinds: kinds.anywhere, lanes: [""] },
      { kinds: kinds.inLanes, lanes },
    ];
    try {
      for (const one of wanted) {
        await take(one);
        for (const { lane, at } of await nextLooks(store, one, name)) {
          if (lane !== "") awake.add(lane);
          lookIn(Math.max(gatherMs, at - clock.now()));
        }
      }
    } catch (error) {
      for (const lane of lanes) awake.add(lane);
      throw error;
    }
    if (kinds.anywhere.length > 0) lookIn(longestRestMs);
  };

  const lookIn = (ms: number): void => {
    if (closed) return;
    const at = clock.now() + ms;
    if (timer !== undefined && timer.at <= at) return;
    timer?.handle[Symbol.dispose]();
    const handle = clock.after(ms, () => {
      timer = undefined;
      if (looking !== undefined) {
        lookIn(gatherMs);
        return;
      }
      looking = look()
        .catch((error: unknown) => {
          onFailure(error);
          lookIn(afterFailureMs);
        })
        .finally(() => {
          looking = undefined;
        });
    });
    timer = { at, handle };
  };

  lookIn(gatherMs);
  return {
    /** Something may wait to be done in these lanes. */
    wake(lanes: readonly string[]): void {
      for (const lane of lanes) if (isServed(lane)) awake.add(lane);
      if (awake.size > 0) lookIn(gatherMs);
    },
    /** Lets go of everything: what is under way is waited for, what it came to is written, so that another bridge may go on. */
    async close(): Promise<void> {
      closed = true;
      timer?.handle[Symbol.dispose]();
      renewal?.[Symbol.dispose]();
      stopping.abort();
      await looking;
      await Promise.all(inLane.values());
      await write().catch(onFailure);
    },
  };
};

export type Worker = ReturnType<typeof startWorker>;
