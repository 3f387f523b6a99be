import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { carKinds, drawCar, usualTraits } from "../../../simulators/vehicle/car-model.ts";
import type { CarView } from "../../../simulators/vehicle/car-view.ts";
import type { Leg } from "../../../simulators/vehicle/trip.ts";
import { isVin } from "../../../simulators/vehicle/vin.ts";
import { ride } from "./living.ts";

const town: readonly Leg[] = [{ idle: 20 }, { cycle: "low" }, { cycle: "medium" }];
const last = (views: readonly CarView[]): CarView => {
  const view = views.at(-1);
  if (view === undefined) throw new Error("no ride");
  return view;
};
const litres = (views: readonly CarView[]): number => (views[0]?.state.fuelLitres ?? 0) - last(views).state.fuelLitres;
const km = (views: readonly CarView[]): number =>
  (last(views).state.odometerMetres - (views[0]?.state.odometerMetres ?? 0)) / 1_000;

describe("a petrol car", () => {
  const views = ride({ legs: [...town, { cycle: "high" }, { cycle: "extra-high" }] });

  test("burns 5 to 10 litres on 100 km of the cycle", () => {
    expect(km(views)).toBeCloseTo(23.3, 0);
    const per100 = (100 * litres(views)) / km(views);
    expect(per100).toBeGreaterThan(5);
    expect(per100).toBeLessThan(10);
  });

  test("turns between its idle and 4,800 rpm, and warms to its thermostat", () => {
    const rpm = views.map(({ state }) => state.engine.rpm);
    expect(Math.min(...rpm)).toBeGreaterThan(700);
    expect(Math.max(...rpm)).toBeLessThan(4_800);
    // Five minutes and not the last second: on the overrun, without fuel, an open thermostat cools it for a moment.
    const warm = views.slice(-300).map(({ state }) => state.coolant.celsius);
    expect(warm.reduce((sum, celsius) => sum + celsius / warm.length, 0)).toBeGreaterThan(80);
    expect(Math.max(...warm)).toBeLessThan(96);
  });

  test("charges its battery and holds 13.5 to 15 V on the road", () => {
    for (const { state } of views.filter(({ state }) => state.kmPerHour > 30)) {
      expect(state.bus.volts).toBeGreaterThan(13.5);
      expect(state.bus.volts).toBeLessThan(15);
    }
  });

  test("cuts its fuel on the overrun", () => {
    const braking = views.filter(({ state }) => state.acceleration < -0.5 && state.kmPerHour > 40);
    expect(braking.length).toBeGreaterThan(5);
    expect(braking.every(({ state }) => state.engine.fuelWatts === 0)).toBe(true);
  });
});

describe("a hybrid", () => {
  const views = ride({ traits: { kind: "hybrid" }, legs: town, warm: true });

  test("stops its engine in town and burns less than a petrol car", () => {
    const off = views.filter(({ state }) => !state.engineOn).length / views.length;
    expect(off).toBeGreaterThan(0.2);
    expect(off).toBeLessThan(0.95);
    expect(litres(views)).toBeLessThan(litres(ride({ legs: town, warm: true })));
  });

  test("keeps the charge of its small battery between 35 and 70 percent", () => {
    const charges = views.map(({ pack }) => pack?.charge ?? 0);
    expect(Math.min(...charges)).toBeGreaterThan(0.35);
    expect(Math.max(...charges)).toBeLessThan(0.7);
  });
});

describe("an electric car", () => {
  const legs: readonly Leg[] = [...town, { cycle: "high" }, { cycle: "extra-high" }];
  const views = ride({ traits: { kind: "electric" }, legs });

  const kWh = (ridden: readonly CarView[]): number =>
    -ridden.reduce((sum, { state }) => sum + (state.packAmperes * state.packVolts) / 3.6e6, 0);

  test("takes 12 to 24 kWh on 100 km, and more in the cold", () => {
    const per100 = (100 * kWh(views)) / km(views);
    expect(per100).toBeGreaterThan(12);
    expect(per100).toBeLessThan(24);
    expect(kWh(ride({ traits: { kind: "electric" }, legs, airCelsius: -10 }))).toBeGreaterThan(kWh(views) * 1.2);
  });

  test("recovers on the overrun, has no engine, and its converter holds the 12 V side", () => {
    expect(views.some(({ state }) => state.packAmperes > 20)).toBe(true);
    expect(views.every(({ state }) => !state.engineOn && state.engine.rpm === 0)).toBe(true);
    expect(last(views).state.bus.volts).toBeGreaterThan(13.5);
  });

  test("wears its brakes less than a petrol car", () => {
    const wear = (ridden: readonly CarView[]): number =>
      last(ridden).state.brakes["front-left"].wear - (ridden[0]?.state.brakes["front-left"].wear ?? 0);
    expect(wear(views)).toBeLessThan(wear(ride({ legs })) * 0.7);
  });

  test("charges fast, slower when it is cold or nearly full", () => {
    const gained = (traits: { packCharge: number }, airCelsius: number): number => {
      const charged = ride({
        traits: { kind: "electric", ...traits },
        legs: [{ charge: 100, seconds: 600 }],
        airCelsius,
      });
      return (last(charged).pack?.charge ?? 0) - traits.packCharge;
    };
    expect(gained({ packCharge: 0.3 }, 25)).toBeGreaterThan(0.2);
    expect(gained({ packCharge: 0.3 }, -5)).toBeLessThan(gained({ packCharge: 0.3 }, 25) * 0.6);
    expect(gained({ packCharge: 0.95 }, 25)).toBeLessThan(0.05);
  });
});

describe("any car", () => {
  const numbersIn = (value: unknown): number[] => {
    if (typeof value === "number") return [value];
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [];
  };

  test("of any weather and trip keeps to finite, bounded numbers", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...carKinds),
        fc.integer({ min: -40, max: 48 }),
        fc.integer({ min: 0, max: 5_000 }),
        fc.integer({ min: 5, max: 180 }),
        fc.integer({ min: -12, max: 12 }),
        (kind, airCelsius, seed, cruise, grade) => {
          const views = ride({
            traits: { kind },
            legs: [{ idle: 5 }, { cruise, seconds: 120, grade }],
            airCelsius,
            seed,
          });
          for (const { state } of views) {
            expect(numbersIn(state).every(Number.isFinite)).toBe(true);
            expect(state.battery.charge).toBeGreaterThanOrEqual(0);
            expect(state.battery.charge).toBeLessThanOrEqual(1);
            expect(state.bus.volts).toBeGreaterThan(9);
            expect(state.bus.volts).toBeLessThan(16.5);
            // Full load uphill in desert heat boils an engine; no state runs away from there.
            expect(state.coolant.celsius).toBeLessThan(170);
          }
        },
      ),
      // The battery that collapsed under a climb in deep cold.
      { numRuns: 60, examples: [["electric", -22, 0, 171, 9]] },
    );
  });

  test("is drawn with its own parameters, and the same for the same seed", () => {
    const cars = Array.from({ length: 200 }, (_, seed) => drawCar("c", usualTraits, seed));
    expect(drawCar("c", usualTraits, 5)).toEqual(cars[5]);
    const ua = cars.map(({ cooling }) => cooling.windWattsPerKelvin);
    const inside = ua.filter((value) => Math.abs(value / 1_500 - 1) < 0.2).length;
    expect(inside).toBeGreaterThan(180);
    expect(new Set(ua).size).toBe(200);
    const inrushes = cars.map(({ starter }) => starter);
    expect(inrushes.every(({ inrushFactor }) => inrushFactor >= 1.5 && inrushFactor <= 2)).toBe(true);
    expect(inrushes.every(({ inrushSeconds }) => inrushSeconds >= 0.03 && inrushSeconds <= 0.08)).toBe(true);
    const resting = cars.map(({ battery }) => battery.voltsPerCelsius);
    expect(Math.min(...resting)).toBeGreaterThanOrEqual(0.001);
    expect(Math.max(...resting)).toBeLessThanOrEqual(0.0043);
    expect(Math.max(...resting) / Math.min(...resting)).toBeGreaterThan(2.5);
    const hot = cars.filter(({ brake }) => brake.hotWearFactor === 4).length;
    expect(hot).toBeGreaterThan(40);
    expect(hot).toBeLessThan(95);
    for (const { vin } of cars) expect(isVin(vin)).toBe(true);
  });

  test("shares no number with the next but what a maker builds alike", () => {
    const [one, other] = [1, 2].map((seed) => drawCar("c", { ...usualTraits, kind: "hybrid" }, seed));
    const alike: string[] = [];
    const compare = (a: unknown, b: unknown, name: string): void => {
      if (typeof a === "object" && a !== null) {
        for (const [key, value] of Object.entries(a))
          compare(value, (b as Record<string, unknown>)[key], name === "" ? key : `${name}.${key}`);
      } else if (a === b && typeof a === "number") alike.push(name);
    };
    compare({ ...one, traits: {} }, { ...other, traits: {} }, "");
    expect(alike.toSorted()).toEqual([
      // Geometry and gearing of the model; a pad's life in kilometres is a trait, drawn as its wear coefficient.
      "brake.padSquareMetres",
      "brake.usableMillimetres",
      // A converter holds its voltage in heat and cold.
      "charger.voltsPerCelsius",
      "engine.gears.0",
      "engine.gears.1",
      "engine.gears.2",
      "engine.gears.3",
      "engine.gears.4",
      "engine.gears.5",
      // Where a traction pack has its knee, and how full the tyres were filled, are traits.
      "packAgeing.kneeAt",
      "tyre.fillKiloPascals",
    ]);
  });
});
