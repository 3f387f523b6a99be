import type { TicketState } from "../../../contract/ticket.ts";
import type { Filing } from "../knowledge/knowledge.ts";
import type { Alert } from "../problems/alert.ts";

/** Who asks: "vehicle", "rules", or a person. */
export type Actor = string;

/** What every command says. */
interface Asked {
  /** The same command twice is one: a car's is the id of its event, a person's the Idempotency-Key of the request. */
  readonly id: string;
  readonly actor: Actor;
  /** When the bridge heard it, epoch ms of its clock. */
  readonly at: number;
  /** People's revision that the person saw; "any" for who does not care, and for a car, which never stands in their way. */
  readonly expected: number | "any";
}

/** Everything that can happen to a ticket that is there: one way for cars, people, timers and connectors. */
export type TicketCommand =
  /** The car reports more of it. */
  | (Asked & { readonly kind: "occurrence"; readonly alert: Alert; readonly filing: Filing; readonly active: boolean })
  /** The car reports it no longer; `active` where other episodes of the problem go on. */
  | (Asked & { readonly kind: "cleared"; readonly active: boolean })
  /** Signals around the warning came in. */
  | (Asked & { readonly kind: "evidence" })
  /** A person's words. */
  | (Asked & { readonly kind: "note"; readonly text: string })
  /** On in the after-sales flow. */
  | (Asked & { readonly kind: "move"; readonly to: TicketState; readonly note: string | null });

/** What a command is judged by beside the ticket: read in the same transaction. */
export interface Facts {
  /** Newest odometer of the vehicle, km; null while it never said. */
  readonly odometerKm: number | null;
}

/** Why a command was not carried out. */
export type Refusal =
  | { readonly why: "changed"; readonly revision: number }
  | { readonly why: "illegalMove"; readonly legal: readonly TicketState[] }
  | { readonly why: "noteMissing" };
