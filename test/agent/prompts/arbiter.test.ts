import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  emptyPrompts,
  type PromptInput,
  type PromptState,
  reducePrompts,
  type Screen,
  screenOf,
} from "../../../agent/prompts/arbiter.ts";
import { buttonsOf } from "../../../agent/prompts/buttons.ts";
import { type Severity, severities, type WarningEvent } from "../../../contract/warning.ts";
import { type RuleId, ruleIds } from "../../../contract/warnings/catalogue.ts";

const day = 86_400_000;

const warning = (
  rule: RuleId,
  severity: Severity,
  at: number,
  kind: WarningEvent["kind"] = "raised",
  revision = 0,
  raisedAt = at,
): WarningEvent => {
  const episode = `car/${rule}/${raisedAt}`;
  return { id: `${episode}/${revision}`, episode, rule, subject: "", kind, severity, at, raisedAt, revision, data: {} };
};
const speed = (value: number, at: number): PromptInput => ({ kind: "sample", path: "Vehicle.Speed", value, at });
const tick = (at: number): PromptInput => ({ kind: "tick", at });
const drive = (at: number): PromptInput => ({ kind: "drive", drive: `drive-${at}`, at });
const answer = (action: "acknowledge" | "snooze", episode: string, at: number): PromptInput => ({
  kind: "driver",
  action,
  episode,
  at,
});
const parkedAt = (at: number): PromptInput[] => [speed(0, at), tick(at + 2_000)];

const after = (inputs: readonly PromptInput[], from: PromptState = emptyPrompts): PromptState =>
  inputs.reduce(reducePrompts, from);
const seen = (...inputs: PromptInput[]): Screen => screenOf(after(inputs));
const shows = (...inputs: PromptInput[]): string | null => {
  const { prompt, form } = seen(...inputs);
  return prompt === null ? null : `${form} ${prompt.rule}`;
};

describe("what is on the screen", () => {
  test("an advisory waits for standstill, and for two seconds of it", () => {
    const pads = warning("brake-pad-wearout", "advisory", 5_000);
    expect(shows(drive(0), speed(50, 1), pads)).toBeNull();
    expect(shows(drive(0), speed(50, 1), pads, speed(0, 6_000), tick(7_900))).toBeNull();
    expect(shows(drive(0), speed(50, 1), pads, speed(0, 6_000), tick(8_000))).toBe("card brake-pad-wearout");
  });

  test("a car that has not told its speed counts as moving", () => {
    expect(shows(drive(0), tick(60_000), warning("cold-start-preheat", "info", 60_000))).toBeNull();
    expect(shows(drive(0), warning("coolant-overheat-trend", "warning", 1))).toBe("band coolant-overheat-trend");
  });

  test("a warning is a band on the road and a card at standstill", () => {
    const hot = warning("coolant-overheat-trend", "warning", 5_000);
    expect(shows(drive(0), speed(80, 1), hot)).toBe("band coolant-overheat-trend");
    expect(shows(drive(0), speed(80, 1), hot, ...parkedAt(9_000))).toBe("card coolant-overheat-trend");
  });

  test("an info card on the screen goes back to the queue when the car drives off", () => {
    const cold = warning("cold-start-preheat", "info", 3_000);
    const inputs = [drive(0), ...parkedAt(0), cold, speed(7, 9_000)];
    expect(shows(...inputs)).toBeNull();
    expect(seen(...inputs).waiting).toBe(1);
    expect(shows(...inputs, ...parkedAt(20_000))).toBe("card cold-start-preheat");
  });

  test("the more severe goes first and the other is counted", () => {
    const screen = seen(
      drive(0),
      ...parkedAt(0),
      warning("cold-start-preheat", "info", 3_000),
      warning("brake-pad-wearout", "advisory", 4_000),
    );
    expect(screen.prompt?.rule).toBe("brake-pad-wearout");
    expect(screen.waiting).toBe(1);
  });

  test("what is being read is not swapped for something equally urgent", () => {
    const inputs = [drive(0), ...parkedAt(0), warning("thermostat-stuck-open", "advisory", 9_000)];
    expect(shows(...inputs, warning("brake-pad-wearout", "advisory", 10_000, "raised", 0, 4_000))).toBe(
      "card thermostat-stuck-open",
    );
  });

  test("an escalation shows at once, though the lower level was acknowledged", () => {
    const hot = warning("coolant-overheat-trend", "warning", 5_000);
    const calm = [drive(0), speed(80, 1), hot, answer("acknowledge", hot.episode, 6_000)];
    expect(shows(...calm)).toBeNull();
    const worse = warning("coolant-overheat-trend", "critical", 7_000, "escalated", 1, 5_000);
    expect(shows(...calm, worse)).toBe("critical coolant-overheat-trend");
  });

  test("a critical cannot be waved away at speed, and folds once the car stands", () => {
    const stop = warning("coolant-overheat-trend", "critical", 5_000);
    const ok = answer("acknowledge", stop.episode, 6_000);
    expect(shows(drive(0), speed(80, 1), stop, ok)).toBe("critical coolant-overheat-trend");
    const screen = seen(drive(0), speed(80, 1), stop, ...parkedAt(7_000), { ...ok, at: 10_000 });
    expect(screen.prompt).toBeNull();
    expect(screen.folded?.rule).toBe("coolant-overheat-trend");
  });

  test("a cleared warning leaves the screen and the next one comes up", () => {
    const pads = warning("brake-pad-wearout", "advisory", 3_000);
    const inputs = [drive(0), ...parkedAt(0), pads, warning("cold-start-preheat", "info", 3_500)];
    const screen = seen(...inputs, { ...pads, kind: "cleared", revision: 1, at: 4_000 });
    expect(screen.prompt?.rule).toBe("cold-start-preheat");
    expect(screen.waiting).toBe(0);
  });

  test("put off on the road, it opens as a card at standstill", () => {
    const hot = warning("brake-pad-wearout", "warning", 5_000);
    const inputs = [drive(0), speed(80, 1), hot, answer("snooze", hot.episode, 6_000)];
    expect(shows(...inputs)).toBeNull();
    expect(seen(...inputs).waiting).toBe(1);
    expect(shows(...inputs, ...parkedAt(9_000))).toBe("card brake-pad-wearout");
  });

  test("new numbers change the card and do not open it again", () => {
    const pads = warning("brake-pad-wearout", "advisory", 3_000);
    const fewer = { ...pads, kind: "updated" as const, revision: 1, at: 5_000, data: { km: 2_500 } };
    expect(seen(drive(0), ...parkedAt(0), pads, fewer).prompt?.data).toEqual({ km: 2_500 });
    expect(shows(drive(0), ...parkedAt(0), pads, answer("acknowledge", pads.episode, 4_000), fewer)).toBeNull();
  });

  test("a line read twice, or late, changes nothing", () => {
    const pads = warning("brake-pad-wearout", "advisory", 3_000);
    const newer = { ...pads, kind: "updated" as const, revision: 2, data: { km: 900 } };
    expect(seen(drive(0), ...parkedAt(0), pads, newer, pads).prompt?.data).toEqual({ km: 900 });
  });
});

describe("nobody is nagged", () => {
  const again = (rule: RuleId, severity: Severity, secondDrive: number): string | null => {
    const first = warning(rule, severity, 3_000);
    const gone: WarningEvent = { ...first, kind: "cleared", revision: 1, at: 9_000 };
    const second = warning(rule, severity, secondDrive + 3_000);
    return shows(drive(0), ...parkedAt(0), first, gone, drive(secondDrive), ...parkedAt(secondDrive), second);
  };

  test.each<[string, RuleId, Severity, number, string | null]>([
    ["the same level is silent on the next start", "brake-pad-wearout", "advisory", 3_600_000, null],
    ["the same level is silent for three days", "brake-pad-wearout", "warning", 2.9 * day, null],
    ["after three days it may speak again", "brake-pad-wearout", "advisory", 3 * day, "card brake-pad-wearout"],
    [
      "a critical speaks at every start",
      "coolant-overheat-trend",
      "critical",
      60_000,
      "critical coolant-overheat-trend",
    ],
  ])("%s", (_, rule, severity, gap, expected) => {
    expect(again(rule, severity, gap)).toBe(expected);
  });

  test("the same level is silent within one ignition cycle, however long the drive", () => {
    const first = warning("brake-pad-wearout", "advisory", 3_000);
    const gone: WarningEvent = { ...first, kind: "cleared", revision: 1, at: 9_000 };
    const second = warning("brake-pad-wearout", "advisory", 4 * day);
    expect(shows(drive(0), ...parkedAt(0), first, gone, second)).toBeNull();
    expect(seen(drive(0), ...parkedAt(0), first, gone, second).open).toHaveLength(1);
  });

  test("a card that was seen and left is not pushed at the next start; one that was never seen is", () => {
    const cold = warning("cold-start-preheat", "info", 3_000);
    const start = [drive(60_000), ...parkedAt(60_000)];
    expect(shows(drive(0), ...parkedAt(0), cold, ...start)).toBeNull();
    expect(shows(drive(0), speed(30, 1), cold, ...start)).toBe("card cold-start-preheat");
  });
});

const inputs: fc.Arbitrary<PromptInput[]> = fc
  .array(
    fc.record({
      step: fc.integer({ min: 0, max: 40_000_000 }),
      what: fc.oneof(
        fc.record({ speed: fc.integer({ min: 0, max: 120 }) }),
        fc.constant("rest" as const),
        fc.constant("drive" as const),
        fc.record({
          rule: fc.constantFrom(...ruleIds),
          severity: fc.constantFrom(...severities),
          kind: fc.constantFrom("raised" as const, "updated" as const, "escalated" as const, "cleared" as const),
          raisedAt: fc.constantFrom(1, 2),
        }),
        fc.record({
          action: fc.constantFrom("acknowledge" as const, "snooze" as const),
          rule: fc.constantFrom(...ruleIds),
          raisedAt: fc.constantFrom(1, 2),
        }),
      ),
    }),
    { maxLength: 60 },
  )
  .map((steps) => {
    let at = 0;
    return steps.flatMap(({ step, what }, revision): PromptInput[] => {
      at += step;
      if (what === "rest") return parkedAt(at);
      if (what === "drive") return [drive(at)];
      if ("speed" in what) return [speed(what.speed, at)];
      if ("action" in what) return [answer(what.action, `car/${what.rule}/${what.raisedAt}`, at)];
      return [warning(what.rule, what.severity, at, what.kind, revision, what.raisedAt)];
    });
  });

describe("whatever happens", () => {
  test("on the road there is never an info or advisory, and never more than two buttons", () => {
    fc.assert(
      fc.property(inputs, (events) => {
        let state = emptyPrompts;
        for (const event of events) {
          state = reducePrompts(state, event);
          const { prompt, form, waiting } = screenOf(state);
          expect(waiting).toBeGreaterThanOrEqual(0);
          if (prompt === null) continue;
          const parked = state.motion.state === "parked";
          expect(buttonsOf(prompt, parked).length).toBeLessThanOrEqual(parked ? 3 : 2);
          if (!parked) expect(["warning", "critical"]).toContain(prompt.severity);
          expect(form === "critical").toBe(prompt.severity === "critical");
        }
      }),
      { numRuns: 400 },
    );
  });

  test("an unanswered critical is on the screen, and nothing lesser is instead", () => {
    fc.assert(
      fc.property(inputs, (events) => {
        const state = after(events);
        const critical = state.open.some((open) => open.pending && open.event.severity === "critical");
        if (critical) expect(screenOf(state).prompt?.severity).toBe("critical");
      }),
      { numRuns: 400 },
    );
  });

  test("a power cut between any two events changes nothing", () => {
    fc.assert(
      fc.property(inputs, (events) => {
        const thawed = events.reduce<PromptState>(
          (state, event) => reducePrompts(JSON.parse(JSON.stringify(state)), event),
          emptyPrompts,
        );
        expect(thawed).toEqual(after(events));
      }),
      { numRuns: 200 },
    );
  });

  test("between two prompts of the same level lie three days or an escalation, but for a critical", () => {
    fc.assert(
      fc.property(inputs, (events) => {
        let state = emptyPrompts;
        for (const event of events) {
          const next = reducePrompts(state, event);
          for (const [key, last] of Object.entries(next.prompted)) {
            const before = state.prompted[key];
            const unanswered = state.open.some((open) => open.pending && `${open.event.rule}/` === key);
            if (before === undefined || before === last || last.rank === 3 || last.rank > before.rank) continue;
            if (!unanswered) expect(Math.abs(last.at - before.at)).toBeGreaterThanOrEqual(3 * day);
          }
          state = next;
        }
      }),
      { numRuns: 400 },
    );
  });

  test("a sample that changes nothing gives back the same state", () => {
    const state = after([drive(0), speed(50, 1)]);
    expect(reducePrompts(state, speed(51, 2))).toBe(state);
    expect(reducePrompts(state, tick(3))).toBe(state);
  });
});
