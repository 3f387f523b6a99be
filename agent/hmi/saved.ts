import { z } from "zod";
import { tileIds } from "../../contract/systems.ts";
import { ticketNoticeForm } from "../../contract/wire/down/ticket-notice.ts";
import { warningRead } from "../../contract/wire/up/warning.ts";
import { hmiStateSchema } from "./protocol.ts";

const rank = z.int().min(0).max(3);

/** What a power cut must not take from the driver's page, as it stands in the agent's database. */
export const savedHmiSchema = z.strictObject({
  v: z.literal(1),
  prompts: z.strictObject({
    cycle: z.int().nonnegative(),
    motion: z.strictObject({
      state: z.enum(["unknown", "moving", "parked"]),
      restingSince: z.number().nullable(),
    }),
    open: z.array(z.strictObject({ event: warningRead, pending: z.boolean(), afterParking: z.boolean() })),
    prompted: z.record(z.string(), z.strictObject({ rank, at: z.number(), cycle: z.int().nonnegative() })),
    shown: z.string().nullable(),
  }),
  known: z.array(z.enum(tileIds)),
  fix: z.strictObject({ latitude: z.number(), longitude: z.number(), at: z.number() }).nullable(),
  tickets: z.array(ticketNoticeForm.read),
  requests: hmiStateSchema.shape.requests,
});
export type SavedHmi = Readonly<z.infer<typeof savedHmiSchema>>;
