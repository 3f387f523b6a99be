import type { TicketSummary } from "../../../contract/ticket.ts";

/** A clock that runs. */
export type Running = NonNullable<TicketSummary["clock"]>;

const hourMs = 3_600_000;

/** How much of a clock is used, 0..1. Follow-up calls begin at delivery, which the list does not know: no bar then. */
export const usedShare = (clock: Running, openedAt: number, now: number): number | null => {
  if (clock.name === "follow_up" || clock.dueAt <= openedAt) return null;
  return Math.min(1, Math.max(0, (now - openedAt) / (clock.dueAt - openedAt)));
};

/** How pressing a clock is: red when over, amber within an hour or in its last quarter. */
export const clockTone = (leftMs: number, used: number | null): "over" | "soon" | "plain" => {
  if (leftMs < 0) return "over";
  return leftMs <= hourMs || (used !== null && used > 0.75) ? "soon" : "plain";
};
