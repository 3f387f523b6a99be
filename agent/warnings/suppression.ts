import type { RuleId } from "../../contract/warnings/catalogue.ts";

interface Suppression {
  readonly rule: RuleId;
  /** Which subjects of the rule; all of them where it is left out. */
  readonly subjects?: RegExp;
  /** While this rule has an episode of the same severity or higher, the one above is the same fault told twice. */
  readonly by: RuleId;
}

/** One root cause, one card. */
const suppressions: readonly Suppression[] = [
  { rule: "dtc-confirmed", subjects: /^P0(217|116|118)$/, by: "coolant-overheat-trend" },
  { rule: "dtc-confirmed", subjects: /^P012[568]$/, by: "thermostat-stuck-open" },
  { rule: "dtc-confirmed", subjects: /^P0(56[0-3]|62[0-5])$/, by: "lv-charging-fault" },
  { rule: "dtc-confirmed", subjects: /^(network|U)/, by: "lv-charging-fault" },
  // A battery that nothing charges starts weakly; a new alternator cures both.
  { rule: "lv-crank-decline", by: "lv-charging-fault" },
];

/** The rules whose open episode would make this one a second card of the same fault. */
export const suppressorsOf = (rule: RuleId, subject: string): readonly RuleId[] =>
  suppressions
    .filter((entry) => entry.rule === rule && (entry.subjects === undefined || entry.subjects.test(subject)))
    .map(({ by }) => by);
