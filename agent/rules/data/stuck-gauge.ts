/**
 * A running engine never turns and never breathes twice alike. In 22 recorded drives of two cars (KIT, carOBD) 89 of 100 engine
 * speeds and 95 of 100 air masses or more were new,
 * and no value stayed longer than 9 s. So a gauge that
 * was as restless and then repeats one value for 10 readings and a minute has stopped measuring.
 */
export const stuck = {
  readings: 10,
  forMs: 60_000,
  /** So many readings of a running engine before its restlessness is known, and the share of them that must be new. */
  knownReadings: 15,
  changingShare: 0.8,
  runningRpm: 400,
  /** A coolant this cold is not regulated yet: the thermostat is shut and the engine's heat has nowhere to go. */
  coldCelsius: 40,
  /** So long has the engine driven the car, which is worth several Celsius of its block and water. */
  drivenMs: 300_000,
  drivingKmPerHour: 20,
} as const;

/** A row of equal readings, and how restless the gauge was before. Plain JSON. */
export interface Row {
  /** Latest value; null where a new row begins with the next reading. */
  value: number | null;
  /** Event time of the first and the latest reading of the row, and how many readings it has. */
  since: number;
  lastAt: number;
  equal: number;
  /** Readings in all, and how many of them differed from the one before. */
  readings: number;
  changes: number;
}

export const noRow = (): Row => ({ value: null, since: 0, lastAt: 0, equal: 0, readings: 0, changes: 0 });

/** The engine stands: what the gauge shows now is no part of any row. */
export const breakRow = (row: Row): void => {
  row.value = null;
};

/** Adds a reading; changes the row in place. */
export const lengthen = (row: Row, value: number, at: number): void => {
  if (row.value !== null) row.readings += 1;
  if (row.value !== value) {
    if (row.value !== null) row.changes += 1;
    row.value = value;
    row.since = at;
    row.equal = 0;
  }
  row.equal += 1;
  row.lastAt = at;
};

/** Whether a gauge that never rests has come to rest. */
export const standsStill = (row: Row): boolean => {
  if (row.value === null || row.equal < stuck.readings || row.lastAt - row.since < stuck.forMs) return false;
  // The row itself is what is doubted: it does not count towards what is usual.
  const before = row.readings - row.equal + 1;
  return before >= stuck.knownReadings && row.changes >= before * stuck.changingShare;
};

/** A coolant gauge since its first reading of the drive. Plain JSON. */
export interface WarmUp {
  first: number | null;
  lastAt: number;
  drivenMs: number;
  /** It has moved, or began warm: from now on it may be a regulated one. */
  over: boolean;
}

export const noWarmUp = (): WarmUp => ({ first: null, lastAt: 0, drivenMs: 0, over: false });

/** Adds a reading of the coolant, `works` being whether the engine drives the car; changes the warm-up in place. */
export const warm = (warmUp: WarmUp, celsius: number, works: boolean, at: number): void => {
  warmUp.first ??= celsius;
  if (celsius !== warmUp.first || celsius > stuck.coldCelsius) warmUp.over = true;
  else if (works && warmUp.lastAt > 0) warmUp.drivenMs += Math.min(Math.max(at - warmUp.lastAt, 0), stuck.forMs);
  warmUp.lastAt = at;
};

/** Whether an engine has driven its car that long and its coolant has not moved by a single step. */
export const staysCold = ({ over, drivenMs }: WarmUp): boolean => !over && drivenMs >= stuck.drivenMs;
