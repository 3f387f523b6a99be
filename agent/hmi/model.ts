import type { VehicleEvent } from "../../contract/events.ts";
import type { Language } from "../../contract/language.ts";
import { type WarningEvent, warningKinds } from "../../contract/warning.ts";
import type { TicketNotice } from "../../contract/wire/down/ticket-notice.ts";
import { emptyPrompts, type PromptState, reducePrompts } from "../prompts/arbiter.ts";
import { emptyLive, type Live, reduceLive } from "./live.ts";
import { type Notices, noNotices, withAllDelivered, withRequest, withTicket } from "./notices.ts";
import { noPlace, type Place, reducePlace } from "./place.ts";
import type { HmiState, RequestKind, Theme } from "./protocol.ts";
import type { SavedHmi } from "./saved.ts";

/** The way to the bridge. `waiting` counts stored messages that the bridge has not confirmed: 0 means all is delivered. */
export interface UplinkInput {
  readonly kind: "uplink";
  readonly state: HmiState["uplink"]["state"];
  readonly waiting: number;
  readonly at: number;
}

/** The driver asked for something; hand it in once its message is in the outbox. */
export interface RequestInput {
  readonly kind: "request";
  readonly request: RequestKind;
  readonly episode?: string | undefined;
  readonly at: number;
}

/** What became of a warning at the dealer's. */
export interface TicketInput {
  readonly kind: "ticket";
  readonly notice: TicketNotice;
}

/** The driver's preferences, as the room `settings` keeps them. */
export interface SettingsInput {
  readonly kind: "settings";
  readonly language?: Language | undefined;
  readonly theme?: Theme | undefined;
}

/** Everything the page depends on, in the order in which it happened: measured events, warnings, and what people and links do. */
export type HmiInput = VehicleEvent | WarningEvent | UplinkInput | RequestInput | TicketInput | SettingsInput;

/** All that the page's state is drawn from. Plain JSON. */
export interface HmiModel {
  readonly at: number;
  readonly language: Language;
  readonly theme: Theme;
  readonly prompts: PromptState;
  readonly live: Live;
  readonly place: Place;
  readonly notices: Notices;
  readonly uplink: HmiState["uplink"];
}

const isWarning = (input: HmiInput): input is WarningEvent => warningKinds.some((kind) => kind === input.kind);

/** A model to begin with: what was saved, or nothing. */
export const startHmi = (
  {
    language = "zh-CN",
    theme = "auto",
  }: { readonly language?: Language | undefined; readonly theme?: Theme | undefined },
  saved?: SavedHmi,
): HmiModel => ({
  at: 0,
  language,
  theme,
  prompts: saved?.prompts ?? emptyPrompts,
  live: emptyLive(saved?.known),
  place: saved === undefined ? noPlace : { ...noPlace, fix: saved.fix },
  notices: saved === undefined ? noNotices : { tickets: saved.tickets, requests: saved.requests },
  uplink: { state: "off", since: null, waiting: 0 },
});

/** The part of the model that outlives the process. */
export const savedOf = ({ prompts, live, place, notices }: HmiModel): SavedHmi => ({
  v: 1,
  prompts: { ...prompts, open: [...prompts.open] },
  known: [...live.known],
  fix: place.fix,
  tickets: [...notices.tickets],
  requests: [...notices.requests],
});

const uplinkMoved = (model: HmiModel, { state, waiting, at }: UplinkInput): HmiModel => {
  const { uplink, notices } = model;
  const since = state === uplink.state ? uplink.since : at;
  return {
    ...model,
    uplink: state === uplink.state && waiting === uplink.waiting ? uplink : { state, since, waiting },
    notices: waiting === 0 ? withAllDelivered(notices) : notices,
  };
};

const measured = (model: HmiModel, event: VehicleEvent): HmiModel => {
  const prompts = reducePrompts(model.prompts, event);
  const live = reduceLive(model.live, event);
  const place = reducePlace(model.place, event);
  // The page's clock moves with the ticks; a hundred samples a second are no reason to send it again.
  const at = event.kind === "tick" || event.kind === "drive" ? event.at : model.at;
  const same = prompts === model.prompts && live === model.live && place === model.place && at === model.at;
  return same ? model : { ...model, at, prompts, live, place };
};

/** Takes one input in. The same object comes back when it changed nothing. */
export const reduceHmi = (model: HmiModel, input: HmiInput): HmiModel => {
  if (isWarning(input)) return { ...model, prompts: reducePrompts(model.prompts, input) };
  switch (input.kind) {
    case "uplink":
      return uplinkMoved(model, input);
    case "ticket":
      return { ...model, notices: withTicket(model.notices, input.notice) };
    case "request":
      return { ...model, notices: withRequest(model.notices, input) };
    case "settings":
      return { ...model, language: input.language ?? model.language, theme: input.theme ?? model.theme };
    default:
      return measured(model, input);
  }
};
