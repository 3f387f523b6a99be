import { z } from "zod";
import type { Hand } from "./form.ts";
import { vehicleIdPattern } from "./topics.ts";

/** Version of the envelope that is written. */
export const envelopeVersion = 1;

/** Versions that can be read. A message of another is refused by number, and what comes behind it is not held up. */
export const understoodVersions: readonly number[] = [envelopeVersion];

export const instant = z.number().finite();

/** The fields around every message up. */
export const envelopeOf = ({ object }: Hand) => ({
  v: z.literal(envelopeVersion),
  /** Unique per message; for a warning event the event's own id, so that a repeat is the same id. */
  id: z.string().min(1).max(320),
  vehicleId: z.string().regex(vehicleIdPattern),
  /** Counts boots of the agent; `seq` counts messages in it, from 0 without holes. */
  epoch: z.int().nonnegative(),
  seq: z.int().nonnegative(),
  /** Event time, epoch ms. */
  at: instant,
  /** Wall time of this sending, epoch ms; a re-send has a later one. */
  sentAt: instant,
  /** Wall time in ms at which the deciding sample left the adapter; carried through to measure the way. */
  trace: object({ sampledAt: instant.optional() }).optional(),
});

/**
 * What every version of the envelope holds, past and future: by it a message that cannot be read is still counted, so that
 * it blocks nothing.
 */
const outsideSchema = z.object({
  v: z.int().nonnegative(),
  type: z.string().max(40).optional(),
  vehicleId: z.string().max(128),
  epoch: z.int().nonnegative(),
  seq: z.int().nonnegative(),
});
export type Outside = Readonly<z.infer<typeof outsideSchema>>;

/** The outside of a message of any version or type; undefined for what is no message at all. */
export const outsideOf = (raw: unknown): Outside | undefined => outsideSchema.safeParse(raw).data;
