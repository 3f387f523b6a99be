import { causeOf, causeOfCode } from "../../contract/cause-of-code.ts";
import type { CauseId } from "../../contract/causes.ts";
import { type RuleId, warningOf, warnings } from "../../contract/warnings/catalogue.ts";

const isOfCode = (rule: RuleId): boolean => warningOf(rule).subject?.of === "code";

/** What is behind a warning: what its entry says, or, where it speaks of codes, what its code tells of. */
const causeBehind = (rule: RuleId, subject: string): CauseId | null | undefined => {
  if (!isOfCode(rule)) return warningOf(rule).cause;
  // A storm of codes of the network bears no code's name.
  return subject === "network" ? "network" : causeOfCode(subject);
};

/**
 * The warnings whose open episode, at the same severity or higher, would make this one a second card of the same fault: one root
 * cause, one card. What measures and forecasts has the word before the code that the car finds in the end.
 */
export const suppressorsOf = (rule: RuleId, subject: string): readonly string[] => {
  const behind = causeBehind(rule, subject);
  if (behind === undefined || behind === null) return [];
  const silences = (cause: CauseId): boolean =>
    (isOfCode(rule) && cause === behind) || (causeOf(cause).mutes ?? []).includes(behind);
  return warnings.filter(({ cause }) => cause !== null && silences(cause)).map(({ id }) => id);
};
