import type { TicketState } from "../../../contract/ticket.ts";
import { severityRank } from "../../../contract/warning.ts";
import type { TicketNotice } from "../../../contract/wire/down/ticket-notice.ts";
import { envelopeVersion } from "../../../contract/wire/envelope.ts";
import { downTopic } from "../../../contract/wire/topics.ts";
import { type ClockEvent, parseClockEvents, runningClock, wordsOfMove, wordsOfOpening } from "../clocks/sla.ts";
import { type Filing, moreUrgent } from "../knowledge/knowledge.ts";
import type { Alert } from "../problems/alert.ts";
import { isEnd } from "./policy.ts";
import type { HistoryEntry, HistoryKind, OutgoingJob, Ticket } from "./records.ts";

/** A ticket after one change, with the lines the change adds to its history. */
export interface Changed {
  readonly ticket: Ticket;
  readonly entries: readonly HistoryEntry[];
}

type Line = Pick<HistoryEntry, "actor" | "kind" | "fromState" | "toState" | "note">;

const line = (actor: string, kind: HistoryKind, note: string | null = null): Line => ({
  actor,
  kind,
  fromState: null,
  toState: null,
  note,
});

/** Every change goes through here: it counts the revision, writes the history and reads the clocks anew. */
const change = (ticket: Ticket, at: number, lines: readonly Line[], said: readonly ClockEvent[] = []): Changed => {
  const events = ticket.revision === 0 ? said : [...parseClockEvents(ticket.clockEvents), ...said];
  const clock = isEnd(ticket.state) ? null : runningClock(events, ticket.priority);
  const entries = lines.map((entry, index) => ({
    ticketId: ticket.id,
    position: ticket.historyLength + index,
    at,
    ...entry,
  }));
  return {
    ticket: {
      ...ticket,
      clockEvents: said.length === 0 ? ticket.clockEvents : JSON.stringify(events),
      clockName: clock?.name ?? null,
      clockDueAt: clock?.dueAt ?? null,
      updatedAt: at,
      revision: ticket.revision + 1,
      historyLength: ticket.historyLength + entries.length,
    },
    entries,
  };
};

export interface Identity {
  readonly id: string;
  readonly number: string;
  readonly problemId: string;
  readonly recurrenceOf: string | null;
}

/** A new ticket for a warning that has none. */
export const openTicket = (identity: Identity, alert: Alert, filing: Filing): Changed => {
  const blank: Ticket = {
    id: identity.id,
    number: identity.number,
    vehicleId: alert.vehicleId,
    problemId: identity.problemId,
    faultGroup: filing.faultGroup,
    rule: alert.rule,
    subject: alert.subject,
    episode: alert.episode,
    raisedAt: alert.raisedAt,
    episodeRevision: alert.revision,
    data: JSON.stringify(alert.data),
    category: filing.category,
    priority: filing.safety ? "P1" : filing.priority,
    safety: filing.safety ? 1 : 0,
    severity: alert.severity,
    state: "new",
    isOpen: 1,
    active: 0,
    occurrences: 1,
    openedAt: alert.receivedAt,
    updatedAt: alert.receivedAt,
    closedAt: null,
    closedOdometerKm: null,
    recurrenceOf: identity.recurrenceOf,
    clockEvents: "[]",
    clockName: null,
    clockDueAt: null,
    revision: 0,
    historyLength: 0,
  };
  const opened: Line = { ...line("vehicle", "opened"), toState: "new" };
  return change(blank, alert.receivedAt, [opened], wordsOfOpening(alert.receivedAt));
};

/** A ticket that one more warning event stands on. Priority, severity and the safety tag only rise. */
export const addOccurrence = (ticket: Ticket, alert: Alert, filing: Filing): Changed => {
  const safety = ticket.safety === 1 || filing.safety;
  const priority = safety ? "P1" : moreUrgent(ticket.priority, filing.priority);
  // Events may come in any order; the headline is the newest event of the rule that opened the ticket.
  const newer =
    alert.rule === ticket.rule &&
    (alert.raisedAt > ticket.raisedAt ||
      (alert.raisedAt === ticket.raisedAt && alert.revision > ticket.episodeRevision));
  const raised: Ticket = {
    ...ticket,
    ...(newer
      ? {
          subject: alert.subject,
          episode: alert.episode,
          raisedAt: alert.raisedAt,
          episodeRevision: alert.revision,
          data: JSON.stringify(alert.data),
        }
      : {}),
    occurrences: ticket.occurrences + 1,
    severity: severityRank(alert.severity) > severityRank(ticket.severity) ? alert.severity : ticket.severity,
    safety: safety ? 1 : 0,
    priority,
  };
  const lines = [line("vehicle", "occurrence")];
  if (priority !== ticket.priority) lines.push(line("rules", "priority", `${ticket.priority} → ${priority}`));
  return change(raised, alert.receivedAt, lines);
};

/** A ticket whose condition the car no longer reports; it stays work until a person closes it. */
export const noteCleared = (ticket: Ticket, at: number): Changed => change(ticket, at, [line("vehicle", "cleared")]);

/** A ticket for which signals around the warning came in. */
export const noteEvidence = (ticket: Ticket, at: number): Changed => change(ticket, at, [line("vehicle", "evidence")]);

/** A ticket with a person's words added. */
export const addNote = (ticket: Ticket, at: number, actor: string, text: string): Changed =>
  change(ticket, at, [line(actor, "note", text)]);

/** A ticket that a person moved; that the move is legal was judged before. */
export const moveTicket = (
  ticket: Ticket,
  to: TicketState,
  by: { readonly actor: string; readonly note: string | null; readonly at: number; readonly odometerKm: number | null },
): Changed => {
  const ended = isEnd(to);
  const moved: Ticket = {
    ...ticket,
    state: to,
    isOpen: ended ? 0 : 1,
    closedAt: ended ? by.at : null,
    closedOdometerKm: ended ? by.odometerKm : null,
  };
  const move: Line = { actor: by.actor, kind: "transition", fromState: ticket.state, toState: to, note: by.note };
  return change(moved, by.at, [move], wordsOfMove(to, ticket.safety === 1, by.at));
};

/** What the car is told about a ticket: which one speaks of its episode, and how far it is. */
export const noticeOf = (ticket: Ticket, episode: string): OutgoingJob => {
  const notice: TicketNotice = {
    v: envelopeVersion,
    ticket: ticket.id,
    number: ticket.number,
    episode,
    state: ticket.state,
    revision: ticket.revision,
    at: ticket.updatedAt,
  };
  return {
    id: `${ticket.id}/${episode}`,
    vehicleId: ticket.vehicleId,
    topic: downTopic(ticket.vehicleId, "ticket"),
    payload: JSON.stringify(notice),
    revision: ticket.revision,
    createdAt: ticket.updatedAt,
  };
};
