import type { DeskSide } from "./for-desk.ts";
import type { DriverSide } from "./for-driver.ts";
import * as registry from "./registry.ts";
import type { Warning } from "./warning.ts";

/** The warnings that this version can raise. The id is also file name, docs anchor and topic word. */
export type RuleId = keyof typeof registry;

/** An entry of the catalogue with its own levels and data keys, by id. */
export type WarningOf<Id extends RuleId> = (typeof registry)[Id]["warning"];

/** One file of the catalogue: what every side needs, and what one side does. */
interface Entry {
  readonly warning: Warning;
  readonly driver: DriverSide;
  readonly desk: DeskSide;
}

const entries: { readonly [Id in RuleId]: Entry } = registry;

/** Whether an id from outside names a warning of this version. */
export const isRuleId = (id: string): id is RuleId => Object.hasOwn(entries, id);

/** All ids, by the alphabet. */
export const ruleIds: readonly RuleId[] = Object.keys(entries).filter(isRuleId).sort();

/** An entry of the catalogue. */
export const warningOf = (id: RuleId): Warning => entries[id].warning;

/** What the driver's page has of a warning. */
export const driverOf = (id: RuleId): DriverSide => entries[id].driver;

/** What the service desk has of a warning. */
export const deskOf = (id: RuleId): DeskSide => entries[id].desk;

/** Every entry, by the alphabet of their ids. */
export const warnings: readonly Warning[] = ruleIds.map(warningOf);
