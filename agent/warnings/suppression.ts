import { causeOf, causeOfCode } from "../../contract/cause-of-code.ts";
import type { CauseId } from "../../contract/causes.ts";
import { type RuleId, warningOf, warnings } from "../../contract/warnings/catalogue.ts";

/** What is behind a warning: what its entry says, or, where it speaks of codes, what its code tells of. */
const causeBehind = (rule: RuleId, subject: string): CauseId | undefined => {
  const { cause } = warningOf(rule);
  if (cause !== null) return cause;
  // A storm of codes of the network bears no code's name.
  return subject === "network" ? "network" : causeOfCode(subject);
};

/**
 * The warnings whose open episode, at the same severity or higher, would make this one a second card of the same fault: one root
 * cause, one card. What measures and forecasts has the word before the code that the car finds in the end.
 */
export const suppressorsOf = (rule: RuleId, subject: string): readonly string[] => {
  const behind = causeBehind(rule, subject);
  if (behind === undefined) return [];
  const isOfCode = warningOf(rule).cause === null;
  const mutes = (cause: CauseId): boolean =>
    (isOfCode && cause === behind) || (causeOf(cause).mutes ?? []).includes(behind);
  return warnings.filter(({ cause }) => cause !== null && mutes(cause)).map(({ id }) => id);
};
