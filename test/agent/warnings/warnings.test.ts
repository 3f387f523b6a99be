import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Level } from "../../../agent/rules/kit/rule.ts";
import { suppressorsOf } from "../../../agent/warnings/suppression.ts";
import { createWarnings, openEpisodes, type WarningInput } from "../../../agent/warnings/warnings.ts";
import { severityRank, type WarningData, type WarningEvent } from "../../../contract/warning.ts";
import { type RuleId, ruleIds } from "../../../contract/warnings/catalogue.ts";
import { warningWritten } from "../../../contract/wire/up/warning.ts";
import { dawn, inShort } from "../journey.ts";

const says = (seconds: number, rule: RuleId, level: Level, data: WarningData = {}, subject = ""): WarningInput => ({
  kind: "judgement",
  rule,
  subject,
  level,
  data,
  at: dawn + seconds * 1_000,
});
const tick = (seconds: number): WarningInput => ({ kind: "tick", at: dawn + seconds * 1_000 });
const ticks = (from: number, to: number): WarningInput[] =>
  Array.from({ length: to - from }, (_, index) => tick(from + index));
const touch = (seconds: number, action: "acknowledge" | "snooze", episode: string): WarningInput => ({
  kind: "driver",
  action,
  episode,
  at: dawn + seconds * 1_000,
});

const live = (inputs: readonly WarningInput[]): WarningEvent[] => {
  const events: WarningEvent[] = [];
  const warnings = createWarnings("car-1");
  for (const input of inputs) warnings.take(input, (event) => events.push(event));
  return events;
};
const said = (...inputs: readonly WarningInput[]): string[] => live(inputs).map(inShort);
const coolant = "coolant-overheat-trend";

describe("the life of a warning", () => {
  test("raised, escalated, cleared; each step with its own id", () => {
    const events = live([
      says(0, coolant, "warning", { m: 4, t: 106 }),
      says(60, coolant, "critical", { t: 118 }),
      says(200, coolant, "quiet"),
      ...ticks(201, 400),
    ]);
    expect(events.map(inShort)).toEqual([
      `0 s raised ${coolant} warning`,
      `60 s escalated ${coolant} critical`,
      `380 s cleared ${coolant} critical`,
    ]);
    expect(events.map(({ id }) => id)).toEqual([0, 1, 2].map((revision) => `car-1/${coolant}/${dawn}/${revision}`));
    expect(events.at(-1)?.data).toEqual({ t: 118 });
    for (const event of events) expect(warningWritten.safeParse(event).success).toBe(true);
  });

  test("severity never falls within an episode", () => {
    expect(said(says(0, coolant, "critical"), says(60, coolant, "warning"), tick(90))).toEqual([
      `0 s raised ${coolant} critical`,
    ]);
  });

  test("a level that does not stand long enough is never raised", () => {
    const remote = "remote-area-help";
    expect(said(says(0, remote, "info"), ...ticks(1, 200), says(200, remote, "quiet"), ...ticks(201, 700))).toEqual([]);
    expect(said(says(0, remote, "info"), ...ticks(1, 400))).toEqual([`300 s raised ${remote} info`]);
  });

  test("what nobody knows neither raises nor clears", () => {
    expect(
      said(says(0, coolant, "warning"), says(60, coolant, "quiet"), says(100, coolant, "unknown"), ...ticks(101, 900)),
    ).toEqual([`0 s raised ${coolant} warning`]);
  });

  test("a relapse before it is cleared is the same episode", () => {
    const inputs = [
      says(0, coolant, "warning"),
      says(60, coolant, "quiet"),
      ...ticks(61, 200),
      says(200, coolant, "warning"),
      ...ticks(201, 600),
    ];
    expect(said(...inputs)).toEqual([`0 s raised ${coolant} warning`]);
  });

  test("a drive that begins in the past holds nothing up", () => {
    const past: WarningInput = { kind: "drive", drive: "no clock", at: 0 };
    const inputs = [says(0, coolant, "warning"), says(60, coolant, "quiet"), past];
    expect(live([...inputs, { kind: "tick", at: 179_000 }]).map(({ kind }) => kind)).toEqual(["raised"]);
    expect(live([...inputs, { kind: "tick", at: 181_000 }]).map(({ kind }) => kind)).toEqual(["raised", "cleared"]);
  });

  test("a level that changes while it waits to be raised has stood since it began", () => {
    const remote = "remote-area-help";
    const inputs = [says(0, remote, "info"), ...ticks(1, 200), says(200, remote, "warning"), ...ticks(201, 400)];
    expect(said(...inputs)).toEqual([`300 s raised ${remote} warning`]);
  });

  test("two episodes of one instant would share an id: the second waits a moment", () => {
    const pads = "brake-pad-wearout";
    const inputs = [says(0, pads, "advisory"), says(0, pads, "quiet"), says(0, pads, "advisory"), tick(1)];
    expect(said(...inputs)).toEqual([
      `0 s raised ${pads} advisory`,
      `0 s cleared ${pads} advisory`,
      `1 s raised ${pads} advisory`,
    ]);
  });
});

describe("updates", () => {
  const falling = Array.from({ length: 300 }, (_, s) =>
    says(s, coolant, "warning", { m: 5 - Math.floor(s / 60), t: 106 }),
  );

  test("come when the number has really changed, and at most once a minute", () => {
    expect(said(...falling)).toEqual([
      `0 s raised ${coolant} warning`,
      `60 s updated ${coolant} warning`,
      `120 s updated ${coolant} warning`,
      `180 s updated ${coolant} warning`,
      `240 s updated ${coolant} warning`,
    ]);
  });

  test("wait for their minute, and then tell the newest number", () => {
    const events = live([
      says(0, coolant, "warning", { m: 5 }),
      says(10, coolant, "warning", { m: 3 }),
      ...ticks(11, 90),
    ]);
    expect(events.map(inShort)).toEqual([`0 s raised ${coolant} warning`, `60 s updated ${coolant} warning`]);
    expect(events.at(-1)?.data).toEqual({ m: 3 });
  });

  test("the sensor's unrest is none", () => {
    const restless = Array.from({ length: 300 }, (_, s) => says(s, coolant, "warning", { m: 4, t: 106 + (s % 2) }));
    expect(said(...restless)).toHaveLength(1);
  });
});

describe("one root cause, one card", () => {
  const alternator = says(0, "lv-charging-fault", "warning", { m: 40 });

  test("a code that says what the card says already waits until the card is gone", () => {
    const code = says(10, "dtc-confirmed", "warning", { code: "P0562", codes: "P0562" }, "P0562");
    const end = says(100, "lv-charging-fault", "quiet");
    expect(said(alternator, code, ...ticks(11, 60), end, ...ticks(101, 800))).toEqual([
      "0 s raised lv-charging-fault warning",
      "700 s cleared lv-charging-fault warning",
      "700 s raised dtc-confirmed warning",
    ]);
  });

  test("a code that is worse than the card is told", () => {
    const worse = says(10, "dtc-confirmed", "critical", { code: "P0217" }, "P0217");
    expect(said(says(0, coolant, "warning"), worse)).toHaveLength(2);
  });

  test("another fault is another card", () => {
    expect(suppressorsOf("dtc-confirmed", "P0301")).toEqual([]);
    expect(said(alternator, says(10, "dtc-confirmed", "warning", {}, "P0301"))).toHaveLength(2);
  });

  test("subjects of one rule are episodes of their own", () => {
    const events = live([
      says(0, "dtc-confirmed", "warning", {}, "P0301"),
      says(1, "dtc-confirmed", "advisory", {}, "P0128"),
    ]);
    expect(events.map(({ episode }) => episode)).toEqual([
      `car-1/dtc-confirmed/${dawn}/P0301`,
      `car-1/dtc-confirmed/${dawn + 1_000}/P0128`,
    ]);
  });
});

describe("the driver", () => {
  const cold = "cold-start-preheat";
  const episode = `car-1/${cold}/${dawn}`;

  test("who acknowledges a hint has heard it: it ends, and does not come back while it stands", () => {
    const inputs = [
      says(0, cold, "info", { t: -1 }),
      touch(5, "acknowledge", episode),
      says(9, cold, "info", { t: -2 }),
    ];
    expect(said(...inputs, ...ticks(10, 60))).toEqual([`0 s raised ${cold} info`, `5 s cleared ${cold} info`]);
    expect(said(...inputs, says(60, cold, "quiet"), says(90_000, cold, "info"))).toHaveLength(3);
  });

  test("who acknowledges a fault has not mended it", () => {
    const warnings = createWarnings("car-1");
    const events: WarningEvent[] = [];
    const inputs = [
      says(0, coolant, "warning"),
      touch(5, "acknowledge", `car-1/${coolant}/${dawn}`),
      touch(9, "snooze", `car-1/${coolant}/${dawn}`),
    ];
    for (const input of inputs) warnings.take(input, (event) => events.push(event));
    expect(events).toHaveLength(1);
    expect(openEpisodes(warnings.freeze())).toMatchObject([{ acknowledgedAt: dawn + 5_000, snoozedAt: dawn + 9_000 }]);
  });

  test("a touch on a card that is gone changes nothing", () => {
    expect(said(touch(5, "acknowledge", "car-1/unknown/1"))).toEqual([]);
  });
});

const anyLevel = fc.constantFrom<Level>("unknown", "quiet", "info", "advisory", "warning", "critical");
const anyInput = fc.record({
  rule: fc.constantFrom(...ruleIds),
  level: anyLevel,
  subject: fc.constantFrom("", "P0128"),
  m: fc.integer({ min: 0, max: 60 }),
  waitSeconds: fc.integer({ min: 0, max: 400 }),
});

test("whatever is judged, every episode is raised once, never falls, counts on, ends at most once, and survives a power cut", () => {
  fc.assert(
    fc.property(fc.array(anyInput, { maxLength: 60 }), (steps) => {
      let seconds = 0;
      const inputs = steps.flatMap(({ rule, level, subject, m, waitSeconds }): WarningInput[] => {
        seconds += waitSeconds;
        return [says(seconds, rule, level, { m }, subject), tick(seconds + 0.5)];
      });
      const whole = live(inputs);
      let warnings = createWarnings("car-1");
      const cut: WarningEvent[] = [];
      for (const input of inputs) {
        warnings = createWarnings("car-1", JSON.parse(JSON.stringify(warnings.freeze())));
        warnings.take(input, (event) => cut.push(event));
      }
      expect(JSON.stringify(cut)).toBe(JSON.stringify(whole));
      expect(new Set(whole.map(({ id }) => id)).size).toBe(whole.length);
      for (const life of Map.groupBy(whole, ({ episode }) => episode).values()) {
        expect(life.map(({ revision }) => revision)).toEqual(life.map((_, index) => index));
        expect(life[0]?.kind).toBe("raised");
        expect(life.slice(0, -1).some(({ kind }) => kind === "cleared")).toBe(false);
        const ranks = life.map(({ severity }) => severityRank(severity));
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      }
    }),
    { numRuns: 200 },
  );
});
