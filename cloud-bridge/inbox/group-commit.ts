import type { Done } from "../platform/bus/aedes.ts";

export interface GroupCommitOptions<Item> {
  /** Stores a batch, all of it or nothing. */
  readonly commit: (items: readonly Item[]) => Promise<void>;
  readonly maxBatch: number;
  /** Whether an error means that nothing can be stored now; any other is about the items. */
  readonly isStoreDown: (error: unknown) => boolean;
  /** What is stored instead of an item that cannot be stored as it is. */
  readonly setAside: (item: Item, error: Error) => Item;
  readonly onFailure: (error: Error, items: number) => void;
}

interface Waiting<Item> {
  readonly item: Item;
  readonly done: Done;
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/**
 * Gathers what comes in and stores it in batches: one fsync for all that arrived while the last one ran. Nobody waits for a
 * timer: a lone arrival is stored at once, and the busier the bridge, the larger its batches.
 */
export const createGroupCommit = <Item>(options: GroupCommitOptions<Item>) => {
  const { commit, maxBatch, isStoreDown, setAside, onFailure } = options;
  const waiting: Waiting<Item>[] = [];
  let running: Promise<void> | undefined;

  const attempt = async (items: readonly Item[]): Promise<Error | undefined> => {
    try {
      await commit(items);
      return undefined;
    } catch (cause) {
      const error = asError(cause);
      onFailure(error, items.length);
      return error;
    }
  };

  const store = async (batch: readonly Waiting<Item>[]): Promise<void> => {
    const error = await attempt(batch.map(({ item }) => item));
    if (error === undefined || isStoreDown(error)) {
      for (const { done } of batch) done(error);
      return;
    }
    if (batch.length > 1) {
      // One faulty item must not take the others with it.
      for (const one of batch) await store([one]);
      return;
    }
    for (const { item, done } of batch) done(await attempt([setAside(item, error)]));
  };

  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      await store(waiting.splice(0, maxBatch));
      // Lets the sockets speak: what they bring in the meantime is the next batch.
      await new Promise((resolve) => setImmediate(resolve));
    }
    running = undefined;
  };

  return {
    /** Takes one arrival; `done` is called once it is stored, or with the reason why it is not. */
    add(item: Item, done: Done): void {
      waiting.push({ item, done });
      // All that one turn of the event loop reads from the sockets goes into one batch.
      running ??= new Promise((resolve) => setImmediate(resolve)).then(run);
    },
    /** Waits until everything taken so far is answered. */
    async drained(): Promise<void> {
      while (running !== undefined) await running;
    },
  };
};
