import type { Timers } from "../../../../agent/source/elm327/adapter.ts";

/** Time that stands still until a test moves it; promises are let run between any two timers. */
export const createFakeTime = (startMs = 1_000_000) => {
  let now = startMs;
  let due: { readonly at: number; readonly run: () => void }[] = [];

  const timers: Timers = {
    after(ms, run) {
      const entry = { at: now + ms, run };
      due.push(entry);
      return {
        [Symbol.dispose]: () => {
          due = due.filter((one) => one !== entry);
        },
      };
    },
  };

  /** Lets every promise that is ready run, and what it makes ready. */
  const settle = async (): Promise<void> => {
    await new Promise((resolve) => setImmediate(resolve));
  };

  return {
    timers,
    clock: { now: () => now },
    settle,
    armed: () => due.length,
    async advance(ms: number): Promise<void> {
      const end = now + ms;
      await settle();
      for (;;) {
        const next = due.filter((one) => one.at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        now = Math.max(now, next.at);
        due = due.filter((one) => one !== next);
        next.run();
        await settle();
      }
      now = end;
      await settle();
    },
  };
};
