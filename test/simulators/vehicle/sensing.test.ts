import { describe, expect, test } from "vitest";
import type { Sample, VehicleEvent } from "../../../contract/events.ts";
import { signals } from "../../../contract/signals.ts";
import { carKinds, drawCar, usualTraits } from "../../../simulators/vehicle/car-model.ts";
import type { CarView } from "../../../simulators/vehicle/car-view.ts";
import { type Fault, levelsAt, severityOf } from "../../../simulators/vehicle/faults.ts";
import { diagnoseSecond, endOfTrip, noDiagnosis } from "../../../simulators/vehicle/on-board-diagnosis.ts";
import { createReporter } from "../../../simulators/vehicle/reporter.ts";
import { fitSensor, row } from "../../../simulators/vehicle/sensor.ts";
import { ride } from "./living.ts";

const fault = (kind: Fault["kind"], severity: Fault["severity"], more: Partial<Fault> = {}): Fault => ({
  kind,
  onsetAt: 1_000_000,
  severity,
  cell: 0,
  cylinder: 1,
  wheel: "front-left",
  path: undefined,
  ...more,
});

const [someView] = ride({ legs: [{ idle: 1 }] });
const sampled = (
  views: readonly CarView[],
  kind: (typeof carKinds)[number],
  equipment: "obd" | "connected",
): Sample[] => {
  const reporter = createReporter(drawCar("test-car", { ...usualTraits, kind, equipment }, 1), 1);
  const events: VehicleEvent[] = [];
  views.forEach((view, second) => {
    reporter.second(view, second, second * 1_000, events);
  });
  return events.filter((event) => event.kind === "sample");
};

describe("a sensor", () => {
  const readings = (count: number, [noise, bias]: readonly [number, number], step = 0.5): number[] => {
    const fitted = fitSensor(
      row("Vehicle.Exterior.AirTemperature", 1, step, [noise, bias], () => 20),
      "car",
      3,
    );
    if (someView === undefined) return [];
    const list = Array.from({ length: count }, () => fitted.reading(someView));
    return list.filter((value) => value !== undefined);
  };

  test("reads in its steps, around the truth and its own bias", () => {
    const values = readings(4_000, [0.8, 2]);
    for (const value of values) expect(value * 2).toBe(Math.round(value * 2));
    const mean = values.reduce((sum, value) => sum + value / values.length, 0);
    expect(Math.abs(mean - 20)).toBeGreaterThan(0.1);
    expect(Math.abs(mean - 20)).toBeLessThan(6);
  });

  test("loses a few readings in a thousand", () => {
    const lost = 20_000 - readings(20_000, [0.1, 0]).length;
    expect(lost).toBeGreaterThan(10);
    expect(lost).toBeLessThan(80);
  });

  test("that counts is exact, and loses readings like any other", () => {
    const counted = readings(20_000, [0, 0], 1);
    expect(new Set(counted)).toEqual(new Set([20]));
    expect(counted.length).toBeLessThan(20_000);
  });

  test("of an engine that stands reads no turn", () => {
    const [view] = ride({ traits: { kind: "electric" }, legs: [{ idle: 1 }] });
    const path = "Vehicle.Powertrain.CombustionEngine.Speed" as const;
    const fitted = fitSensor(
      row(path, 1, 0.25, [4, 0], () => 0),
      "car",
      3,
    );
    const values = Array.from({ length: 200 }, () => (view === undefined ? undefined : fitted.reading(view)));
    expect(new Set(values.filter((value) => value !== undefined))).toEqual(new Set([0]));
  });

  test("of the 12 V side scatters by the ripple of an open diode", () => {
    const scatter = (severity: number): number => {
      const levels = levelsAt([fault("open-diode", [[0, severity]])], 2_000_000);
      const samples = sampled(
        ride({ legs: [{ cruise: 60, seconds: 300 }], levels, warm: true }),
        "petrol",
        "connected",
      );
      const volts = samples.filter(
        ({ path, at }) => path === "Vehicle.LowVoltageBattery.CurrentVoltage" && at > 120_000,
      );
      const steps = volts.slice(1).map(({ value }, k) => Math.abs(value - (volts[k]?.value ?? value)));
      return steps.reduce((sum, step) => sum + step / steps.length, 0);
    };
    expect(scatter(0)).toBeLessThan(0.04);
    expect(scatter(1)).toBeGreaterThan(0.09);
  });
});

describe("what a car tells", () => {
  test.each(carKinds)("of kind %s stays in the range of every signal and in the order of time", (kind) => {
    const samples = sampled(ride({ traits: { kind }, legs: [{ idle: 10 }, { cycle: "medium" }] }), kind, "connected");
    let latest = 0;
    for (const { path, value, at } of samples) {
      expect(value).toBeGreaterThanOrEqual(signals[path].min);
      expect(value).toBeLessThanOrEqual(signals[path].max);
      expect(at).toBeGreaterThanOrEqual(latest);
      latest = at;
    }
  });

  test("depends on what it is: an electric car has no engine, plain OBD no tyre", () => {
    const paths = (kind: (typeof carKinds)[number], equipment: "obd" | "connected"): Set<string> =>
      new Set(
        sampled(ride({ traits: { kind, equipment }, legs: [{ cruise: 30, seconds: 40 }] }), kind, equipment).map(
          ({ path }) => path,
        ),
      );
    const [electric, petrol, plain, hybrid] = [
      paths("electric", "connected"),
      paths("petrol", "connected"),
      paths("petrol", "obd"),
      paths("hybrid", "connected"),
    ];
    expect([...electric].filter((path) => path.includes("CombustionEngine"))).toEqual([]);
    expect(electric.has("Vehicle.Powertrain.TractionBattery.CellVoltage.Min")).toBe(true);
    expect([...petrol].filter((path) => path.includes("TractionBattery"))).toEqual([]);
    expect([...plain].filter((path) => /Tire|PadWear|CurrentLocation|LowVoltageBattery/.test(path))).toEqual([]);
    expect(hybrid.has("Vehicle.Powertrain.CombustionEngine.Speed")).toBe(true);
    expect(hybrid.has("Vehicle.Powertrain.TractionBattery.Temperature.Min")).toBe(true);
  });

  test("leaves out a sensor that fell silent", () => {
    const path = "Vehicle.OBD.MAF" as const;
    const levels = levelsAt([fault("sensor-silent", [[0, 1]], { path })], 2_000_000);
    const silent = sampled(ride({ legs: [{ cruise: 30, seconds: 40 }], levels }), "petrol", "obd");
    expect(silent.filter((sample) => sample.path === path)).toEqual([]);
    expect(silent.length).toBeGreaterThan(100);
  });
});

describe("a fault", () => {
  test("grows along its curve from its onset on and holds its end", () => {
    const growing = fault("tyre-leak", [
      [0, 0],
      [10, 2],
    ]);
    expect([0, 1_000_000, 1_000_000 + 5 * 3_600_000, 1e12].map((at) => severityOf(growing, at))).toEqual([0, 0, 1, 2]);
  });

  test("sits where it sits, and the worst of a kind counts", () => {
    const levels = levelsAt(
      [
        fault("tyre-leak", [[0, 2]], { wheel: "rear-left" }),
        fault("misfire", [[0, 0.1]], { cylinder: 3 }),
        fault("misfire", [[0, 0.3]]),
      ],
      2_000_000,
    );
    expect([levels.at("tyre-leak", "rear-left"), levels.at("tyre-leak", "rear-right")]).toEqual([2, 0]);
    expect([levels.of("misfire"), levels.cylinder, levels.of("belt-slip")]).toEqual([0.3, 3, 0]);
  });
});

describe("the car's own diagnosis", () => {
  const trip = (kind: Fault["kind"], severity: number, legs = [{ idle: 10 }, { cruise: 100, seconds: 500 }]) => {
    const levels = levelsAt([fault(kind, [[0, severity]], { cylinder: 4 })], 2_000_000);
    return ride({ legs, levels, warm: true });
  };
  const after = (trips: readonly (readonly CarView[])[]) =>
    trips.reduce((state, views) => endOfTrip(views.reduce(diagnoseSecond, state)), noDiagnosis);

  test("confirms a misfire in the second trip, and forgets it when a trip is sound", () => {
    expect(after([trip("misfire", 0.3)])).toMatchObject({ pending: ["P0304"], confirmed: [] });
    expect(after([trip("misfire", 0.3), trip("misfire", 0.3)])).toMatchObject({ confirmed: ["P0304"] });
    expect(after([trip("misfire", 0.3), trip("misfire", 0)])).toMatchObject({ pending: [], confirmed: [] });
  });

  test("confirms an overheated engine at once", () => {
    expect(after([trip("coolant-leak", 1)])).toMatchObject({ confirmed: ["P0217"] });
  });

  test("finds nothing in a healthy car", () => {
    expect(after([trip("misfire", 0), trip("misfire", 0)])).toMatchObject({ pending: [], confirmed: [] });
  });
});
