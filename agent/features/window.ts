/**
 * The readings of the last stretch of event time, as two plain arrays and an index of the oldest: JSON as it is, and
 * amortised O(1) a reading. A rule keeps its own and changes it in place.
 */
export interface Window {
  at: number[];
  value: number[];
  head: number;
}

export const emptyWindow = (): Window => ({ at: [], value: [], head: 0 });

/** How many readings are in it. */
export const countOf = (window: Window): number => window.at.length - window.head;

/** Event time from the oldest reading to the newest, ms; 0 while there are fewer than two. */
export const spanMsOf = (window: Window): number =>
  countOf(window) < 2 ? 0 : (window.at.at(-1) ?? 0) - (window.at[window.head] ?? 0);

export const clear = (window: Window): void => {
  window.at.length = 0;
  window.value.length = 0;
  window.head = 0;
};

/** Dropped readings are cut off once they are the larger half, so that each is moved at most once. */
const tidyFrom = 64;

/**
 * Takes a reading and lets go of those older than `spanMs`. With `spacingMs` a reading that follows the last kept one more
 * closely is left out: slopes over thinned points cost what they are worth. Says whether the reading was kept.
 */
export const slide = (window: Window, at: number, value: number, spanMs: number, spacingMs = 0): boolean => {
  const newest = window.at.at(-1);
  if (newest !== undefined && spacingMs > 0 && countOf(window) > 0 && at - newest < spacingMs) return false;
  window.at.push(at);
  window.value.push(value);
  while ((window.at[window.head] ?? at) < at - spanMs) window.head += 1;
  if (window.head >= tidyFrom && window.head * 2 > window.at.length) {
    window.at.splice(0, window.head);
    window.value.splice(0, window.head);
    window.head = 0;
  }
  return true;
};

/** The values from the oldest to the newest. */
export const valuesOf = (window: Window): number[] => window.value.slice(window.head);
