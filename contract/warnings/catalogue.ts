import * as registry from "./registry.ts";
import type { Warning } from "./warning.ts";

/** The warnings that this version can raise. The id is also file name, docs anchor and topic word. */
export type RuleId = keyof typeof registry;

/** An entry of the catalogue with its own levels and data keys, by id. */
export type WarningOf<Id extends RuleId> = (typeof registry)[Id]["warning"];

const isKey = (id: string): id is RuleId => Object.hasOwn(registry, id);

/** All ids, by the alphabet. */
export const ruleIds: readonly RuleId[] = Object.keys(registry).filter(isKey).sort();

/** Whether an id from outside names a warning of this version. */
export const isRuleId = (id: string): id is RuleId => ruleIds.some((known) => known === id);

const entries: { readonly [Id in RuleId]: { readonly warning: Warning } } = registry;

/** An entry of the catalogue. */
export const warningOf = (id: RuleId): Warning => entries[id].warning;

/** Every entry, by the alphabet of their ids. */
export const warnings: readonly Warning[] = ruleIds.map(warningOf);
