import { codeOf, familyOfCode } from "../../../contract/cause-of-code.ts";
import { codeClasses } from "../../../contract/causes.ts";
import { type Bilingual, inBoth, say } from "../../../contract/language.ts";
import { type Fillings, lines, sentence } from "../../../contract/sentences.ts";
import { type Priority, priorities } from "../../../contract/ticket.ts";
import type { Severity, WarningData } from "../../../contract/warning.ts";
import { deskOf, isRuleId, warningOf, warnings } from "../../../contract/warnings/catalogue.ts";
import type { DeskSide } from "../../../contract/warnings/for-desk.ts";
import { fillingsOf, titleOf } from "../../../contract/warnings/speech.ts";
import type { Warning } from "../../../contract/warnings/warning.ts";
import { unknownWarning, wishes } from "./wishes.ts";

/** What the desk needs to know to file a warning. */
export interface Filing {
  readonly faultGroup: string;
  /** false: this kind of warning tells the driver something and is not work for the desk. */
  readonly opensTicket: boolean;
  readonly category: string;
  readonly priority: Priority;
  readonly safety: boolean;
}

/** What the desk says about a fault. */
export interface Wording {
  readonly title: Bilingual;
  readonly why: Bilingual;
  readonly explanation: Bilingual;
  readonly plan: readonly Bilingual[];
  readonly parts: readonly Bilingual[];
}

/** What is known of what a car reported or a driver asked for. */
interface Known {
  readonly title: Bilingual;
  readonly safety: boolean;
  readonly desk: DeskSide;
  /** Its entry in the catalogue; undefined for a wish, and for what this version does not know. */
  readonly warning?: Warning;
}

const knownOf = (rule: string): Known => {
  if (isRuleId(rule)) {
    const warning = warningOf(rule);
    return { title: warning.title, safety: warning.safety, desk: deskOf(rule), warning };
  }
  return (Object.hasOwn(wishes, rule) ? wishes[rule] : undefined) ?? unknownWarning;
};

const partOf = (warning: Warning | undefined, subject: string): Bilingual | undefined => {
  const names = warning?.subject?.of === "parts" ? warning.subject.names : {};
  return Object.hasOwn(names, subject) ? names[subject] : undefined;
};

/** The more urgent of two priorities: rules can raise one, only a person may lower it. */
export const moreUrgent = (a: Priority, b: Priority): Priority =>
  priorities.indexOf(a) <= priorities.indexOf(b) ? a : b;

/** What is not spelled like a code is a fault all the same. */
const unknownCode = { class: "function", area: say("车辆报告的故障", "Fault reported by the car") } as const;

/** Where a warning of a code belongs: to the ticket of its family, else to one of its own. */
const fileCode = (code: string, { faultGroup, category }: DeskSide): Filing => {
  const family = familyOfCode(code);
  const { priority, safety } = codeClasses[family?.class ?? unknownCode.class];
  return {
    faultGroup: family?.group ?? `${faultGroup}-${code === "" ? "unknown" : code.toLowerCase()}`,
    opensTicket: true,
    category,
    safety,
    priority: family?.priority ?? priority,
  };
};

/** Says where a warning belongs and how urgent it is. */
export const file = (rule: string, severity: Severity, data: WarningData, subject: string): Filing => {
  const { warning, safety, desk } = knownOf(rule);
  if (warning?.subject?.of === "code") return fileCode(codeOf(data, subject) ?? "", desk);
  const group = desk.faultGroup === null || desk.faultGroup === unknownWarning.desk.faultGroup ? rule : desk.faultGroup;
  return {
    faultGroup: partOf(warning, subject) === undefined ? group : `${group}-${subject}`,
    opensTicket: desk.faultGroup !== null,
    category: desk.category,
    safety,
    priority: desk.priority[severity],
  };
};

/** Places of the desk's sentences that no data key fills: the code, wherever it stands, and where to begin to look. */
export const deskPlaces = ["code", "area"] as const;

const fillingsOfCode = (warning: Warning, data: WarningData, subject: string): Fillings => {
  const code = codeOf(data, subject);
  const area = familyOfCode(code ?? "")?.area ?? unknownCode.area;
  return fillingsOf(warning, data, subject, { values: { code }, words: { area } });
};

const separator = say("：", ": ");

const titled = (known: Known, fillings: Fillings, subject: string, code: string | undefined): Bilingual => {
  const { warning } = known;
  if (warning === undefined) return known.title;
  if (warning.subject?.of === "code")
    return code === undefined ? known.title : say(`故障码${code}`, `Fault code ${code}`);
  const title = titleOf(warning, fillings);
  const part = partOf(warning, subject);
  return part === undefined ? title : inBoth((language) => `${title[language]}${separator[language]}${part[language]}`);
};

/** Puts a fault into the desk's words, with the numbers that were measured. */
export const word = (rule: string, data: WarningData, subject: string): Wording => {
  const known = knownOf(rule);
  const { warning, desk } = known;
  const isOfCode = warning?.subject?.of === "code";
  const fillings =
    warning === undefined
      ? { values: data }
      : isOfCode
        ? fillingsOfCode(warning, data, subject)
        : fillingsOf(warning, data, subject);
  return {
    title: titled(known, fillings, subject, isOfCode ? codeOf(data, subject) : undefined),
    why: sentence(desk.why, fillings),
    explanation: sentence(desk.explanation, fillings),
    plan: lines(desk.plan, fillings),
    parts: lines(desk.parts, fillings),
  };
};

/** Rules whose title holds the words, in either language: what a search for "brake" or 刹车 means. */
export const rulesTitled = (words: string): string[] => {
  const sought = words.toLowerCase();
  const holds = ({ title }: { readonly title: Bilingual }): boolean =>
    title["zh-CN"].includes(words) || title.en.toLowerCase().includes(sought);
  const asked = Object.keys(wishes).filter((rule) => holds(knownOf(rule)));
  return [...warnings.filter(holds).map(({ id }) => id), ...asked];
};
