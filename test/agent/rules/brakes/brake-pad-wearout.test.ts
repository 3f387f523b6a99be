import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rule } from "../../../../agent/rules/brakes/brake-pad-wearout.ts";
import { kmLeft, learnWear, padsAt } from "../../../../agent/rules/brakes/pad-wear.ts";
import type { Judgement } from "../../../../agent/rules/kit/rule.ts";
import { completeSpecification } from "../../../../agent/rules/kit/specification.ts";
import type { VehicleEvent } from "../../../../contract/events.ts";
import { drive, judged, sample } from "../../journey.ts";

const wheel = (row: 1 | 2, side: "Left" | "Right") => `Vehicle.Chassis.Axle.Row${row}.Wheel.${side}.Brake` as const;
const frontLeft = `${wheel(1, "Left")}.PadWear` as const;
const frontRight = `${wheel(1, "Right")}.PadWear` as const;
const rearLeft = `${wheel(2, "Left")}.PadWear` as const;
const pin = `${wheel(1, "Left")}.IsBrakesWorn` as const;
const odometer = "Vehicle.TraveledDistance";
const trip = "Vehicle.TraveledDistanceSinceStart";

/** 100 km a reading, `percent` at each. */
const driven = (percents: readonly number[], path: typeof frontLeft = frontLeft): VehicleEvent[] => [
  drive(0),
  ...percents.flatMap((percent, index) => [
    sample(odometer, 60_000_000 + index * 100_000, index * 60),
    sample(path, percent, index * 60 + 1),
  ]),
];
const judge = (events: readonly VehicleEvent[]): Judgement[] => judged(rule.forCar(completeSpecification()), events);
const said = (events: readonly VehicleEvent[]): string[] => {
  const all = judge(events).map(({ subject, level }) => `${subject} ${level}`);
  return all.filter((each, index) => each !== all[index - 1]);
};
const from = (percent: number, count: number, perStep: number): number[] =>
  Array.from({ length: count }, (_, index) => Math.min(100, percent + Math.floor(index * perStep)));

describe("pads that wear", () => {
  test("half-worn pads are quiet", () => {
    expect(said(driven(from(50, 20, 0.2)))).toEqual(["front quiet"]);
  });

  test("warn below 3,000 km and again below 1,000 km, with the kilometres", () => {
    const judgements = judge(driven(from(90, 50, 0.2)));
    expect(judgements.map(({ level }) => level).filter((level, i, all) => level !== all[i - 1])).toEqual([
      "quiet",
      "advisory",
      "warning",
    ]);
    const first = judgements.find(({ level }) => level === "advisory");
    expect(Number(first?.data["km"])).toBeLessThanOrEqual(3_000);
    expect(Number(first?.data["km"])).toBeGreaterThan(2_500);
    expect(Number(first?.data["kmLeast"])).toBeLessThan(Number(first?.data["km"]));
    expect(Number(first?.data["kmMost"])).toBeGreaterThan(Number(first?.data["km"]));
  });

  test("a driver who brakes hard is warned by his own rate, not by the usual one", () => {
    const usual = judge(driven([92, 92]));
    const hard = judge(driven([...from(80, 13, 1)]));
    expect(usual.at(-1)?.level).toBe("quiet");
    expect(hard.at(-1)?.data["km"]).toBeLessThan(2_500);
  });

  test("the axles are two cards", () => {
    const events = [drive(0), sample(frontLeft, 99, 1), sample(rearLeft, 95, 2)];
    expect(said(events)).toEqual(["front warning", "rear advisory"]);
  });

  test("the worse wheel leads, whichever is read first, and a great difference is said", () => {
    const events = [drive(0), sample(frontLeft, 50, 1), sample(frontRight, 96, 2)];
    expect(judge(events).at(-1)).toMatchObject({ level: "advisory", data: { wear: 96, uneven: 1 } });
  });

  test("an odometer that is only known later does not wear the pads", () => {
    const events = [drive(0), sample(frontLeft, 50, 1), sample(odometer, 120_000_000, 2), sample(frontLeft, 50, 3)];
    expect(said(events)).toEqual(["front quiet"]);
  });

  test("without an odometer the driven distance counts", () => {
    const events = [
      drive(0),
      sample(frontLeft, 94.5, 1),
      ...[1, 2].map((leg) => sample(trip, leg * 130_000, leg * 60)),
    ];
    expect(judge(events).at(-1)?.data["km"]).toBe(2_500);
  });
});

describe("the wear pin", () => {
  test("closed means worn, without a kilometre that nobody measured", () => {
    const judgements = judge([drive(0), sample(pin, 0, 1), sample(pin, 1, 2)]);
    expect(judgements.at(-1)).toMatchObject({ level: "warning", data: { mm: 3, limit: 3, pin: 1 } });
    expect(judgements.at(-1)?.data["km"]).toBeUndefined();
  });

  test("driving on with it becomes critical below 1.5 mm", () => {
    const legs = Array.from({ length: 100 }, (_, index) => sample(odometer, 60_000_000 + index * 100_000, 10 + index));
    expect(said([drive(0), sample(pin, 1, 1), ...legs])).toEqual(["front warning", "front critical"]);
  });
});

test("new pads end it", () => {
  expect(said(driven([96, 96, 2]))).toEqual(["front advisory", "front quiet"]);
});

test("new pads come in sets: the other wheel's last reading and the pin are history", () => {
  const worn = [drive(0), sample(frontLeft, 96, 1), sample(frontRight, 97, 2), sample(pin, 1, 3)];
  expect(said([...worn, sample(frontLeft, 2, 4)])).toEqual(["front advisory", "front warning", "front quiet"]);
});

test("a car without pad sensors is never given a number", () => {
  expect(judge([drive(0), sample(odometer, 60_000_000, 1), sample(odometer, 99_000_000, 2)])).toEqual([]);
});

test("the forecast falls as the car is driven, whatever the sensor's steps", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ km: fc.integer({ min: 1, max: 900 }), step: fc.integer({ min: 0, max: 3 }) })),
      (legs) => {
        const pads = padsAt(10, 0);
        let [km, percent] = [0, 10];
        for (const leg of legs) {
          const before = kmLeft(pads, km);
          const further = kmLeft(pads, km + leg.km);
          km += leg.km;
          percent = Math.min(100, percent + leg.step);
          learnWear(pads, percent, km);
          const after = kmLeft(pads, km);
          expect(further.km).toBeLessThanOrEqual(before.km);
          expect(after.least).toBeLessThanOrEqual(after.km);
          expect(after.most).toBeGreaterThanOrEqual(after.km);
          expect(pads.rate).toBeGreaterThan(0);
          expect(Number.isFinite(after.km)).toBe(true);
        }
      },
    ),
  );
});
