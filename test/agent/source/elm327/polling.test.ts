import fc from "fast-check";
import { expect, test } from "vitest";
import { nextPoll, noteAnswer, type PollState, startPolling } from "../../../../agent/source/elm327/polling.ts";

/** Lets a way that needs `costMs` for a request serve the schedule for `spanMs`; when each request was sent. */
const serve = (
  start: PollState,
  costMs: number,
  spanMs: number,
  good: (request: string) => boolean = () => true,
): Map<string, number[]> => {
  const sent = new Map<string, number[]>(start.map(({ request }) => [request, []]));
  let state = start;
  let now = 0;
  while (now < spanMs) {
    const due = nextPoll(state, now);
    if (due === undefined) break;
    if ("waitMs" in due) {
      now += due.waitMs;
      continue;
    }
    const { request } = due.send;
    sent.get(request)?.push(now);
    state = noteAnswer(state, request, now, good(request));
    now += costMs;
  }
  return sent;
};

const gaps = (times: readonly number[]): number[] => times.slice(1).map((time, n) => time - (times[n] ?? 0));
const worst = (times: readonly number[] | undefined): number => Math.max(...gaps(times ?? []));

test("a schedule of nothing asks for nothing", () => {
  expect(nextPoll([], 0)).toBeUndefined();
});

test("everything is due at once, the fast ones first", () => {
  const state = startPolling(["012F", "0105", "010C", "010C"], 0);
  expect(state.map((entry) => entry.request)).toEqual(["012F", "0105", "010C"]);
  expect(nextPoll(state, 0)).toMatchObject({ send: { request: "010C" } });
});

test("between two requests it says how long nothing is due", () => {
  const state = noteAnswer(startPolling(["010C"], 0), "010C", 0, true);
  expect(nextPoll(state, 30)).toEqual({ waitMs: 70 });
  expect(nextPoll(state, 100)).toMatchObject({ send: { request: "010C" } });
});

test("engine speed at 10 Hz is not held up by what is read once a minute", () => {
  const sent = serve(startPolling(["010C", "012F", "03", "07", "0A", "0105", "ATRV"], 0), 10, 300_000);
  expect(worst(sent.get("010C"))).toBeLessThanOrEqual(120);
  expect(worst(sent.get("012F"))).toBeLessThanOrEqual(60_100);
  expect(worst(sent.get("0105"))).toBeLessThanOrEqual(1_020);
});

test("on a slow way everything is known within seconds all the same", () => {
  const pids = Array.from({ length: 40 }, (_, n) => `01${(n + 1).toString(16).toUpperCase().padStart(2, "0")}`);
  const sent = serve(startPolling([...pids, "ATRV", "03", "07", "0A", "0902"], 0), 100, 60_000);
  for (const [request, times] of sent) expect(times[0], request).toBeLessThanOrEqual(10_000);
});

test("a PID that is promised and never given is asked ever less often", () => {
  const dead = serve(startPolling(["010C", "0105"], 0), 10, 600_000, (request) => request !== "010C").get("010C") ?? [];
  expect(dead.length).toBeLessThan(15);
  expect(gaps(dead).at(-1)).toBeGreaterThan(60_000);
});

test("one bad answer costs no turn, and a good one after a row of bad ones brings the period back", () => {
  const once = noteAnswer(startPolling(["010C"], 0), "010C", 0, false);
  expect(nextPoll(once, 0)).toEqual({ waitMs: 100 });
  let state = once;
  for (let n = 0; n < 20; n++) state = noteAnswer(state, "010C", 0, false);
  expect(nextPoll(state, 0)).toEqual({ waitMs: 600_000 });
  expect(nextPoll(noteAnswer(state, "010C", 600_000, true), 600_000)).toEqual({ waitMs: 100 });
});

test("whatever is polled on however slow a way, none starves: all are late by the same factor", () => {
  const requests = fc.uniqueArray(
    fc.constantFrom("010C", "010D", "0104", "010B", "0105", "0142", "010F", "0146", "0133", "ATRV"),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(requests, fc.integer({ min: 1, max: 400 }), (chosen, costMs) => {
      const start = startPolling(chosen, 0);
      const load = start.reduce((sum, { periodMs }) => sum + costMs / periodMs, 0);
      const sent = serve(start, costMs, 120_000);
      for (const { request, periodMs } of start) {
        // Its own period, stretched by the overload, and one turn of everybody for who is just ahead.
        const bound = periodMs * (1 + Math.max(0, load)) + costMs * (chosen.length + 1);
        expect(worst(sent.get(request)), request).toBeLessThanOrEqual(bound);
      }
    }),
    { numRuns: 200 },
  );
});
