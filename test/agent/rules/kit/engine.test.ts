import { describe, expect, test } from "vitest";
import { z } from "zod";
import { blindSpotOf } from "../../../../agent/rules/catalogue.ts";
import { createRuleEngine, type RuleOutput } from "../../../../agent/rules/kit/engine.ts";
import { learns, learnsNothing } from "../../../../agent/rules/kit/learned.ts";
import type { Inputs, Rule } from "../../../../agent/rules/kit/rule.ts";
import type { VehicleEvent } from "../../../../contract/events.ts";
import type { SignalPath } from "../../../../contract/signals.ts";
import { coolant, drive, rpm, sample, speed, tick } from "../../journey.ts";

type Hears = Rule["hears"];
interface Count {
  seen: number;
}

const inputsOf = (paths: readonly SignalPath[], stale: "forgotten" | "held" = "forgotten"): Inputs =>
  Object.fromEntries(paths.map((path) => [path, { stale, without: "nothing is counted" }]));

/** Counts what reaches it in a trip and in all, says the trip's count, and throws at 13. */
const counting = (
  paths: readonly SignalPath[],
  hears: Hears = [],
): Rule<"remote-area-help", SignalPath, Count, Count> => ({
  id: "remote-area-help",
  inputs: inputsOf(paths),
  hears,
  learned: learns(z.object({ seen: z.number() }), () => ({ seen: 0 })),
  trip: () => ({ seen: 0 }),
  take(seat, event) {
    if (event.kind === "sample" && event.value === 13) throw new Error("unlucky");
    if (event.kind === "sample" && event.value === 0) return;
    seat.trip.seen += 1;
    seat.learned.seen += 1;
    seat.warn("info", { d: seat.trip.seen });
  },
});

/** Says the latest of each of its inputs. */
const listening = (paths: readonly SignalPath[], stale: "forgotten" | "held" = "forgotten"): Rule => {
  const rule: Rule<"dtc-confirmed"> = {
    id: "dtc-confirmed",
    inputs: inputsOf(paths, stale),
    hears: ["tick"],
    learned: learnsNothing,
    trip: () => ({}),
    take(seat, event) {
      if (event.kind === "sample" && event.value === 99) seat.forget(event.path);
      if (event.kind !== "tick") return;
      const said = paths.map((path) => `${seat.before(path) ?? "-"}>${seat.latest(path) ?? "-"}`);
      seat.warn("info", { code: said.join(" "), codes: "", class: "comfort" }, "x");
    },
  };
  return rule;
};

const play = (rules: readonly Rule[], events: readonly VehicleEvent[], frozen?: unknown) => {
  const out: RuleOutput[] = [];
  const faults: string[] = [];
  const forgotten: string[] = [];
  const engine = createRuleEngine(
    rules,
    blindSpotOf,
    { onFault: (id, cause) => faults.push(`${id}: ${String(cause)}`), onForgotten: (id) => forgotten.push(id) },
    frozen,
  );
  for (const event of events) engine.take(event, (output) => out.push(output));
  return { out, faults, forgotten, engine, frozen: (): unknown => JSON.parse(JSON.stringify(engine.freeze())) };
};
const spoken = (out: readonly RuleOutput[]): string[] =>
  out.map((each) =>
    each.kind === "judgement"
      ? [each.rule, each.level, ...Object.values(each.data)].join(" ").replace("remote-area-help", "remote")
      : each.kind,
  );
const heard = (...events: readonly VehicleEvent[]): string[] =>
  spoken(play([listening([speed, rpm])], events).out).flatMap((line) => line.match(/\S+>\S+ \S+>\S+/) ?? []);
const stale = (path: SignalPath, seconds: number): VehicleEvent => ({
  kind: "quality",
  path,
  state: "stale",
  at: tick(seconds).at,
});

describe("the rule engine", () => {
  test("hands each rule the paths it reads and the kinds it hears, and no others", () => {
    const { out } = play(
      [counting([speed], ["tick"])],
      [sample(coolant, 1, 0), sample(speed, 1, 0), sample(rpm, 1, 0), tick(1)],
    );
    expect(spoken(out)).toEqual(["remote info 1", "remote info 2", "tick"]);
  });

  test("says nothing when a rule says what it said", () => {
    const { out } = play([counting([speed])], [sample(speed, 0, 0), sample(speed, 1, 1)]);
    expect(spoken(out)).toEqual(["remote info 1"]);
  });

  test("begins the trip anew with each drive, and keeps what was learned", () => {
    const { out, engine } = play(
      [counting([speed])],
      [sample(speed, 1, 0), sample(speed, 2, 1), drive(2), sample(speed, 3, 3)],
    );
    expect(spoken(out)).toEqual(["remote info 1", "remote info 2", "drive", "remote info 1"]);
    expect(engine.freeze().seats["remote-area-help"]?.learned).toEqual({ v: 1, data: { seen: 3 } });
  });

  test("what it froze goes on where it stopped", () => {
    const first = play([counting([speed])], [sample(speed, 1, 0), sample(speed, 2, 0)]);
    const { out } = play([counting([speed])], [sample(speed, 1, 1)], first.frozen());
    expect(spoken(out)).toEqual(["remote info 3"]);
  });
});

describe("the readings that all rules share", () => {
  test("are the latest of this drive, with the one before", () => {
    expect(heard(sample(speed, 1, 0), tick(0), sample(speed, 2, 1), sample(rpm, 9, 1), tick(1))).toEqual([
      "->1 ->-",
      "1>2 ->9",
    ]);
    expect(heard(sample(speed, 1, 0), drive(1), tick(1))).toEqual(["->- ->-"]);
  });

  test("that went stale are forgotten until the next one, which has none before it", () => {
    expect(heard(sample(speed, 1, 0), stale(speed, 1), tick(1), sample(speed, 2, 2), tick(2))).toEqual([
      "->- ->-",
      "->2 ->-",
    ]);
  });

  test("are held where the rule says so", () => {
    const { out } = play([listening([speed], "held")], [sample(speed, 1, 0), stale(speed, 1), tick(1)]);
    expect(spoken(out)[0]).toContain("->1");
  });

  test("count no more for a rule that forgets them, until the next", () => {
    expect(heard(sample(speed, 99, 0), tick(0), sample(speed, 2, 1), tick(1), sample(speed, 3, 2), tick(2))).toEqual([
      "->- ->-",
      "->2 ->-",
      "2>3 ->-",
    ]);
  });
});

describe("a rule that threw", () => {
  const unlucky = [sample(speed, 1, 0), sample(speed, 13, 1), sample(speed, 2, 2), sample(speed, 13, 3)];

  test("is disabled and told once as a blind spot, and the others go on", () => {
    const { out, faults } = play([counting([speed]), listening([speed])], [...unlucky, tick(4)]);
    expect(faults).toEqual(["remote-area-help: Error: unlucky"]);
    expect(spoken(out)).toEqual([
      "remote info 1",
      // What it had raised is neither confirmed nor denied.
      "remote unknown",
      "warning-data-quality info remote failed",
      "dtc-confirmed info 2>13  comfort",
      "tick",
    ]);
  });

  test("gets another chance with the next drive, keeps what it learned, and has to prove itself", () => {
    const { out, engine } = play(
      [counting([speed])],
      [...unlucky, drive(4), sample(speed, 3, 5), tick(299), tick(305), tick(306)],
    );
    expect(spoken(out).slice(3)).toEqual([
      "drive",
      "remote info 1",
      "tick",
      "warning-data-quality quiet",
      "tick",
      "tick",
    ]);
    expect(engine.freeze().seats["remote-area-help"]?.learned.data).toEqual({ seen: 2 });
  });

  test("and throws again in the next drive is one blind spot, not two", () => {
    const { out } = play([counting([speed])], [...unlucky, drive(4), sample(speed, 13, 5), tick(900), drive(901)]);
    expect(spoken(out).filter((line) => line.startsWith("warning-data-quality"))).toHaveLength(1);
  });

  test("is still disabled after a power cut, and so is its blind spot", () => {
    const first = play([counting([speed])], unlucky);
    const { out } = play([counting([speed])], [sample(speed, 1, 9), drive(10), tick(400)], first.frozen());
    expect(spoken(out)).toEqual(["drive", "warning-data-quality quiet", "tick"]);
  });
});

describe("a frozen state", () => {
  const frozen = (): { seats: Record<string, Record<string, unknown>> } & Record<string, unknown> =>
    JSON.parse(JSON.stringify(play([counting([speed])], [sample(speed, 1, 0), sample(speed, 2, 0)]).frozen()));
  const seenAfter = (state: unknown): readonly unknown[] => {
    const { engine } = play([counting([speed])], [sample(speed, 1, 1)], state);
    const seat = engine.freeze().seats["remote-area-help"];
    return [seat?.trip["seen"], seat?.learned.data];
  };

  test("of another form of the trip loses the trip alone", () => {
    const state = frozen();
    Object.assign(state.seats["remote-area-help"] ?? {}, { trip: { seen: 2, more: 1 } });
    expect(seenAfter(state)).toEqual([1, { seen: 3 }]);
  });

  test("whose readings cannot be read keeps its seats", () => {
    expect(seenAfter({ ...frozen(), readings: "none" })).toEqual([3, { seen: 3 }]);
  });

  test("from before trip and learned were parted keeps what it learned", () => {
    const seats = { "remote-area-help": { state: { verdicts: {}, seen: 7, window: [] }, aside: false } };
    expect(seenAfter({ seats })).toEqual([1, { seen: 8 }]);
  });

  test("of a later version of what was learned, or none of any, starts anew, and says so", () => {
    const state = frozen();
    Object.assign(state.seats["remote-area-help"] ?? {}, { learned: { v: 2, data: { seen: 4 } } });
    expect(seenAfter(state)).toEqual([3, { seen: 1 }]);
    expect(play([counting([speed])], [], state).forgotten).toEqual(["remote-area-help"]);
    expect(play([counting([speed])], [], frozen()).forgotten).toEqual([]);
    expect(seenAfter("nonsense")).toEqual([1, { seen: 1 }]);
  });

  test("of every older version is brought forward step by step", () => {
    const form = learns(z.object({ km: z.number() }), () => ({ km: 0 }), [
      (older) => ({ metres: older["m"] }),
      ({ metres }) => ({ km: Number(metres) / 1_000 }),
    ]);
    expect(form.version).toBe(2);
    expect([form.read(0, { m: 2_000 }), form.read(1, { metres: 3_000 }), form.read(2, { km: 4 })]).toEqual([
      { km: 2 },
      { km: 3 },
      { km: 4 },
    ]);
    expect([form.read(1, { metres: "far" }), form.read(3, { km: 4 }), form.read(1, null)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
