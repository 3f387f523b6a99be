import { z } from "zod";
import { envelopeVersion } from "../envelope.ts";
import { formOf } from "../form.ts";

/**
 * down/receipt: every message of `epoch` with `seq` ≤ `upTo` is committed in the bridge's database, but those in `gaps`
 * ([from, to] inclusive, not yet received). Only this deletes outbox rows.
 */
export const receiptForm = formOf(({ object }) =>
  object({
    v: z.literal(envelopeVersion),
    epoch: z.int().nonnegative(),
    upTo: z.int().gte(-1),
    gaps: z.array(z.tuple([z.int().nonnegative(), z.int().nonnegative()])).max(1_000),
    /**
     * Messages of a version that the bridge cannot read: it keeps them unread, they count as committed, and these are the
     * versions it can read. Only told to a vehicle that sent one.
     */
    refused: object({
      seqs: z.array(z.int().nonnegative()).max(1_000),
      versions: z.array(z.int().nonnegative()).max(100),
    }).optional(),
  }),
);
export type Receipt = Readonly<z.infer<typeof receiptForm.write>>;
