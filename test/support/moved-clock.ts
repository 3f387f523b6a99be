import type { Clock } from "../../cloud-bridge/platform/clock.ts";

/** A clock that stands until it is moved. */
export const movedClock = (
  start = 0,
): Clock & { readonly move: (ms: number) => void; readonly waiting: () => number } => {
  let now = start;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  return {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + ms, run };
      timers.add(timer);
      return { [Symbol.dispose]: () => void timers.delete(timer) };
    },
    move(ms) {
      now += ms;
      for (const timer of [...timers].toSorted((a, b) => a.at - b.at)) {
        if (timer.at > now || !timers.delete(timer)) continue;
        timer.run();
      }
    },
    waiting: () => timers.size,
  };
};
