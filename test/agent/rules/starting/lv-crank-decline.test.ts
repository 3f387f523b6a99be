import { describe, expect, test } from "vitest";
import { blindSpotOf } from "../../../../agent/rules/catalogue.ts";
import { createRuleEngine } from "../../../../agent/rules/kit/engine.ts";
import type { Judgement } from "../../../../agent/rules/kit/rule.ts";
import { completeSpecification } from "../../../../agent/rules/kit/specification.ts";
import { rule } from "../../../../agent/rules/starting/lv-crank-decline.ts";
import type { VehicleEvent } from "../../../../contract/events.ts";
import {
  air,
  coolant,
  drive,
  judged,
  levels,
  lvCurrent,
  lvVoltage,
  moduleVoltage,
  running,
  sample,
  soak,
  tick,
} from "../../journey.ts";

interface Start {
  readonly volts: number;
  readonly celsius?: number;
  readonly engine?: number;
  readonly soakHours?: number;
  readonly rest?: readonly number[];
}

const day = 86_400;

/** One start a day, as slow OBD sees it: rest, one reading in the dip beside an engine that already runs, recovery. */
const starts = (...all: readonly Start[]): VehicleEvent[] =>
  all.flatMap(({ volts, celsius = 26, engine = celsius, soakHours = 20, rest = [12.5, 12.5] }, index) => {
    const from = index * day;
    return [
      drive(from, `day ${index}`),
      sample(soak, soakHours, from),
      sample(air, celsius, from),
      sample(coolant, engine, from),
      sample(running, 0, from),
      ...rest.map((value, i) => sample(moduleVoltage, value, from + i)),
      sample(running, 1, from + 4),
      sample(moduleVoltage, volts, from + 4.5),
      sample(moduleVoltage, 13.9, from + 6.5),
      tick(from + 10),
    ];
  });

const carRule = () => rule.forCar(completeSpecification());
const judge = (...all: readonly Start[]): Judgement[] => judged(carRule(), starts(...all));
const said = (...all: readonly Start[]): string[] => levels(judge(...all));
const times = (count: number, start: Start): Start[] => Array.from({ length: count }, () => start);

/** How much further than at 27 Celsius the voltage falls: power required by power available, at the table's own points. */
const fall = { 27: 1, 0: 1.55 / 0.65, "-18": 2.1 / 0.4 } as const;
/** Starts of a battery with this share of its strength, on a car whose voltage falls by 1 V at 27 Celsius. */
const atStrength = (strength: number, celsius: keyof typeof fall = 27): Start => ({
  volts: 12.5 - fall[celsius] / strength,
  celsius: Number(celsius),
});

describe("dips that are normal", () => {
  test.for<[name: string, starts: Start[]]>([
    ["one low reading among many", [...times(2, { volts: 11.3 }), { volts: 9.1 }, ...times(30, { volts: 11.2 })]],
    ["9.2 V at -5, which leaves enough for -11", times(5, { volts: 9.2, celsius: -5 })],
    ["restarts of a warm engine", times(5, { volts: 9, engine: 85 })],
    ["restarts after a short stop", times(5, { volts: 9, soakHours: 0.3 })],
    ["starts with jump leads", times(5, { volts: 9, rest: [11.8, 12.9] })],
    ["two low starts six starts apart", [{ volts: 9 }, ...times(5, { volts: 11.2 }), { volts: 9 }]],
    ["the same battery in summer and in winter", [...times(25, atStrength(1)), ...times(40, atStrength(1, 0))]],
    ["half a volt of ignition and lamps before the starter", times(25, { volts: 11.4, rest: [12.9, 12.35, 12.35] })],
  ])("%s", ([, all]) => {
    expect(said(...all)).toEqual(all.length > 5 || all[0]?.celsius === -5 ? ["quiet"] : []);
  });

  test("a start whose dip no reading caught does not count", () => {
    expect(said(...times(5, { volts: 12.3 }))).toEqual([]);
  });

  test("nor does one of which nobody knows the temperature", () => {
    const blind = starts(...times(5, { volts: 9 })).filter(
      (event) => event.kind !== "sample" || (event.path !== air && event.path !== coolant),
    );
    expect(levels(judged(carRule(), blind))).toEqual([]);
  });
});

describe("a battery that grows weaker against the car's own starts", () => {
  const before = times(20, atStrength(1));

  test("is an advisory once it is below 80 percent for long enough to be no chance", () => {
    const judgements = judge(...before, ...times(30, atStrength(0.75)));
    expect(levels(judgements)).toEqual(["quiet", "advisory"]);
    const first = judgements.find(({ level }) => level === "advisory");
    expect(first?.data["health"]).toBeLessThan(80);
    expect(first?.data).toMatchObject({ v: 11.17, t: 27, below: 0, starts: 5 });
  });

  test("is a warning below 60 percent; by how much the load grows a month is told too", () => {
    const fading = Array.from({ length: 60 }, (_, start) => atStrength(1 - start / 100));
    const judgements = judge(...before, ...fading);
    expect(levels(judgements)).toEqual(["quiet", "advisory", "warning"]);
    // From 100 to 41 percent in 60 days the load grows to 2.4 times itself.
    expect(judgements.at(-1)?.data["growth"]).toBeGreaterThan(45);
    expect(judgements.at(-1)?.data["growth"]).toBeLessThan(75);
  });

  test("says nothing at 85 percent, nor in the first 20 starts", () => {
    expect(said(...before, ...times(60, atStrength(0.85)))).toEqual(["quiet"]);
    expect(said(...times(15, atStrength(1)), ...times(4, atStrength(0.5)))).toEqual(["quiet"]);
  });

  test("four starts at half the strength may be chance, the fifth is not", () => {
    expect(said(...before, ...times(4, atStrength(0.5)))).toEqual(["quiet"]);
    expect(said(...before, ...times(5, atStrength(0.5)))).not.toEqual(["quiet"]);
  });

  test("a car that falls a fourth further in the cold than the table says is another car, no weaker one", () => {
    expect(said(...before, ...times(40, atStrength(0.8 * 0.99, 0)))).toEqual(["quiet"]);
  });

  test("is told in the cold too, but not from the first nine cold starts", () => {
    expect(said(...before, ...times(9, atStrength(0.65, 0)))).toEqual(["quiet"]);
    expect(said(...before, ...times(30, atStrength(0.65, 0)))).toContain("advisory");
  });

  test("a new battery ends it after ten good starts, and has a baseline of its own", () => {
    const weak = [...before, ...times(30, atStrength(0.7))];
    expect(said(...weak, ...times(30, atStrength(1)))).toEqual(["quiet", "advisory", "quiet"]);
    const bigger = [...weak, ...times(50, atStrength(1.4))];
    expect(said(...bigger, ...times(40, atStrength(1)))).toEqual(["quiet", "advisory", "quiet", "advisory"]);
  });
});

describe("starts that the cold ahead would leave no voltage for", () => {
  test("two of five warn, with the weakest of them and what it should have been", () => {
    // A fall of 3.6 V at 0 Celsius is 4.6 V at -6, which leaves 7.9 V; 4.6 V is 5.9 V there, which leaves 6.6 V.
    const judgements = judge(...times(3, { volts: 8.9, celsius: 0 }), ...times(2, { volts: 7.9, celsius: 0 }));
    expect(levels(judgements)).toEqual(["quiet", "warning"]);
    expect(judgements.at(-1)?.data).toEqual({ v: 7.9, limit: 8.4, t: 0, below: 2, starts: 5 });
  });

  test("the same starts are borne where nothing colder is near", () => {
    expect(said(...times(10, { volts: 9.9, celsius: 20 }))).toEqual(["quiet"]);
    expect(said({ volts: 11, celsius: 2 }, ...times(10, { volts: 9.9, celsius: 20 }))).toEqual(["quiet", "warning"]);
  });

  test("further than a load test allows is too far even in summer", () => {
    expect(said(...times(2, { volts: 9.4 }))).toContain("warning");
  });

  test("ten good starts later it is over", () => {
    const weak = times(2, { volts: 9 });
    expect(said(...weak, ...times(9, { volts: 11.4 })).at(-1)).toBe("warning");
    expect(said(...weak, ...times(10, { volts: 11.4 })).at(-1)).toBe("quiet");
  });
});

test("of two gauges the higher one counts: a poor contact only ever reads low", () => {
  const poor = starts({ volts: 10.9 }, { volts: 10.9 }).flatMap((event) =>
    event.kind === "sample" && event.path === moduleVoltage
      ? [event, { ...event, path: lvVoltage, value: event.value - 1.2 } as const]
      : [event],
  );
  expect(levels(judged(carRule(), poor))).toEqual(["quiet"]);
});

/** Starts of a car with a telematics box and a battery sensor, 50 readings a second. */
const fastStarts = (count: number, volts: number, amperes: number, from = 0): VehicleEvent[] =>
  Array.from({ length: count }, (_, index) => {
    const at = (from + index) * day;
    const dip = Array.from({ length: 40 }, (_, i) => [
      sample(lvVoltage, i < 2 ? volts - 2.7 : volts, at + 4 + i * 0.02),
      sample(lvCurrent, i < 2 ? -1.8 * amperes : -amperes, at + 4.001 + i * 0.02),
    ]).flat();
    return [
      drive(at, `day ${from + index}`),
      sample(soak, 20, at),
      sample(coolant, 15, at),
      sample(running, 0, at),
      sample(lvVoltage, 12.5, at + 2),
      ...dip,
      sample(running, 1, at + 5),
      tick(at + 11),
    ];
  }).flat();

test("with fast sampling the plateau counts, not the inrush of the first moment", () => {
  expect(levels(judged(carRule(), fastStarts(2, 10.1, 250)))).toEqual(["quiet"]);
});

test("with a battery sensor a stronger starter is no weaker battery, and a greater resistance is", () => {
  const usual = fastStarts(22, 11.3, 200);
  // 6 mOhm both times: the engine asks for more.
  expect(levels(judged(carRule(), [...usual, ...fastStarts(40, 10.7, 300, 22)]))).toEqual(["quiet"]);
  expect(levels(judged(carRule(), [...usual, ...fastStarts(40, 10.7, 200, 22)]))).toEqual(["quiet", "advisory"]);
});

test("a lithium battery or a lorry's 24 V are not judged by a lead battery's table", () => {
  for (const car of [{ lvChemistry: "lithium" }, { lvNominalVolts: 24 }] as const) {
    const foreign = rule.forCar(completeSpecification(car));
    expect(judged(foreign, starts(...times(5, { volts: 8 })))).toEqual([]);
  }
});

test("what is remembered of a car's life stays small", () => {
  const engine = createRuleEngine([carRule()], blindSpotOf, { onFault: () => {} });
  for (const event of starts(...times(300, { volts: 11.234_567_8 }))) engine.take(event, () => {});
  const state = engine.freeze();
  expect(JSON.stringify(state).length).toBeLessThan(12_000);
});
