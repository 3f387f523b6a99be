import { type Bilingual, say } from "../../contract/language.ts";
import type { SignalPath } from "../../contract/signals.ts";
import { isRuleId, warningOf } from "../../contract/warnings/catalogue.ts";

/** What a report says of a rule, and which signals show it, the deciding one first. */
export interface RuleWords {
  readonly title: Bilingual;
  readonly signals: readonly SignalPath[];
}

/** The words of a rule; a rule that this version does not know is called by its id. */
export const ruleWords = (rule: string): RuleWords => {
  if (!isRuleId(rule)) return { title: say(rule, rule), signals: [] };
  const { title, shows } = warningOf(rule);
  return { title, signals: shows };
};
