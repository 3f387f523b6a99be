import { z } from "zod";
import { isSignalPath, type SignalPath } from "../../../contract/signals.ts";

/** The latest believed reading of a signal in this drive. */
export interface Reading {
  value: number;
  /** Not stale, and not followed by one that cannot be. */
  fresh: boolean;
  /** The one before it; null for the first, and for the first after it was not fresh. */
  before: number | null;
  /** How many came in this drive, by which one is told from the next; 0 while none has come. */
  count: number;
}

/** Readings as plain JSON, by path. */
export type FrozenReadings = Readonly<Record<string, Readonly<Reading>>>;

export const frozenReadingsSchema: z.ZodType<FrozenReadings> = z.record(
  z.string(),
  z.object({ value: z.number(), fresh: z.boolean(), before: z.number().nullable(), count: z.int() }),
);

/** Takes the next reading; changes it in place. */
export const renew = (reading: Reading, value: number): void => {
  reading.before = reading.count > 0 && reading.fresh ? reading.value : null;
  reading.value = value;
  reading.fresh = true;
  reading.count += 1;
};

const clear = (reading: Reading): void => {
  reading.fresh = false;
  reading.before = null;
  reading.count = 0;
};

/** The readings that all rules share; what the room `signals` held back never comes here. */
export interface Readings {
  /** The reading of a path, the same object for good. */
  of(path: SignalPath): Reading;
  /** A drive begins: a reading of the last one says nothing of this one. */
  clear(): void;
  freeze(): FrozenReadings;
}

/** Readings, thawed where they were frozen. */
export const createReadings = (frozen: FrozenReadings = {}): Readings => {
  const readings = new Map<SignalPath, Reading>();
  for (const [path, reading] of Object.entries(frozen)) if (isSignalPath(path)) readings.set(path, { ...reading });
  return {
    of(path) {
      const known = readings.get(path);
      if (known !== undefined) return known;
      const reading: Reading = { value: 0, fresh: false, before: null, count: 0 };
      readings.set(path, reading);
      return reading;
    },
    clear() {
      for (const reading of readings.values()) clear(reading);
    },
    freeze: () => structuredClone(Object.fromEntries(readings.entries().filter(([, { count }]) => count > 0))),
  };
};
