import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type LeasedJob, pauseMs, settle } from "../../../../cloud-bridge/platform/jobs/job.ts";

const job = (tries: number): LeasedJob => ({
  key: "call/1",
  kind: "call",
  lane: "",
  payload: "",
  revision: 0,
  due: 0,
  createdAt: 0,
  tries,
});
const at = { now: 5_000, chance: 0 };

describe("after a try", () => {
  test("what is done is forgotten", () => {
    expect(settle(job(3), { is: "done" }, at)).toEqual({ to: "forget" });
  });

  test("a clock's job waits for its next time, as if it had never failed", () => {
    expect(settle(job(3), { is: "done", againAfterMs: 60_000 }, at)).toEqual({
      to: "wait",
      due: 65_000,
      tries: 0,
      lastError: null,
    });
  });

  test("what was in vain waits, and says why", () => {
    expect(settle(job(0), { is: "retry", why: "busy" }, at)).toEqual({
      to: "wait",
      due: 5_500,
      tries: 1,
      lastError: "busy",
    });
  });

  test("a pause that the other side asks for is kept", () => {
    expect(settle(job(9), { is: "retry", why: "busy", afterMs: 0 }, at)).toMatchObject({ due: 5_000, tries: 10 });
  });

  test("what cannot succeed is set aside at once, and what failed too often as well", () => {
    expect(settle(job(0), { is: "failed", why: "no such address" }, at)).toEqual({
      to: "setAside",
      tries: 1,
      lastError: "no such address",
    });
    expect(settle(job(3), { is: "retry", why: "busy" }, { ...at, mostTries: 5 })).toMatchObject({ to: "wait" });
    expect(settle(job(4), { is: "retry", why: "busy" }, { ...at, mostTries: 5 })).toMatchObject({ to: "setAside" });
  });

  test("a reason is cut to what a person reads", () => {
    expect(settle(job(0), { is: "retry", why: "x".repeat(9_000) }, at)).toMatchObject({ lastError: "x".repeat(500) });
  });
});

test("pauses double from about a second to about ten minutes, at least half of them is waited", () => {
  expect([1, 2, 3, 4].map((tries) => pauseMs(tries, 0))).toEqual([500, 1_000, 2_000, 4_000]);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (tries, chance) => {
        const pause = pauseMs(tries, chance);
        expect(pause).toBeGreaterThanOrEqual(500);
        expect(pause).toBeLessThanOrEqual(600_000);
        expect(pauseMs(tries + 1, 0)).toBeGreaterThanOrEqual(pauseMs(tries, 0));
      },
    ),
  );
});
