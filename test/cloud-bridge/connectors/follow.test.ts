import { expect, test, vi } from "vitest";
import type { Connector, TicketChange, Told } from "../../../cloud-bridge/connectors/connector.ts";
import { followTickets } from "../../../cloud-bridge/connectors/follow.ts";
import { summaryOf } from "../../../cloud-bridge/desk/tickets/answers.ts";
import { findTickets } from "../../../cloud-bridge/desk/tickets/queries.ts";
import { commitBatch } from "../../../cloud-bridge/inbox/commit.ts";
import { openStore, type Store } from "../../../cloud-bridge/platform/database/store.ts";
import { warningMessage } from "../../support/bridge.ts";
import { movedClock } from "../../support/moved-clock.ts";
import { onBothDatabases } from "../platform/database/both.ts";

const now = 1_790_000_000_000;

/** One car raises its warning (step 0) or says more of it. */
const report = (store: Store, vehicleId: string, step = 0): Promise<unknown> =>
  commitBatch(
    store,
    [
      {
        kind: "message",
        message: warningMessage(vehicleId, step, { revision: step, kind: step === 0 ? "raised" : "updated" }),
        receivedAt: now + step,
      },
    ],
    { now: now + step, centreId: "centre-1" },
  );

/** A receiver that answers as it is told to, and remembers what it heard; without an answer it keeps quiet. */
const receiver = (answer: (change: TicketChange, call: number) => Told | undefined) => {
  const heard: TicketChange[] = [];
  const connector: Connector = {
    name: "receiver",
    notify(change, signal) {
      heard.push(change);
      const told = answer(change, heard.length);
      if (told !== undefined) return Promise.resolve(told);
      return new Promise((resolve) => signal.addEventListener("abort", () => resolve({ taken: false, why: "late" })));
    },
  };
  return { heard, connector };
};
const taken: Told = { taken: true };
const busy: Told = { taken: false, why: "answered 503" };

onBothDatabases("a connector", ({ place }) => {
  const start = (store: Store, connector: Connector, clock = movedClock(now)) => {
    const retries: number[] = [];
    const follower = followTickets({
      store,
      clock,
      connector,
      readTickets: async (ids) => (await findTickets(store, ids)).map(summaryOf),
      onRetry: ({ againAt }) => retries.push(againAt - clock.now()),
      onFailure: (error) => {
        throw error;
      },
    });
    /** It has done all it can: nothing but the next look waits. */
    const idle = (): Promise<void> => vi.waitFor(() => expect(clock.waiting()).toBe(1), { timeout: 10_000 });
    return { clock, follower, retries, idle };
  };

  test("that is new hears of every open ticket once, and of each change after that", async () => {
    const store = await openStore(await place());
    for (const car of ["car-1", "car-2", "car-3"]) await report(store, car);
    const { heard, connector } = receiver(() => taken);
    const { follower, idle } = start(store, connector);
    await idle();
    expect(heard.map(({ ticket }) => ticket.vehicleId).toSorted()).toEqual(["car-1", "car-2", "car-3"]);
    await report(store, "car-2", 1);
    follower.wake();
    await idle();
    expect(heard.slice(3).map(({ ticket }) => [ticket.vehicleId, ticket.occurrences])).toEqual([["car-2", 2]]);
    expect(new Set(heard.map(({ id }) => id)).size).toBe(4);
    await follower.close();
    await store.close();
  });

  test("that fails is told again, ever later, of the ticket as it is then", async () => {
    const store = await openStore(await place());
    await report(store, "car-1");
    const { heard, connector } = receiver((_change, call) => (call <= 3 ? busy : taken));
    const { follower, clock, retries, idle } = start(store, connector);
    await idle();
    await report(store, "car-1", 1);
    for (const pauseMs of [5_000, 10_000, 20_000]) {
      const before = heard.length;
      clock.move(pauseMs - 1);
      await idle();
      expect(heard).toHaveLength(before);
      clock.move(1);
      await vi.waitFor(() => expect(heard).toHaveLength(before + 1), { timeout: 10_000 });
      await idle();
    }
    expect(retries).toEqual([5_000, 10_000, 20_000]);
    expect(heard.at(-1)?.ticket.occurrences).toBe(2);
    clock.move(3_600_000);
    await idle();
    expect(heard).toHaveLength(4);
    await follower.close();
    await store.close();
  });

  test("that keeps quiet is given up, and what another bridge holds is left to it", async () => {
    const at = await place();
    const store = await openStore(at);
    await report(store, "car-1");
    const slow = receiver(() => undefined);
    const first = start(store, slow.connector);
    await vi.waitFor(() => expect(slow.heard).toHaveLength(1), { timeout: 10_000 });
    const fast = receiver(() => taken);
    const second = start(store, fast.connector);
    await second.idle();
    expect(fast.heard).toEqual([]);
    first.clock.move(20_000);
    await first.idle();
    expect(first.retries).toEqual([5_000]);
    second.clock.move(25_000);
    await vi.waitFor(() => expect(fast.heard).toHaveLength(1), { timeout: 10_000 });
    await second.idle();
    await Promise.all([first.follower.close(), second.follower.close()]);
    await store.close();
  });

  test("whose bridge stops hears of it from the next", async () => {
    const store = await openStore(await place());
    await report(store, "car-1");
    const slow = receiver(() => undefined);
    const first = start(store, slow.connector);
    await vi.waitFor(() => expect(slow.heard).toHaveLength(1), { timeout: 10_000 });
    await first.follower.close();
    const later = receiver(() => taken);
    const second = start(store, later.connector);
    await second.idle();
    expect(later.heard.map(({ id }) => id)).toEqual(slow.heard.map(({ id }) => id));
    await second.follower.close();
    await store.close();
  });
});
