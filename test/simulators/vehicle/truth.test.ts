import { describe, expect, test } from "vitest";
import { type CarKind, drawCar, usualTraits } from "../../../simulators/vehicle/car-model.ts";
import { type Fault, type FaultKind, faultKinds } from "../../../simulators/vehicle/faults.ts";
import { createLivingCar } from "../../../simulators/vehicle/living-car.ts";
import { type Leg, tripInstants } from "../../../simulators/vehicle/trip.ts";
import { createTruthLog, type Truth } from "../../../simulators/vehicle/truth.ts";

const hourMs = 3_600_000;
const firstAt = Date.parse("2026-04-01T08:00:00Z");

/** What brings a fault to its limit: how bad it becomes within `hours`, in which car, what it does then. */
interface Story {
  readonly severity: number;
  readonly kind?: CarKind;
  readonly hours?: number;
  readonly restHours?: number;
  readonly legs?: readonly Leg[];
  readonly packCharge?: number;
  readonly airCelsius?: number;
}

const motorway: readonly Leg[] = [{ cruise: 100, seconds: 1_500 }];
const stories: Readonly<Record<FaultKind, Story>> = {
  "battery-ageing": { severity: 0.7 },
  "parasitic-drain": { severity: 1, restHours: 60 },
  "belt-slip": { severity: 1, legs: [{ cruise: 60, seconds: 600 }] },
  "open-diode": { severity: 1, legs: [{ idle: 5 }, { cruise: 30, seconds: 900 }] },
  "regulator-high": { severity: 2.6 },
  "converter-lost": { severity: 1, kind: "electric" },
  "thermostat-stuck-open": { severity: 1 },
  "fan-failed": { severity: 1, airCelsius: 38, legs: [{ cruise: 100, seconds: 900 }, { idle: 2_400 }] },
  "coolant-leak": { severity: 1 },
  "oil-wear": { severity: 1, legs: [...motorway, { idle: 60 }] },
  "intake-leak": { severity: 0.9, legs: [{ cruise: 60, seconds: 600 }, { idle: 300 }] },
  "fuel-pump-weak": { severity: 0.6, legs: [{ cruise: 130, seconds: 900, grade: 4 }] },
  misfire: { severity: 0.3 },
  "catalyst-aged": { severity: 1 },
  "cell-leak": { severity: 100, kind: "electric", restHours: 400 },
  "cell-capacity": { severity: 0.35, kind: "electric", packCharge: 0.75, legs: [{ cruise: 130, seconds: 2_400 }] },
  "cell-resistance": { severity: 4, kind: "electric" },
  "sense-wire": { severity: 0.2, kind: "electric" },
  "pack-cooling": {
    packCharge: 0.35,
    airCelsius: 36,
    severity: 0.8,
    kind: "electric",
    legs: [
      { cruise: 120, seconds: 1_500 },
      { charge: 130, seconds: 1_500 },
    ],
  },
  "thermal-runaway": { severity: 1, kind: "electric", legs: [{ idle: 60 }] },
  "insulation-moisture": { severity: 100, kind: "electric" },
  "brake-drag": { severity: 400 },
  "tyre-leak": { severity: 20, restHours: 200 },
  "sensor-silent": { severity: 1 },
};

const lived = (kind: FaultKind): readonly Truth[] => {
  const {
    severity,
    kind: carKind = "petrol",
    hours = 0,
    restHours = 0,
    legs = motorway,
    packCharge = 0.6,
    airCelsius = 18,
  } = stories[kind];
  const faults: readonly Fault[] = [
    {
      kind,
      onsetAt: firstAt + 60_000,
      severity: [
        [hours, 0],
        [hours + 0.01, severity],
      ],
      cell: 7,
      cylinder: 3,
      wheel: "rear-left",
      path: kind === "sensor-silent" ? "Vehicle.OBD.MAF" : undefined,
    },
  ];
  const truth = createTruthLog("car", faults);
  const model = drawCar("car", { ...usualTraits, kind: carKind, packCharge }, 5);
  const place = { latitude: 40, longitude: 116, altitude: 0, heading: 0 };
  const circumstances = {
    model,
    faults,
    airAt: () => airCelsius,
    truth,
    place,
    servicePoint: undefined,
    charger: undefined,
    seed: 5,
  };
  const car = createLivingCar(circumstances, firstAt);
  let at = firstAt;
  const drive = (parts: readonly Leg[]): void => {
    car.beginDrive(at);
    if (carKind === "petrol" ? car.start(at, false).crank.started : car.wake(at, false))
      for (const instant of tripInstants(parts, {})) {
        car.drive(instant, at, 0);
        at += 1_000;
      }
    car.stopEngine();
    car.endDrive(at);
  };
  drive([{ idle: 120 }]);
  at += restHours * hourMs;
  car.restUntil(at);
  drive(legs);
  return truth.entries(at);
};

describe("the ground truth", () => {
  test.each(Object.keys(stories) as FaultKind[])(
    "of %s says whose, since when, how bad and when it mattered",
    (kind) => {
      const entry = lived(kind).find(({ fault }) => fault === kind);
      expect(entry).toMatchObject({
        vehicle: "car",
        component: faultKinds[kind].component,
        unit: faultKinds[kind].unit,
      });
      expect(entry?.onset).toBe(firstAt + 60_000);
      expect(entry?.severity[0]).toEqual([firstAt + 60_000, 0]);
      expect(entry?.severity.at(-1)?.[1]).toBe(stories[kind].severity);
      expect(entry?.limitAt).toBeGreaterThan(firstAt + 60_000);
      if (entry?.failAt !== null) expect(entry?.failAt).toBeGreaterThanOrEqual(entry?.limitAt ?? Number.NaN);
    },
  );

  test("of a healthy drive is empty", () => {
    const truth = createTruthLog("car", []);
    expect(truth.entries(firstAt)).toEqual([]);
  });
});
