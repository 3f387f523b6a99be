import type { Clock } from "../clock.ts";
import type { Store } from "../database/store.ts";
import type { JobHandler } from "../jobs/job.ts";
import { enqueue } from "../jobs/queue.ts";
import { pruneChanges } from "./feed.ts";

const kind = "prune-feed";
/** A reader that was away for longer begins anew. */
const keptMs = 6 * 3_600_000;
const everyMs = 600_000;

/** The clock's job that keeps the feed short: one row, whoever's turn it is. */
export const pruneFeed = (store: Store, clock: Clock): JobHandler => ({
  kind,
  async run() {
    await pruneChanges(store, clock.now() - keptMs);
    return { is: "done", againAfterMs: everyMs };
  },
});

/** Sees to it that the job is there. */
export const schedulePruning = (store: Store, now: number): Promise<void> =>
  store.transaction("schedule pruning", (db) =>
    enqueue(db, [{ key: kind, kind, lane: "", payload: "", revision: 0, due: now, createdAt: now }]),
  );
