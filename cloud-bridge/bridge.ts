import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { Step } from "../contract/steps.ts";
import type { Config } from "./config.ts";
import { followTickets } from "./connectors/follow.ts";
import { openConnectors } from "./connectors/registry.ts";
import { loadEvidence } from "./desk/problems/queries.ts";
import { summaryOf } from "./desk/tickets/answers.ts";
import { ticketEndpoints } from "./desk/tickets/api.ts";
import { createNotices } from "./desk/tickets/notices.ts";
import { countOpen, findTickets } from "./desk/tickets/queries.ts";
import type { Committed } from "./inbox/arrival.ts";
import { openVehicleSide, type VehicleSide } from "./inbox/vehicle-side.ts";
import type { Clock } from "./platform/clock.ts";
import { openStore, type Store } from "./platform/database/store.ts";
import { followFeed } from "./platform/feed/follow.ts";
import { pruneFeed, schedulePruning } from "./platform/feed/pruning.ts";
import { openLive } from "./platform/http/live.ts";
import { operationEndpoints } from "./platform/http/operations.ts";
import { buildApi, listenApi } from "./platform/http/server.ts";
import { countJobs, loadSetAside, voidLeases } from "./platform/jobs/queue.ts";
import { startWorker } from "./platform/jobs/worker.ts";
import { createMetrics } from "./platform/metrics.ts";
import { vehicleOf } from "./vehicles/answers.ts";
import { vehicleEndpoints } from "./vehicles/api.ts";
import { forgetPresence } from "./vehicles/flow.ts";
import { findVehicles } from "./vehicles/queries.ts";

export interface BridgeOptions {
  readonly clock: Clock;
  /** 0 up to 1, for the length of pauses. */
  readonly random?: () => number;
  readonly log: Logger;
  /** Folder of the built console; `http.pages` of the configuration goes before it. */
  readonly pages: string;
  readonly version: string;
  /** Told of every committed batch, before any of it is acknowledged. */
  readonly onCommitted?: (committed: Committed) => void;
}

/** A running bridge. */
export interface Bridge {
  readonly mqttUrl: string;
  readonly httpUrl: string;
  close(): Promise<void>;
}

const storeAnswers = async ({ reader }: Store): Promise<boolean> => {
  try {
    await reader.selectFrom("counter").select("value").execute();
    return true;
  } catch {
    // Whether it answers is the question; why not is logged by whoever needed it.
    return false;
  }
};

/** Lets every configured connector follow the tickets. */
const openFollowers = (config: Config, store: Store, clock: Clock, log: Logger) =>
  openConnectors(config.connectors, { clock, fetch }).map((connector) =>
    followTickets({
      store,
      clock,
      connector,
      readTickets: async (ids) => (await findTickets(store, ids)).map(summaryOf),
      onRetry: (trouble) => log.warn({ connector: connector.name, ...trouble }, "a connector is told again later"),
      onFailure: (err) => log.error({ err, connector: connector.name }, "what a connector was told could not be read"),
    }),
  );

const logOpened = (log: Logger, committed: Committed, committedAt: number): void => {
  const step: Step = "ticket-opened";
  for (const { ticket, sampledAt } of committed.opened) {
    const { id, number, vehicleId } = ticket.work;
    const { rule, priority } = ticket.report;
    log.info({ step, ticket: id, number, rule, priority, vehicleId, sampledAt, committedAt }, "ticket opened");
  }
};

/** Opens every room of the bridge around one store, and joins them. What was opened is closed again if a later one fails. */
export const openBridge = async (config: Config, options: BridgeOptions): Promise<Bridge> => {
  const { clock, log, version, onCommitted, random = Math.random } = options;
  await using opened = new AsyncDisposableStack();
  const metrics = createMetrics();
  const store = await openStore(config.store, {
    wait: (ms) => new Promise((resolve) => clock.after(ms, () => resolve())),
    onRetry: metrics.retried,
    onIdleError: (err) => log.warn({ err }, "a connection to the database broke while nobody used it"),
  });
  opened.defer(() => store.close());
  await forgetPresence(store);
  await schedulePruning(store, clock.now());
  const announce = { changed: (_tickets: readonly string[], _vehicles: readonly string[]): void => {}, lost: () => {} };

  // Notices need the broker, and the broker needs the notices; nobody speaks before both are there.
  let broker: Pick<VehicleSide, "isHearing" | "deliver"> | undefined;
  const notices = createNotices({
    isListening: (vehicleId) => broker?.isHearing(vehicleId) ?? false,
    deliver: (vehicleId, topic, payload) => broker?.deliver(vehicleId, topic, payload),
  });
  if (!store.hasOtherWriters) await voidLeases(store);
  const worker = startWorker({
    store,
    clock,
    random,
    name: randomUUID(),
    handlers: [notices.handler, pruneFeed(store, clock)],
    gatherMs: config.dispatch.noticeDelayMs,
    onTried: metrics.tried,
    onFailure: (err) => log.error({ err, room: "jobs" }, "jobs could not be taken or written"),
  });
  opened.defer(() => {
    notices.close();
    return worker.close();
  });

  const feed = await followFeed({
    store,
    clock,
    onChanges(changes) {
      const idsOf = (noun: string): string[] =>
        changes.flatMap((change) => (change.noun === noun ? [...change.ids] : []));
      announce.changed(idsOf("ticket"), idsOf("vehicle"));
      worker.wake(idsOf("notice"));
    },
    onGap() {
      log.warn({ room: "feed" }, "changes were forgotten before they were read: pages begin anew");
      announce.lost();
    },
    onFailure: (err) => log.error({ err, room: "feed" }, "what changed could not be read"),
  });
  opened.defer(() => feed.close());

  const vehicles = await openVehicleSide({
    mqtt: config.mqtt,
    dispatch: config.dispatch,
    centreId: config.centre.id,
    notices,
    onListening: (vehicleId) => worker.wake([vehicleId]),
    store,
    clock,
    log: log.child({ room: "ingest" }),
    onRefused: metrics.refused,
    onFailure: metrics.failed,
    onUnknownSignals: metrics.unknownSignals,
    onCommitted(committed, tookMs) {
      onCommitted?.(committed);
      const now = clock.now();
      metrics.committed(committed, tookMs, now);
      logOpened(log, committed, now);
      feed.wake();
    },
  });
  broker = vehicles;
  opened.defer(() => vehicles.close());

  const app = await buildApi({
    version,
    pages: config.http.pages ?? options.pages,
    allowedOrigins: config.http.allowedOrigins,
    log: log.child({ room: "api" }),
    endpoints: [
      ...ticketEndpoints({
        store,
        clock,
        evidenceOf: (ticket) => loadEvidence(store, ticket),
        onChanged: feed.wake,
      }),
      ...vehicleEndpoints(store),
      ...operationEndpoints({
        centre: config.centre,
        storeAnswers: () => storeAnswers(store),
        brokerListens: () => vehicles.isListening(),
        jobs: async () => ({
          kinds: await countJobs(store, clock.now()),
          setAside: await loadSetAside(store, 100),
        }),
        metrics: () =>
          metrics.read({
            openTickets: () => countOpen(store),
            feedLag: feed.lag,
            jobs: () => countJobs(store, clock.now()),
            connections: vehicles.connections,
          }),
      }),
    ],
  });
  opened.defer(() => app.close());
  const live = openLive({
    http: app.server,
    clock,
    log: log.child({ room: "live" }),
    allowedOrigins: config.http.allowedOrigins,
    readTickets: async (ids) => (await findTickets(store, ids)).map(summaryOf),
    readVehicles: async (ids) => (await findVehicles(store, ids)).map(vehicleOf),
  });
  opened.defer(() => live.close());
  const followers = openFollowers(config, store, clock, log.child({ room: "connectors" }));
  opened.defer(async () => {
    await Promise.all(followers.map((follower) => follower.close()));
  });
  announce.changed = (tickets, vehicles) => {
    live.changed(tickets, vehicles);
    if (tickets.length > 0) for (const follower of followers) follower.wake();
  };
  announce.lost = live.lost;

  const httpUrl = await listenApi(app, config.http.host, config.http.port);
  const step: Step = "listening";
  const mqttUrl = `mqtt://${config.mqtt.host}:${vehicles.port}`;
  log.info({ step, url: mqttUrl }, "vehicles may connect");
  log.info({ step, url: httpUrl }, "API and console are open");

  const running = opened.move();
  return { mqttUrl, httpUrl, close: () => running.disposeAsync() };
};
