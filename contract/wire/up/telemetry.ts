import { z } from "zod";
import { instant } from "../envelope.ts";
import { formOf } from "../form.ts";

/** The latest value of a few signals by path, at most once a minute: what the console shows as the car's condition. */
export const telemetryForm = formOf(({ object }) =>
  object({ values: z.record(z.string(), object({ value: z.number(), at: instant })) }),
);
