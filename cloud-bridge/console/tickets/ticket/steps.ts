import type { TicketDetail, TicketState } from "../../../../contract/ticket.ts";
import { flow } from "../../wording/desk-words.ts";

const place = (state: TicketState | null): number => flow.findIndex(([step]) => step === state);

/**
 * The step of the strip that a ticket stands at. Waiting for parts is waiting inside the repair; the other side states
 * stand where the ticket came from, which only its history knows.
 */
export const stepIndex = (state: TicketState, history: TicketDetail["history"]): number => {
  if (state === "awaiting_parts") return place("in_repair");
  const direct = place(state);
  if (direct >= 0) return direct;
  const before = history
    .filter((entry) => entry.kind === "transition" && place(entry.from) >= 0)
    .toSorted((a, b) => a.at - b.at)
    .at(-1);
  return before === undefined ? 0 : place(before.from);
};
