import { type Bilingual, say } from "../language.ts";
import type { Priority } from "../ticket.ts";
import type { Severity } from "../warning.ts";

/** The categories of tickets, by which a desk sorts its work. */
export const categories = {
  electrical: say("电气", "Electrical"),
  engine: say("发动机", "Engine"),
  "brake-safety": say("制动安全", "Brake safety"),
  diagnostic: say("诊断", "Diagnostic"),
  battery: say("电池", "Battery"),
  rescue: say("救援", "Rescue"),
  service: say("服务", "Service"),
  maintenance: say("保养", "Maintenance"),
  location: say("位置", "Location"),
} as const;
export type CategoryId = keyof typeof categories;

const isCategory = (id: string): id is CategoryId => Object.hasOwn(categories, id);

/** What a category is called; one of a newer bridge by its id. */
export const categoryName = (id: string): Bilingual => (isCategory(id) ? categories[id] : say(id, id));

/** What the workshop has of a warning: where it is filed, what it means, what to do and what to have ready. */
export interface DeskSide {
  /**
   * Warnings of one fault group on one car are one ticket; null: the driver is told, the desk is not. Parts that a warning
   * speaks of one by one have groups of their own below it, and codes that of their cause.
   */
  readonly faultGroup: string | null;
  readonly category: CategoryId;
  readonly priority: Readonly<Record<Severity, Priority>>;
  /** Measured number, limit, consequence; best first. */
  readonly why: readonly Bilingual[];
  /** What it means, for the advisor and for reading to the owner; best first. */
  readonly explanation: readonly Bilingual[];
  /** What to do, and what to have ready: of each list the lines whose condition is met. */
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
