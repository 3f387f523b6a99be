import { endStates, type TicketMove, type TicketState, ticketStates } from "../../../contract/ticket.ts";

interface Way {
  readonly to: TicketState;
  readonly needs?: readonly "note"[];
}

/** A move that skips work, gives up or turns back says why; the sentence goes into the history. */
const withNote = (to: TicketState): Way => ({ to, needs: ["note"] });
const cancel = withNote("cancelled");

/**
 * The after-sales flow as moves a person may make; the first of a state is the one most likely next. `merged` is reached by
 * naming the ticket that takes over, never by a plain move, so no way leads there.
 */
const ways: Readonly<Record<TicketState, readonly Way[]>> = {
  new: [{ to: "triaged" }, { to: "contacting" }, withNote("monitoring"), cancel],
  triaged: [{ to: "contacting" }, withNote("monitoring"), cancel],
  contacting: [
    { to: "scheduled" },
    { to: "awaiting_customer" },
    withNote("monitoring"),
    { to: "checked_in" },
    { to: "triaged" },
    cancel,
  ],
  scheduled: [{ to: "checked_in" }, withNote("contacting"), withNote("awaiting_customer"), cancel],
  checked_in: [{ to: "diagnosing" }, withNote("scheduled"), cancel],
  diagnosing: [
    { to: "awaiting_approval" },
    { to: "in_repair" },
    withNote("ready"),
    withNote("monitoring"),
    { to: "awaiting_parts" },
  ],
  awaiting_approval: [{ to: "in_repair" }, { to: "awaiting_parts" }, withNote("diagnosing"), withNote("ready")],
  in_repair: [{ to: "quality_check" }, { to: "awaiting_parts" }, withNote("awaiting_approval"), withNote("diagnosing")],
  awaiting_parts: [{ to: "in_repair" }, withNote("awaiting_customer"), withNote("scheduled")],
  quality_check: [{ to: "ready" }, withNote("in_repair")],
  ready: [{ to: "delivered" }, withNote("in_repair")],
  delivered: [withNote("follow_up")],
  follow_up: [withNote("closed"), withNote("contacting")],
  closed: [],
  monitoring: [{ to: "contacting" }, { to: "triaged" }, withNote("closed"), cancel],
  awaiting_customer: [{ to: "scheduled" }, { to: "contacting" }, { to: "checked_in" }, withNote("monitoring"), cancel],
  cancelled: [],
  merged: [],
};

/** Whether a ticket in this state is no longer work. */
export const isEnd = (state: TicketState): boolean => endStates.some((end) => end === state);

/** The moves a person may make now. */
export const movesFrom = (state: TicketState): TicketMove[] =>
  ways[state].map(({ to, needs }, index) => ({ to, needs: [...(needs ?? [])], primary: index === 0 }));

export type Judged =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "illegalMove"; readonly legal: readonly TicketState[] }
  | { readonly ok: false; readonly reason: "noteMissing" };

/** The one function that decides whether a ticket may go from one state to another. */
export const judgeMove = (from: TicketState, to: TicketState, note: string | undefined): Judged => {
  const way = ways[from].find((candidate) => candidate.to === to);
  if (way === undefined) return { ok: false, reason: "illegalMove", legal: ways[from].map((legal) => legal.to) };
  return (way.needs ?? []).includes("note") && (note ?? "").trim() === ""
    ? { ok: false, reason: "noteMissing" }
    : { ok: true };
};

/** Every legal pair with what it needs, in the order of the flow: for the documentation. */
export const allMoves = (): { readonly from: TicketState; readonly moves: readonly TicketMove[] }[] =>
  ticketStates.map((from) => ({ from, moves: movesFrom(from) }));
