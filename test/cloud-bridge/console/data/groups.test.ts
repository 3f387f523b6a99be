import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arrange, byUrgency, groupOf } from "../../../../cloud-bridge/console/data/groups.ts";
import { priorities, type TicketSummary, ticketStates } from "../../../../contract/ticket.ts";
import { sampleTicket } from "../sample-ticket.ts";

const zone = "Asia/Shanghai";
const now = Date.parse("2026-11-24T21:30:00+08:00");
const minute = 60_000;
const due = (ms: number): TicketSummary["clock"] => ({ name: "first_contact", dueAt: now + ms });

describe("where a ticket stands in the queue", () => {
  test.each([
    ["a clock that ran out a second ago is overdue", -1_000, "overdue"],
    ["a clock due this very moment is not overdue yet", 0, "hour"],
    ["sixty minutes are within the hour", 60 * minute, "hour"],
    ["two hours later the same evening is today", 2 * 60 * minute, "today"],
    ["three hours later is tomorrow at the centre", 3 * 60 * minute, "later"],
  ])("%s", (_, ms, group) => {
    expect(groupOf(sampleTicket({ id: "1", clock: due(ms) }), now, zone)).toBe(group);
  });

  test("without a running clock it can wait", () => {
    expect(groupOf(sampleTicket({ id: "1" }), now, zone)).toBe("later");
  });
});

describe("the order inside a group", () => {
  test("by due time, then safety, then priority", () => {
    const late = sampleTicket({ id: "late", clock: due(50 * minute), priority: "P1", safety: true });
    const soon = sampleTicket({ id: "soon", clock: due(10 * minute), priority: "P1" });
    const tie = sampleTicket({ id: "tie", clock: due(10 * minute), priority: "P2", safety: true });
    expect(arrange([late, soon, tie], now, zone)).toEqual([{ group: "hour", ids: ["tie", "soon", "late"] }]);
  });

  test("paused tickets come last", () => {
    const paused = sampleTicket({ id: "paused", priority: "P1", safety: true });
    const far = sampleTicket({ id: "far", clock: due(100 * 60 * minute), priority: "P3" });
    expect(arrange([paused, far], now, zone)).toEqual([{ group: "later", ids: ["far", "paused"] }]);
  });

  test("ended tickets are not work", () => {
    expect(arrange([sampleTicket({ id: "1", state: "closed" })], now, zone)).toEqual([]);
  });
});

const anyTicket = fc.record({
  id: fc.uuid(),
  priority: fc.constantFrom(...priorities),
  safety: fc.boolean(),
  state: fc.constantFrom(...ticketStates),
  openedAt: fc.integer({ min: 0, max: now }),
  clock: fc.option(
    fc.record({ name: fc.constant("acknowledge" as const), dueAt: fc.integer({ min: now - 1e8, max: now + 1e8 }) }),
  ),
});

test("every open ticket stands in the queue once, whatever the order it came in", () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyTicket, { selector: ({ id }) => id, maxLength: 40 }), (rows) => {
      const tickets = rows.map((row) => sampleTicket(row));
      const forward = arrange(tickets, now, zone);
      expect(arrange(tickets.toReversed(), now, zone)).toEqual(forward);
      const shown = forward.flatMap(({ ids }) => ids);
      expect(new Set(shown).size).toBe(shown.length);
      expect(shown.length).toBe(
        tickets.filter(({ state }) => !["closed", "cancelled", "merged"].includes(state)).length,
      );
      expect(tickets.toSorted(byUrgency).length).toBe(tickets.length);
    }),
  );
});
