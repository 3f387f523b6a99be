import type { TicketSummary } from "../../../../contract/ticket.ts";
import type { DeskList } from "../../data/desk-list.ts";
import type { Group } from "../../data/groups.ts";
import { passes, type QueueFilter } from "../../data/views.ts";

/** What stands on one line of the list: the head of a group, or a ticket. */
export type Line =
  | { readonly kind: "group"; readonly group: Group; readonly count: number }
  | { readonly kind: "ticket"; readonly ticket: TicketSummary };

/** The lines of the list under a filter, in the order in which the list is arranged. */
export const linesOf = (list: DeskList, filter: QueueFilter): readonly Line[] =>
  list.sections.flatMap(({ group, ids }) => {
    const tickets = ids.flatMap((id) => {
      const ticket = list.tickets.get(id);
      return ticket !== undefined && passes(ticket, filter) ? [ticket] : [];
    });
    if (tickets.length === 0) return [];
    return [
      { kind: "group" as const, group, count: tickets.length },
      ...tickets.map((ticket) => ({ kind: "ticket" as const, ticket })),
    ];
  });

/** The tickets of the lines, in their order: what J and K walk through. */
export const ticketsOf = (lines: readonly Line[]): readonly TicketSummary[] =>
  lines.flatMap((line) => (line.kind === "ticket" ? [line.ticket] : []));

/** The neighbour of a ticket, or the first one when the cursor stands nowhere; undefined in an empty list. */
export const neighbour = (
  tickets: readonly TicketSummary[],
  id: string | null,
  step: 1 | -1,
): TicketSummary | undefined => {
  const at = tickets.findIndex((ticket) => ticket.id === id);
  if (at < 0) return tickets[0];
  return tickets[Math.min(tickets.length - 1, Math.max(0, at + step))];
};
