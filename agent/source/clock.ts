/** What a machine knows of time: the wall (may be set while we run) and a monotonic count (never jumps), in ms. */
export interface SystemTime {
  wallMs(): number;
  monotonicMs(): number;
}

/** Event time of a live drive, and the way back from it to the wall. */
export interface EventClock {
  /** Event time now, epoch ms: it runs evenly, `speed` times as fast as the wall. */
  now(): number;
  /** Wall time, epoch ms by today's setting of the wall clock, at which an event of this drive was stamped. */
  wallOf(at: number): number;
  /** By how much the wall clock was set since the last call, in ms; undefined while it runs true. */
  takeStepMs(): number | undefined;
}

/** Network time slews a clock by at most 0.5 ms a second; what is further off at once was set by hand, GNSS or a modem. */
const stepThresholdMs = 1_000;

/**
 * Anchors event time to the wall once, here, and never again: a car without a battery-backed clock jumps by years when the
 * network sets it, and no slope or age may see that. `speed` is 1 in a car; simulations run faster.
 */
export const createEventClock = (time: SystemTime, speed = 1): EventClock => {
  const anchorWall = time.wallMs();
  const anchorMonotonic = time.monotonicMs();
  let knownOffset = anchorWall - anchorMonotonic;

  return {
    now: () => anchorWall + (time.monotonicMs() - anchorMonotonic) * speed,
    wallOf(at) {
      const stampedMonotonic = anchorMonotonic + (at - anchorWall) / speed;
      return Math.round(time.wallMs() - (time.monotonicMs() - stampedMonotonic));
    },
    takeStepMs() {
      const offset = time.wallMs() - time.monotonicMs();
      const deltaMs = offset - knownOffset;
      if (Math.abs(deltaMs) < stepThresholdMs) return undefined;
      knownOffset = offset;
      return deltaMs;
    },
  };
};
