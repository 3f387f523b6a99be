import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Alert } from "../../../../cloud-bridge/desk/problems/alert.ts";
import type { Episode, Problem } from "../../../../cloud-bridge/desk/problems/table.ts";
import { type Known, takeIn } from "../../../../cloud-bridge/desk/tickets/admission.ts";
import { apply } from "../../../../cloud-bridge/desk/tickets/life.ts";
import type { HistoryEntry } from "../../../../cloud-bridge/desk/tickets/table.ts";
import type { Ticket } from "../../../../cloud-bridge/desk/tickets/ticket.ts";
import type { TicketState } from "../../../../contract/ticket.ts";
import type { Severity } from "../../../../contract/warning.ts";

const day = 86_400_000;

/** A desk that remembers, as the store does, between batches. */
const createDesk = () => {
  let problems: readonly Problem[] = [];
  let episodes: readonly Episode[] = [];
  let tickets: readonly Ticket[] = [];
  const history: HistoryEntry[] = [];
  let odometerKm: number | undefined;
  let minted = 0;
  const upsert = <Row>(all: readonly Row[], changed: readonly Row[], key: (row: Row) => string): Row[] => [
    ...new Map([...all, ...changed].map((row) => [key(row), row])).values(),
  ];
  const take = (alerts: readonly Alert[]): void => {
    const known: Known = {
      problems,
      episodes,
      tickets,
      odometers: new Map(odometerKm === undefined ? [] : [["car-1", odometerKm]]),
    };
    const mint = {
      id: () => {
        minted += 1;
        return `t${minted}`;
      },
      number: () => `F-${minted}`,
      centreId: "centre-1",
    };
    const outcome = takeIn({ alerts, evidence: [] }, known, mint);
    problems = upsert(problems, outcome.problems, ({ id }) => id);
    episodes = upsert(episodes, outcome.episodes, ({ episode }) => episode);
    tickets = upsert(tickets, outcome.tickets, ({ work }) => work.id);
    history.push(...outcome.history);
  };
  return {
    take,
    drive: (km: number): void => {
      odometerKm = km;
    },
    move: (to: TicketState, at: number): void => {
      // No way leads from a new ticket to a closed one but over watching it.
      for (const step of to === "closed" ? (["monitoring", "closed"] as const) : [to]) {
        const open = tickets.find(({ work }) => work.isOpen);
        if (open === undefined) throw new Error("no open ticket");
        const asked = { id: `${at}/${step}`, actor: "advisor", at, expected: open.work.revision } as const;
        const facts = { ticket: open, odometerKm: odometerKm ?? null };
        const applied = apply({ ...asked, kind: "move", to: step, note: "x" }, facts);
        // It may be there already.
        if (!applied.ok) continue;
        tickets = upsert(tickets, [applied.changes.ticket], ({ work }) => work.id);
        history.push(...applied.history);
      }
    },
    tickets: () => tickets.map(({ work, report, ledger }) => ({ ...ledger, ...report, ...work })),
    problems: () => problems,
    episodes: () => episodes,
    history,
  };
};

const alert = (changes: Partial<Alert> = {}): Alert => {
  const rule = changes.rule ?? "coolant-overheat-trend";
  const raisedAt = changes.raisedAt ?? 1_000;
  const revision = changes.revision ?? 0;
  const episode = `car-1/${rule}/${raisedAt}`;
  return {
    vehicleId: "car-1",
    eventId: `${episode}/${revision}`,
    episode,
    rule,
    subject: "",
    kind: "raised",
    severity: "warning",
    at: raisedAt + revision,
    raisedAt,
    revision,
    data: { t: 100 + revision, limit: 115 },
    ageMs: 0,
    receivedAt: raisedAt + revision,
    ...changes,
  };
};

/** raised, updated, escalated, updated, cleared */
const life: readonly Alert[] = [
  alert(),
  alert({ revision: 1, kind: "updated" }),
  alert({ revision: 2, kind: "escalated", severity: "critical" }),
  alert({ revision: 3, kind: "updated", severity: "critical" }),
  alert({ revision: 4, kind: "cleared", severity: "critical" }),
];

describe("an episode", () => {
  test("is one ticket whose priority rises with it and which outlives it", () => {
    const desk = createDesk();
    desk.take(life);
    expect(desk.tickets()).toMatchObject([
      {
        occurrences: 4,
        priority: "P1",
        severity: "critical",
        active: false,
        state: "new",
        isOpen: true,
        episodeRevision: 3,
      },
    ]);
    expect(desk.history.map(({ kind, note }) => (note === null ? kind : `${kind} ${note}`))).toEqual([
      "opened",
      "occurrence",
      "occurrence",
      "priority P2 → P1",
      "occurrence",
      "cleared",
    ]);
  });

  test("that gets milder takes no priority away", () => {
    const desk = createDesk();
    desk.take([alert({ severity: "critical" }), alert({ revision: 1, kind: "updated", severity: "advisory" })]);
    expect(desk.tickets()).toMatchObject([{ priority: "P1", severity: "critical" }]);
  });

  test("in any order and cut into any batches ends in the same ticket", () => {
    // Without what tells of the order itself: times, revision counter and history.
    const final = (desk: ReturnType<typeof createDesk>) => ({
      tickets: desk.tickets().map(({ updatedAt, openedAt, clockDueAt, revision, historyLength, ...rest }) => rest),
      problems: desk.problems().map(({ firstSeenAt, lastSeenAt, ...rest }) => rest),
      episodes: desk.episodes(),
    });
    const straight = createDesk();
    straight.take(life);
    fc.assert(
      fc.property(
        fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }),
        fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
        (order, cuts) => {
          const desk = createDesk();
          let batch: Alert[] = [];
          for (const [place, index] of order.entries()) {
            const next = life[index];
            if (next !== undefined) batch.push(next);
            if (cuts[place] === true) {
              desk.take(batch);
              batch = [];
            }
          }
          desk.take(batch);
          expect(final(desk)).toEqual(final(straight));
        },
      ),
    );
  });

  test("two of one fault at once are one open ticket, in whatever order their events come", () => {
    const second = life.map((one) =>
      alert({ ...one, raisedAt: 1_001, eventId: `2/${one.revision}`, episode: "car-1/2" }),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray([...life, ...second], { minLength: 10 }), (events) => {
        const desk = createDesk();
        for (const event of events) desk.take([event]);
        expect(desk.tickets()).toMatchObject([{ occurrences: 8, active: false, raisedAt: 1_001 }]);
        expect(desk.problems()).toMatchObject([{ activeEpisodes: 0 }]);
      }),
    );
  });

  test("whose end comes first opens a ticket that is not active", () => {
    const desk = createDesk();
    desk.take([alert({ revision: 1, kind: "cleared" })]);
    expect(desk.tickets()).toEqual([]);
    desk.take([alert()]);
    expect(desk.tickets()).toMatchObject([{ active: false, occurrences: 1 }]);
  });
});

describe("after the desk is done", () => {
  const closedAt = 10 * day;
  const closed = (km?: number) => {
    const desk = createDesk();
    if (km !== undefined) desk.drive(km);
    desk.take([alert()]);
    desk.move("closed", closedAt);
    return desk;
  };
  const again = (receivedAt: number, changes: Partial<Alert> = {}): Alert =>
    alert({ raisedAt: receivedAt, receivedAt, ...changes });

  test.each([
    ["the day after", closedAt + day, "F-1"],
    ["on the last of 14 days", closedAt + 14 * day, "F-1"],
    ["a millisecond after 14 days", closedAt + 14 * day + 1, null],
  ])("the fault coming back %s", (_name, at, recurrenceOf) => {
    const desk = closed();
    desk.take([again(at)]);
    expect(desk.tickets()).toMatchObject([{ isOpen: false }, { isOpen: true, recurrenceOf }]);
  });

  test.each([
    [51_000, "F-1"],
    [51_001, null],
  ])("the fault coming back a year later at %i km, closed at 50,000", (km, recurrenceOf) => {
    const desk = closed(50_000);
    desk.drive(km);
    desk.take([again(closedAt + 365 * day)]);
    expect(desk.tickets().at(-1)).toMatchObject({ recurrenceOf });
  });

  test("more of the same episode is for the record", () => {
    const desk = closed();
    desk.take([alert({ revision: 1, kind: "updated", receivedAt: closedAt + 1 })]);
    expect(desk.tickets()).toMatchObject([{ isOpen: false, occurrences: 2, state: "closed" }]);
  });

  test("the same episode getting worse is new work", () => {
    const desk = closed();
    desk.take([alert({ revision: 1, kind: "escalated", severity: "critical", receivedAt: closedAt + 1 })]);
    expect(desk.tickets()).toMatchObject([{ isOpen: false }, { isOpen: true, priority: "P1", recurrenceOf: "F-1" }]);
  });

  test("a late backlog of what was before the repair is no new fault", () => {
    const desk = closed();
    desk.take([again(closedAt + day, { ageMs: 2 * day })]);
    expect(desk.tickets()).toMatchObject([{ isOpen: false, occurrences: 2 }]);
  });

  test("a cancelled ticket is not repeated but begun anew", () => {
    const desk = createDesk();
    desk.take([alert()]);
    desk.move("cancelled", closedAt);
    desk.take([again(closedAt + day)]);
    expect(desk.tickets().at(-1)).toMatchObject({ isOpen: true, recurrenceOf: null });
  });

  test("the end of an old episode ends what a new ticket of the fault still called active", () => {
    const desk = closed();
    desk.take([again(closedAt + day)]);
    desk.take([again(closedAt + day, { revision: 1, kind: "cleared" })]);
    expect(desk.tickets().at(-1)).toMatchObject({ isOpen: true, active: true });
    desk.take([alert({ revision: 1, kind: "cleared", receivedAt: closedAt + 2 * day })]);
    expect(desk.tickets()).toMatchObject([{ active: false }, { isOpen: true, active: false }]);
  });
});

test("whatever comes, a vehicle never has two open tickets of one fault, and no line of history stands twice", () => {
  const kinds = ["raised", "updated", "escalated", "cleared"] as const;
  const severities: readonly Severity[] = ["advisory", "warning", "critical"];
  const step = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        raisedAt: fc.nat(3),
        revision: fc.nat(3),
        kind: fc.constantFrom(...kinds),
        severity: fc.constantFrom(...severities),
        rule: fc.constantFrom("coolant-overheat-trend", "thermostat-stuck-open"),
      }),
    },
    { weight: 1, arbitrary: fc.constantFrom<TicketState[]>("closed", "cancelled", "triaged") },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const desk = createDesk();
      const seen = new Set<string>();
      for (const [now, one] of steps.entries()) {
        if (typeof one === "string") {
          if (desk.tickets().some(({ isOpen }) => isOpen)) desk.move(one, now * 1_000);
          continue;
        }
        const next = alert({ ...one, receivedAt: now * 1_000 });
        // The inbox lets each event through once.
        if (seen.has(next.eventId)) continue;
        seen.add(next.eventId);
        desk.take([next]);
        const open = desk.tickets().filter(({ isOpen }) => isOpen);
        expect(new Set(open.map(({ problemId }) => problemId)).size).toBe(open.length);
        for (const { problemId, active } of open)
          expect(active).toBe(desk.problems().some(({ id, activeEpisodes }) => id === problemId && activeEpisodes > 0));
        for (const { activeEpisodes } of desk.problems()) expect(activeEpisodes).toBeGreaterThanOrEqual(0);
      }
      const positions = new Set(desk.history.map(({ ticketId, position }) => `${ticketId} ${position}`));
      expect(positions.size).toBe(desk.history.length);
    }),
    { numRuns: 300 },
  );
});
