import { z } from "zod";
import { formOf } from "../form.ts";

/** How the agent is: sent when it comes online and when the car tells who it is. The VIN travels here only. */
export const statusForm = formOf(({ object, word }) =>
  object({
    // A state that this side does not know still comes from an agent that is there to send it.
    state: word(["online", "offline"], "online"),
    agentVersion: z.string().max(40),
    vin: z.string().max(17).optional(),
    protocol: z.string().max(80).optional(),
    odometerKm: z.number().nonnegative().optional(),
  }),
);
export type Status = Readonly<z.infer<typeof statusForm.write>>;
