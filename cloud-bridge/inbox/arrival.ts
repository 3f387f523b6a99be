import type { Receipt } from "../../contract/wire/down/receipt.ts";
import type { UpMessage } from "../../contract/wire/up/message.ts";
import type { Ticket } from "../desk/tickets/ticket.ts";
import type { Presence } from "../vehicles/vehicle.ts";
import type { DeadLetter } from "./dead-letters.ts";

/** One thing that came in and has to be stored before it is answered. */
export type Arrival =
  | { readonly kind: "message"; readonly message: UpMessage; readonly receivedAt: number }
  | { readonly kind: "presence"; readonly vehicleId: string; readonly state: Presence; readonly at: number }
  | { readonly kind: "deadLetter"; readonly letter: DeadLetter };

export type MessageArrival = Extract<Arrival, { kind: "message" }>;
export type PresenceArrival = Extract<Arrival, { kind: "presence" }>;

/** What is true once the transaction of a batch is committed. */
export interface Committed {
  readonly receipts: readonly { readonly vehicleId: string; readonly receipt: Receipt }[];
  readonly opened: readonly { readonly ticket: Ticket; readonly sampledAt: number | undefined }[];
  readonly messages: number;
  readonly repeats: number;
  readonly deadLetters: number;
}
