import type { Bilingual } from "../../../contract/language.ts";
import type { Priority, TicketState, TicketSummary } from "../../../contract/ticket.ts";

/** A fixed filter of the queue: nothing that waits can be forgotten. */
export interface View {
  readonly id: string;
  /** At most 6 Chinese characters or 21 letters. */
  readonly name: Bilingual;
  /** May turn red while it holds something. */
  readonly hot: boolean;
  readonly holds: (ticket: TicketSummary) => boolean;
}

const inStates =
  (...states: readonly TicketState[]) =>
  (ticket: TicketSummary): boolean =>
    states.includes(ticket.state);

const allOpen: View = { id: "open", name: { "zh-CN": "全部未结", en: "All open" }, hot: false, holds: () => true };

/** The views of the sidebar, in their order. */
export const views: readonly View[] = [
  allOpen,
  { id: "new", name: { "zh-CN": "待接单", en: "To acknowledge" }, hot: true, holds: inStates("new") },
  { id: "safety", name: { "zh-CN": "涉及安全", en: "Safety" }, hot: false, holds: (ticket) => ticket.safety },
  {
    id: "customer",
    name: { "zh-CN": "等客户", en: "Waiting for customer" },
    hot: false,
    holds: inStates("awaiting_customer", "awaiting_approval"),
  },
  { id: "parts", name: { "zh-CN": "等配件", en: "Waiting for parts" }, hot: false, holds: inStates("awaiting_parts") },
  {
    id: "workshop",
    name: { "zh-CN": "车间里", en: "In the workshop" },
    hot: false,
    holds: inStates("checked_in", "diagnosing", "in_repair", "quality_check", "ready"),
  },
  {
    id: "follow-up",
    name: { "zh-CN": "回访电话", en: "Follow-up calls" },
    hot: false,
    holds: inStates("delivered", "follow_up"),
  },
  { id: "monitoring", name: { "zh-CN": "观察中", en: "Monitoring" }, hot: false, holds: inStates("monitoring") },
];

/** The view of an id from the address bar; all open tickets for any other word. */
export const viewOf = (id: string | null): View => views.find((view) => view.id === id) ?? allOpen;

/** What the queue shows: a view, one priority or all, and words. */
export interface QueueFilter {
  readonly view: View;
  readonly priority: Priority | null;
  readonly words: string;
}

const haystack = (ticket: TicketSummary): string =>
  [
    ticket.number,
    ticket.vehicleId,
    ticket.vinMasked ?? "",
    ticket.rule,
    ticket.faultGroup,
    ticket.category,
    ...Object.values(ticket.title),
    ...Object.values(ticket.why),
  ]
    .join("\n")
    .toLowerCase();

/** Whether every word that was typed occurs somewhere in what identifies the ticket, in either language. */
export const matchesWords = (ticket: TicketSummary, words: string): boolean => {
  const text = haystack(ticket);
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};

/** Whether a ticket passes the whole filter. */
export const passes = (ticket: TicketSummary, { view, priority, words }: QueueFilter): boolean =>
  view.holds(ticket) && (priority === null || ticket.priority === priority) && matchesWords(ticket, words);
