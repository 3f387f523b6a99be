import { codeOf, familyOfCode } from "../../contract/cause-of-code.ts";
import { type Fillings, isMet } from "../../contract/sentences.ts";
import { unitRead } from "../../contract/signals/units.ts";
import { type CarPart, type SystemId, systems, type TileId } from "../../contract/systems.ts";
import type { WarningEvent } from "../../contract/warning.ts";
import { driverOf, isRuleId, type RuleId, warningOf } from "../../contract/warnings/catalogue.ts";
import { buttonsOf } from "../prompts/buttons.ts";
import { fillingsOfEvent, type WordingContext, wordingOf } from "../prompts/wording.ts";
import type { Card, Fact } from "./protocol.ts";

const numberAt = (event: WarningEvent, key: string): number | undefined => {
  const value = event.data[key];
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
};

const factsOf = (event: WarningEvent, rule: RuleId): Fact[] =>
  (driverOf(rule).facts ?? []).flatMap(({ key, unit, label, about = false }) => {
    const value = numberAt(event, key);
    const read = unit ?? unitRead(warningOf(rule).data[key]?.unit ?? "-");
    return value === undefined ? [] : [{ value, unit: read, label, about }];
  });

const gaugeOf = (event: WarningEvent, rule: RuleId): Card["gauge"] => {
  const { thermometer } = driverOf(rule);
  const value = thermometer?.keys.map((key) => numberAt(event, key)).find((number) => number !== undefined);
  if (thermometer === undefined || value === undefined) return null;
  const [low, high] = thermometer.scale;
  const mark = numberAt(event, thermometer.mark.key) ?? null;
  return {
    low: Math.min(low, value),
    high: Math.max(high, value),
    value,
    mark,
    markLabel: mark === null ? null : thermometer.mark.label,
  };
};

/** Some warnings speak of one of several parts, and those of codes of whatever the code is about. */
const partOf = (event: WarningEvent, rule: RuleId, fillings: Fillings): CarPart => {
  const { subject, system } = warningOf(rule);
  if (subject?.of === "code")
    return familyOfCode(codeOf(event.data, String(fillings.values["subject"])) ?? "")?.part ?? "none";
  const found = driverOf(rule).parts?.find(({ where }) => isMet(where, fillings));
  return found?.part ?? systems[system].part;
};

const systemOf = (rule: string): SystemId | null => (isRuleId(rule) ? warningOf(rule).system : null);

/** What the page draws for a warning: words in both languages, the part of the car, the numbers, the ways on. */
export const cardOf = (event: WarningEvent, parked: boolean, context: WordingContext): Card => {
  const { rule } = event;
  const fillings = fillingsOfEvent(event, context);
  const known = isRuleId(rule) && fillings !== undefined;
  return {
    episode: event.episode,
    rule,
    system: systemOf(rule),
    severity: event.severity,
    raisedAt: event.raisedAt,
    ...wordingOf(event, context),
    part: known ? partOf(event, rule, fillings) : "none",
    facts: known ? factsOf(event, rule) : [],
    gauge: known ? gaugeOf(event, rule) : null,
    buttons: [...buttonsOf(event, parked)],
  };
};

/** The figure of the home page that a rule speaks about. */
export const tileOfRule = (rule: string): TileId | undefined => {
  const system = systemOf(rule);
  return system === null ? undefined : (systems[system].tile ?? undefined);
};
