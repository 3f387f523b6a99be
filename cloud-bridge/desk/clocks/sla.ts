import type { Priority, TicketState } from "../../../contract/ticket.ts";

/** The clocks that a ticket may have. */
export type ClockName = "acknowledge" | "first_contact" | "follow_up";
/** What may be said to one. */
export type ClockWord = "start" | "pause" | "resume" | "stop";

const minute = 60_000;
const hour = 60 * minute;

/**
 * Time to the first human contact: 24 / 48 / 72 h for P1 / P2 / P3 at most, from the after-sales rules. Acknowledging is shorter
 * (our choice: half an hour, half a shift, a day). The first call after delivery is due within 48 h.
 * The clocks run around the clock; opening hours and holidays of the centre come with its calendar.
 */
export const limits: Readonly<Record<ClockName, Readonly<Record<Priority, number>>>> = {
  acknowledge: { P1: 30 * minute, P2: 4 * hour, P3: 24 * hour },
  first_contact: { P1: 24 * hour, P2: 48 * hour, P3: 72 * hour },
  follow_up: { P1: 48 * hour, P2: 48 * hour, P3: 48 * hour },
};

/** One word to one clock, at an instant in epoch ms. A list of them is only ever added to. */
export interface ClockEvent {
  readonly clock: ClockName;
  readonly kind: ClockWord;
  readonly at: number;
}

export interface ClockReading {
  readonly name: ClockName;
  readonly state: "running" | "paused" | "met";
  /** Epoch ms by which it is due; of a paused clock as if it went on now. */
  readonly dueAt: number;
  /** Epoch ms of the stop; null while it is not met. */
  readonly metAt: number | null;
  readonly overdue: boolean;
}

const notContacted: readonly TicketState[] = ["new", "triaged", "contacting"];
const ended: readonly TicketState[] = ["closed", "cancelled", "merged"];

/** What the opening of a ticket says to its clocks. They start at the time the bridge received the warning. */
export const wordsOfOpening = (at: number): ClockEvent[] => [
  { clock: "acknowledge", kind: "start", at },
  { clock: "first_contact", kind: "start", at },
];

/** So many words are said by the opening itself: they follow from its instant, and are not stored. */
export const openingWords = wordsOfOpening(0).length;

/** What a move into a state says to the clocks; a word that finds its clock already stopped changes nothing. */
export const wordsOfMove = (to: TicketState, safety: boolean, at: number): ClockEvent[] => {
  const events: ClockEvent[] = [];
  const say = (clock: ClockName, kind: ClockEvent["kind"]): void => void events.push({ clock, kind, at });
  if (to !== "new") say("acknowledge", "stop");
  // A car that is only watched needs no call today; one with a safety fault does.
  if (to === "monitoring") {
    if (!safety) say("first_contact", "pause");
  } else if (notContacted.includes(to)) say("first_contact", "resume");
  else say("first_contact", "stop");
  if (to === "delivered") say("follow_up", "start");
  if (to === "follow_up" || ended.includes(to)) say("follow_up", "stop");
  return events;
};

interface Run {
  readonly state: "idle" | "running" | "paused" | "met";
  readonly spentMs: number;
  readonly since: number;
}

const step = (run: Run, { kind, at }: ClockEvent): Run => {
  const spentMs = run.state === "running" ? run.spentMs + Math.max(0, at - run.since) : run.spentMs;
  switch (kind) {
    // A second delivery asks for a second call.
    case "start":
      return run.state === "running" ? run : { state: "running", spentMs: 0, since: at };
    case "pause":
      return run.state === "running" ? { state: "paused", spentMs, since: at } : run;
    case "resume":
      return run.state === "paused" ? { state: "running", spentMs: run.spentMs, since: at } : run;
    case "stop":
      return run.state === "running" || run.state === "paused" ? { state: "met", spentMs, since: at } : run;
  }
};

const names: readonly ClockName[] = ["acknowledge", "first_contact", "follow_up"];

/** All clocks of a ticket that ever ran, read at `now`: a pure function of what was said to them and the priority now. */
export const readClocks = (events: readonly ClockEvent[], priority: Priority, now: number): ClockReading[] =>
  names.flatMap((name): ClockReading[] => {
    const run = events.filter(({ clock }) => clock === name).reduce<Run>(step, { state: "idle", spentMs: 0, since: 0 });
    if (run.state === "idle") return [];
    const left = limits[name][priority] - run.spentMs;
    const dueAt = (run.state === "paused" ? now : run.since) + left;
    const met = run.state === "met";
    return [{ name, state: run.state, dueAt, metAt: met ? run.since : null, overdue: met ? left < 0 : now > dueAt }];
  });

/** The clock that runs and is due first; null when none runs. */
export const runningClock = (
  events: readonly ClockEvent[],
  priority: Priority,
): { readonly name: ClockName; readonly dueAt: number } | null => {
  const running = readClocks(events, priority, 0).filter(({ state }) => state === "running");
  const [first] = running.toSorted((a, b) => a.dueAt - b.dueAt);
  return first === undefined ? null : { name: first.name, dueAt: first.dueAt };
};
