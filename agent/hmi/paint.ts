import type { TileId } from "../../contract/systems.ts";
import { type Severity, severityRank, type WarningEvent } from "../../contract/warning.ts";
import { type Screen, screenOf } from "../prompts/arbiter.ts";
import { cardOf, tileOfRule } from "./cards.ts";
import { type Live, powertrainOf, tilesOf } from "./live.ts";
import type { HmiModel } from "./model.ts";
import { type Notices, ticketsOf } from "./notices.ts";
import { type HelpSources, helpOf, type Place } from "./place.ts";
import type { HmiState } from "./protocol.ts";

/**
 * A function that looks again only when its arguments are other objects, and hands back the former result where the new
 * one reads the same: what did not change stays the same object and is not sent again.
 */
const remembering = <Arguments extends readonly unknown[], Result>(make: (...given: Arguments) => Result) => {
  let last: { readonly given: Arguments; readonly result: Result; readonly text: string } | undefined;
  return (...given: Arguments): Result => {
    if (last?.given.every((one, at) => one === given[at])) return last.result;
    const result = make(...given);
    const text = JSON.stringify(result) ?? "";
    last = last?.text === text ? { ...last, given } : { given, result, text };
    return last.result;
  };
};

const attentionOf = (open: readonly WarningEvent[]): Partial<Record<TileId, Severity>> => {
  const worst: Partial<Record<TileId, Severity>> = {};
  for (const { rule, severity } of open) {
    const tile = tileOfRule(rule);
    if (tile !== undefined && severityRank(severity) >= severityRank(worst[tile] ?? "info")) worst[tile] = severity;
  }
  return worst;
};

const carOf = (live: Live, moving: boolean): HmiState["car"] => ({
  link: live.link,
  powertrain: powertrainOf(live),
  moving,
  outside: live.outside === null ? null : { celsius: live.outside.value, freshness: live.outside.freshness },
  tripKm: live.tripMetres === null ? null : Math.round(live.tripMetres / 100) / 10,
  tripStartedAt: live.startedAt,
});

const promptOf = ({ prompt, form }: Screen, parked: boolean, rescueNumber: string | undefined): HmiState["prompt"] =>
  prompt === null || form === null ? null : { form, card: cardOf(prompt, parked, { rescueNumber }) };

/** Draws states from memories. A model that looks like the last one gives the last state, the same object. */
export const createPainter = (sources: HelpSources): ((model: HmiModel) => HmiState) => {
  const help = remembering((place: Place) => helpOf(place, sources));
  const screen = remembering(screenOf);
  const prompt = remembering(promptOf);
  const open = remembering(({ open: events }: Screen, parked: boolean, rescueNumber: string | undefined) =>
    events.map((event) => cardOf(event, parked, { rescueNumber })),
  );
  const folded = remembering(({ folded: event }: Screen, parked: boolean, rescueNumber: string | undefined) =>
    event === null ? null : cardOf(event, parked, { rescueNumber }),
  );
  const car = remembering(carOf);
  const tiles = remembering((live: Live, { open: events }: Screen) => [...tilesOf(live, attentionOf(events))]);
  const tickets = remembering(ticketsOf);
  const requests = remembering((notices: Notices) => [...notices.requests]);

  const paint = ({ at, language, theme, prompts, live, place, notices, uplink }: HmiModel): HmiState => {
    const shownHelp = help(place);
    const shownScreen = screen(prompts);
    const parked = prompts.motion.state === "parked";
    const rescueNumber = shownHelp.rescue[0]?.number;
    return {
      v: 1,
      at,
      language,
      theme,
      car: car(live, prompts.motion.state === "moving"),
      uplink,
      tiles: tiles(live, shownScreen),
      prompt: prompt(shownScreen, parked, rescueNumber),
      waiting: shownScreen.waiting,
      open: open(shownScreen, parked, rescueNumber),
      folded: folded(shownScreen, parked, rescueNumber),
      help: shownHelp,
      tickets: tickets(notices),
      requests: requests(notices),
    };
  };

  let last: HmiState | undefined;
  return (model) => {
    const next = paint(model);
    const before = last;
    if (before !== undefined && Object.entries(next).every(([key, value]) => value === Reflect.get(before, key)))
      return before;
    last = next;
    return next;
  };
};
