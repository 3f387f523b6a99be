/** The wall clock and the timers of the process, handed to whoever waits; a test moves its own. */
export interface Clock {
  /** Epoch ms. */
  now(): number;
  after(ms: number, run: () => void): Disposable;
}

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return { [Symbol.dispose]: () => clearTimeout(timer) };
  },
};
