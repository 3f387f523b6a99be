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
 * `episode` is `vehicle/rule/raisedAt`, and `subject` behind it where there is one; `id` is `episode/revision`. Both are made of event time only, so a repeat is the same id.
 */
export interface WarningEvent {
  readonly id: string;
  readonly episode: string;
  readonly rule: string;
  /** Which of several things the rule speaks of: a trouble code, an axle, a signal; "" where there is only one. */
  readonly subject: string;
  readonly kind: (typeof warningKinds)[number];
  readonly severity: Severity;
  /** Event time of this step, epoch ms. */
  readonly at: number;
  /** Event time at which the episode began, epoch ms. */
  readonly raisedAt: number;
  /** 0 for raised, counting up. */
  readonly revision: number;
  /** What the rule measured and forecasts, for the sentences and the dealer. */
  readonly data: WarningData;
}
