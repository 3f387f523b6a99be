import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ClockEvent,
  limits,
  readClocks,
  runningClock,
  wordsOfMove,
  wordsOfOpening,
} from "../../../../cloud-bridge/desk/clocks/sla.ts";
import { priorities, type TicketState, ticketStates } from "../../../../contract/ticket.ts";

const hour = 3_600_000;

/** Opens at 0 and moves at the hours given. */
const story = (safety: boolean, ...moves: readonly (readonly [atHour: number, to: TicketState])[]): ClockEvent[] => [
  ...wordsOfOpening(0),
  ...moves.flatMap(([at, to]) => wordsOfMove(to, safety, at * hour)),
];
const next = (events: readonly ClockEvent[], priority: "P1" | "P2" | "P3" = "P2") => {
  const clock = runningClock(events, priority);
  return clock === null ? null : `${clock.name} ${clock.dueAt / hour}`;
};

describe("the clocks", () => {
  test.each([
    ["P1", "acknowledge 0.5"],
    ["P2", "acknowledge 4"],
    ["P3", "acknowledge 24"],
  ] as const)("a new %s ticket is to be acknowledged first", (priority, due) => {
    expect(next(story(false), priority)).toBe(due);
  });

  test.each([
    ["P1", 24],
    ["P2", 48],
    ["P3", 72],
  ] as const)(
    "the first contact of a %s ticket is due after %i h from its opening, not from its triage",
    (priority, h) => {
      expect(next(story(false, [0.1, "triaged"]), priority)).toBe(`first_contact ${h}`);
    },
  );

  test.each(["scheduled", "awaiting_customer", "checked_in"] as const)(
    "a customer reached (%s) stops the contact clock",
    (to) => {
      expect(next(story(false, [1, "contacting"], [2, to]))).toBeNull();
    },
  );

  test("watching a car holds the contact clock, and going back to it lets it run on", () => {
    expect(next(story(false, [10, "monitoring"]))).toBeNull();
    expect(next(story(false, [10, "monitoring"], [100, "contacting"]))).toBe("first_contact 138");
  });

  test("watching a car with a safety fault holds nothing", () => {
    expect(next(story(true, [10, "monitoring"]), "P1")).toBe("first_contact 24");
  });

  test("a raised priority shortens a running clock from its beginning", () => {
    const events = story(false, [1, "triaged"]);
    expect([next(events, "P3"), next(events, "P1")]).toEqual(["first_contact 72", "first_contact 24"]);
  });

  test("a delivered car is to be called within 48 h, and the call stops the clock", () => {
    expect(next(story(false, [1, "contacting"], [2, "scheduled"], [90, "delivered"]))).toBe("follow_up 138");
    expect(next(story(false, [2, "scheduled"], [90, "delivered"], [100, "follow_up"]))).toBeNull();
  });

  test("a clock that was met keeps what it took", () => {
    const [acknowledge] = readClocks(story(false, [3, "triaged"]), "P2", 500 * hour);
    expect(acknowledge).toEqual({
      name: "acknowledge",
      state: "met",
      dueAt: 4 * hour,
      metAt: 3 * hour,
      overdue: false,
    });
  });

  test("a clock that was met too late says so", () => {
    const [acknowledge] = readClocks(story(false, [5, "triaged"]), "P2", 500 * hour);
    expect(acknowledge).toMatchObject({ state: "met", overdue: true });
  });

  test("a clock is overdue one millisecond after its limit, not on it", () => {
    const overdue = (now: number) => readClocks(wordsOfOpening(0), "P2", now).map((clock) => clock.overdue);
    expect([overdue(4 * hour), overdue(4 * hour + 1)]).toEqual([
      [false, false],
      [true, false],
    ]);
  });

  test("whatever is said, a running clock never gives more than its limit, and the stored list reads the same", () => {
    const said = fc.array(
      fc.record({
        clock: fc.constantFrom("acknowledge" as const, "first_contact" as const, "follow_up" as const),
        kind: fc.constantFrom("start" as const, "pause" as const, "resume" as const, "stop" as const),
        at: fc.nat(1_000),
      }),
    );
    fc.assert(
      fc.property(said, fc.constantFrom(...priorities), (events, priority) => {
        const ordered = events.toSorted((a, b) => a.at - b.at);
        const readings = readClocks(ordered, priority, 2_000);
        for (const { name, state, dueAt } of readings)
          if (state === "running") expect(dueAt).toBeLessThanOrEqual(limits[name][priority] + 1_000);
        expect(readClocks(structuredClone(ordered), priority, 2_000)).toEqual(readings);
      }),
    );
  });

  test.each(ticketStates)("moving to %s twice says no more than once", (to) => {
    const once = story(false, [1, to]);
    expect(readClocks([...once, ...wordsOfMove(to, false, hour)], "P2", 0)).toEqual(readClocks(once, "P2", 0));
  });
});
