import type { Bilingual } from "../language.ts";
import type { Priority } from "../ticket.ts";
import type { Severity } from "../warning.ts";

/** What the workshop has of a warning: where it is filed, what it means, what to do and what to have ready. */
export interface DeskSide {
  /**
   * Warnings of one fault group on one car are one ticket; null: the driver is told, the desk is not. Parts that a warning
   * speaks of one by one have groups of their own below it, and codes that of their cause.
   */
  readonly faultGroup: string | null;
  readonly category: string;
  readonly priority: Readonly<Record<Severity, Priority>>;
  /** Measured number, limit, consequence; best first. */
  readonly why: readonly Bilingual[];
  /** What it means, for the advisor and for reading to the owner; best first. */
  readonly explanation: readonly Bilingual[];
  readonly plan: readonly Bilingual[];
  readonly parts: readonly Bilingual[];
}

/** Characters that fit the second line of a row of the queue. */
export const whyLengths = { "zh-CN": 34, en: 78 } as const;

/** One priority whatever the severity. */
export const always = (priority: Priority): DeskSide["priority"] => ({
  info: priority,
  advisory: priority,
  warning: priority,
  critical: priority,
});
