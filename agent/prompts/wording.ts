import { type Bilingual, inBoth, type Language } from "../../contract/language.ts";
import type { Severity, WarningEvent } from "../../contract/warning.ts";
import { isRuleId } from "../../contract/warnings/catalogue.ts";
import { dtcPlain } from "./dtc-plain.ts";
import { spoken } from "./numbers.ts";
import { signalName } from "./signal-names.ts";
import { ruleTexts, type Sentences } from "./texts.ts";

/** What a warning says, in both languages: a change of language asks nobody again. */
export interface Wording {
  readonly title: Bilingual;
  readonly body: Bilingual;
  readonly line: Bilingual;
}

/** What a sentence may need that the warning itself does not know. */
export interface WordingContext {
  /** The rescue number of the country the car is in; undefined while that is unknown. */
  readonly rescueNumber?: string | undefined;
}

const when: Readonly<Record<Severity, Bilingual>> = {
  info: { "zh-CN": "下次保养时", en: "at the next service" },
  advisory: { "zh-CN": "两周内", en: "within two weeks" },
  warning: { "zh-CN": "今天", en: "today" },
  critical: { "zh-CN": "立即", en: "now" },
};

const unknownRule: Readonly<Record<Language, Sentences>> = {
  "zh-CN": { title: ["车辆提醒"], body: ["车辆报告了一项提醒，请联系服务中心。"], line: ["车辆提醒，请联系服务中心"] },
  en: {
    title: ["Notice from the car"],
    body: ["The car reports something this display does not know. Please call your service centre."],
    line: ["Please call your service centre"],
  },
};

/** The subject stands behind `vehicle/rule/raisedAt` where a rule speaks of one of several things. */
const subjectOf = (event: WarningEvent): string => event.episode.split("/").slice(3).join("/");

/** The code that stands for the warning: its root, else the first of the group, else the episode's subject. */
export const codeOf = (event: WarningEvent): string | undefined =>
  /[PCBU][0-3][0-9A-F]{3}/.exec(`${event.data["code"] ?? ""} ${event.data["codes"] ?? ""} ${subjectOf(event)}`)?.[0];

const nameOf = (event: WarningEvent): Bilingual | undefined =>
  [event.data["name"], event.data["path"], event.data["signal"], subjectOf(event)]
    .map((candidate) => signalName(String(candidate ?? "")))
    .find((name) => name !== undefined);

const placeOf = (event: WarningEvent, key: string, language: Language, context: WordingContext): string | undefined => {
  if (key === "tel") return context.rescueNumber;
  if (key === "when") return when[event.severity][language];
  if (key === "plain") return dtcPlain(codeOf(event) ?? "")[language];
  if (key === "name") return nameOf(event)?.[language];
  const value = event.data[key];
  return typeof value === "number" && Number.isFinite(value) ? spoken(value) : undefined;
};

/** Whether the warning is of the kind that a sentence asks for with `{?key}` or `{?key=word}`. */
const holds = (event: WarningEvent, key: string, word: string | undefined): boolean => {
  const value = key === "subject" ? subjectOf(event) : event.data[key];
  return value !== undefined && value !== "" && (word === undefined || String(value) === word);
};

const fill = (
  template: string,
  event: WarningEvent,
  language: Language,
  context: WordingContext,
): string | undefined => {
  let missing = false;
  const text = template.replace(
    /\{(\??)(\w+)(?:=(\w+))?\}/g,
    (_, asks: string, key: string, word: string | undefined) => {
      const value = asks === "?" ? (holds(event, key, word) ? "" : undefined) : placeOf(event, key, language, context);
      if (value === undefined) missing = true;
      return value ?? "";
    },
  );
  return missing ? undefined : text;
};

const sentencesOf = (event: WarningEvent, language: Language): Sentences => {
  if (!isRuleId(event.rule)) return unknownRule[language];
  const texts = ruleTexts[event.rule];
  return (event.severity === "critical" ? (texts.critical ?? texts.usual) : texts.usual)[language];
};

/** Puts a warning into words. Pure: the same warning always reads the same. */
export const wordingOf = (event: WarningEvent, context: WordingContext = {}): Wording => {
  const best = (part: keyof Sentences) =>
    inBoth((language) => {
      const templates = sentencesOf(event, language)[part];
      const filled = templates.map((template) => fill(template, event, language, context));
      return filled.find((text) => text !== undefined) ?? unknownRule[language][part].join();
    });
  return { title: best("title"), body: best("body"), line: best("line") };
};

/** The usual title of a rule, for lists that have no warning at hand. */
export const titleOfRule = (rule: string): Bilingual =>
  inBoth((language) => (isRuleId(rule) ? ruleTexts[rule].usual : unknownRule)[language].title.at(-1) ?? "");
