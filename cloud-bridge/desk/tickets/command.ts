import type { TicketState } from "../../../contract/ticket.ts";
import type { Filing } from "../knowledge/knowledge.ts";
import type { Alert } from "../problems/alert.ts";
import type { Ticket } from "./ticket.ts";

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

/** What a new ticket is called, and whose it is. */
export interface Identity {
  readonly id: string;
  readonly number: string;
  readonly problemId: string;
  readonly recurrenceOf: string | null;
  readonly centreId: string;
}

/** Everything that can happen to a ticket: one way for cars, people, timers and connectors. */
export type TicketCommand =
  /** The car reports what no ticket stands for yet. */
  | (Asked & {
      readonly kind: "open";
      readonly identity: Identity;
      readonly alert: Alert;
      readonly filing: Filing;
      readonly active: boolean;
    })
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

/** What a person, a timer or a connector may ask for. */
export type DeskCommand = Extract<TicketCommand, { kind: "note" | "move" }>;

/** What a command is judged by: read in the transaction that it changes something in. */
export interface Facts {
  /** undefined: there is none. */
  readonly ticket: Ticket | undefined;
  /** Newest odometer of the vehicle, km; null while it never said. */
  readonly odometerKm: number | null;
}

/** Why a command was not carried out. */
export type Refusal =
  /** There is no such ticket. */
  | { readonly why: "unknown" }
  /** What was to be opened is there. */
  | { readonly why: "open" }
  | { readonly why: "changed"; readonly revision: number }
  | { readonly why: "illegalMove"; readonly legal: readonly TicketState[] }
  | { readonly why: "noteMissing" };
