import type { Timers } from "./adapter.ts";

/** A wait of so many real ms that ends at once when the signal says stop, and leaves no timer behind. */
export const pauseUntil =
  (timers: Timers, signal: AbortSignal) =>
  (ms: number): Promise<void> => {
    if (signal.aborted) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = timers.after(ms, resolve);
    const wake = (): void => {
      timer[Symbol.dispose]();
      resolve();
    };
    signal.addEventListener("abort", wake, { once: true });
    return promise.finally(() => signal.removeEventListener("abort", wake));
  };
