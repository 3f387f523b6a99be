import { describe, expect, test } from "vitest";
import { createNotices } from "../../../../cloud-bridge/desk/tickets/notices.ts";
import type { LeasedJob } from "../../../../cloud-bridge/platform/jobs/job.ts";

const job = (payload: string): LeasedJob => ({
  key: `ticket-notice/car-1/${payload}`,
  kind: "ticket-notice",
  lane: "car-1",
  payload,
  revision: 1,
  due: 0,
  createdAt: 0,
  tries: 0,
});
const away = { is: "retry", afterMs: 0, why: "the vehicle is away" };

describe("a notice", () => {
  const setUp = (isHere = true) => {
    const delivered: string[] = [];
    const notices = createNotices({
      isListening: () => isHere,
      deliver: (_vehicleId, topic, payload) => void delivered.push(`${topic} ${payload}`),
    });
    const run = (payload: string, signal = new AbortController().signal) => notices.handler.run(job(payload), signal);
    return { notices, delivered, run };
  };

  test("is done once the car acknowledged it", async () => {
    const { notices, delivered, run } = setUp();
    const outcome = run("a");
    expect(delivered).toEqual(["fettle/v1/car-1/down/ticket a"]);
    notices.acknowledged("car-1", undefined);
    expect(await outcome).toEqual({ is: "done" });
  });

  test("is not done by an acknowledgement that names another message, nor by another car's", async () => {
    const { notices, run } = setUp();
    const outcome = run("a");
    notices.acknowledged("car-1", "an older one");
    notices.acknowledged("car-2", undefined);
    notices.forget("car-1");
    // Had one of them counted, it would be done.
    expect(await outcome).toEqual(away);
    const again = run("a");
    notices.acknowledged("car-1", "a");
    expect(await again).toEqual({ is: "done" });
  });

  test("waits for a car that is away, that goes, or for a bridge that stops", async () => {
    const gone = setUp(false);
    expect(await gone.run("a")).toEqual(away);
    expect(gone.delivered).toEqual([]);
    const { notices, delivered, run } = setUp();
    expect(await run("a", AbortSignal.abort())).toEqual(away);
    expect(delivered).toEqual([]);
    const outcome = run("a");
    notices.close();
    expect(await outcome).toEqual(away);
  });
});
