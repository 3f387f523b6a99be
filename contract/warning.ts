import { z } from "zod";

/** What the driver should do about it. Never a safety-integrity word. */
export const severities = ["info", "advisory", "warning", "critical"] as const;
export type Severity = (typeof severities)[number];

/** Rank for comparisons: info 0 … critical 3. */
export const severityRank = (severity: Severity): number => severities.indexOf(severity);

/** Numbers and words a sentence is filled with: `{m}` minutes, `{km}`, `{t}` Celsius … Keys are those of the texts. */
export type WarningData = Readonly<Record<string, number | string>>;

export const warningKinds = ["raised", "updated", "escalated", "cleared"] as const;

/**
 * One step in the life of a warning episode: raised → (updated | escalated)* → cleared.
 * `episode` is `vehicle/rule/raisedAt`, and `subject` behind it where a rule speaks of one of several things (a DTC, a wheel);
 * `id` is `episode/revision`. Both are made of event time only, so a repeat is the same id.
 */
export const warningEventSchema = z.strictObject({
  id: z.string().min(1).max(300),
  episode: z.string().min(1).max(300),
  rule: z.string().regex(/^[a-z0-9-]{3,64}$/),
  kind: z.enum(warningKinds),
  severity: z.enum(severities),
  /** Event time of this step, epoch ms. */
  at: z.number().finite(),
  /** Event time at which the episode began, epoch ms. */
  raisedAt: z.number().finite(),
  /** 0 for raised, counting up. */
  revision: z.int().nonnegative(),
  /** What the rule measured and forecasts, for the sentences and the dealer. */
  data: z.record(z.string().max(40), z.union([z.number(), z.string().max(2_000)])),
});

export type WarningEvent = Readonly<z.infer<typeof warningEventSchema>>;
