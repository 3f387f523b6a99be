import { z } from "zod";
import { isSignalPath } from "../../signals.ts";
import { instant } from "../envelope.ts";
import { formOf } from "../form.ts";

/**
 * A stretch of signals around a warning. Series are thinned to at most a few hundred points each by keeping the least
 * and greatest of every bucket, so a spike is never lost. Raw traces stay in the car. A reader keeps a signal that it does
 * not know under the name and unit that came with it.
 */
export const evidenceForm = formOf(({ object, own }) =>
  object({
    episode: z.string().min(1).max(300),
    rule: z.string().max(64),
    /** First and last instant of the window, epoch ms of event time. */
    from: instant,
    to: instant,
    /** True once the time after the raise is in it too. */
    complete: z.boolean(),
    series: z
      .array(
        object({
          /** A VSS path of the signal table. */
          path: own(z.string().min(1).max(200), isSignalPath),
          unit: z.string().max(20),
          /** [ms since `from`, value in `unit`]; null where the signal was stale: never joined across. */
          points: z.array(z.tuple([z.number(), z.number().nullable()])).max(2_000),
        }),
      )
      .max(40),
  }),
);
export type Evidence = Readonly<z.infer<typeof evidenceForm.write>>;

/** Signals in it that the table of this side does not hold. */
export const unknownSignals = ({ series }: Evidence): readonly string[] =>
  series.map(({ path }) => path).filter((path) => !isSignalPath(path));
