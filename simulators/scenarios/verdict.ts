import { type Severity, severityRank, type WarningEvent } from "../../contract/warning.ts";
import type { DriveScenario } from "./drive-scenario.ts";

/** One warning that a scenario expects or that was raised: which rule, of what, and the worst it became. */
export interface Raised {
  readonly rule: string;
  readonly subject: string;
  readonly severity: Severity;
}

/** Collects what was raised, each rule and subject once, with the worst severity. */
export const createVerdict = () => {
  const raised = new Map<string, Raised>();
  return {
    take(warning: WarningEvent): void {
      const subject = warning.subject;
      const key = `${warning.rule}/${subject}`;
      const before = raised.get(key);
      if (before !== undefined && severityRank(before.severity) >= severityRank(warning.severity)) return;
      raised.set(key, { rule: warning.rule, subject, severity: warning.severity });
    },
    raised: (): readonly Raised[] => sorted([...raised.values()]),
  };
};

const nameOf = ({ rule, subject, severity }: Raised): string => `${rule}/${subject}=${severity}`;
const sorted = (list: readonly Raised[]): readonly Raised[] =>
  list.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0));

/** What a scenario says must be raised, in the same order. */
export const expectedOf = ({ expect }: DriveScenario): readonly Raised[] => sorted(expect);

/** Whether exactly the expected warnings were raised. */
export const asExpected = (scenario: DriveScenario, raised: readonly Raised[]): boolean =>
  expectedOf(scenario).map(nameOf).join() === raised.map(nameOf).join();
