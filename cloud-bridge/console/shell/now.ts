import { useSyncExternalStore } from "react";
import { useDeskView } from "../data/use-desk.ts";

// One timer for the whole page, however many clocks are on it.
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
};

/** This computer's time, in steps: a part of the page is drawn anew only when its own step is over. */
export const useWallClock = (stepMs: number): number =>
  useSyncExternalStore(subscribe, () => Math.floor(Date.now() / stepMs) * stepMs);

/** The time at which the list is true: it stops with the connection, because a countdown without news is a guess. */
export const useDeskNow = (stepMs: number): number => {
  const now = useWallClock(stepMs);
  const { connection } = useDeskView();
  return connection.state === "offline" ? Math.min(now, connection.since) : now;
};
