import { z } from "zod";
import { formOf } from "../form.ts";

/** What an outbox had to let go of when its quota was full: said, never silent. */
export const gapForm = formOf(({ object }) =>
  object({
    /** Only told: a class that is new counts like any other. */
    class: z.string().max(40),
    epoch: z.int().nonnegative(),
    fromSeq: z.int().nonnegative(),
    toSeq: z.int().nonnegative(),
    count: z.int().positive(),
  }),
);
