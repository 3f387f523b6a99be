import type { ParsedAnswer } from "./answers.ts";
import {
  isBatchable,
  type Learned,
  learn,
  lengthIn,
  mostPids,
  nothingLearned,
  type Plan,
  planFor,
} from "./batch-machine.ts";
import { nextPoll, noteAnswer, type PollEntry, type PollState, startPolling, worthTaking } from "./polling.ts";
import { answered, betterUnits, firstWait, unanswered, type Wait } from "./wait-machine.ts";

/** What one exchange with the car came to; undefined when the command had no end (the session knows why). */
export interface Exchange {
  readonly answer: ParsedAnswer;
  readonly elapsedMs: number;
}

/** How the poller reaches the car. */
export interface Way {
  /** Sends a request and hands out what came; undefined when the session has to act. */
  ask(
    command: string,
    why: string,
    lengthsOf: (pid: string, ecu: string) => readonly number[],
  ): Promise<Exchange | undefined>;
  /** Sends a setting to the adapter; true when it was taken. */
  set(command: string, why: string): Promise<boolean>;
  /** Event time, epoch ms. */
  now(): number;
}

/** What the poller did. */
export type Step =
  | { readonly did: "asked"; readonly request: string; readonly answer: ParsedAnswer }
  | { readonly did: "failed" }
  | { readonly did: "nothing"; readonly waitMs: number };

/** Keeps the schedule of one car, and what was learned of it. */
export interface Poller {
  /** Sends the most urgent request, with as many others as may share it. */
  step(way: Way, canBatch: boolean): Promise<Step>;
  /** A request need not be sent any more. */
  drop(request: string): void;
}

const isPid = (request: string): boolean => /^01[0-9A-F]{2}$/.test(request);
const pidOf = (request: string): string => request.slice(2);

/** Starts with everything due. `own` are the periods of requests that only this car has. */
export const createPoller = (
  requests: readonly string[],
  now: number,
  own: Readonly<Record<string, number>> = {},
): Poller => {
  let schedule: PollState = startPolling(requests, now, own);
  let learned: Learned = nothingLearned;
  let wait: Wait = firstWait;

  /** The PIDs that go with the most urgent one: those that are due or soon will be, the latest first. */
  const companions = (first: PollEntry, at: number, canBatch: boolean): readonly string[] => {
    const pid = pidOf(first.request);
    if (!canBatch || !isBatchable(learned, pid)) return [pid];
    const others = worthTaking(schedule, at).filter(
      ({ request }) => request !== first.request && isPid(request) && isBatchable(learned, pidOf(request)),
    );
    return [pid, ...others.slice(0, mostPids - 1).map(({ request }) => pidOf(request))];
  };

  const note = (pids: readonly string[], sentAt: number, isGood: (pid: string) => boolean): void => {
    for (const pid of pids) schedule = noteAnswer(schedule, `01${pid}`, sentAt, isGood(pid));
  };

  const fitWait = async (way: Way): Promise<void> => {
    const units = betterUnits(wait);
    if (units === undefined) return;
    const hex = units.toString(16).toUpperCase().padStart(2, "0");
    // A clone that refuses keeps its own wait; it is not asked again.
    await way.set(`ATST${hex}`, "fit the wait to this car");
    wait = { ...wait, units };
  };

  const askPids = async (way: Way, plan: Plan, sentAt: number): Promise<Step> => {
    const lengths = (pid: string, ecu: string): readonly number[] => lengthIn(learned, pid, ecu);
    const exchange = await way.ask(plan.command, plan.pids.length > 1 ? "poll, batched" : "poll", lengths);
    if (exchange === undefined) {
      note(plan.pids, sentAt, () => false);
      return { did: "failed" };
    }
    const { answer, elapsedMs } = exchange;
    const verdict = learn(learned, plan, answer, elapsedMs);
    learned = verdict.learned;
    if (verdict.again) return askPids(way, planFor(learned, plan.pids, false), sentAt);
    if (answer.ok && plan.count !== undefined) wait = answered(wait, elapsedMs);
    if (!answer.ok && answer.error.code === "NO_DATA" && plan.ecus.length > 0) wait = unanswered(wait);
    const came = new Set(answer.ok ? answer.answers.map(({ pid }) => pid) : []);
    // What only the batch kept back is still due: it goes out alone next.
    const still = plan.pids.length > 1 ? verdict.missing : [];
    note(
      plan.pids.filter((pid) => !still.includes(pid)),
      sentAt,
      (pid) => came.has(pid),
    );
    // A batch that an ECU does not take is no bad answer of the car.
    if (!answer.ok && still.length > 0) return { did: "nothing", waitMs: 0 };
    return { did: "asked", request: plan.command, answer };
  };

  return {
    async step(way, canBatch) {
      await fitWait(way);
      const at = way.now();
      const due = nextPoll(schedule, at);
      if (due === undefined) return { did: "nothing", waitMs: 1_000 };
      if ("waitMs" in due) return { did: "nothing", waitMs: due.waitMs };
      const { request } = due.send;
      if (isPid(request)) {
        const pids = companions(due.send, at, canBatch);
        // The first request for a PID is listened to until the wait runs out: every ECU that has it shall be heard.
        return askPids(way, planFor(learned, pids, true), at);
      }
      const exchange = await way.ask(request, "poll", () => []);
      schedule = noteAnswer(schedule, request, at, exchange?.answer.ok === true);
      return exchange === undefined ? { did: "failed" } : { did: "asked", request, answer: exchange.answer };
    },
    drop(request) {
      schedule = schedule.filter((entry) => entry.request !== request);
    },
  };
};
