/** Loggers and interleaved buses stamp readings up to this much out of order; the reading itself is real. */
const jitterMs = 2_000;

/** Where event time stands. `offset` grows when a recording's clock was set back within a drive. */
export interface Ordering {
  clock: number;
  offset: number;
}

/** The place of an event in ordered time, and by how much the clock was found set back, 0 for not at all. */
export interface Ordered {
  readonly at: number;
  readonly steppedMs: number;
}

/**
 * Event time never runs backward within a drive. A small step back is clamped: the reading keeps its value and takes the
 * time of the event before it. A larger one is a clock that was set, and time goes on from where it stood.
 */
export const order = (ordering: Ordering, recordedAt: number): Ordered => {
  const at = recordedAt + ordering.offset;
  if (at >= ordering.clock) {
    ordering.clock = at;
    return { at, steppedMs: 0 };
  }
  const steppedMs = at - ordering.clock;
  if (steppedMs >= -jitterMs) return { at: ordering.clock, steppedMs: 0 };
  ordering.offset -= steppedMs;
  return { at: ordering.clock, steppedMs };
};
