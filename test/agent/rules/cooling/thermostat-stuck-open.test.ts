import { describe, expect, test } from "vitest";
import { rule } from "../../../../agent/rules/cooling/thermostat-stuck-open.ts";
import { fuelWatts, warmUp } from "../../../../agent/rules/cooling/warm-up-model.ts";
import { type CarSpecification, completeSpecification } from "../../../../agent/rules/kit/specification.ts";
import type { VehicleEvent } from "../../../../contract/events.ts";
import { air, coolant, dawn, intake, journey, judged, levels, running, speed } from "../../journey.ts";

const maf = "Vehicle.OBD.MAF";
const fuelRate = "Vehicle.OBD.FuelRate";
type Courses = Parameters<typeof journey>[1];

/** A petrol car that burns about 4 l/h in town. */
const town = { [air]: 10, [intake]: 10, [running]: 1, [maf]: 12, [speed]: 45 } as const;
const healthy: Courses = { ...town, [coolant]: (s) => Math.round(90 - 80 * Math.exp(-s / 260)) };
const stuck: Courses = { ...town, [coolant]: (s) => Math.round(48 - 38 * Math.exp(-s / 260)) };

const drives = (...each: readonly Courses[]): VehicleEvent[] =>
  each.flatMap((courses, index) => journey({ from: index * 90_000, seconds: 1_500, everySeconds: 2 }, courses));
const said = (car: CarSpecification, ...each: readonly Courses[]): string[] =>
  levels(judged(rule.forCar(completeSpecification(car)), drives(...each)));
const petrol = { fuel: "petrol" } as const;

describe("a thermostat that sticks open", () => {
  test("is told at the third of four cold starts", () => {
    expect(said(petrol, stuck, healthy, stuck)).toEqual(["quiet"]);
    const judgements = judged(rule.forCar(completeSpecification(petrol)), drives(stuck, healthy, stuck, stuck));
    expect(levels(judgements)).toEqual(["quiet", "advisory"]);
    expect(judgements.at(-1)?.data).toMatchObject({ model: 75, bad: 3, starts: 4 });
    expect(judgements.at(-1)?.data["deficit"]).toBeGreaterThan(8);
  });

  test("is over after three normal warm-ups", () => {
    expect(said(petrol, stuck, stuck, stuck, healthy, healthy)).toEqual(["quiet", "advisory"]);
    expect(said(petrol, stuck, stuck, stuck, healthy, healthy, healthy)).toEqual(["quiet", "advisory", "quiet"]);
  });

  test("shows on the open road even where the fuel is unknown and the model stays cool", () => {
    const road = { ...stuck, [speed]: 90 };
    expect(said({}, road, road, road)).toContain("advisory");
  });
});

/** A warm-up that takes so many seconds to 75 Celsius at an even load, and goes on to `most`. */
const warming = (seconds: number, most = 88): Courses => ({
  ...town,
  [coolant]: (s) => Math.round(Math.min(10 + (65 * s) / seconds, most)),
});
const often = (count: number, courses: Courses): Courses[] => Array.from({ length: count }, () => courses);

describe("a thermostat that opens a little more from start to start", () => {
  test("is told at the second start that is late against the car's own", () => {
    const own = often(4, warming(500));
    expect(said(petrol, ...own, warming(650))).toEqual(["quiet"]);
    const judgements = judged(
      rule.forCar(completeSpecification(petrol)),
      drives(...own, warming(650), warming(520), warming(700)),
    );
    expect(levels(judgements)).toEqual(["quiet", "advisory"]);
    expect(judgements.at(-1)?.data).toMatchObject({ model: 75, t: 75, bad: 2, starts: 3 });
    expect(judgements.at(-1)?.data["deficit"]).toBeGreaterThan(8);
  });

  test("is told at the first start that stays cold on half as much heat again", () => {
    expect(said(petrol, ...often(2, warming(500)), stuck)).toContain("advisory");
  });

  test("of a car whose fuel nobody knows the fuel rate tells the heat, and the air alone does not", () => {
    const all = [...often(2, warming(500)), stuck];
    const told = all.map((courses) => ({ ...courses, [fuelRate]: 3.96 }));
    expect(said({}, ...told)).toContain("advisory");
    expect(said({}, ...all)).not.toContain("advisory");
  });

  test("a winter's first starts, with the heater on, are not held against those of the summer", () => {
    const winter: Courses = { ...warming(760), [air]: -4, [intake]: -4 };
    const from = (s: number): number => Math.round(Math.min(-4 + (79 * s) / 800, 88));
    const cold = { ...winter, [coolant]: from, [maf]: 18 };
    expect(said(petrol, ...often(4, warming(500)), ...often(2, cold))).toEqual(["quiet"]);
  });

  test("nothing is late where starts differ a little, nor before two were seen", () => {
    expect(said(petrol, ...often(3, warming(500)), warming(540), warming(460), warming(545))).toEqual(["quiet"]);
    expect(said(petrol, warming(500), stuck, stuck)).not.toContain("advisory");
  });

  test("is over after three starts like the usual ones", () => {
    const raised = [...often(3, warming(500)), stuck];
    expect(said(petrol, ...raised, ...often(2, warming(500))).at(-1)).toBe("advisory");
    expect(said(petrol, ...raised, ...often(3, warming(500))).at(-1)).toBe("quiet");
  });

  test("a new thermostat is the new usual: the old one's slow starts were learned on a fault", () => {
    const changed = [...often(8, warming(640)), ...often(5, warming(440))];
    expect(said(petrol, ...changed)).toEqual(["quiet"]);
    expect(said(petrol, ...changed, warming(580), warming(580))).toEqual(["quiet", "advisory"]);
  });

  test("a start whose air mass was away for minutes is not the usual one", () => {
    const deaf = { ...warming(500), [maf]: (s: number) => (s > 100 && s < 300 ? undefined : 12) };
    const silent: VehicleEvent[] = drives(...often(3, deaf)).flatMap((event) =>
      event.kind === "tick" && (event.at - dawn) % 90_000_000 === 100_999
        ? [event, { kind: "quality", path: maf, state: "stale", at: event.at }]
        : [event],
    );
    expect(silent.filter(({ kind }) => kind === "quality")).toHaveLength(3);
    const after = journey({ from: 4 * 90_000, seconds: 1_500, everySeconds: 2 }, warming(1_000));
    expect(levels(judged(rule.forCar(completeSpecification(petrol)), [...silent, ...after]))).not.toContain("advisory");
  });
});

describe("starts that prove nothing", () => {
  test.for<[name: string, courses: Courses]>([
    ["the engine was warm from the last trip", { ...stuck, [coolant]: (s) => Math.min(40 + s / 100, 50) }],
    ["the air is colder than the model knows", { ...stuck, [air]: -20, [coolant]: (s) => Math.min(-20 + s / 20, 40) }],
    ["most of the trip is idling", { ...stuck, [speed]: (s) => (s % 100 < 60 ? 0 : 40) }],
    ["the trip ends after 9 minutes", { ...stuck, [coolant]: (s) => (s < 540 ? 30 : undefined) }],
    ["the car tells neither air mass nor fuel", { ...stuck, [maf]: () => undefined }],
    ["nobody knows the air", { ...stuck, [air]: () => undefined, [intake]: () => undefined }],
  ])("%s", ([, courses]) => {
    expect(said(petrol, courses, courses, courses, courses)).not.toContain("advisory");
  });
});

describe("an engine that rests on the way", () => {
  /** Burns for so many seconds of every minute. */
  const resting = (burns: number, courses: Courses): Courses => ({
    ...courses,
    [running]: (s: number) => (s % 60 < burns ? 1 : 0),
    [maf]: (s: number) => (s % 60 < burns ? 12 : 0),
  });

  test("as a hybrid's does in town proves nothing", () => {
    const slow = resting(30, stuck);
    expect(said(petrol, ...often(3, resting(30, warming(900))), slow, slow, slow, slow)).not.toContain("advisory");
  });

  test("at a light now and then is compared like any other", () => {
    expect(said(petrol, ...often(3, resting(54, warming(500))), ...often(3, resting(54, stuck)))).toContain("advisory");
  });
});

describe("the heat model", () => {
  test("at 0 Celsius a normal engine passes 75 within 15 minutes, heater and all", () => {
    let celsius = 0;
    for (let second = 0; second < 900; second += 1) celsius = warmUp(celsius, 0, 40_000, 1_000);
    expect(celsius).toBeGreaterThan(75);
  });

  test("without fuel or air there is no heat to speak of", () => {
    expect(fuelWatts({ fuel: "petrol", litresPerHour: undefined, airGramsPerSecond: undefined })).toBeUndefined();
  });

  test("a diesel makes less of the same air", () => {
    const watts = (fuel: "petrol" | "diesel"): number =>
      fuelWatts({ fuel, litresPerHour: undefined, airGramsPerSecond: 20 }) ?? 0;
    expect(watts("diesel")).toBeLessThan(watts("petrol") / 3);
  });
});
