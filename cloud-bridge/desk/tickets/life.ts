import { severityRank } from "../../../contract/warning.ts";
import type { TicketNotice } from "../../../contract/wire/down/ticket-notice.ts";
import { envelopeVersion } from "../../../contract/wire/envelope.ts";
import type { Job } from "../../platform/jobs/job.ts";
import { type ClockEvent, openingWords, runningClock, wordsOfMove, wordsOfOpening } from "../clocks/sla.ts";
import { type Filing, moreUrgent } from "../knowledge/knowledge.ts";
import type { Alert } from "../problems/alert.ts";
import type { Facts, Refusal, TicketCommand } from "./command.ts";
import { isEnd, judgeMove } from "./policy.ts";
import type { HistoryEntry, HistoryKind, Report, Work } from "./table.ts";
import { type Changed, priorityOf, type Ticket, versionOf } from "./ticket.ts";

/** Jobs that tell a car of its ticket; their lane is the vehicle. */
export const noticeKind = "ticket-notice";

type Line = Pick<HistoryEntry, "actor" | "kind" | "fromState" | "toState" | "note">;

const line = (actor: string, kind: HistoryKind, note: string | null = null): Line => ({
  actor,
  kind,
  fromState: null,
  toState: null,
  note,
});

/** What one command does to a ticket; what is left out stays. */
interface Effect {
  readonly work?: Work;
  readonly report?: Report;
  readonly lines: readonly Line[];
  readonly words?: readonly ClockEvent[];
  /** The car is told of the ticket as it is then. */
  readonly tellsCar?: boolean;
}

/** Every change goes through here: it counts whose it was, writes the history and reads the clocks anew. */
const settle = (ticket: Ticket, at: number, { work, report, lines, words = [], tellsCar = false }: Effect): Changed => {
  const all = words.length === 0 ? ticket.words : [...ticket.words, ...words];
  const said = ticket.words.length === 0 ? words.slice(openingWords) : words;
  const { ledger } = ticket;
  const { id: ticketId } = ticket.work;
  const next: Ticket = { work: work ?? ticket.work, report: report ?? ticket.report, ledger, words: all };
  const clock = isEnd(next.work.state) ? null : runningClock(all, priorityOf(next));
  const settled: Ticket = {
    ...next,
    ledger: {
      ticketId,
      clockName: clock?.name ?? null,
      clockDueAt: clock?.dueAt ?? null,
      updatedAt: at,
      historyLength: ledger.historyLength + lines.length,
      clockLength: all.length - openingWords,
    },
  };
  return {
    changes: {
      ticket: settled,
      hasNewWork: work !== undefined,
      hasNewReport: report !== undefined,
      words: said.map((word, index) => ({ ticketId, position: ledger.clockLength + index, ...word })),
    },
    history: lines.map((entry, index) => ({ ticketId, position: ledger.historyLength + index, at, ...entry })),
    jobs: tellsCar ? [noticeOf(settled, settled.report.episode)] : [],
  };
};

const byPeople = (work: Work): Work => ({ ...work, revision: work.revision + 1 });
const byCar = (report: Report): Report => ({ ...report, revision: report.revision + 1 });

/** A new ticket for a warning that has none. */
const open = ({ identity, alert, filing, active, at }: Extract<TicketCommand, { kind: "open" }>): Changed => {
  const work: Work = {
    ...identity,
    vehicleId: alert.vehicleId,
    faultGroup: filing.faultGroup,
    category: filing.category,
    customerId: null,
    openedAt: at,
    state: "new",
    isOpen: true,
    closedAt: null,
    closedOdometerKm: null,
    revision: 0,
  };
  const report: Report = {
    ticketId: identity.id,
    rule: alert.rule,
    subject: alert.subject,
    episode: alert.episode,
    raisedAt: alert.raisedAt,
    episodeRevision: alert.revision,
    data: alert.data,
    severity: alert.severity,
    safety: filing.safety,
    priority: filing.safety ? "P1" : filing.priority,
    active,
    occurrences: 1,
    revision: 1,
  };
  const ledger = {
    ticketId: identity.id,
    clockName: null,
    clockDueAt: null,
    updatedAt: at,
    historyLength: 0,
    clockLength: 0,
  };
  const opened: Line = { ...line("vehicle", "opened"), toState: "new" };
  return settle({ work, report, ledger, words: [] }, at, { work, report, lines: [opened], words: wordsOfOpening(at) });
};

/** One more warning event. Priority, severity and the safety tag only rise. */
const takeOccurrence = (before: Report, alert: Alert, filing: Filing, active: boolean): Effect => {
  const safety = before.safety || filing.safety;
  const priority = safety ? "P1" : moreUrgent(before.priority, filing.priority);
  // Events may come in any order; the headline is the newest event of the rule that opened the ticket.
  const newer =
    alert.rule === before.rule &&
    (alert.raisedAt > before.raisedAt ||
      (alert.raisedAt === before.raisedAt && alert.revision > before.episodeRevision));
  const headline = newer
    ? {
        subject: alert.subject,
        episode: alert.episode,
        raisedAt: alert.raisedAt,
        episodeRevision: alert.revision,
        data: alert.data,
      }
    : {};
  const raised = line("rules", "priority", `${before.priority} → ${priority}`);
  return {
    report: byCar({
      ...before,
      ...headline,
      active,
      occurrences: before.occurrences + 1,
      severity: severityRank(alert.severity) > severityRank(before.severity) ? alert.severity : before.severity,
      safety,
      priority,
    }),
    lines: [line("vehicle", "occurrence"), ...(priority === before.priority ? [] : [raised])],
  };
};

const move = (
  { work, report }: Ticket,
  { to, note, actor, at }: Extract<TicketCommand, { kind: "move" }>,
  { odometerKm }: Facts,
): Effect => {
  const ended = isEnd(to);
  return {
    work: byPeople({
      ...work,
      state: to,
      isOpen: !ended,
      closedAt: ended ? at : null,
      closedOdometerKm: ended ? odometerKm : null,
    }),
    lines: [{ actor, kind: "transition", fromState: work.state, toState: to, note }],
    words: wordsOfMove(to, report.safety, at),
    tellsCar: true,
  };
};

/** A command to a ticket that is there. */
type Later = Exclude<TicketCommand, { kind: "open" }>;

const effectOf = (ticket: Ticket, command: Later, facts: Facts): Effect => {
  const { work, report } = ticket;
  switch (command.kind) {
    case "occurrence":
      return takeOccurrence(report, command.alert, command.filing, command.active);
    // It stays work until a person closes it.
    case "cleared":
      return { report: byCar({ ...report, active: command.active }), lines: [line(command.actor, "cleared")] };
    case "evidence":
      return { report: byCar(report), lines: [line(command.actor, "evidence")] };
    case "note":
      return { work: byPeople(work), lines: [line(command.actor, "note", command.text)] };
    case "move":
      return move(ticket, command, facts);
  }
};

/** Whether a command may be carried out, by the facts; undefined when nothing is against it. */
const refusalOf = ({ work }: Ticket, command: Later): Refusal | undefined => {
  if (command.expected !== "any" && command.expected !== work.revision)
    return { why: "changed", revision: work.revision };
  if (command.kind !== "move") return undefined;
  const judged = judgeMove(work.state, command.to, command.note ?? undefined);
  if (judged.ok) return undefined;
  return judged.reason === "noteMissing" ? { why: "noteMissing" } : { why: "illegalMove", legal: judged.legal };
};

export type Applied = ({ readonly ok: true } & Changed) | { readonly ok: false; readonly refusal: Refusal };

const refuse = (refusal: Refusal): Applied => ({ ok: false, refusal });

/** The one way in which a ticket comes to be and changes. Pure: the same command on the same facts is the same change. */
export const apply = (command: TicketCommand, facts: Facts): Applied => {
  const { ticket } = facts;
  if (command.kind === "open") return ticket === undefined ? { ok: true, ...open(command) } : refuse({ why: "open" });
  if (ticket === undefined) return refuse({ why: "unknown" });
  const refusal = refusalOf(ticket, command);
  if (refusal !== undefined) return refuse(refusal);
  return { ok: true, ...settle(ticket, command.at, effectOf(ticket, command, facts)) };
};

/** What the car is told about a ticket: which one speaks of its episode, and how far it is. The newest word is enough. */
export const noticeOf = (ticket: Ticket, episode: string): Job => {
  const { work, ledger } = ticket;
  const notice: TicketNotice = {
    v: envelopeVersion,
    ticket: work.id,
    number: work.number,
    episode,
    state: work.state,
    revision: versionOf(ticket),
    at: ledger.updatedAt,
  };
  return {
    key: `${noticeKind}/${work.vehicleId}/${work.id}/${episode}`,
    kind: noticeKind,
    lane: work.vehicleId,
    payload: JSON.stringify(notice),
    revision: versionOf(ticket),
    due: ledger.updatedAt,
    createdAt: ledger.updatedAt,
  };
};
