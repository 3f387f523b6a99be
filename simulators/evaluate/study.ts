import type { RuleId } from "../../contract/warnings/catalogue.ts";
import type { Life } from "./life.ts";
import type { Scoring } from "./scoring.ts";

/** Which life to live: a seed for the fleet, a number in it, and how long. */
export interface LifeRequest {
  readonly seed: number;
  readonly index: number;
  readonly days: number;
}

/** A fleet in which one kind of component may fail, and the rule that should see it coming. */
export interface Study {
  readonly name: string;
  readonly rule: RuleId;
  readonly scoring: Scoring;
  live(request: LifeRequest): Promise<Life>;
}

/** Seeds below this are for tuning rules; a score is reported only from here on, where a fourth of the vehicles is of a kind no rule has met. */
export const firstReportedSeed = 1_000;
const unseenOneIn = 4;

export const isUnseenVariant = ({ seed, index }: LifeRequest): boolean =>
  seed >= firstReportedSeed && index % unseenOneIn === unseenOneIn - 1;

/**
 * 2025-07-01T00:00:00Z, and its day of the year: studies have no date of their own, and the same request must live the same
 * life for ever. In summer, since a battery that is weak in its first winter night would have been replaced before.
 */
export const studyStart = 1_751_328_000_000;
export const studyDayOfYear = 181;
export const dayMs = 86_400_000;
