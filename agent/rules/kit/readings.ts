import { z } from "zod";
import { isSignalPath, type SignalPath } from "../../../contract/signals.ts";

/** The latest believed reading of a signal in this drive. */
export interface Reading {
  value: number;
  /** Not stale, and not followed by one that cannot be. */
  fresh: boolean;
  /** The one before it; null for the first, and for the first after it was not fresh. */
  before: number | null;
  /** How many came in this drive, by which one is told from the next. */
  count: number;
}

/** Readings as plain JSON, by path. */
export type FrozenReadings = Readonly<Record<string, Readonly<Reading>>>;

export const frozenReadingsSchema: z.ZodType<FrozenReadings> = z.record(
  z.string(),
  z.object({ value: z.number(), fresh: z.boolean(), before: z.number().nullable(), count: z.int() }),
);

/** The readings that all rules share; what the room `signals` held back never comes here. */
export interface Readings {
  of(path: SignalPath): Reading | undefined;
  take(path: SignalPath, value: number): void;
  /** Word of the room `signals` on whether the latest one may still be believed. */
  mark(path: SignalPath, isFresh: boolean): void;
  /** A drive begins: a reading of the last one says nothing of this one. */
  clear(): void;
  freeze(): FrozenReadings;
}

/** Readings, thawed where they were frozen. */
export const createReadings = (frozen: FrozenReadings = {}): Readings => {
  const readings = new Map<SignalPath, Reading>();
  for (const [path, reading] of Object.entries(frozen)) if (isSignalPath(path)) readings.set(path, { ...reading });
  return {
    of: (path) => readings.get(path),
    take(path, value) {
      const reading = readings.get(path);
      if (reading === undefined) {
        readings.set(path, { value, fresh: true, before: null, count: 1 });
        return;
      }
      reading.before = reading.fresh ? reading.value : null;
      reading.value = value;
      reading.fresh = true;
      reading.count += 1;
    },
    mark(path, isFresh) {
      const reading = readings.get(path);
      // A signal that is back is believed from its next reading on, which follows at once.
      if (reading !== undefined && !isFresh) reading.fresh = false;
    },
    clear: () => readings.clear(),
    freeze: () => structuredClone(Object.fromEntries(readings)),
  };
};
