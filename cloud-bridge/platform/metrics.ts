import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { priorities } from "../../contract/ticket.ts";
import type { JobCount, Tried } from "./jobs/queue.ts";

/** What is counted of a committed batch. */
export interface CountedBatch {
  readonly messages: number;
  readonly repeats: number;
  readonly deadLetters: number;
  /** Tickets it opened, with the car's time of the deciding sample, epoch ms, where the car said it. */
  readonly opened: readonly { readonly sampledAt: number | undefined }[];
}

/** What is asked at the moment of a scrape. */
export interface MetricSources {
  readonly openTickets: () => Promise<readonly { readonly priority: string; readonly count: number }[]>;
  readonly feedLag: () => Promise<number>;
  readonly jobs: () => Promise<readonly JobCount[]>;
  readonly connections: () => number;
}

/** The numbers of one bridge, in a registry of its own: two bridges in one process do not mix. */
export const createMetrics = () => {
  const registry = new Registry();
  const registers = [registry];
  const counter = (name: string, help: string) => new Counter({ name, help, registers });
  const messages = counter("fettle_messages_total", "Messages from vehicles that were committed, repeats included");
  const repeats = counter("fettle_repeats_total", "Messages that were stored before and changed nothing");
  const deadLetters = counter("fettle_dead_letters_total", "Payloads that were no message");
  const unknownSignals = counter(
    "fettle_unknown_signals_total",
    "Series of evidence whose signal this bridge does not know; kept by name",
  );
  const commits = counter("fettle_commits_total", "Transactions of the intake");
  const opened = counter("fettle_tickets_opened_total", "Tickets opened");
  const refusals = counter("fettle_refusals_total", "Connections and subscriptions that were refused");
  const failures = counter("fettle_commit_failures_total", "Transactions of the intake that failed");
  const retries = new Counter({
    name: "fettle_transaction_retries_total",
    help: "Transactions that met another writer and were done again",
    labelNames: ["work"],
    registers,
  });
  const commitSeconds = new Histogram({
    name: "fettle_commit_duration_seconds",
    help: "One transaction of the intake, fsync included",
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
    registers,
  });
  const ticketSeconds = new Histogram({
    name: "fettle_sample_to_ticket_seconds",
    help: "From the deciding sample in the car to the committed ticket",
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600],
    registers,
  });
  const openGauge = new Gauge({
    name: "fettle_tickets_open",
    help: "Open tickets",
    labelNames: ["priority"],
    registers,
  });
  const jobTries = new Counter({
    name: "fettle_job_tries_total",
    help: "Tries of jobs, by what is done with the job after it: forget, wait or setAside",
    labelNames: ["kind", "to"],
    registers,
  });
  const gauge = (name: string, help: string) => new Gauge({ name, help, labelNames: ["kind"], registers });
  const jobGauges = {
    waiting: gauge("fettle_jobs_waiting", "Jobs that are not done yet"),
    late: gauge("fettle_jobs_late", "Jobs that any bridge could have done more than a minute ago"),
    setAside: gauge("fettle_jobs_set_aside", "Jobs that nobody tries any more: a person must look"),
  };
  const lag = new Gauge({
    name: "fettle_feed_lag",
    help: "Changes that are committed and that this bridge has not read yet",
    registers,
  });
  const connected = new Gauge({ name: "fettle_vehicles_connected", help: "Connections to the broker", registers });

  return {
    committed(batch: CountedBatch, tookMs: number, now: number): void {
      commits.inc();
      messages.inc(batch.messages);
      repeats.inc(batch.repeats);
      deadLetters.inc(batch.deadLetters);
      opened.inc(batch.opened.length);
      commitSeconds.observe(tookMs / 1_000);
      for (const { sampledAt } of batch.opened)
        if (sampledAt !== undefined) ticketSeconds.observe(Math.max(0, now - sampledAt) / 1_000);
    },
    refused: (): void => refusals.inc(),
    failed: (): void => failures.inc(),
    retried: (work: string): void => retries.inc({ work }),
    unknownSignals: (count: number): void => unknownSignals.inc(count),
    tried: ({ job, settled }: Tried): void => jobTries.inc({ kind: job.kind, to: settled.to }),
    /** Prometheus text. */
    async read({
      openTickets,
      jobs,
      feedLag,
      connections,
    }: MetricSources): Promise<{ text: string; contentType: string }> {
      for (const priority of priorities) openGauge.set({ priority }, 0);
      for (const { priority, count } of await openTickets()) openGauge.set({ priority }, count);
      for (const one of Object.values(jobGauges)) one.reset();
      for (const { kind, waiting, late, setAside } of await jobs()) {
        jobGauges.waiting.set({ kind }, waiting);
        jobGauges.late.set({ kind }, late);
        jobGauges.setAside.set({ kind }, setAside);
      }
      lag.set(await feedLag());
      connected.set(connections());
      return { text: await registry.metrics(), contentType: registry.contentType };
    },
  };
};

export type Metrics = ReturnType<typeof createMetrics>;
