import type { LinkState } from "../../../contract/events.ts";
import { adapterVolts, isSupplyVoltage } from "../adapter-volts.ts";
import { createCodeRoster } from "../obd/code-roster.ts";
import { isCodeService } from "../obd/request.ts";
import type { ObdAnswer, SourceItem } from "../source.ts";
import type { Adapter } from "./adapter.ts";
import type { ParsedAnswer } from "./answers.ts";
import { nextQuiet, type QuietInput, startQuiet } from "./awake-machine.ts";
import { backOffDelay } from "./back-off.ts";
import { openAdapter } from "./baud-search.ts";
import { isOnCan, isSign, requestsOf } from "./car-requests.ts";
import type { DriverOptions } from "./driver-options.ts";
import { createExchange, type Told } from "./exchange.ts";
import { pauseUntil } from "./pause.ts";
import { createPoller, type Poller } from "./poller.ts";
import { crankPauseMs, rest } from "./rest.ts";
import { closedSession, linkOf, type Session, type SessionInput, type Want, wanted } from "./session.ts";
import { nextSession } from "./session-machine.ts";

/** Real ms; a search for the rate of a serial adapter has the time of seven probes. */
const openTimeoutMs = 15_000;

/** Runs the session until the signal says stop, and hands out what the car says. */
export const runSession = async (
  options: DriverOptions,
  emit: (item: SourceItem) => void,
  signal: AbortSignal,
): Promise<void> => {
  const { address, clock, timers, own } = options;
  let session: Session = nextSession(closedSession, { kind: "start" });
  let link: LinkState["state"] | undefined;
  let adapter: Adapter | undefined;
  let poller: Poller | undefined;
  let polled = "";
  let roster = createCodeRoster();

  const now = (): number => Math.round(clock.now());
  let quiet = startQuiet(now());
  const feed = (input: QuietInput): void => {
    quiet = nextQuiet(quiet, input);
  };

  const pause = pauseUntil(timers, signal);
  /** The schedule is in event time, the wait is real. */
  const pauseEvent = (ms: number): Promise<void> => pause((ms * options.tickMs) / 1_000);

  const exchange = createExchange({
    adapter: () => adapter,
    facts: () => session.facts,
    now,
    log: options.log,
    commandTimeoutMs: options.commandTimeoutMs,
    tickMs: options.tickMs,
    own,
    onFailure: options.onFailure,
  });

  const closePort = (): void => {
    adapter?.close();
    adapter = undefined;
    roster = createCodeRoster();
    exchange.forget();
  };

  const open = async (): Promise<SessionInput> => {
    const late = new AbortController();
    const giveUp = (): void => late.abort();
    using _deadline = timers.after(openTimeoutMs, giveUp);
    signal.addEventListener("abort", giveUp, { once: true });
    try {
      const { baudRate, openPort } = options;
      ({ adapter } = await openAdapter({ address, baudRate, openPort, timers, signal: late.signal }));
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
    if (isCodeService(service)) {
      // A list that lacks an ECU would make its codes vanish; the next one comes within the minute.
      if (roster.isWhole(service, answer) && answer.complete) emit({ kind: "reading", service, answers, at });
    } else
      for (const one of answers) {
        if (service === "01") roster.met(one.ecu);
        emit(one);
      }
    const [volts] = answers;
    if (volts?.service === "AT") {
      const read = adapterVolts(volts.bytes);
      // A dip that never was would look like a starter.
      if (isSupplyVoltage(read)) feed({ kind: "volts", volts: read, at });
    } else feed({ kind: "answer", sign: answers.some(isSign), at });
  };

  const failedWith = (told: Told & { ok: false }): SessionInput =>
    signal.aborted ? { kind: "stop" } : { kind: "failed", code: told.code };

  const run = async (want: Want & { do: "run" }): Promise<SessionInput> => {
    const { command, read, patience } = want;
    if (patience === "reset") exchange.forget();
    if (read === "text") {
      const told = await exchange.tell(command, session.phase.at, patience);
      if (!told.ok) return failedWith(told);
      return signal.aborted ? { kind: "stop" } : { kind: "replied", lines: told.lines };
    }
    const { told, answer } = await exchange.ask(command, session.phase.at);
    if (!told.ok) return failedWith(told);
    if (answer === undefined || signal.aborted) return { kind: "stop" };
    hand(answer, told.at);
    return { kind: "answered", request: command, answer };
  };

  /** Asks on behalf of the poller; what the session has to know of a failure is kept for it. */
  const wayTo = (onLost: (input: SessionInput) => void) => ({
    async ask(command: string, why: string, lengthsOf: (pid: string, ecu: string) => readonly number[]) {
      feed({ kind: "sent", at: now() });
      const { told, answer } = await exchange.ask(command, why, lengthsOf);
      if (!told.ok || answer === undefined) {
        onLost(told.ok ? { kind: "stop" } : failedWith(told));
        return undefined;
      }
      if (signal.aborted) {
        onLost({ kind: "stop" });
        return undefined;
      }
      hand(answer, told.at);
      if (!answer.ok && answer.error.code === "NO_DATA") feed({ kind: "silence", at: told.at });
      return { answer, elapsedMs: told.elapsedMs };
    },
    async set(command: string, why: string) {
      const told = await exchange.tell(command, why, "setting");
      return told.ok && !told.lines.includes("?");
    },
    now,
  });

  const crank = async (): Promise<SessionInput> => {
    const input = await run({ do: "run", command: "ATRV", read: "answer", patience: "setting" });
    feed({ kind: "time", at: now() });
    await pause(crankPauseMs);
    return input;
  };

  const poll = async (): Promise<SessionInput | undefined> => {
    feed({ kind: "time", at: now() });
    if (quiet.state.at === "cranking") return crank();
    if (quiet.state.at !== "polling") return { kind: "rest", reason: `CAR ASLEEP: ${quiet.why}` };
    const pids = session.facts.pids.join();
    if (poller === undefined || polled !== pids)
      poller = createPoller(
        requestsOf(session, own),
        now(),
        Object.fromEntries(own.map(({ request, periodMs }) => [request, periodMs])),
      );
    polled = pids;
    let lost: SessionInput | undefined;
    const way = wayTo((input) => {
      lost = input;
    });
    const step = await poller.step(way, isOnCan(session) && session.facts.headers);
    if (step.did === "failed") return lost;
    if (step.did === "nothing") {
      if (step.waitMs > 0) await pauseEvent(step.waitMs);
      return undefined;
    }
    if (step.request === "0902" && step.answer.ok) poller.drop("0902");
    if (options.minGapMs > 0) await pause(options.minGapMs);
    return { kind: "answered", request: step.request, answer: step.answer };
  };

  /** The car sleeps or is not there: the adapter keeps watch, the bus has its peace. */
  const keepWatch = async (): Promise<SessionInput> => {
    feed({ kind: "looked", found: false, at: now() });
    const present = await rest({
      run: async (command, why) => {
        const told = await exchange.tell(command, why, "setting");
        if (told.ok) return told;
        return { ok: false, code: told.code === "ADAPTER_RESET" ? "TIMEOUT" : told.code };
      },
      pause: pauseEvent,
      now,
      quiet: () => quiet,
      feed,
      onVolts: hand,
      signal,
    });
    return present ? { kind: "waited" } : { kind: "failed", code: "STUCK" };
  };

  const obey = async (): Promise<SessionInput | undefined> => {
    const want = wanted(session);
    switch (want.do) {
      case "open":
        return open();
      case "run":
        return run(want);
      case "poll":
        return poll();
      case "wait":
        if (want.keepPort) return keepWatch();
        closePort();
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
      if (session.phase.at === "backoff" || session.phase.at === "recovering") poller = undefined;
      if (linkOf(session) === "up" && linkOf(before) !== "up") feed({ kind: "looked", found: true, at: now() });
      announce(before);
    }
  } finally {
    closePort();
  }
};
