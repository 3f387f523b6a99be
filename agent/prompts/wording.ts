import { codeOf } from "../../contract/cause-of-code.ts";
import { type Bilingual, inBoth, say } from "../../contract/language.ts";
import { type Fillings, sentence } from "../../contract/sentences.ts";
import type { Severity, WarningEvent } from "../../contract/warning.ts";
import { driverOf, isRuleId, warningOf } from "../../contract/warnings/catalogue.ts";
import type { Sentences } from "../../contract/warnings/for-driver.ts";
import { fillingsOf, titleOf } from "../../contract/warnings/speech.ts";
import { dtcPlain } from "./dtc-plain.ts";

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
  info: say("下次保养时", "at the next service"),
  advisory: say("两周内", "within two weeks"),
  warning: say("今天", "today"),
  critical: say("立即", "now"),
};

/** What is said of a warning that this version does not know. */
export const unknownWarning: Wording = {
  title: say("车辆提醒", "Notice from the car"),
  body: say(
    "车辆报告了一项提醒，请联系服务中心。",
    "The car reports something this display does not know. Please call your service centre.",
  ),
  line: say("车辆提醒，请联系服务中心", "Please call your service centre"),
};

/** Places of the driver's sentences that no data key fills: the code in plain words, by when to act, whom to call. */
export const driverPlaces = ["plain", "when", "tel"] as const;

/** What the sentences and conditions of a warning are filled with; undefined for one that this version does not know. */
export const fillingsOfEvent = (event: WarningEvent, { rescueNumber }: WordingContext): Fillings | undefined => {
  if (!isRuleId(event.rule)) return undefined;
  const { subject } = event;
  const plain = dtcPlain(codeOf(event.data, subject) ?? "");
  const tel = rescueNumber === undefined ? undefined : say(rescueNumber, rescueNumber);
  return fillingsOf(warningOf(event.rule), event.data, subject, {
    words: { plain, when: when[event.severity], tel },
  });
};

/** The first that can be said; where none can, as in a language a sentence is missing in, what is said of the unknown. */
const best = (part: keyof Wording, candidates: readonly Bilingual[], fillings: Fillings): Bilingual => {
  const said = sentence(candidates, fillings);
  return inBoth((language) => said[language] || unknownWarning[part][language]);
};

/** Puts a warning into words. Pure: the same warning always reads the same. */
export const wordingOf = (event: WarningEvent, context: WordingContext = {}): Wording => {
  const fillings = fillingsOfEvent(event, context);
  if (fillings === undefined || !isRuleId(event.rule)) return unknownWarning;
  const { usual, critical } = driverOf(event.rule);
  const special: Sentences | undefined = event.severity === "critical" ? critical : undefined;
  const { body, line } = special ?? usual;
  return {
    title: special === undefined ? titleOf(warningOf(event.rule), fillings) : best("title", special.title, fillings),
    body: best("body", body, fillings),
    line: best("line", line, fillings),
  };
};

/** The usual title of a rule, for lists that have no warning at hand. */
export const titleOfRule = (rule: string): Bilingual => (isRuleId(rule) ? warningOf(rule).title : unknownWarning.title);
