import { severityRank } from "../../../contract/warning.ts";
import type { ClockEventRecord } from "../clocks/table.ts";
import { type Filing, file } from "../knowledge/knowledge.ts";
import type { Alert } from "../problems/alert.ts";
import type { Episode, Occurrence, Problem } from "../problems/table.ts";
import type { TicketCommand } from "./command.ts";
import { apply, noticeOf, openTicket } from "./life.ts";
import type { HistoryEntry, OutgoingJob } from "./table.ts";
import type { Changed, Ticket } from "./ticket.ts";

/** Evidence that came in for an episode. */
export interface EvidenceArrival {
  readonly messageId: string;
  readonly vehicleId: string;
  readonly episode: string;
  readonly receivedAt: number;
}

/** What a batch brings to the desk, each event once: repeats were sorted out before. */
export interface Intake {
  readonly alerts: readonly Alert[];
  readonly evidence: readonly EvidenceArrival[];
}

/** What was known of the vehicles of a batch before it. */
export interface Known {
  readonly problems: readonly Problem[];
  readonly episodes: readonly Episode[];
  /** Open tickets of those problems, the newest ended one of each, and those the episodes stand on. */
  readonly tickets: readonly Ticket[];
  /** Newest odometer by vehicle, km. */
  readonly odometers: ReadonlyMap<string, number>;
}

/** Fresh names for a new ticket. */
export interface Mint {
  readonly id: () => string;
  readonly number: () => string;
  /** The dealer whose desk the ticket comes to. */
  readonly centreId: string;
}

/** Everything that has to be written, as the records are after the batch. */
export interface Outcome {
  readonly problems: readonly Problem[];
  readonly episodes: readonly Episode[];
  readonly tickets: readonly Ticket[];
  readonly opened: readonly { readonly ticket: Ticket; readonly alert: Alert }[];
  readonly history: readonly HistoryEntry[];
  readonly clockEvents: readonly ClockEventRecord[];
  readonly occurrences: readonly Occurrence[];
  readonly jobs: readonly OutgoingJob[];
}

/** Problems are found by this id, from the alert alone. */
export const problemIdOf = (alert: Alert): string =>
  `${alert.vehicleId}/${file(alert.rule, alert.severity, alert.data, alert.subject).faultGroup}`;

/** A closed ticket of the same fault makes a new one a recurrence for 14 days or 1,000 km, whichever lasts longer. */
const recurrence = { days: 14, km: 1_000 };

const recurs = ({ work }: Ticket, alert: Alert, odometerKm: number | undefined): boolean => {
  if (work.state !== "closed" || work.closedAt === null) return false;
  const withinDays = alert.receivedAt - work.closedAt <= recurrence.days * 86_400_000;
  const driven =
    odometerKm === undefined || work.closedOdometerKm === null ? undefined : odometerKm - work.closedOdometerKm;
  return withinDays || (driven !== undefined && driven >= 0 && driven <= recurrence.km);
};

const keyOf = (vehicleId: string, episode: string): string => `${vehicleId}\n${episode}`;

/** The records of a batch while it is worked through, and which of them changed. */
const createWorkbench = (known: Known) => {
  const problems = new Map(known.problems.map((problem) => [problem.id, problem]));
  const episodes = new Map(known.episodes.map((episode) => [keyOf(episode.vehicleId, episode.episode), episode]));
  const tickets = new Map(known.tickets.map((ticket) => [ticket.work.id, ticket]));
  const openOf = new Map<string, string>();
  const endedOf = new Map<string, string>();
  for (const { work } of known.tickets) {
    const before = tickets.get(endedOf.get(work.problemId) ?? "")?.work;
    if (work.isOpen) openOf.set(work.problemId, work.id);
    else if (before === undefined || (before.closedAt ?? 0) < (work.closedAt ?? 0))
      endedOf.set(work.problemId, work.id);
  }
  return {
    problems,
    episodes,
    tickets,
    openOf,
    endedOf,
    touched: { problems: new Set<string>(), episodes: new Set<string>(), tickets: new Set<string>() },
    history: [] as HistoryEntry[],
    clockEvents: [] as ClockEventRecord[],
    jobs: new Map<string, OutgoingJob>(),
    opened: new Map<string, Alert>(),
    occurrences: [] as Occurrence[],
  };
};
type Workbench = ReturnType<typeof createWorkbench>;

const keep = (bench: Workbench, { ticket, history, words }: Changed): Ticket => {
  const { id } = ticket.work;
  const before = ticket.words.length - words.length;
  bench.tickets.set(id, ticket);
  bench.touched.tickets.add(id);
  bench.history.push(...history);
  bench.clockEvents.push(...words.map((word, index) => ({ ticketId: id, position: before + index, ...word })));
  return ticket;
};

/** Carries out what a car says of a ticket: nothing is ever against it. */
const carry = (bench: Workbench, ticket: Ticket, command: TicketCommand): Ticket => {
  const applied = apply(ticket, command, { odometerKm: null });
  return applied.ok ? keep(bench, applied) : ticket;
};

/** Which ticket an event belongs to; undefined when it needs a new one. */
const ticketFor = (bench: Workbench, alert: Alert, problemId: string, episode: Episode): Ticket | undefined => {
  const open = bench.tickets.get(bench.openOf.get(problemId) ?? "");
  if (open !== undefined) return open;
  const own = bench.tickets.get(episode.ticketId ?? "");
  // The desk is done with this episode: more of the same is for the record, but getting worse is new work.
  if (own !== undefined) return severityRank(alert.severity) > severityRank(own.report.severity) ? undefined : own;
  const ended = bench.tickets.get(bench.endedOf.get(problemId) ?? "");
  // A late backlog of what happened before the car was repaired is no new fault.
  const closedAt = ended?.work.closedAt ?? null;
  return closedAt !== null && alert.receivedAt - alert.ageMs < closedAt ? ended : undefined;
};

const admit = (bench: Workbench, alert: Alert, filing: Filing, mint: Mint, odometerKm: number | undefined): void => {
  const key = keyOf(alert.vehicleId, alert.episode);
  const episode = bench.episodes.get(key);
  // An episode stays with its problem, whatever its later events say of themselves.
  const problemId = episode?.problemId ?? `${alert.vehicleId}/${filing.faultGroup}`;
  const problem = bench.problems.get(problemId);
  const newest = alert.revision > (episode?.lastRevision ?? -1);
  const wasActive = episode !== undefined && !episode.cleared;
  const cleared = newest ? alert.kind === "cleared" || alert.kind === "requested" : (episode?.cleared ?? false);
  const activeEpisodes = (problem?.activeEpisodes ?? 0) + (cleared ? 0 : 1) - (wasActive ? 1 : 0);
  const active = activeEpisodes > 0;
  const asked = { id: alert.eventId, actor: "vehicle", at: alert.receivedAt, expected: "any" } as const;

  const base: Episode = episode ?? {
    episode: alert.episode,
    vehicleId: alert.vehicleId,
    problemId,
    ticketId: null,
    lastRevision: -1,
    cleared: false,
  };
  let ticket: Ticket | undefined;
  if (filing.opensTicket && alert.kind !== "cleared") {
    const found = ticketFor(bench, alert, problemId, base);
    if (found !== undefined) ticket = carry(bench, found, { ...asked, kind: "occurrence", alert, filing, active });
    else {
      const ended = bench.tickets.get(bench.endedOf.get(problemId) ?? "");
      const recurrenceOf = ended !== undefined && recurs(ended, alert, odometerKm) ? ended.work.number : null;
      const identity = { id: mint.id(), number: mint.number(), problemId, recurrenceOf, centreId: mint.centreId };
      ticket = keep(bench, openTicket(identity, alert, filing, active));
      bench.openOf.set(problemId, ticket.work.id);
      bench.opened.set(ticket.work.id, alert);
    }
    if (base.ticketId !== ticket.work.id) {
      const notice = noticeOf(ticket, alert.episode);
      bench.jobs.set(notice.id, notice);
    }
  } else if (newest && alert.kind === "cleared") {
    const own = bench.tickets.get(base.ticketId ?? "");
    if (own !== undefined) ticket = carry(bench, own, { ...asked, kind: "cleared", active });
    // The episode may stand on a closed ticket while the problem goes on in an open one.
    const open = bench.tickets.get(bench.openOf.get(problemId) ?? "");
    if (open?.report.active === true && !active) carry(bench, open, { ...asked, kind: "cleared", active });
  }

  bench.problems.set(problemId, {
    id: problemId,
    vehicleId: alert.vehicleId,
    faultGroup: problem?.faultGroup ?? filing.faultGroup,
    activeEpisodes,
    firstSeenAt: problem?.firstSeenAt ?? alert.receivedAt,
    lastSeenAt: alert.receivedAt,
  });
  bench.touched.problems.add(problemId);
  bench.episodes.set(key, {
    ...base,
    ticketId: ticket?.work.id ?? base.ticketId,
    lastRevision: Math.max(base.lastRevision, alert.revision),
    cleared,
  });
  bench.touched.episodes.add(key);
  bench.occurrences.push({
    vehicleId: alert.vehicleId,
    eventId: alert.eventId,
    episode: alert.episode,
    problemId,
    ticketId: ticket?.work.id ?? null,
    rule: alert.rule,
    subject: alert.subject,
    kind: alert.kind,
    severity: alert.severity,
    revision: alert.revision,
    at: alert.at,
    receivedAt: alert.receivedAt,
    data: alert.data,
  });
};

const pick = <Value>(all: ReadonlyMap<string, Value>, keys: ReadonlySet<string>): Value[] =>
  [...keys].flatMap((key) => {
    const value = all.get(key);
    return value === undefined ? [] : [value];
  });

/** Decides for a batch of alerts and evidence what becomes of problems and tickets. Pure but for the names it is given. */
export const takeIn = ({ alerts, evidence }: Intake, known: Known, mint: Mint): Outcome => {
  const bench = createWorkbench(known);
  for (const alert of alerts) {
    const filing = file(alert.rule, alert.severity, alert.data, alert.subject);
    admit(bench, alert, filing, mint, known.odometers.get(alert.vehicleId));
  }
  for (const { messageId, vehicleId, episode, receivedAt } of evidence) {
    const ticket = bench.tickets.get(bench.episodes.get(keyOf(vehicleId, episode))?.ticketId ?? "");
    if (ticket !== undefined)
      carry(bench, ticket, { kind: "evidence", id: messageId, actor: "vehicle", at: receivedAt, expected: "any" });
  }
  return {
    problems: pick(bench.problems, bench.touched.problems),
    episodes: pick(bench.episodes, bench.touched.episodes),
    tickets: pick(bench.tickets, bench.touched.tickets),
    opened: [...bench.opened].flatMap(([id, alert]) =>
      pick(bench.tickets, new Set([id])).map((ticket) => ({ ticket, alert })),
    ),
    history: bench.history,
    clockEvents: bench.clockEvents,
    occurrences: bench.occurrences,
    jobs: [...bench.jobs.values()],
  };
};
