import type { DriveScenario } from "./drive-scenario.ts";
import { asExpected, expectedOf, type Raised } from "./verdict.ts";

/** What a drive came to. */
export interface DriveSummary {
  readonly scenario: string;
  readonly seed: number;
  readonly drives: number;
  readonly seconds: number;
  readonly events: number;
  readonly raised: readonly Raised[];
  /** Left out for another seed: it is another car, and what it must raise nobody has written down. */
  readonly asExpected?: boolean;
  /** Warnings of the catalogue that this story calls for and no rule of this version raises. */
  readonly later: readonly string[];
}

export const summaryOf = (
  scenario: DriveScenario,
  lived: Pick<DriveSummary, "seed" | "drives" | "seconds" | "events" | "raised">,
): DriveSummary => ({
  scenario: scenario.name,
  ...lived,
  ...(lived.seed === scenario.seed ? { asExpected: asExpected(scenario, lived.raised) } : {}),
  later: scenario.later,
});

/** The summary as a person reads it. */
export const summaryText = (summary: DriveSummary, scenario: DriveScenario): string => {
  const { seed, drives, seconds, events, later } = summary;
  const count = `${drives} drive${drives === 1 ? "" : "s"}`;
  const lines = [
    `${scenario.name}, seed ${seed}: ${count}, ${(seconds / 3_600).toFixed(1)} h of driving, ${events.toLocaleString("en")} events`,
    scenario.shows,
  ];
  if (summary.asExpected === false) {
    const wanted = expectedOf(scenario).map(({ rule, severity }) => `${rule} ${severity}`);
    lines.push(`Expected: ${wanted.join(", ") || "nothing"}`);
  }
  if (later.length > 0) lines.push(`No rule raises these of its story yet: ${later.join(", ")}`);
  return `${lines.join("\n")}\n`;
};
