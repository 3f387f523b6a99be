import type { TicketSummary } from "../../contract/ticket.ts";
import type { Clock } from "../platform/clock.ts";

/** A ticket as it is now. Changes that came while the other side was away are told as one. */
export interface TicketChange {
  /** The same for the same state of the same ticket, however often it is told: by it a receiver forgives a repeat. */
  readonly id: string;
  readonly ticket: TicketSummary;
}

/** What came of telling it: taken, or to be told again, with why. */
export type Told = { readonly taken: true } | { readonly taken: false; readonly why: string };

/** Another system that wants to know of every ticket: the dealer's own, or one that speaks to many. */
export interface Connector {
  /** Stored with what it was told: never changed. */
  readonly name: string;
  /** Tells one change, and waits until the other side has it. Gives up when the signal says so. Must not throw. */
  notify(change: TicketChange, signal: AbortSignal): Promise<Told>;
}

/** What a connector is handed of the world. */
export interface Outside {
  readonly clock: Clock;
  readonly fetch: typeof fetch;
}
