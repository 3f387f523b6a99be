import type { VehicleEvent } from "../../contract/events.ts";

/** Second of event time between two ticks, as the agent's own source makes them. */
const tickMs = 1_000;
/** Loggers step back by up to half a second (two threads, one file); a longer step is a clock that was set. */
const jitterMs = 1_000;
/** No recording pauses for a day: such a step is a broken time cell, and ticks over it would never end. */
const longestPauseMs = 86_400_000;

/** `refused`: the row has no believable time. `repaired`: it has one now. */
export type TimeVerdict = "ok" | "repaired" | "refused";

/**
 * The event clock of a recording: begins the drive, lets the seconds pass as ticks, never runs backward. The same rows give
 * the same events, whatever the day of the replay.
 */
export interface DriveClock {
  /** Event time of the last accepted row. */
  at(): number;
  advance(recordedAt: number, events: VehicleEvent[]): TimeVerdict;
}

export const createDriveClock = (drive: string): DriveClock => {
  let now: number | undefined;
  let nextTick = 0;
  /** Event time less recorded time: grows when the recording's clock was set back. */
  let offset = 0;

  const begin = (at: number, events: VehicleEvent[]): TimeVerdict => {
    now = at;
    nextTick = at + tickMs;
    events.push({ kind: "drive", drive, at });
    return "ok";
  };

  return {
    at: () => now ?? 0,
    advance(recordedAt, events) {
      if (now === undefined) return begin(recordedAt, events);
      const step = recordedAt + offset - now;
      if (step > longestPauseMs || step < -longestPauseMs) return "refused";
      if (step < -jitterMs) {
        offset -= step;
        events.push({ kind: "clockStep", deltaMs: step, at: now });
        return "repaired";
      }
      if (step < 0) return "repaired";
      for (; nextTick <= now + step; nextTick += tickMs) events.push({ kind: "tick", at: nextTick });
      now += step;
      return "ok";
    },
  };
};

/** The name of a drive: the file's own, without folder and endings, so that every replay of it makes the same ids. */
export const driveName = (path: string): string =>
  (path.split(/[/\\]/).at(-1) ?? path)
    .replace(/(\.gz)$/i, "")
    .replace(/\.(csv|jsonl|log|candump|xml)$/i, "")
    .slice(0, 200) || "drive";

/**
 * Event time at which a recording without a wall clock begins: 2020-01-01T00:00:00Z. A fixed day, since an id is made of
 * event time and must be the same in every replay.
 */
export const undatedStart = 1_577_836_800_000;
