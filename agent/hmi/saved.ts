import { z } from "zod";
import { tileIds } from "../../contract/systems.ts";
import { warningEventSchema } from "../../contract/warning.ts";
import { ticketNoticeSchema } from "../../contract/wire/messages.ts";
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
    open: z.array(z.strictObject({ event: warningEventSchema, pending: z.boolean(), afterParking: z.boolean() })),
    prompted: z.record(z.string(), z.strictObject({ rank, at: z.number(), cycle: z.int().nonnegative() })),
    shown: z.string().nullable(),
  }),
  known: z.array(z.enum(tileIds)),
  fix: z.strictObject({ latitude: z.number(), longitude: z.number(), at: z.number() }).nullable(),
  tickets: z.array(ticketNoticeSchema),
  requests: hmiStateSchema.shape.requests,
});
export type SavedHmi = Readonly<z.infer<typeof savedHmiSchema>>;
