import type { TicketMove } from "../../../../contract/ticket.ts";

/** How the moves of a ticket are laid out: the most likely one, up to two more as buttons, the rest under More. */
export interface MoveLayout {
  readonly primary: TicketMove | undefined;
  readonly buttons: readonly TicketMove[];
  readonly more: readonly TicketMove[];
}

/** Lays out what the desk's policy allows, in its order. Giving up is never one click from the work. */
export const layOutMoves = (moves: readonly TicketMove[]): MoveLayout => {
  const primary = moves.find((move) => move.primary);
  const others = moves.filter((move) => move !== primary);
  const quiet = (move: TicketMove): boolean => move.to === "cancelled" || move.to === "merged";
  const ordinary = others.filter((move) => !quiet(move));
  return { primary, buttons: ordinary.slice(0, 2), more: [...ordinary.slice(2), ...others.filter(quiet)] };
};
