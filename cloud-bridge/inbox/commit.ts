import { randomUUID } from "node:crypto";
import type { Receipt } from "../../contract/wire/down/receipt.ts";
import { understoodVersions } from "../../contract/wire/envelope.ts";
import { type Alert, alertOf } from "../desk/problems/alert.ts";
import {
  insertEvidence,
  insertOccurrences,
  loadEpisodes,
  loadKnownEvents,
  loadProblems,
  saveEpisodes,
  saveProblems,
} from "../desk/problems/flow.ts";
import type { EvidenceRecord } from "../desk/problems/table.ts";
import { type Intake, type Outcome, problemOfAlert, takeIn } from "../desk/tickets/admission.ts";
import {
  lockTicketCounter,
  lockTicketsOf,
  noticeChanges,
  saveTicketCounter,
  saveTickets,
} from "../desk/tickets/flow.ts";
import type { Database, Store } from "../platform/database/store.ts";
import { type Change, noteChanges } from "../platform/feed/feed.ts";
import { lockVehicles, saveVehicles } from "../vehicles/flow.ts";
import { hear, seePresence, type VehicleRecord } from "../vehicles/vehicle.ts";
import type { Arrival, Committed, MessageArrival, PresenceArrival } from "./arrival.ts";
import { insertInbox, loadKnownMessages, loadReceptions, ownId, receptionId, saveReceptions } from "./batch.ts";
import { type DeadLetter, saveDeadLetters } from "./dead-letters.ts";
import { addRange, addSeq, type Ranges, receiptOf } from "./reception.ts";

/*
 * The heart of the bridge: one batch of arrivals is one transaction {inbox, reception, vehicle, problem, episode, ticket,
 * history, occurrence, evidence, job, change}. The locks of its vehicles come first, then reads, a pure decision, and writes.
 */

/** Each message once, in the order of arrival: without those stored before and those that stand twice in the batch. */
const freshOf = async (db: Database, messages: readonly MessageArrival[]): Promise<MessageArrival[]> => {
  const ids = messages.map(({ message }) => message.id);
  const seen = await loadKnownMessages(db, ids);
  return messages.filter(({ message }) => {
    const key = ownId(message.vehicleId, message.id);
    const fresh = !seen.has(key);
    seen.add(key);
    return fresh;
  });
};

/** A receipt that also says which messages were of a version that could not be read. */
const refusing = (receipt: Receipt, unread: readonly { readonly seq: number }[]): Receipt =>
  unread.length === 0
    ? receipt
    : {
        ...receipt,
        refused: { seqs: unread.map(({ seq }) => seq).slice(0, 1_000), versions: [...understoodVersions] },
      };

/** Notes every sequence number, of repeats too: the same message may have been queued again under a later number. */
const receive = async (
  db: Database,
  messages: readonly MessageArrival[],
  letters: readonly DeadLetter[],
  now: number,
) => {
  const placed = letters.flatMap(({ vehicleId, position, foreignVersion }) =>
    position === null ? [] : [{ vehicleId, ...position, foreignVersion }],
  );
  const epochs = [
    ...placed.map(({ vehicleId, epoch }) => receptionId(vehicleId, epoch)),
    ...messages.flatMap(({ message }) => [
      receptionId(message.vehicleId, message.epoch),
      ...(message.type === "gap" ? [receptionId(message.vehicleId, message.data.epoch)] : []),
    ]),
  ];
  const known = await loadReceptions(db, epochs);
  const receptions = new Map(known.map((one) => [receptionId(one.vehicleId, one.epoch), one]));
  const put = (vehicleId: string, epoch: number, change: (ranges: Ranges) => Ranges): void => {
    const id = receptionId(vehicleId, epoch);
    receptions.set(id, { vehicleId, epoch, ranges: change(receptions.get(id)?.ranges ?? []) });
  };
  for (const { message } of messages) {
    put(message.vehicleId, message.epoch, (ranges) => addSeq(ranges, message.seq));
    if (message.type !== "gap") continue;
    const { epoch, fromSeq, toSeq, count } = message.data;
    // What was let go whole will never come; where other classes stand in between, those still may.
    if (count === toSeq - fromSeq + 1) put(message.vehicleId, epoch, (ranges) => addRange(ranges, fromSeq, toSeq));
  }
  // What is kept as a dead letter is kept: its sender need not hold it any longer, nor what stands behind it.
  for (const { vehicleId, epoch, seq } of placed) put(vehicleId, epoch, (ranges) => addSeq(ranges, seq));
  const kept = [...receptions].map(([id, reception]) => ({ id, ...reception, updatedAt: now }));
  await saveReceptions(
    db,
    kept.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  );
  return [...receptions.values()].map(({ vehicleId, epoch, ranges }) => ({
    vehicleId,
    receipt: refusing(
      receiptOf(epoch, ranges),
      placed.filter((one) => one.foreignVersion && one.vehicleId === vehicleId && one.epoch === epoch),
    ),
  }));
};

const meetVehicles = async (
  db: Database,
  known: readonly VehicleRecord[],
  messages: readonly MessageArrival[],
  presences: readonly PresenceArrival[],
): Promise<Map<string, VehicleRecord>> => {
  const vehicles = new Map(known.map((vehicle) => [vehicle.vehicleId, vehicle]));
  for (const { message, receivedAt } of messages)
    vehicles.set(message.vehicleId, hear(vehicles.get(message.vehicleId), message, receivedAt));
  for (const presence of presences)
    vehicles.set(presence.vehicleId, seePresence(vehicles.get(presence.vehicleId), presence));
  await saveVehicles(
    db,
    [...vehicles.values()].toSorted((a, b) => (a.vehicleId < b.vehicleId ? -1 : 1)),
  );
  return vehicles;
};

/** Warning events that are stored already under another message id are dropped here: an occurrence is immutable. */
const freshAlerts = async (db: Database, fresh: readonly MessageArrival[]): Promise<Alert[]> => {
  const alerts = fresh.flatMap(({ message, receivedAt }) => {
    const alert = alertOf(message, receivedAt);
    return alert === undefined ? [] : [{ alert, renamed: alert.eventId !== message.id }];
  });
  const renamed = alerts.filter((one) => one.renamed).map(({ alert }) => alert.eventId);
  const stored = await loadKnownEvents(db, renamed);
  const seen = new Set(stored.map(({ vehicleId, eventId }) => ownId(vehicleId, eventId)));
  return alerts.flatMap(({ alert }) => {
    const key = ownId(alert.vehicleId, alert.eventId);
    if (seen.has(key)) return [];
    seen.add(key);
    return [alert];
  });
};

const evidenceIn = ({ message, receivedAt }: MessageArrival): EvidenceRecord[] =>
  message.type === "evidence"
    ? [
        {
          messageId: message.id,
          vehicleId: message.vehicleId,
          episode: message.data.episode,
          fromAt: message.data.from,
          toAt: message.data.to,
          complete: message.data.complete,
          series: message.data.series,
          receivedAt,
        },
      ]
    : [];

/** A UUID of version 7 (RFC 9562): begins with the time, so that new rows stand side by side on the disk. */
const ticketId = (now: number): string => {
  const time = now.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
};

const decide = async (
  store: Store,
  db: Database,
  intake: Intake,
  vehicles: ReadonlyMap<string, VehicleRecord>,
  { now, centreId }: Desk,
): Promise<Outcome> => {
  const { alerts, evidence } = intake;
  const episodes = await loadEpisodes(
    db,
    [...alerts, ...evidence].map(({ episode }) => episode),
  );
  const problemIds = [...alerts.map(problemOfAlert), ...episodes.map(({ problemId }) => problemId)];
  const problems = await loadProblems(db, problemIds);
  const tickets = await lockTicketsOf(
    store,
    db,
    problems.map(({ id }) => id),
  );
  const odometers = new Map(
    [...vehicles.values()].flatMap(({ vehicleId, odometerKm }): [string, number][] =>
      odometerKm === null ? [] : [[vehicleId, odometerKm]],
    ),
  );
  let last = alerts.length === 0 ? 0 : await lockTicketCounter(db);
  const first = last;
  const number = (): string => {
    last += 1;
    return `F-${String(last).padStart(6, "0")}`;
  };
  const outcome = takeIn(
    intake,
    { problems, episodes, tickets, odometers },
    { id: () => ticketId(now), number, centreId },
  );
  if (last !== first) await saveTicketCounter(db, last);
  return outcome;
};

const write = async (db: Database, { tickets, opened, ...outcome }: Outcome): Promise<void> => {
  await saveProblems(db, outcome.problems);
  await saveEpisodes(db, outcome.episodes);
  const fresh = new Set(opened.map(({ ticket }) => ticket.work.id));
  await saveTickets(db, {
    works: tickets.flatMap(({ work }) => (fresh.has(work.id) ? [work] : [])),
    reports: tickets.map(({ report }) => report),
    ledgers: tickets.map(({ ledger }) => ledger),
    words: outcome.words,
    history: outcome.history,
    jobs: outcome.jobs,
  });
  await insertOccurrences(db, outcome.occurrences);
};

const inboxEntry = ({ message, receivedAt }: MessageArrival) => ({
  messageId: message.id,
  vehicleId: message.vehicleId,
  epoch: message.epoch,
  seq: message.seq,
  type: message.type,
  receivedAt,
});

/** The desk that a batch comes to, and the bridge's clock, epoch ms. */
export interface Desk {
  readonly centreId: string;
  readonly now: number;
}

const changesOf = (
  { tickets, jobs }: Outcome,
  vehicles: ReadonlyMap<string, VehicleRecord>,
  at: number,
): readonly Change[] => [
  ...tickets.map(({ work: { id, centreId } }) => ({ noun: "ticket", id, at, centreId })),
  ...[...vehicles.keys()].map((id) => ({ noun: "vehicle", id, at, centreId: null })),
  ...noticeChanges(jobs, at),
];

/** Stores a batch of arrivals in one transaction; what it returns is true on the disk. */
export const commitBatch = (store: Store, arrivals: readonly Arrival[], desk: Desk): Promise<Committed> => {
  const messages = arrivals.filter((arrival) => arrival.kind === "message");
  const presences = arrivals.filter((arrival) => arrival.kind === "presence");
  const letters = arrivals.flatMap((arrival) => (arrival.kind === "deadLetter" ? [arrival.letter] : []));
  const vehicleIds = [
    ...messages.map(({ message }) => message.vehicleId),
    ...presences.map(({ vehicleId }) => vehicleId),
    ...letters.map(({ vehicleId }) => vehicleId),
  ];
  return store.transaction("batch", async (db) => {
    // Whoever else works for one of these vehicles waits here, and finds everything as we leave it.
    const known = await lockVehicles(store, db, vehicleIds, desk.now);
    const fresh = await freshOf(db, messages);
    await insertInbox(db, fresh.map(inboxEntry));
    const receipts = await receive(db, messages, letters, desk.now);
    const vehicles = await meetVehicles(db, known, fresh, presences);
    const evidence = fresh.flatMap(evidenceIn);
    await insertEvidence(db, evidence);
    const alerts = await freshAlerts(db, fresh);
    const outcome = await decide(store, db, { alerts, evidence }, vehicles, desk);
    await write(db, outcome);
    await saveDeadLetters(db, letters);
    await noteChanges(db, changesOf(outcome, vehicles, desk.now));
    const sampled = new Map(fresh.map(({ message }) => [message.id, message.trace?.sampledAt]));
    return {
      receipts,
      opened: outcome.opened.map(({ ticket, alert }) => ({ ticket, sampledAt: sampled.get(alert.eventId) })),
      messages: messages.length,
      repeats: messages.length - fresh.length,
      deadLetters: letters.length,
    };
  });
};
