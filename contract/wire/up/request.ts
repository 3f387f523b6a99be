import { z } from "zod";
import { formOf } from "../form.ts";

/** Something the driver asked for on the head unit. A wish that is not known is no wish: it has no `otherwise`. */
export const requestForm = formOf(({ object }) =>
  object({
    request: z.enum(["battery-health-check", "book-service", "rescue"]),
    episode: z.string().max(300).optional(),
    /** Only for a rescue, or with consent; degrees WGS-84. */
    position: object({ latitude: z.number(), longitude: z.number() }).optional(),
  }),
);
export type DriverRequest = Readonly<z.infer<typeof requestForm.write>>;
