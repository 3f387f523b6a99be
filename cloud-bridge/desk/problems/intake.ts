import { severityRank } from "../../../contract/warning.ts";
import { type Filing, file } from "../knowledge/knowledge.ts";
import { addOccurrence, type Changed, noteCleared, noteEvidence, noticeOf, openTicket } from "../tickets/life.ts";
import { isEnd } from "../tickets/policy.ts";
import type { Episode, HistoryEntry, Occurrence, OutgoingJob, Problem, Ticket } from "../tickets/records.ts";
import type { Alert } from "./alert.ts";

/** Evidence that came in for an episode. */
export interface EvidenceArrival {
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
}

/** Everything that has to be written, as the records are after the batch. */
export interface Outcome {
  readonly problems: readonly Problem[];
  readonly episodes: readonly Episode[];
  readonly tickets: readonly Ticket[];
  readonly opened: readonly { readonly ticket: Ticket; readonly alert: Alert }[];
  readonly history: readonly HistoryEntry[];
  readonly occurrences: readonly Occurrence[];
  readonly jobs: readonly OutgoingJob[];
}

/** Problems are found by this id, from the alert alone. */
export const problemIdOf = (alert: Alert): string =>
  `${alert.vehicleId}/${file(alert.rule, alert.severity, alert.data, alert.subject).faultGroup}`;

/** A closed ticket of the same fault makes a new one a recurrence for 14 days or 1,000 km, whichever lasts longer. */
const recurrence = { days: 14, km: 1_000 };

const recurs = (ended: Ticket, alert: Alert, odometerKm: number | undefined): boolean => {
  if (ended.state !== "closed" || ended.closedAt === null) return false;
  const withinDays = alert.receivedAt - ended.closedAt <= recurrence.days * 86_400_000;
  const driven =
    odometerKm === undefined || ended.closedOdometerKm === null ? undefined : odometerKm - ended.closedOdometerKm;
  return withinDays || (driven !== undefined && driven >= 0 && driven <= recurrence.km);
};

const keyOf = (vehicleId: string, episode: string): string => `${vehicleId}\n${episode}`;

/** The records of a batch while it is worked through, and which of them changed. */
const createWorkbench = (known: Known) => {
  const problems = new Map(known.problems.map((problem) => [problem.id, problem]));
  const episodes = new Map(known.episodes.map((episode) => [keyOf(episode.vehicleId, episode.episode), episode]));
  const tickets = new Map(known.tickets.map((ticket) => [ticket.id, ticket]));
  const openOf = new Map<string, string>();
  const endedOf = new Map<string, string>();
  for (const ticket of known.tickets) {
    const before = tickets.get(endedOf.get(ticket.problemId) ?? "");
    if (!isEnd(ticket.state)) openOf.set(ticket.problemId, ticket.id);
    else if (before === undefined || (before.closedAt ?? 0) < (ticket.closedAt ?? 0))
      endedOf.set(ticket.problemId, ticket.id);
  }
  return {
    problems,
    episodes,
    tickets,
    openOf,
    endedOf,
    touched: { problems: new Set<string>(), episodes: new Set<string>(), tickets: new Set<string>() },
    history: [] as HistoryEntry[],
    jobs: new Map<string, OutgoingJob>(),
    opened: new Map<string, Alert>(),
    occurrences: [] as Occurrence[],
  };
};
type Workbench = ReturnType<typeof createWorkbench>;

const keep = (bench: Workbench, { ticket, entries }: Changed, active: boolean): Ticket => {
  const kept = ticket.active === (active ? 1 : 0) ? ticket : { ...ticket, active: active ? 1 : 0 };
  bench.tickets.set(kept.id, kept);
  bench.touched.tickets.add(kept.id);
  bench.history.push(...entries);
  return kept;
};

/** Which ticket an event belongs to; undefined when it needs a new one. */
const ticketFor = (bench: Workbench, alert: Alert, problemId: string, episode: Episode): Ticket | undefined => {
  const open = bench.tickets.get(bench.openOf.get(problemId) ?? "");
  if (open !== undefined) return open;
  const own = bench.tickets.get(episode.ticketId ?? "");
  // The desk is done with this episode: more of the same is for the record, but getting worse is new work.
  if (own !== undefined) return severityRank(alert.severity) > severityRank(own.severity) ? undefined : own;
  const ended = bench.tickets.get(bench.endedOf.get(problemId) ?? "");
  // A late backlog of what happened before the car was repaired is no new fault.
  return ended?.closedAt != null && alert.receivedAt - alert.ageMs < ended.closedAt ? ended : undefined;
};

const admit = (bench: Workbench, alert: Alert, filing: Filing, mint: Mint, odometerKm: number | undefined): void => {
  const key = keyOf(alert.vehicleId, alert.episode);
  const episode = bench.episodes.get(key);
  // An episode stays with its problem, whatever its later events say of themselves.
  const problemId = episode?.problemId ?? `${alert.vehicleId}/${filing.faultGroup}`;
  const problem = bench.problems.get(problemId);
  const newest = alert.revision > (episode?.lastRevision ?? -1);
  const wasActive = episode !== undefined && episode.cleared === 0;
  const cleared = newest ? alert.kind === "cleared" || alert.kind === "requested" : episode?.cleared === 1;
  const activeEpisodes = (problem?.activeEpisodes ?? 0) + (cleared ? 0 : 1) - (wasActive ? 1 : 0);

  const base: Episode = episode ?? {
    episode: alert.episode,
    vehicleId: alert.vehicleId,
    problemId,
    ticketId: null,
    lastRevision: -1,
    cleared: 0,
  };
  let ticket: Ticket | undefined;
  if (filing.opensTicket && alert.kind !== "cleared") {
    const found = ticketFor(bench, alert, problemId, base);
    if (found !== undefined) ticket = keep(bench, addOccurrence(found, alert, filing), activeEpisodes > 0);
    else {
      const ended = bench.tickets.get(bench.endedOf.get(problemId) ?? "");
      const recurrenceOf = ended !== undefined && recurs(ended, alert, odometerKm) ? ended.number : null;
      const identity = { id: mint.id(), number: mint.number(), problemId, recurrenceOf };
      ticket = keep(bench, openTicket(identity, alert, filing), activeEpisodes > 0);
      bench.openOf.set(problemId, ticket.id);
      bench.opened.set(ticket.id, alert);
    }
    if (base.ticketId !== ticket.id) {
      const notice = noticeOf(ticket, alert.episode);
      bench.jobs.set(notice.id, notice);
    }
  } else if (newest && alert.kind === "cleared") {
    const own = bench.tickets.get(base.ticketId ?? "");
    if (own !== undefined) ticket = keep(bench, noteCleared(own, alert.receivedAt), activeEpisodes > 0);
    // The episode may stand on a closed ticket while the problem goes on in an open one.
    const open = bench.tickets.get(bench.openOf.get(problemId) ?? "");
    if (open !== undefined && open.active === 1 && activeEpisodes === 0)
      keep(bench, noteCleared(open, alert.receivedAt), false);
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
    ticketId: ticket?.id ?? base.ticketId,
    lastRevision: Math.max(base.lastRevision, alert.revision),
    cleared: cleared ? 1 : 0,
  });
  bench.touched.episodes.add(key);
  bench.occurrences.push({
    vehicleId: alert.vehicleId,
    eventId: alert.eventId,
    episode: alert.episode,
    problemId,
    ticketId: ticket?.id ?? null,
    rule: alert.rule,
    subject: alert.subject,
    kind: alert.kind,
    severity: alert.severity,
    revision: alert.revision,
    at: alert.at,
    receivedAt: alert.receivedAt,
    data: JSON.stringify(alert.data),
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
  for (const { vehicleId, episode, receivedAt } of evidence) {
    const ticket = bench.tickets.get(bench.episodes.get(keyOf(vehicleId, episode))?.ticketId ?? "");
    if (ticket !== undefined) keep(bench, noteEvidence(ticket, receivedAt), ticket.active === 1);
  }
  return {
    problems: pick(bench.problems, bench.touched.problems),
    episodes: pick(bench.episodes, bench.touched.episodes),
    tickets: pick(bench.tickets, bench.touched.tickets),
    opened: [...bench.opened].flatMap(([id, alert]) =>
      pick(bench.tickets, new Set([id])).map((ticket) => ({ ticket, alert })),
    ),
    history: bench.history,
    occurrences: bench.occurrences,
    jobs: [...bench.jobs.values()],
  };
};
