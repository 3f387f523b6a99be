import { describe, expect, test } from "vitest";
import { createNoticeSender, type Notice } from "../../../cloud-bridge/desk/tickets/notices.ts";
import { createReceiptSender } from "../../../cloud-bridge/inbox/receipts.ts";
import { movedClock } from "../../support/moved-clock.ts";

describe("receipts", () => {
  const setUp = (isListening = (_vehicleId: string): boolean => true) => {
    const clock = movedClock();
    const told: string[] = [];
    const tell = (topic: string, payload: string): void => void told.push(`${topic} ${JSON.parse(payload).upTo}`);
    const sender = createReceiptSender({ clock, delayMs: 50, isListening, tell });
    const add = (vehicleId: string, epoch: number, upTo: number): void =>
      sender.add([{ vehicleId, receipt: { v: 1, epoch, upTo, gaps: [] } }]);
    return { clock, told, sender, add };
  };

  test("of one boot are gathered: the newest is told once", () => {
    const { clock, told, add } = setUp();
    add("car-1", 1, 0);
    clock.move(49);
    add("car-1", 1, 1);
    add("car-2", 1, 9);
    expect(told).toEqual([]);
    clock.move(1);
    expect(told).toEqual(["fettle/v1/car-1/down/receipt 1", "fettle/v1/car-2/down/receipt 9"]);
  });

  test("of two boots are two", () => {
    const { clock, told, add } = setUp();
    add("car-1", 1, 5);
    add("car-1", 2, 0);
    clock.move(50);
    expect(told).toHaveLength(2);
  });

  test("are not told to a car that is away", () => {
    const { clock, told, add } = setUp((vehicleId) => vehicleId !== "car-1");
    add("car-1", 1, 5);
    clock.move(50);
    expect(told).toEqual([]);
  });

  test("in hand are told at the end, and none after it", () => {
    const { clock, told, add, sender } = setUp();
    add("car-1", 1, 5);
    sender.close();
    add("car-1", 1, 6);
    expect({ told, waiting: clock.waiting() }).toEqual({ told: ["fettle/v1/car-1/down/receipt 5"], waiting: 0 });
  });
});

describe("notices", () => {
  const notice = (id: string, revision = 0): Notice => ({
    id,
    vehicleId: "car-1",
    topic: "down",
    payload: `${id} ${revision}`,
    revision,
  });

  const setUp = () => {
    const clock = movedClock();
    const jobs = new Map<string, Notice>();
    const delivered: string[] = [];
    let here = true;
    const sender = createNoticeSender({
      clock,
      delayMs: 100,
      isListening: () => here,
      deliver: ({ payload }) => void delivered.push(payload),
      load: () => Promise.resolve([...jobs.values()]),
      remove: (done) => {
        for (const { id, revision } of done) if (jobs.get(id)?.revision === revision) jobs.delete(id);
        return Promise.resolve();
      },
      onFailure: (error) => {
        throw error;
      },
    });
    /** Lets one look at the jobs happen. */
    const look = async (): Promise<void> => {
      clock.move(100);
      await new Promise((resolve) => setImmediate(resolve));
    };
    const put = (one: Notice): void => {
      jobs.set(one.id, one);
      sender.wake(["car-1"]);
    };
    return {
      sender,
      clock,
      jobs,
      delivered,
      look,
      put,
      be: (listening: boolean): void => {
        here = listening;
      },
    };
  };

  test("go one at a time, the next when the last is acknowledged", async () => {
    const { sender, delivered, look, put } = setUp();
    put(notice("a"));
    put(notice("b"));
    await look();
    expect(delivered).toEqual(["a 0"]);
    sender.acknowledged("car-1", undefined);
    expect(delivered).toEqual(["a 0", "b 0"]);
  });

  test("are forgotten once acknowledged, and then there is no more looking", async () => {
    const { sender, clock, jobs, delivered, look, put } = setUp();
    put(notice("a"));
    await look();
    sender.acknowledged("car-1", undefined);
    await look();
    await look();
    expect({ jobs: jobs.size, delivered, waiting: clock.waiting() }).toEqual({
      jobs: 0,
      delivered: ["a 0"],
      waiting: 0,
    });
  });

  test("a newer word that came meanwhile is told too", async () => {
    const { sender, jobs, delivered, look, put } = setUp();
    put(notice("a", 0));
    await look();
    put(notice("a", 1));
    sender.acknowledged("car-1", undefined);
    await look();
    expect(delivered).toEqual(["a 0", "a 1"]);
    sender.acknowledged("car-1", undefined);
    await look();
    expect(jobs.size).toBe(0);
  });

  test("what was not acknowledged is told again when the car comes back", async () => {
    const { sender, delivered, look, put, be } = setUp();
    put(notice("a"));
    await look();
    sender.forget("car-1");
    be(false);
    sender.wake(["car-1"]);
    await look();
    be(true);
    sender.wake(["car-1"]);
    await look();
    expect(delivered).toEqual(["a 0", "a 0"]);
  });

  test("an acknowledgement that names another message is not ours", async () => {
    const { sender, jobs, look, put } = setUp();
    put(notice("a"));
    await look();
    sender.acknowledged("car-1", "an older one");
    await look();
    expect(jobs.size).toBe(1);
    sender.acknowledged("car-1", "a 0");
    await look();
    expect(jobs.size).toBe(0);
  });

  test("what was acknowledged last is forgotten at the end too", async () => {
    const { sender, jobs, look, put } = setUp();
    put(notice("a"));
    await look();
    sender.acknowledged("car-1", undefined);
    await sender.close();
    expect(jobs.size).toBe(0);
  });
});
