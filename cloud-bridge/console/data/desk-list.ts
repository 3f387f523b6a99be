import type { TicketSummary } from "../../../contract/ticket.ts";
import { arrange, type Group, groupOf, isOpen, type Section } from "./groups.ts";

/**
 * The queue as the advisor sees it. Rows keep still: what changes is shown in place, what is new waits behind the pill,
 * and the order is made anew only when somebody asks for it or nobody is looking.
 */
export interface DeskList {
  readonly timeZone: string;
  readonly tickets: ReadonlyMap<string, TicketSummary>;
  readonly sections: readonly Section[];
  /** New tickets that wait behind the pill, oldest first. */
  readonly held: readonly string[];
  /** Until when a row that came in by itself is tinted, by ticket. */
  readonly markedUntil: ReadonlyMap<string, number>;
  /** Until when a row that somebody changed flashes, by ticket. */
  readonly flashingUntil: ReadonlyMap<string, number>;
}

const markMs = 30_000;
const flashMs = 600;

/** A list before anything was read. */
export const emptyList = (timeZone: string): DeskList => ({
  timeZone,
  tickets: new Map(),
  sections: [],
  held: [],
  markedUntil: new Map(),
  flashingUntil: new Map(),
});

const still = (until: ReadonlyMap<string, number>, now: number): ReadonlyMap<string, number> =>
  new Map([...until].filter(([, end]) => end > now));

/** Orders the shown tickets by urgency; what is held stays held. */
export const sorted = (list: DeskList, now: number): DeskList => {
  const shown = [...list.tickets.values()].filter(({ id }) => !list.held.includes(id));
  return {
    ...list,
    sections: arrange(shown, now, list.timeZone),
    markedUntil: still(list.markedUntil, now),
    flashingUntil: still(list.flashingUntil, now),
  };
};

/** The whole list as read from the bridge: nothing is held any more. */
export const loaded = (list: DeskList, tickets: readonly TicketSummary[], now: number): DeskList =>
  sorted({ ...list, tickets: new Map(tickets.map((ticket) => [ticket.id, ticket])), held: [] }, now);

/** Shows the tickets behind the pill, tinted, each at its place. */
export const heldShown = (list: DeskList, now: number): DeskList =>
  sorted(
    {
      ...list,
      held: [],
      markedUntil: new Map([...list.markedUntil, ...list.held.map((id) => [id, now + markMs] as const)]),
    },
    now,
  );

/** A P1 safety ticket does not wait behind the pill. */
export const isUrgent = (ticket: TicketSummary): boolean => ticket.priority === "P1" && ticket.safety;

/** Puts one ticket at the top of its group and leaves every other row where it is. */
const inserted = (sections: readonly Section[], id: string, group: Group): readonly Section[] => {
  if (sections.some((section) => section.group === group))
    return sections.map((section) => (section.group === group ? { ...section, ids: [id, ...section.ids] } : section));
  const order: readonly Group[] = ["overdue", "hour", "today", "later"];
  const made = [...sections, { group, ids: [id] }];
  return made.toSorted((a, b) => order.indexOf(a.group) - order.indexOf(b.group));
};

/** One ticket as the bridge says it is now: a change in place, an urgent newcomer, or one more behind the pill. */
export const received = (list: DeskList, ticket: TicketSummary, now: number): DeskList => {
  const known = list.tickets.get(ticket.id);
  // Live messages and list pages travel on different connections: an older one may come later.
  if (known !== undefined && known.updatedAt > ticket.updatedAt) return list;
  if (known === undefined && !isOpen(ticket)) return list;
  const tickets = new Map(list.tickets).set(ticket.id, ticket);
  if (known !== undefined) {
    if (list.held.includes(ticket.id)) return { ...list, tickets };
    const flashingUntil = new Map(still(list.flashingUntil, now)).set(ticket.id, now + flashMs);
    return { ...list, tickets, flashingUntil };
  }
  // Into an empty list it goes at once: there is no row that it could push.
  if (!isUrgent(ticket) && list.sections.length > 0) return { ...list, tickets, held: [...list.held, ticket.id] };
  return {
    ...list,
    tickets,
    sections: inserted(list.sections, ticket.id, groupOf(ticket, now, list.timeZone)),
    markedUntil: new Map(still(list.markedUntil, now)).set(ticket.id, now + markMs),
  };
};
