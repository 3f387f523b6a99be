/** How often a request is sent, in event time: what moves fast is read often, what stays is read seldom. */
const periods: Readonly<Record<string, number>> = {
  // engine speed, vehicle speed: what the driver is doing
  "010C": 100,
  "010D": 100,
  // load, manifold pressure, air flow, throttle and pedal
  "0104": 500,
  "010B": 500,
  "0110": 500,
  "0111": 500,
  "0149": 500,
  // temperatures of coolant and oil, module voltage, pack charge, run time
  "0105": 1_000,
  "015C": 1_000,
  "0142": 1_000,
  "015B": 1_000,
  "011F": 1_000,
  // air temperatures, monitor status
  "010F": 5_000,
  "0146": 5_000,
  "0101": 5_000,
  // fuel level, odometer, distances and times since something
  "012F": 60_000,
  "01A6": 60_000,
  "0121": 60_000,
  "0130": 60_000,
  "0131": 60_000,
  "014D": 60_000,
  "014E": 60_000,
  // what never changes in a drive
  "0102": 600_000,
  "0113": 600_000,
  "011C": 600_000,
  "011D": 600_000,
  "014F": 600_000,
  "0150": 600_000,
  "0151": 600_000,
  "015F": 600_000,
  "0163": 600_000,
  // the adapter's own voltage, and the lists of codes
  ATRV: 5_000,
  "03": 60_000,
  "07": 60_000,
  "0A": 60_000,
  "0902": 60_000,
  // misfires of this driving cycle
  "06A1": 60_000,
};
const otherPeriodMs = 10_000;
/** Nothing is waited for longer than this at first, so that a drive soon knows all it can know. */
const firstReadMs = 1_000;
/** A PID that the bitmap promises and the ECU never gives is asked ever less often, between these bounds. */
const backOffMs = { least: 1_000, most: 600_000 };
/** This many bad answers in a row are a bad line; from there on it is the ECU. */
const forgivenFailures = 2;

/** One request in the schedule. */
export interface PollEntry {
  readonly request: string;
  readonly periodMs: number;
  readonly dueAt: number;
  /** Bad answers since the last good one. */
  readonly failures: number;
  /** Whether it was answered in this drive. */
  readonly seen: boolean;
}

/** The schedule: all requests that this car can answer. */
export type PollState = readonly PollEntry[];

/** The schedule for a car, everything due at once. \`own\` are the periods of requests that only this car has. */
export const startPolling = (
  requests: readonly string[],
  now: number,
  own: Readonly<Record<string, number>> = {},
): PollState =>
  [...new Set(requests)].map((request) => {
    const periodMs = own[request] ?? periods[request] ?? otherPeriodMs;
    return { request, periodMs, dueAt: now, failures: 0, seen: false };
  });

const lateness = ({ dueAt, periodMs, seen }: PollEntry, now: number): number =>
  (now - dueAt) / (seen ? periodMs : Math.min(periodMs, firstReadMs));

/**
 * What to send now, or how long to wait. The request that is latest by its own period goes first: when the way is too
 * slow for all, each becomes slower by the same factor and none waits for ever; when it is not, a fast one is never
 * more than one request behind a slow one.
 */
export const nextPoll = (
  state: PollState,
  now: number,
): { readonly send: PollEntry } | { readonly waitMs: number } | undefined => {
  let best: PollEntry | undefined;
  let soonest = Number.POSITIVE_INFINITY;
  for (const entry of state) {
    soonest = Math.min(soonest, entry.dueAt - now);
    if (entry.dueAt > now) continue;
    const ahead = best === undefined ? 1 : lateness(entry, now) - lateness(best, now);
    if (ahead > 0 || (ahead === 0 && best !== undefined && entry.periodMs < best.periodMs)) best = entry;
  }
  if (best !== undefined) return { send: best };
  return state.length === 0 ? undefined : { waitMs: soonest };
};

/** Fraction of its period before which a request may go along with another that is due: it costs a byte or two then. */
const earlyShare = 0.3;

/** The requests that may go along with one that is due, the latest by its own period first. */
export const worthTaking = (state: PollState, now: number): readonly PollEntry[] =>
  state
    .filter(({ dueAt, periodMs, failures }) => failures === 0 && dueAt - now <= periodMs * earlyShare)
    .sort((a, b) => lateness(b, now) - lateness(a, now) || a.periodMs - b.periodMs);

/** The schedule after a request that was sent at `sentAt` was answered, well or not. */
export const noteAnswer = (state: PollState, request: string, sentAt: number, good: boolean): PollState =>
  state.map((entry) => {
    if (entry.request !== request) return entry;
    if (good) return { ...entry, failures: 0, seen: true, dueAt: sentAt + entry.periodMs };
    const failures = Math.min(entry.failures + 1, 16);
    if (failures <= forgivenFailures) return { ...entry, failures, dueAt: sentAt + entry.periodMs };
    const grown = Math.max(entry.periodMs, backOffMs.least) * 2 ** (failures - forgivenFailures);
    return { ...entry, failures, seen: true, dueAt: sentAt + Math.min(grown, backOffMs.most) };
  });
