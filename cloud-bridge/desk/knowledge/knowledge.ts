import type { Bilingual, Language } from "../../../contract/language.ts";
import { type Priority, priorities } from "../../../contract/ticket.ts";
import type { Severity, WarningData } from "../../../contract/warning.ts";
import { judgeDtc, priorityOfClass } from "./dtc-class.ts";
import { type RuleKnowledge, ruleKnowledge, unknownRule } from "./rule-knowledge.ts";
import { sentence } from "./sentence.ts";

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

const known = (rule: string): RuleKnowledge =>
  (Object.hasOwn(ruleKnowledge, rule) ? ruleKnowledge[rule] : undefined) ?? unknownRule;

/** What stands behind vehicle/rule/raisedAt where a rule speaks of one of several things. */
const subjectOf = (episode: string): string => episode.split("/").slice(3).join("/");

const partOf = (subjects: RuleKnowledge["subjects"], episode: string): Bilingual | undefined =>
  subjects !== undefined && Object.hasOwn(subjects, subjectOf(episode)) ? subjects[subjectOf(episode)] : undefined;

/** A DTC episode names its code in the data, or as the subject behind vehicle/rule/raisedAt. */
const codeOf = (data: WarningData, episode: string): string =>
  /[PCBU][0-3][0-9A-F]{3}/.exec(`${data["code"] ?? ""} ${data["codes"] ?? ""} ${subjectOf(episode)}`)?.[0] ?? "";

/** The more urgent of two priorities: rules can raise one, only a person may lower it. */
export const moreUrgent = (a: Priority, b: Priority): Priority =>
  priorities.indexOf(a) <= priorities.indexOf(b) ? a : b;

/** Says where a warning belongs and how urgent it is. */
export const file = (rule: string, severity: Severity, data: WarningData, episode: string): Filing => {
  const { faultGroup, subjects, category, safety, priority } = known(rule);
  if (rule !== "dtc-confirmed") {
    const group = faultGroup === null || faultGroup === "unknown" ? rule : faultGroup;
    return {
      faultGroup: partOf(subjects, episode) === undefined ? group : `${group}-${subjectOf(episode)}`,
      opensTicket: faultGroup !== null,
      category,
      safety,
      priority: priority[severity],
    };
  }
  const judged = judgeDtc(codeOf(data, episode));
  return {
    faultGroup: judged.faultGroup,
    opensTicket: true,
    category,
    safety: judged.class === "stop" || judged.class === "safety",
    priority: priorityOfClass[judged.class],
  };
};

const separator: Bilingual = { "zh-CN": "：", en: ": " };
const both = (say: (language: Language) => string): Bilingual => ({ "zh-CN": say("zh-CN"), en: say("en") });

/** Puts a fault into the desk's words, with the numbers that were measured. */
export const word = (rule: string, data: WarningData, episode: string): Wording => {
  const { title, subjects, why, explanation, plan, parts } = known(rule);
  if (rule !== "dtc-confirmed") {
    const part = partOf(subjects, episode);
    const full =
      part === undefined ? title : both((language) => `${title[language]}${separator[language]}${part[language]}`);
    return { title: full, why: sentence(why, data), explanation, plan, parts };
  }
  const code = codeOf(data, episode);
  const { area } = judgeDtc(code);
  return {
    title: code === "" ? title : { "zh-CN": `故障码${code}`, en: `Fault code ${code}` },
    why: sentence(why, { ...data, code, areaZh: area["zh-CN"], areaEn: area.en }),
    explanation,
    plan,
    parts,
  };
};

/** Rules whose title holds the words, in either language: what a search for "brake" or 刹车 means. */
export const rulesTitled = (words: string): string[] => {
  const sought = words.toLowerCase();
  return Object.entries(ruleKnowledge)
    .filter(([, { title }]) => title["zh-CN"].includes(words) || title.en.toLowerCase().includes(sought))
    .map(([rule]) => rule);
};
