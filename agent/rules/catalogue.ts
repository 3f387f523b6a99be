import { type RuleId, ruleIds } from "../../contract/warnings/catalogue.ts";
import type { Rule, RuleFile } from "./kit/rule.ts";
import { type CarSpecification, completeSpecification } from "./kit/specification.ts";
import * as registry from "./registry.ts";

export { blindSpotOf } from "./data/warning-data-quality.ts";

/** A warning without its rule, or a rule under the name of another, does not compile. */
const files: { readonly [Id in RuleId]: RuleFile<Id> } = registry;

/** All that a rule's file gives. */
export const ruleFileOf = (id: RuleId): RuleFile => files[id];

/** The files of all rules, by the alphabet of their ids: the order in which they judge one event. */
export const ruleFiles: readonly RuleFile[] = ruleIds.map(ruleFileOf);

/** Every rule, for this car. */
export const rulesFor = (car?: CarSpecification): readonly Rule[] => {
  const complete = completeSpecification(car);
  return ruleFiles.map((file) => file.forCar(complete));
};
