/** Time that nobody but a test or a simulation moves: deferred calls, waits and a clock for both ends of a line. */
export interface VirtualTime {
  /** Monotonic, ms. */
  now(): number;
  /** Deferred calls as the driver is handed them; disposing cancels. */
  readonly timers: { after(ms: number, run: () => void): Disposable };
  /** Waiting as the emulator is handed it; rejects when the signal says stop. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** Moves time on until `until` says yes or so much of it has passed; true if it said yes. */
  run(ms: number, until?: () => boolean): Promise<boolean>;
  /** Deferred calls that are still to come. */
  pending(): number;
}

interface Entry {
  readonly at: number;
  readonly order: number;
  run: (() => void) | undefined;
}

const before = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** A binary heap: a matrix of adapters sets millions of timers, most of which are cancelled. */
const createHeap = () => {
  const heap: Entry[] = [];
  const swap = (a: number, b: number): void => {
    const [one, other] = [heap[a], heap[b]];
    if (one === undefined || other === undefined) return;
    heap[a] = other;
    heap[b] = one;
  };
  const less = (a: number, b: number): boolean => {
    const [one, other] = [heap[a], heap[b]];
    return one !== undefined && other !== undefined && before(one, other);
  };
  return {
    first: (): Entry | undefined => heap[0],
    push(entry: Entry): void {
      heap.push(entry);
      for (let at = heap.length - 1; at > 0; ) {
        const up = (at - 1) >> 1;
        if (!less(at, up)) return;
        swap(at, up);
        at = up;
      }
    },
    shift(): void {
      swap(0, heap.length - 1);
      heap.pop();
      for (let at = 0; ; ) {
        const left = at * 2 + 1;
        const least = less(left + 1, left) ? left + 1 : left;
        if (!less(least, at)) return;
        swap(at, least);
        at = least;
      }
    },
  };
};

/** A fresh clock. Promises run to their end between any two deferred calls, so that the order is the same in every run. */
export const createVirtualTime = (startMs = 0): VirtualTime => {
  const heap = createHeap();
  let now = startMs;
  let order = 0;
  let waiting = 0;

  const after = (ms: number, run: () => void): Disposable => {
    order += 1;
    const entry: Entry = { at: now + Math.max(ms, 0), order, run };
    waiting += 1;
    heap.push(entry);
    return {
      [Symbol.dispose]: () => {
        if (entry.run !== undefined) waiting -= 1;
        entry.run = undefined;
      },
    };
  };

  // A macrotask comes when no promise is ready any more.
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  return {
    now: () => now,
    timers: { after },
    wait: (ms, signal) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      if (signal.aborted) {
        reject(signal.reason);
        return promise;
      }
      const stop = (): void => {
        timer[Symbol.dispose]();
        reject(signal.reason);
      };
      const timer = after(ms, () => {
        signal.removeEventListener("abort", stop);
        resolve();
      });
      signal.addEventListener("abort", stop, { once: true });
      return promise;
    },
    async run(ms, until = () => false) {
      const end = now + ms;
      await settle();
      for (;;) {
        if (until()) return true;
        const entry = heap.first();
        if (entry === undefined || entry.at > end) break;
        heap.shift();
        const { run } = entry;
        if (run === undefined) continue;
        entry.run = undefined;
        waiting -= 1;
        now = Math.max(now, entry.at);
        run();
        await settle();
      }
      now = end;
      await settle();
      return until();
    },
    pending: () => waiting,
  };
};
