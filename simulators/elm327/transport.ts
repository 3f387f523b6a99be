import type { Personality } from "./personality.ts";

/** Waits, and rejects when the signal says stop. Real in the car park, virtual in tests. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** What carries the adapter's characters to the host. */
export interface Transport {
  send(text: string): void;
  /** What is sent from now on is held up by this much more, once. */
  holdUp(ms: number): void;
  /** Half of the next text arrives, then the connection is gone. */
  breakInside(): void;
  end(): void;
}

export interface TransportOptions {
  readonly personality: Personality;
  readonly random: () => number;
  /** Monotonic, ms. */
  readonly now: () => number;
  readonly wait: Wait;
  readonly write: (text: string) => void;
  readonly hangUp: () => void;
}

/** The text without the characters that get lost on the way. */
export const withLosses = (text: string, chance: number | undefined, random: () => number): string => {
  if (chance === undefined) return text;
  let kept = "";
  for (const character of text) if (random() >= chance) kept += character;
  return kept;
};

/** Delays, cuts and loses what an adapter says, in order; with nothing of that it writes at once. */
export const createTransport = (options: TransportOptions): Transport => {
  const { personality, random, now, wait, write, hangUp } = options;
  const { latencyMs: [least, most] = [0, 0], chunk = Number.POSITIVE_INFINITY, dropsCharacter } = personality;
  const stop = new AbortController();
  const queue: { readonly text: string; readonly dueAt: number }[] = [];
  let lastDueAt = 0;
  let heldUpMs = 0;
  let breaks = false;
  let pumping = false;

  const pump = async (): Promise<void> => {
    pumping = true;
    try {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const restMs = next.dueAt - now();
        if (restMs > 0) await wait(restMs, stop.signal);
        write(next.text);
      }
    } catch (cause) {
      // The host hung up while something was on its way to it.
      if (!stop.signal.aborted) throw cause;
    } finally {
      pumping = false;
    }
  };

  const carry = (text: string): void => {
    const delay = heldUpMs + least + (most > least ? random() * (most - least) : 0);
    if (delay === 0 && !pumping) {
      write(text);
      return;
    }
    lastDueAt = Math.max(lastDueAt, now() + delay);
    queue.push({ text, dueAt: lastDueAt });
    if (!pumping) void pump();
  };

  return {
    send(text) {
      if (stop.signal.aborted) return;
      const kept = withLosses(text, dropsCharacter, random);
      if (breaks) {
        write(kept.slice(0, kept.length >> 1));
        hangUp();
        return;
      }
      if (kept.length <= chunk) carry(kept);
      else for (let at = 0; at < kept.length; at += chunk) carry(kept.slice(at, at + chunk));
      heldUpMs = 0;
    },
    holdUp(ms) {
      heldUpMs = ms;
    },
    breakInside() {
      breaks = true;
    },
    end() {
      stop.abort();
      queue.length = 0;
    },
  };
};
