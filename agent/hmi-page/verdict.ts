import type { Language } from "../../contract/language.ts";
import type { HmiState } from "../hmi/protocol.ts";
import { cardIcon } from "./card-icons.ts";
import { timeOf } from "./format.ts";
import type { IconName } from "./icons.tsx";
import type { Texts } from "./texts.ts";

/** The one thing the bar says of the car. */
export interface Verdict {
  readonly icon: IconName;
  readonly tone: "good" | "attn" | "stop" | "info" | "none";
  readonly title: string;
  readonly detail: string;
}

const quiet = (title: string, detail: string): Verdict => ({ icon: "none", tone: "none", title, detail });

/** How much of what the car can tell is known now. */
const dataDetail = (tiles: HmiState["tiles"], texts: Texts): string => {
  const none = tiles.filter(({ freshness }) => freshness === "none").length;
  const stale = tiles.filter(({ freshness }) => freshness === "stale").length;
  return none + stale > 0 ? texts.missing(none, stale) : texts.allLive(tiles.length);
};

/** Unknown comes before good: a page that is not fed, or a car that is silent, is never "no problems". */
export const verdictOf = (state: HmiState, connected: boolean, texts: Texts, language: Language): Verdict => {
  const { open, tiles, car, prompt } = state;
  const [worst] = open;
  if (!connected) return quiet(texts.noDisplay, texts.valuesFrom(timeOf(state.at)));
  if (worst !== undefined) {
    const { severity } = worst;
    const tone = severity === "critical" ? "stop" : severity === "info" ? "info" : "attn";
    const icon = tone === "info" ? cardIcon(worst) : "warn";
    // The card below the bar already says it: the bar does not say it twice.
    if (prompt?.card.episode === worst.episode)
      return { icon, tone, title: texts.urgency[severity], detail: dataDetail(tiles, texts) };
    return {
      icon,
      tone,
      title: worst.title[language],
      detail: open.length > 1 ? texts.more(open.length - 1) : worst.line[language],
    };
  }
  if (car.link === "resting") return quiet(texts.carRests, texts.carRestsWhy);
  if (car.link === "down" || (car.link === "connecting" && tiles.length > 0)) return quiet(texts.noCar, texts.retrying);
  if (tiles.length === 0 || tiles.every(({ freshness }) => freshness === "none"))
    return quiet(texts.waitingForCar, texts.noReadings);
  const missing = tiles.some(({ freshness }) => freshness !== "live");
  const detail = dataDetail(tiles, texts);
  return missing ? quiet(texts.dataMissing, detail) : { icon: "check", tone: "good", title: texts.noProblems, detail };
};
