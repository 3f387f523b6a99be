import { randomUUID } from "node:crypto";
import type { Receipt } from "../../contract/wire/down/receipt.ts";
import { understoodVersions } from "../../contract/wire/envelope.ts";
import type { UpMessage } from "../../contract/wire/up/message.ts";
import { type Alert, alertOf } from "../desk/problems/alert.ts";
import { type Intake, type Outcome, problemIdOf, takeIn } from "../desk/problems/intake.ts";
import type { Database, Store } from "../platform/database/store.ts";
import type { EvidenceRow } from "../platform/database/tables.ts";
import { hear, seePresence, type VehicleRecord } from "../vehicles/vehicle.ts";
import type { Arrival, Committed, MessageArrival, PresenceArrival } from "./arrival.ts";
import * as load from "./batch.ts";
import { type DeadLetter, saveDeadLetters } from "./dead-letters.ts";
import { addRange, addSeq, type Ranges, receiptOf } from "./reception.ts";

/*
 * The heart of the bridge: one batch of arrivals is one transaction {inbox, reception, vehicle, problem, episode, ticket,
 * history, occurrence, evidence, outgoing}. Reads first, a pure decision, then writes.
 */

/** Each message once, in the order of arrival: without those stored before and those that stand twice in the batch. */
const freshOf = async (db: Database, messages: readonly MessageArrival[]): Promise<MessageArrival[]> => {
  const ids = messages.map(({ message }) => message.id);
  const seen = await load.loadKnownMessages(db, ids);
  return messages.filter(({ message }) => {
    const key = load.ownId(message.vehicleId, message.id);
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
  store: Store,
  db: Database,
  messages: readonly MessageArrival[],
  letters: readonly DeadLetter[],
  now: number,
) => {
  const placed = letters.flatMap(({ vehicleId, position, foreignVersion }) =>
    position === null ? [] : [{ vehicleId, ...position, foreignVersion }],
  );
  const epochs = [
    ...placed.map(({ vehicleId, epoch }) => load.receptionId(vehicleId, epoch)),
    ...messages.flatMap(({ message }) => [
      load.receptionId(message.vehicleId, message.epoch),
      ...(message.type === "gap" ? [load.receptionId(message.vehicleId, message.data.epoch)] : []),
    ]),
  ];
  const known = await load.loadReceptions(db, epochs);
  const receptions = new Map(known.map((one) => [load.receptionId(one.vehicleId, one.epoch), one]));
  const put = (vehicleId: string, epoch: number, change: (ranges: Ranges) => Ranges): void => {
    const id = load.receptionId(vehicleId, epoch);
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
  const rows = [...receptions].map(([id, { vehicleId, epoch, ranges }]) => ({
    id,
    vehicleId,
    epoch,
    ranges: JSON.stringify(ranges),
    updatedAt: now,
  }));
  await store.inserts.reception(db, rows);
  return [...receptions.values()].map(({ vehicleId, epoch, ranges }) => ({
    vehicleId,
    receipt: refusing(
      receiptOf(epoch, ranges),
      placed.filter((one) => one.foreignVersion && one.vehicleId === vehicleId && one.epoch === epoch),
    ),
  }));
};

const meetVehicles = async (
  store: Store,
  db: Database,
  messages: readonly MessageArrival[],
  presences: readonly PresenceArrival[],
): Promise<Map<string, VehicleRecord>> => {
  const ids = [...messages.map(({ message }) => message.vehicleId), ...presences.map(({ vehicleId }) => vehicleId)];
  const known = await load.loadVehicles(db, ids);
  const vehicles = new Map(known.map((vehicle) => [vehicle.vehicleId, vehicle]));
  for (const { message, receivedAt } of messages)
    vehicles.set(message.vehicleId, hear(vehicles.get(message.vehicleId), message, receivedAt));
  for (const presence of presences)
    vehicles.set(presence.vehicleId, seePresence(vehicles.get(presence.vehicleId), presence));
  await store.inserts.vehicle(db, [...vehicles.values()]);
  return vehicles;
};

/** Warning events that are stored already under another message id are dropped here: an occurrence is immutable. */
const freshAlerts = async (db: Database, fresh: readonly MessageArrival[]): Promise<Alert[]> => {
  const alerts = fresh.flatMap(({ message, receivedAt }) => {
    const alert = alertOf(message, receivedAt);
    return alert === undefined ? [] : [{ alert, renamed: alert.eventId !== message.id }];
  });
  const renamed = alerts.filter((one) => one.renamed).map(({ alert }) => alert.eventId);
  const seen = await load.loadKnownEvents(db, renamed);
  return alerts.flatMap(({ alert }) => {
    const key = load.ownId(alert.vehicleId, alert.eventId);
    if (seen.has(key)) return [];
    seen.add(key);
    return [alert];
  });
};

const evidenceRow = (message: UpMessage, receivedAt: number): EvidenceRow[] =>
  message.type === "evidence"
    ? [
        {
          messageId: message.id,
          vehicleId: message.vehicleId,
          episode: message.data.episode,
          fromAt: message.data.from,
          toAt: message.data.to,
          complete: message.data.complete ? 1 : 0,
          series: JSON.stringify(message.data.series),
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
  db: Database,
  intake: Intake,
  vehicles: ReadonlyMap<string, VehicleRecord>,
  now: number,
): Promise<Outcome> => {
  const { alerts, evidence } = intake;
  const episodes = await load.loadEpisodes(
    db,
    [...alerts, ...evidence].map(({ episode }) => episode),
  );
  const problemIds = [...alerts.map(problemIdOf), ...episodes.map(({ problemId }) => problemId)];
  const problems = await load.loadProblems(db, problemIds);
  const tickets = await load.loadTickets(
    db,
    problems.map(({ id }) => id),
  );
  const odometers = new Map(
    [...vehicles.values()].flatMap(({ vehicleId, odometerKm }): [string, number][] =>
      odometerKm === null ? [] : [[vehicleId, odometerKm]],
    ),
  );
  let last = alerts.length === 0 ? 0 : await load.lockTicketCounter(db);
  const first = last;
  const number = (): string => {
    last += 1;
    return `F-${String(last).padStart(6, "0")}`;
  };
  const outcome = takeIn(intake, { problems, episodes, tickets, odometers }, { id: () => ticketId(now), number });
  if (last !== first) await load.saveTicketCounter(db, last);
  return outcome;
};

const write = async ({ inserts }: Store, db: Database, outcome: Outcome): Promise<void> => {
  await inserts.problem(db, outcome.problems);
  await inserts.episode(db, outcome.episodes);
  await inserts.ticket(db, outcome.tickets);
  await inserts.history(db, outcome.history);
  await inserts.occurrence(db, outcome.occurrences);
  await inserts.outgoing(db, outcome.jobs);
};

const inboxRow = ({ message, receivedAt }: MessageArrival) => ({
  messageId: message.id,
  vehicleId: message.vehicleId,
  epoch: message.epoch,
  seq: message.seq,
  type: message.type,
  receivedAt,
});

/** Stores a batch of arrivals in one transaction; what it returns is true on the disk. */
export const commitBatch = (store: Store, arrivals: readonly Arrival[], now: number): Promise<Committed> => {
  const messages = arrivals.filter((arrival) => arrival.kind === "message");
  const presences = arrivals.filter((arrival) => arrival.kind === "presence");
  const letters = arrivals.flatMap((arrival) => (arrival.kind === "deadLetter" ? [arrival.letter] : []));
  return store.writer.transaction().execute(async (db) => {
    const fresh = await freshOf(db, messages);
    await store.inserts.inbox(db, fresh.map(inboxRow));
    const receipts = await receive(store, db, messages, letters, now);
    const vehicles = await meetVehicles(store, db, fresh, presences);
    const evidence = fresh.flatMap(({ message, receivedAt }) => evidenceRow(message, receivedAt));
    await store.inserts.evidence(db, evidence);
    const alerts = await freshAlerts(db, fresh);
    const outcome = await decide(db, { alerts, evidence }, vehicles, now);
    await write(store, db, outcome);
    await saveDeadLetters(db, letters);
    const sampled = new Map(fresh.map(({ message }) => [message.id, message.trace?.sampledAt]));
    return {
      receipts,
      opened: outcome.opened.map(({ ticket, alert }) => ({ ticket, sampledAt: sampled.get(alert.eventId) })),
      tickets: outcome.tickets.map(({ id }) => id),
      vehicles: [...vehicles.keys()],
      notified: [...new Set(outcome.jobs.map(({ vehicleId }) => vehicleId))],
      messages: messages.length,
      repeats: messages.length - fresh.length,
      deadLetters: letters.length,
    };
  });
};
