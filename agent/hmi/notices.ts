import type { TicketNotice } from "../../contract/wire/down/ticket-notice.ts";
import { titleOfRule } from "../prompts/wording.ts";
import type { HmiState, RequestKind } from "./protocol.ts";

export type Request = HmiState["requests"][number];

/** What came of warnings and wishes at the dealer's. Plain JSON. */
export interface Notices {
  readonly tickets: readonly TicketNotice[];
  readonly requests: readonly Request[];
}

export const noNotices: Notices = { tickets: [], requests: [] };

/** More than a driver will read; the newest are kept. */
const kept = 6;

/** A notice from the bridge: the newest revision of a ticket wins, whatever the order of arrival. */
export const withTicket = (notices: Notices, notice: TicketNotice): Notices => {
  const known = notices.tickets.find(({ ticket }) => ticket === notice.ticket);
  if (known !== undefined && known.revision >= notice.revision) return notices;
  const others = notices.tickets.filter((ticket) => ticket !== known);
  return { ...notices, tickets: [notice, ...others].slice(0, kept) };
};

/** The driver asked for something, and it is in the car's outbox. */
export const withRequest = (
  notices: Notices,
  asked: { readonly request: RequestKind; readonly episode?: string | undefined; readonly at: number },
): Notices => {
  const { request, episode, at } = asked;
  const next: Request = { request, episode: episode ?? null, at, state: "saved" };
  const others = notices.requests.filter((one) => one.request !== request || one.episode !== next.episode);
  return { ...notices, requests: [next, ...others].slice(0, kept) };
};

/** The bridge has confirmed everything the car had stored. */
export const withAllDelivered = (notices: Notices): Notices =>
  notices.requests.every(({ state }) => state === "delivered")
    ? notices
    : { ...notices, requests: notices.requests.map((one) => ({ ...one, state: "delivered" })) };

/** Tickets as the page shows them. */
export const ticketsOf = ({ tickets }: Notices): HmiState["tickets"] =>
  tickets.map(({ number, state, episode, at }) => ({
    number,
    title: titleOfRule(episode.split("/")[1] ?? ""),
    state,
    episode,
    at,
  }));
