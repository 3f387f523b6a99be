import type { Frame } from "./framing.ts";
import type { Settings } from "./settings.ts";

/** A frame and when it is on the bus, ms after the request. */
export interface Arrival {
  readonly atMs: number;
  readonly frame: Frame;
}

/** How an adapter listens: how long for the next frame, and after how many it has enough. */
export interface Listening {
  /** Infinity for an adapter without a wait model: it knows when the last frame came. */
  readonly waitMs: number;
  readonly enough: number | undefined;
  readonly counts: "frames" | "answers";
  readonly extendsOnPending: boolean;
}

/** What was heard, and when the prompt is due. */
export interface Heard {
  readonly arrivals: readonly Arrival[];
  readonly promptAtMs: number;
}

/** ISO 14229-2 P2*: a unit that asked for more time answers within five seconds. */
const pendingMs = 5_000;

/** Listens until the wait runs out after the last frame, or until enough was heard. `from` is the end of the request. */
export const listen = (arrivals: readonly Arrival[], from: number, listening: Listening): Heard => {
  const { waitMs, enough, counts, extendsOnPending } = listening;
  const heard: Arrival[] = [];
  let deadline = from + waitMs;
  let counted = 0;
  for (const arrival of arrivals) {
    const { atMs, frame } = arrival;
    if (atMs > deadline) break;
    heard.push(arrival);
    if (!(frame.pending && extendsOnPending) && (counts === "frames" || frame.ends)) counted += 1;
    if (enough !== undefined && counted === enough) return { arrivals: heard, promptAtMs: atMs };
    deadline = atMs + (frame.pending && extendsOnPending ? Math.max(pendingMs, waitMs) : waitMs);
  }
  const last = heard.at(-1)?.atMs ?? from;
  return { arrivals: heard, promptAtMs: deadline === Number.POSITIVE_INFINITY ? last : deadline };
};

/** Milliseconds a unit of ATST stands for. */
const unitMs = 4;
/** The chip's timer steps; it is never shorter than three of them. */
const shortestMs = 3 * unitMs;

/** The present wait: what ATST allows at most, less what adaptive timing has learned (ELM327 data sheet, ATAT). */
export const waitMs = ({ timeout, adaptive, learnedMs }: Settings): number => {
  const most = timeout * unitMs;
  return adaptive === 0 || learnedMs === undefined ? most : Math.min(most, learnedMs);
};

/** Room behind the slowest answer: AT1 doubles it, AT2 adds a quarter; both by at least some timer steps. */
const margins = { 1: { factor: 2, leastMs: 20 }, 2: { factor: 1.25, leastMs: 8 } } as const;

/**
 * Adaptive timing after a request: a slower answer lengthens the wait at once, quicker ones shorten it by a quarter of
 * the way, and silence gives the full time back. `slowestMs` is the longest pause before a frame; undefined for silence.
 */
export const adapt = (settings: Settings, slowestMs: number | undefined): Settings => {
  if (settings.adaptive === 0) return settings;
  if (slowestMs === undefined)
    return settings.learnedMs === undefined ? settings : { ...settings, learnedMs: undefined };
  const { factor, leastMs } = margins[settings.adaptive];
  const target = Math.max(shortestMs, Math.ceil((slowestMs * factor) / unitMs) * unitMs, slowestMs + leastMs);
  const before = waitMs(settings);
  const learnedMs = target >= before ? target : before - (before - target) / 4;
  return learnedMs === settings.learnedMs ? settings : { ...settings, learnedMs };
};
