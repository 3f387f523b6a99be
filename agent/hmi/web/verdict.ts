import type { Language } from "../../../contract/ticket.ts";
import type { HmiState } from "../protocol.ts";
import { timeOf } from "./format.ts";
import type { IconName } from "./icons.tsx";
import { ruleIcon } from "./rule-icons.ts";
import type { Texts } from "./texts.ts";

/** The one thing the bar says of the car. */
export interface Verdict {
  readonly icon: IconName;
  readonly tone: "good" | "attn" | "stop" | "info" | "none";
  readonly title: string;
  readonly detail: string;
}

const quiet = (title: string, detail: string): Verdict => ({ icon: "none", tone: "none", title, detail });

/** Unknown comes before good: a page that is not fed, or a car that is silent, is never "no problems". */
export const verdictOf = (state: HmiState, connected: boolean, texts: Texts, language: Language): Verdict => {
  const { open, tiles, car, prompt } = state;
  const [worst] = open;
  if (!connected) return quiet(texts.noDisplay, texts.valuesFrom(timeOf(state.at)));
  if (worst !== undefined) {
    const { severity, rule } = worst;
    const tone = severity === "critical" ? "stop" : severity === "info" ? "info" : "attn";
    const icon = tone === "info" ? ruleIcon(rule) : "warn";
    // The card below the bar already says it: the bar does not say it twice.
    const title = prompt?.card.episode === worst.episode ? texts.urgency[severity] : worst.title[language];
    const own = prompt?.card.episode === worst.episode ? texts.systems[rule] : worst.line[language];
    return { icon, tone, title, detail: open.length > 1 ? texts.more(open.length - 1) : (own ?? "") };
  }
  if (car.link === "down" || (car.link === "connecting" && tiles.length > 0)) return quiet(texts.noCar, texts.retrying);
  if (tiles.length === 0 || tiles.every(({ freshness }) => freshness === "none"))
    return quiet(texts.waitingForCar, texts.noReadings);
  const none = tiles.filter(({ freshness }) => freshness === "none").length;
  const stale = tiles.filter(({ freshness }) => freshness === "stale").length;
  if (none + stale > 0) return quiet(texts.dataMissing, texts.missing(none, stale));
  return { icon: "check", tone: "good", title: texts.noProblems, detail: texts.allLive(tiles.length) };
};
