import { endStates, type Priority, priorities, type TicketSummary } from "../../../contract/ticket.ts";
import { sameDay } from "../wording/instants.ts";

/** The four parts of the queue, in their order. */
export const groups = ["overdue", "hour", "today", "later"] as const;
export type Group = (typeof groups)[number];

/** One group and its tickets, most pressing first. */
export interface Section {
  readonly group: Group;
  readonly ids: readonly string[];
}

const hourMs = 3_600_000;

/** Whether a ticket is still work for the desk. */
export const isOpen = (ticket: TicketSummary): boolean => !endStates.some((state) => state === ticket.state);

/** Where a ticket stands in the queue. Without a running clock it can wait: nobody is late with it. */
export const groupOf = (ticket: TicketSummary, now: number, timeZone: string): Group => {
  if (ticket.clock === null) return "later";
  const leftMs = ticket.clock.dueAt - now;
  if (leftMs < 0) return "overdue";
  if (leftMs <= hourMs) return "hour";
  return sameDay(ticket.clock.dueAt, now, timeZone) ? "today" : "later";
};

const priorityRank = (priority: Priority): number => priorities.indexOf(priority);

/** The order inside a group: by due time, safety first on a tie; tickets without a clock last, by priority and age. */
export const byUrgency = (a: TicketSummary, b: TicketSummary): number =>
  (a.clock?.dueAt ?? Number.POSITIVE_INFINITY) - (b.clock?.dueAt ?? Number.POSITIVE_INFINITY) || byWeight(a, b);

const byWeight = (a: TicketSummary, b: TicketSummary): number =>
  Number(b.safety) - Number(a.safety) ||
  priorityRank(a.priority) - priorityRank(b.priority) ||
  a.openedAt - b.openedAt ||
  a.number.localeCompare(b.number);

/** The whole queue as sections; groups without tickets are left out. */
export const arrange = (tickets: Iterable<TicketSummary>, now: number, timeZone: string): readonly Section[] => {
  const ranked = [...tickets].filter(isOpen).toSorted(byUrgency);
  const byGroup = Map.groupBy(ranked, (ticket) => groupOf(ticket, now, timeZone));
  return groups.flatMap((group) => {
    const members = byGroup.get(group) ?? [];
    return members.length === 0 ? [] : [{ group, ids: members.map(({ id }) => id) }];
  });
};

/** Whether two arrangements show the same rows in the same places. */
export const sameSections = (a: readonly Section[], b: readonly Section[]): boolean =>
  a.length === b.length &&
  a.every((section, index) => {
    const other = b[index];
    return (
      other?.group === section.group &&
      other.ids.length === section.ids.length &&
      section.ids.every((id, place) => other.ids[place] === id)
    );
  });
