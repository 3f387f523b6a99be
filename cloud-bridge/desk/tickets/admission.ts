import { severityRank } from "../../../contract/warning.ts";
import type { Job } from "../../platform/jobs/job.ts";
import { type Filing, file } from "../knowledge/knowledge.ts";
import type { Alert } from "../problems/alert.ts";
import { observe, occurrenceOf, problemIdOf } from "../problems/life.ts";
import type { Episode, Occurrence, Problem } from "../problems/table.ts";
import type { TicketCommand } from "./command.ts";
import { apply, noticeOf } from "./life.ts";
import type { ClockEventRecord, HistoryEntry } from "./table.ts";
import type { Ticket } from "./ticket.ts";

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
  readonly words: readonly ClockEventRecord[];
  readonly occurrences: readonly Occurrence[];
  readonly jobs: readonly Job[];
}

/** Which problem an alert speaks of, from the alert alone. */
export const problemOfAlert = (alert: Alert): string =>
  problemIdOf(alert.vehicleId, file(alert.rule, alert.severity, alert.data, alert.subject).faultGroup);

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
interface Workbench {
  readonly problems: Map<string, Problem>;
  readonly episodes: Map<string, Episode>;
  readonly tickets: Map<string, Ticket>;
  /** The open ticket of a problem, and the one that ended last, by their ids. */
  readonly openOf: Map<string, string>;
  readonly endedOf: Map<string, string>;
  readonly touched: { readonly problems: Set<string>; readonly episodes: Set<string>; readonly tickets: Set<string> };
  readonly history: HistoryEntry[];
  readonly words: ClockEventRecord[];
  readonly jobs: Map<string, Job>;
  readonly opened: Map<string, Alert>;
  readonly occurrences: Occurrence[];
}

const createWorkbench = (known: Known): Workbench => {
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
    problems: new Map(known.problems.map((problem) => [problem.id, problem])),
    episodes: new Map(known.episodes.map((episode) => [keyOf(episode.vehicleId, episode.episode), episode])),
    tickets,
    openOf,
    endedOf,
    touched: { problems: new Set(), episodes: new Set(), tickets: new Set() },
    history: [],
    words: [],
    jobs: new Map(),
    opened: new Map(),
    occurrences: [],
  };
};

/** Carries out what a car says of a ticket; undefined when the facts are against it, and they never are. */
const carry = (bench: Workbench, ticket: Ticket | undefined, command: TicketCommand): Ticket | undefined => {
  const applied = apply(command, { ticket, odometerKm: null });
  if (!applied.ok) return ticket;
  const { changes, history, jobs } = applied;
  const { id } = changes.ticket.work;
  bench.tickets.set(id, changes.ticket);
  bench.touched.tickets.add(id);
  bench.history.push(...history);
  bench.words.push(...changes.words);
  for (const job of jobs) bench.jobs.set(job.key, job);
  return changes.ticket;
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

const openFor = (
  bench: Workbench,
  admitted: Admitted,
  mint: Mint,
  odometerKm: number | undefined,
): Ticket | undefined => {
  const { alert, filing, asked, active, problemId } = admitted;
  const ended = bench.tickets.get(bench.endedOf.get(problemId) ?? "");
  const recurrenceOf = ended !== undefined && recurs(ended, alert, odometerKm) ? ended.work.number : null;
  const identity = { id: mint.id(), number: mint.number(), problemId, recurrenceOf, centreId: mint.centreId };
  const ticket = carry(bench, undefined, { ...asked, kind: "open", identity, alert, filing, active });
  bench.openOf.set(problemId, identity.id);
  bench.opened.set(identity.id, alert);
  return ticket;
};

const clear = (
  bench: Workbench,
  { asked, active, problemId }: Admitted,
  ticketId: string | null,
): Ticket | undefined => {
  const own = bench.tickets.get(ticketId ?? "");
  const ticket = own === undefined ? undefined : carry(bench, own, { ...asked, kind: "cleared", active });
  // The episode may stand on a closed ticket while the problem goes on in an open one.
  const open = bench.tickets.get(bench.openOf.get(problemId) ?? "");
  if (open?.report.active === true && !active) carry(bench, open, { ...asked, kind: "cleared", active });
  return ticket;
};

/** An alert on its way to a ticket. */
interface Admitted {
  readonly alert: Alert;
  readonly filing: Filing;
  readonly problemId: string;
  /** Whether any episode of the problem is active after it. */
  readonly active: boolean;
  readonly asked: Pick<TicketCommand, "id" | "actor" | "at" | "expected">;
}

const admit = (bench: Workbench, alert: Alert, filing: Filing, mint: Mint, odometerKm: number | undefined): void => {
  const key = keyOf(alert.vehicleId, alert.episode);
  const { problem, episode, isNewest } = observe(alert, filing.faultGroup, bench.episodes.get(key), (id) =>
    bench.problems.get(id),
  );
  const admitted: Admitted = {
    alert,
    filing,
    problemId: problem.id,
    active: problem.activeEpisodes > 0,
    asked: { id: alert.eventId, actor: "vehicle", at: alert.receivedAt, expected: "any" },
  };
  let ticket: Ticket | undefined;
  if (filing.opensTicket && alert.kind !== "cleared") {
    const found = ticketFor(bench, alert, problem.id, episode);
    const { asked, active } = admitted;
    ticket =
      found === undefined
        ? openFor(bench, admitted, mint, odometerKm)
        : carry(bench, found, { ...asked, kind: "occurrence", alert, filing, active });
    if (ticket !== undefined && episode.ticketId !== ticket.work.id) {
      const notice = noticeOf(ticket, alert.episode);
      bench.jobs.set(notice.key, notice);
    }
  } else if (isNewest && alert.kind === "cleared") ticket = clear(bench, admitted, episode.ticketId);

  bench.problems.set(problem.id, problem);
  bench.touched.problems.add(problem.id);
  bench.episodes.set(key, { ...episode, ticketId: ticket?.work.id ?? episode.ticketId });
  bench.touched.episodes.add(key);
  bench.occurrences.push(occurrenceOf(alert, problem.id, ticket?.work.id ?? null));
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
    words: bench.words,
    occurrences: bench.occurrences,
    jobs: [...bench.jobs.values()],
  };
};
