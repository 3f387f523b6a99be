import type { TicketDetail, TicketMove } from "../../../../contract/ticket.ts";
import type { Answer, Failure } from "../../data/api.ts";

/**
 * What the advisor is about to do to a ticket, from the click to the bridge's answer. `move` is null for a note alone.
 * Pure; asking the bridge is `use-errand.ts`.
 */
export type Errand =
  | { readonly at: "rest" }
  | { readonly at: "writing"; readonly move: TicketMove | null }
  | { readonly at: "sending"; readonly move: TicketMove | null }
  /** Somebody else changed the ticket meanwhile: what was seen and what is saved, side by side. */
  | { readonly at: "changed"; readonly move: TicketMove; readonly seen: TicketDetail; readonly saved: TicketDetail }
  /** The desk's policy says no; `details` are its reasons. */
  | { readonly at: "refused"; readonly move: TicketMove | null; readonly failure: Failure }
  | { readonly at: "failed"; readonly move: TicketMove | null; readonly failure: Failure };

/** Where an errand begins: a move that needs words asks for them first. */
export const begun = (move: TicketMove | null): Errand =>
  move === null || move.needs.includes("note") ? { at: "writing", move } : { at: "sending", move };

/** Where an errand stands after the bridge's answer. `saved` is the ticket as it is now, if it could be read. */
export const answered = (
  move: TicketMove | null,
  answer: Answer<unknown>,
  seen: TicketDetail,
  saved: TicketDetail | null,
): Errand => {
  if (answer.ok) return { at: "rest" };
  const { failure } = answer;
  if (failure.status === 412 && move !== null && saved !== null) return { at: "changed", move, seen, saved };
  if (failure.status === 409) return { at: "refused", move, failure };
  return { at: "failed", move, failure };
};
