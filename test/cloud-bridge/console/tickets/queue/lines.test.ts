import { describe, expect, test } from "vitest";
import { clockTone, usedShare } from "../../../../../cloud-bridge/console/clocks/clock-tone.ts";
import { emptyList, loaded } from "../../../../../cloud-bridge/console/data/desk-list.ts";
import { viewOf } from "../../../../../cloud-bridge/console/data/views.ts";
import { linesOf, neighbour, ticketsOf } from "../../../../../cloud-bridge/console/tickets/queue/lines.ts";
import { sampleTicket } from "../../sample-ticket.ts";

const now = Date.parse("2026-11-24T09:42:00+08:00");
const list = loaded(
  emptyList("Asia/Shanghai"),
  [
    sampleTicket({ id: "over", clock: { name: "acknowledge", dueAt: now - 1 } }),
    sampleTicket({ id: "soon", priority: "P1", clock: { name: "acknowledge", dueAt: now + 1 } }),
  ],
  now,
);

describe("the lines of the list", () => {
  test("a group whose tickets are filtered away leaves no head behind", () => {
    const lines = linesOf(list, { view: viewOf(null), priority: "P1", words: "" });
    expect(lines.map((line) => (line.kind === "group" ? line.group : line.ticket.id))).toEqual(["hour", "soon"]);
  });

  test("J and K walk the rows and stop at the ends", () => {
    const tickets = ticketsOf(linesOf(list, { view: viewOf(null), priority: null, words: "" }));
    expect(neighbour(tickets, null, 1)?.id).toBe("over");
    expect(neighbour(tickets, "over", 1)?.id).toBe("soon");
    expect(neighbour(tickets, "soon", 1)?.id).toBe("soon");
    expect(neighbour(tickets, "gone", -1)?.id).toBe("over");
    expect(neighbour([], "over", 1)).toBeUndefined();
  });
});

describe("how pressing a clock looks", () => {
  const hour = 3_600_000;
  test.each([
    ["over", -1, 1],
    ["soon", hour, 0.1],
    ["soon", 10 * hour, 0.8],
    ["plain", 10 * hour, 0.5],
    ["plain", 10 * hour, null],
  ] as const)("%s with %i ms left and %s used", (tone, left, used) => {
    expect(clockTone(left, used)).toBe(tone);
  });

  test("a follow-up clock has no bar: the list does not know when it began", () => {
    expect(usedShare({ name: "follow_up", dueAt: now }, now - 1_000, now)).toBeNull();
    expect(usedShare({ name: "acknowledge", dueAt: now + 1_000 }, now - 1_000, now)).toBe(0.5);
  });
});
