import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type DeskList,
  emptyList,
  heldShown,
  loaded,
  received,
  sorted,
} from "../../../../cloud-bridge/console/data/desk-list.ts";
import { ticketStates } from "../../../../contract/ticket.ts";
import { sampleTicket } from "../sample-ticket.ts";

const now = Date.parse("2026-11-24T09:42:00+08:00");
const clock = (minutes: number) => ({ name: "acknowledge" as const, dueAt: now + minutes * 60_000 });
const rows = (list: DeskList): readonly string[] => list.sections.flatMap(({ ids }) => ids);
const two = loaded(
  emptyList("Asia/Shanghai"),
  [sampleTicket({ id: "a", clock: clock(20) }), sampleTicket({ id: "b", clock: clock(40) })],
  now,
);

describe("rows keep still", () => {
  test("a new ticket waits behind the pill", () => {
    const list = received(two, sampleTicket({ id: "c", clock: clock(5) }), now);
    expect(rows(list)).toEqual(["a", "b"]);
    expect(list.held).toEqual(["c"]);
  });

  test("the pill puts it at its place, tinted for 30 s", () => {
    const list = heldShown(received(two, sampleTicket({ id: "c", clock: clock(5) }), now), now);
    expect(rows(list)).toEqual(["c", "a", "b"]);
    expect(list.held).toEqual([]);
    expect(list.markedUntil.get("c")).toBe(now + 30_000);
  });

  test("a P1 safety ticket goes in at once, at the top of its group", () => {
    const urgent = sampleTicket({ id: "c", clock: clock(30), priority: "P1", safety: true });
    const list = received(two, urgent, now);
    expect(rows(list)).toEqual(["c", "a", "b"]);
    expect(list.markedUntil.get("c")).toBe(now + 30_000);
  });

  test("into an empty list a ticket goes at once: there is nothing to push", () => {
    const empty = loaded(emptyList("Asia/Shanghai"), [], now);
    expect(rows(received(empty, sampleTicket({ id: "c", clock: clock(30) }), now))).toEqual(["c"]);
  });

  test("a second alert changes the row in place and adds none", () => {
    const again = sampleTicket({ id: "a", clock: clock(90), occurrences: 2, updatedAt: 2_000 });
    const list = received(two, again, now);
    expect(rows(list)).toEqual(["a", "b"]);
    expect(list.tickets.get("a")?.occurrences).toBe(2);
    expect(list.flashingUntil.get("a")).toBe(now + 600);
  });

  test("the changed row finds its new place when the list is sorted", () => {
    const again = sampleTicket({ id: "a", clock: clock(55), updatedAt: 2_000 });
    expect(rows(sorted(received(two, again, now), now))).toEqual(["b", "a"]);
  });

  test("a closed ticket stays in sight until the list is sorted", () => {
    const list = received(two, sampleTicket({ id: "a", state: "closed", updatedAt: 2_000 }), now);
    expect(rows(list)).toEqual(["a", "b"]);
    expect(rows(sorted(list, now))).toEqual(["b"]);
  });
});

describe("messages that come late", () => {
  test("an older message never undoes a newer one", () => {
    const newer = received(two, sampleTicket({ id: "a", state: "triaged", updatedAt: 3_000 }), now);
    expect(received(newer, sampleTicket({ id: "a", state: "new", updatedAt: 2_000 }), now)).toBe(newer);
  });

  test("a ticket of the past is not brought back", () => {
    expect(received(two, sampleTicket({ id: "z", state: "closed" }), now)).toBe(two);
  });
});

test("whatever comes in, no ticket is twice on the page and none is both shown and held", () => {
  const message = fc.record({
    id: fc.constantFrom("a", "b", "c", "d", "e"),
    state: fc.constantFrom(...ticketStates),
    updatedAt: fc.integer({ min: 0, max: 10 }),
    priority: fc.constantFrom("P1" as const, "P2" as const),
    safety: fc.boolean(),
    clock: fc.option(
      fc.record({ name: fc.constant("acknowledge" as const), dueAt: fc.constantFrom(now - 1, now + 1e6) }),
    ),
  });
  const step = fc.oneof(
    message.map((ticket) => (list: DeskList) => received(list, sampleTicket(ticket), now)),
    fc.constant((list: DeskList) => heldShown(list, now)),
    fc.constant((list: DeskList) => sorted(list, now)),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const list = steps.reduce((so, act) => act(so), two);
      const seen = [...rows(list), ...list.held];
      expect(new Set(seen).size).toBe(seen.length);
      for (const id of seen) expect(list.tickets.has(id)).toBe(true);
    }),
  );
});
