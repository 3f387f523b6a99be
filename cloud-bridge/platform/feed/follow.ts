import type { Clock } from "../clock.ts";
import type { Store } from "../database/store.ts";
import { lastPosition, type PlacedChange, readChanges } from "./feed.ts";

export interface FollowOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** Told of every change once, in the order of the commits. */
  readonly onChanges: (changes: readonly PlacedChange[]) => void;
  /** Changes were forgotten before they were read: whoever goes by them must begin anew. */
  readonly onGap: () => void;
  readonly onFailure: (error: unknown) => void;
}

/** What happens in one blink is read at once. */
const gatherMs = 10;
/** What another bridge wrote is seen after so long. */
const pollMs = 250;
const atOnce = 2_000;

/** Follows the feed from now on: `wake` says that this bridge changed something, others are looked for. */
export const followFeed = async ({ store, clock, onChanges, onGap, onFailure }: FollowOptions) => {
  let position = await lastPosition(store);
  let timer: { readonly at: number; readonly handle: Disposable } | undefined;
  let looking: Promise<void> | undefined;
  let closed = false;

  const look = async (): Promise<void> => {
    for (;;) {
      const changes = await readChanges(store, position, atOnce);
      const [first] = changes;
      const last = changes.at(-1);
      if (first === undefined || last === undefined || closed) return;
      if (first.position !== position + 1) onGap();
      position = last.position;
      onChanges(changes);
      if (changes.length < atOnce) return;
    }
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
          lookIn(1_000);
        })
        .finally(() => {
          looking = undefined;
          if (store.hasOtherWriters) lookIn(pollMs);
        });
    });
    timer = { at, handle };
  };

  if (store.hasOtherWriters) lookIn(pollMs);
  return {
    wake: (): void => lookIn(gatherMs),
    /** How many changes are committed and not read yet. */
    lag: async (): Promise<number> => Math.max(0, (await lastPosition(store)) - position),
    async close(): Promise<void> {
      closed = true;
      timer?.handle[Symbol.dispose]();
      await looking;
    },
  };
};
