import { z } from "zod";
import { envelopeVersion, instant } from "../envelope.ts";
import { formOf } from "../form.ts";

/**
 * down/ticket: what became of a warning at the dealer's. Retained by nobody; the newest `revision` wins. A `state` that the
 * reader does not know is work that goes on.
 */
export const ticketNoticeForm = formOf(({ object }) =>
  object({
    v: z.literal(envelopeVersion),
    ticket: z.string().max(40),
    number: z.string().max(40),
    episode: z.string().max(300),
    state: z.string().max(40),
    revision: z.int().nonnegative(),
    at: instant,
  }),
);
export type TicketNotice = Readonly<z.infer<typeof ticketNoticeForm.write>>;
