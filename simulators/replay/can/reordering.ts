import type { Frame } from "./frame.ts";

/**
 * A frame waits this long for one with an earlier time stamp: two buses behind one adapter come up to 22 ms out of order, and
 * a logger that writes group by group, each for a second, up to 992 ms.
 */
const windowMs = 1_000;
/** Nothing is written so late: then the clock of the logger was set, or the stamp is broken. */
const setBackMs = 2_000;
/** A bus may be silent for so long without anybody wondering. */
const silenceMs = 5_000;

/** What the importer hears of time stamps. */
export interface TimeFaults {
  /** A frame was written behind one with a later stamp. */
  late(): void;
  /** A single stamp far from those before and behind it: the frame is left out. */
  astray(): void;
}

/** Where a frame of this time belongs: behind all that are not later. Most frames belong at the end. */
const placeOf = (frames: readonly Frame[], at: number): number => {
  let to = frames.length;
  if ((frames.at(-1)?.at ?? at) <= at) return to;
  let from = 0;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((frames[middle]?.at ?? at) <= at) from = middle + 1;
    else to = middle;
  }
  return from;
};

/** Hands out frames in the order of their time stamps. Bounded: what is a window behind the newest frame has left. */
export const createReordering = (emit: (frame: Frame) => void, faults: TimeFaults) => {
  let waiting: Frame[] = [];
  let lastAt = Number.NEGATIVE_INFINITY;
  let newestAt = Number.NEGATIVE_INFINITY;
  /** A frame that jumped in time: a jump is believed when the next frame confirms it. */
  let jumped: Frame | undefined;

  const flush = (): void => {
    for (const frame of waiting) emit(frame);
    waiting = [];
  };

  const order = (frame: Frame): void => {
    if (frame.at < lastAt) faults.late();
    // The clock was set: what came before is over, and not to be mixed with what comes now.
    if (frame.at < newestAt - setBackMs) {
      flush();
      newestAt = frame.at;
    }
    lastAt = frame.at;
    newestAt = Math.max(newestAt, frame.at);
    const place = placeOf(waiting, frame.at);
    if (place === waiting.length) waiting.push(frame);
    else waiting.splice(place, 0, frame);
    // In bulk: taking single frames off the front would move the rest each time.
    if (newestAt - (waiting[0]?.at ?? newestAt) < 2 * windowMs) return;
    // The newest frame is always one of those that wait, so there is a first one that is not due.
    const due = waiting.findIndex(({ at }) => at > newestAt - windowMs);
    for (const ready of waiting.slice(0, due)) emit(ready);
    waiting = waiting.slice(due);
  };

  const isJump = (at: number): boolean =>
    newestAt !== Number.NEGATIVE_INFINITY && (at < newestAt - setBackMs || at > newestAt + silenceMs);

  return {
    take(frame: Frame): void {
      if (jumped !== undefined) {
        const confirmed = Math.abs(frame.at - jumped.at) <= Math.abs(frame.at - newestAt);
        if (confirmed) order(jumped);
        else faults.astray();
        jumped = undefined;
      }
      if (isJump(frame.at)) jumped = frame;
      else order(frame);
    },
    finish(): void {
      if (jumped !== undefined) order(jumped);
      jumped = undefined;
      flush();
    },
  };
};
