import type { LinkState } from "../../../contract/events.ts";
import type { ObdAnswer, SourceItem } from "../source.ts";
import { type Adapter, createAdapter, type Timers } from "./adapter.ts";
import { type ParsedAnswer, parseAnswer } from "./answers.ts";
import type { AnswerError } from "./failures.ts";
import { nextPoll, noteAnswer, type PollState, startPolling } from "./polling.ts";
import type { OpenPort } from "./port.ts";
import { isCodeService } from "./request.ts";
import { closedSession, linkOf, type Patience, type Session, type SessionInput, wanted } from "./session.ts";
import { nextSession } from "./session-machine.ts";

/** What the driver is handed: where the adapter is, the clock, and whom to tell. */
export interface DriverOptions {
  readonly address: string;
  readonly baudRate: number;
  readonly commandTimeoutMs: number;
  /** Least time between two requests, real ms. */
  readonly minGapMs: number;
  /** Real ms that one second of event time takes. */
  readonly tickMs: number;
  readonly clock: { now(): number };
  readonly timers: Timers;
  readonly openPort: OpenPort;
  /** 0 ≤ random() < 1. */
  readonly random: () => number;
  readonly onStep: (step: { readonly step: "adapter-found"; readonly adapter: string; readonly port: string }) => void;
  /** Every answer that was none, with its request: for logs and counters. */
  readonly onFailure: (error: AnswerError, request: string) => void;
}

/** Real ms; a reset of a genuine chip takes a second, a search through the slow initialisations of K-line ten. */
const patienceMs: Readonly<Record<Patience, number>> = { setting: 0, request: 0, reset: 5_000, search: 20_000 };
const openTimeoutMs = 10_000;
/** First and longest wait after a connection that came to nothing, real ms. */
const backOffMs = { first: 1_000, most: 60_000 };

/** Doubles from attempt to attempt and spreads over half to one and a half, so that a fleet does not knock in step. */
const backOffDelay = (attempt: number, random: () => number): number =>
  Math.min(backOffMs.first * 2 ** Math.min(attempt - 1, 10), backOffMs.most) * (0.5 + random());

const requestsOf = ({ facts }: Session): readonly string[] => [
  ...facts.pids.map((pid) => `01${pid}`),
  "ATRV",
  "03",
  "07",
  "0A",
  ...(facts.identified ? [] : ["0902"]),
];

/** Runs the session until the signal says stop, and hands out what the car says. */
export const drive = async (
  options: DriverOptions,
  emit: (item: SourceItem) => void,
  signal: AbortSignal,
): Promise<void> => {
  const { address, clock, timers } = options;
  let session: Session = nextSession(closedSession, { kind: "start" });
  let link: LinkState["state"] | undefined;
  let adapter: Adapter | undefined;
  let schedule: PollState = [];
  let scheduled = "none";

  const now = (): number => Math.round(clock.now());

  const pause = (ms: number): Promise<void> => {
    if (signal.aborted) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = timers.after(ms, resolve);
    const wake = (): void => {
      timer[Symbol.dispose]();
      resolve();
    };
    signal.addEventListener("abort", wake, { once: true });
    return promise.finally(() => signal.removeEventListener("abort", wake));
  };

  const closePort = (): void => {
    adapter?.close();
    adapter = undefined;
  };

  const open = async (): Promise<SessionInput> => {
    const late = new AbortController();
    const giveUp = (): void => late.abort();
    using _deadline = timers.after(openTimeoutMs, giveUp);
    signal.addEventListener("abort", giveUp, { once: true });
    try {
      const port = await options.openPort(address, { baudRate: options.baudRate, signal: late.signal });
      adapter = createAdapter(port, timers);
      return { kind: "opened" };
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      options.onFailure({ code: "PORT_UNAVAILABLE", message }, "");
      return { kind: "openFailed", reason: "PORT UNAVAILABLE" };
    } finally {
      signal.removeEventListener("abort", giveUp);
    }
  };

  const hand = (answer: ParsedAnswer, at: number): void => {
    if (!answer.ok) return;
    const answers = answer.answers.map((one): ObdAnswer => ({ kind: "answer", ...one, at }));
    const service = answers[0]?.service ?? "";
    if (!isCodeService(service)) for (const one of answers) emit(one);
    else if (answer.complete) emit({ kind: "reading", service, answers, at });
  };

  const run = async (command: string, read: "text" | "answer", patience: Patience): Promise<SessionInput> => {
    if (adapter === undefined) return { kind: "failed", code: "CLOSED" };
    const outcome = await adapter.run(command, Math.max(options.commandTimeoutMs, patienceMs[patience]));
    const at = now();
    if (signal.aborted) return { kind: "stop" };
    // The command may have gone to an adapter that had just forgotten how it was set.
    const code = adapter.tookReset() ? "ADAPTER_RESET" : outcome.ok ? undefined : outcome.code;
    if (code !== undefined) {
      options.onFailure({ code, message: `${command} to ${address}` }, command);
      return { kind: "failed", code };
    }
    if (!outcome.ok) return { kind: "failed", code: outcome.code };
    if (read === "text") return { kind: "replied", lines: outcome.lines };
    const { headers, protocol } = session.facts;
    const answer = parseAnswer({ request: command, lines: outcome.lines, headers, protocol });
    if (answer.ok) hand(answer, at);
    else options.onFailure(answer.error, command);
    return { kind: "answered", request: command, answer };
  };

  const poll = async (): Promise<SessionInput | undefined> => {
    const pids = session.facts.pids.join();
    if (scheduled !== pids) schedule = startPolling(requestsOf(session), now());
    scheduled = pids;
    const due = nextPoll(schedule, now());
    if (due === undefined || "waitMs" in due) {
      // The schedule is in event time, the wait is real.
      await pause(((due?.waitMs ?? 1_000) * options.tickMs) / 1_000);
      return undefined;
    }
    const { request } = due.send;
    const sentAt = now();
    const input = await run(request, "answer", "request");
    schedule = noteAnswer(schedule, request, sentAt, input.kind === "answered" && input.answer.ok);
    if (request === "0902" && input.kind === "answered" && input.answer.ok)
      schedule = schedule.filter((entry) => entry.request !== "0902");
    if (options.minGapMs > 0) await pause(options.minGapMs);
    return input;
  };

  const obey = async (): Promise<SessionInput | undefined> => {
    const want = wanted(session);
    switch (want.do) {
      case "open":
        return open();
      case "run":
        return run(want.command, want.read, want.patience);
      case "poll":
        return poll();
      case "wait":
        if (!want.keepPort) closePort();
        await pause(backOffDelay(want.attempt, options.random));
        return { kind: "waited" };
      case "nothing":
        return { kind: "stop" };
    }
  };

  const announce = (before: Session): void => {
    if (before.phase.at === "configuring" && session.phase.at === "voltage")
      options.onStep({ step: "adapter-found", adapter: session.facts.adapter, port: address });
    const state = linkOf(session);
    if (state === link) return;
    link = state;
    const { reason } = session.facts;
    emit({ kind: "link", state, ...(state === "up" || reason === undefined ? {} : { reason }), at: now() });
  };

  signal.addEventListener("abort", closePort, { once: true });
  try {
    announce(closedSession);
    while (!signal.aborted && session.phase.at !== "closed") {
      const input = await obey();
      if (signal.aborted) break;
      const before = session;
      if (input !== undefined) session = nextSession(session, input);
      // A warm start keeps the schedule, or a request that upsets the adapter would be the first one again. A new search
      // begins a new one: what failed while the engine was off may be answered now.
      if (session.phase.at === "backoff" || session.phase.at === "recovering") scheduled = "none";
      announce(before);
    }
  } finally {
    closePort();
  }
};
