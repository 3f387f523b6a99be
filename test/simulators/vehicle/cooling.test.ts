import { describe, expect, test } from "vitest";
import {
  type CoolantState,
  type Cooling,
  type CoolingFaults,
  coolingHealthy,
  stepCoolant,
  usualCooling,
} from "../../../simulators/vehicle/coolant.ts";
import { oilKiloPascals, usualOil, viscosity } from "../../../simulators/vehicle/oil.ts";

interface Run {
  readonly from: number;
  readonly air: number;
  readonly heatWatts: number;
  readonly minutes: number;
  readonly kmPerHour?: number;
  readonly faults?: Partial<CoolingFaults>;
  readonly cooling?: Partial<Cooling>;
  readonly thermostat?: number;
}

const run = ({ from, air, heatWatts, minutes, kmPerHour = 0, faults, cooling, thermostat = 0 }: Run): number[] => {
  const own = { ...usualCooling, ...cooling };
  let state: CoolantState = { celsius: from, thermostat, fan: false };
  const minuteMarks: number[] = [];
  for (let second = 1; second <= minutes * 60; second += 1) {
    state = stepCoolant(
      own,
      state,
      {
        fuelWatts: heatWatts / own.heatShare,
        airCelsius: air,
        metresPerSecond: kmPerHour / 3.6,
        heaterWattsPerKelvin: 0,
      },
      { ...coolingHealthy, ...faults },
      1,
    );
    if (second % 60 === 0) minuteMarks.push(state.celsius);
  }
  return minuteMarks;
};

/** The catalogue's checks take the radiator as 700 W/K. */
const radiator700 = { windWattsPerKelvin: 700 };

describe("coolant", () => {
  test("reaches 84 Celsius about 10 minutes after a start at 0 Celsius, and stays below 95", () => {
    const curve = run({ from: 0, air: 0, heatWatts: 12_000, minutes: 20, kmPerHour: 120, cooling: radiator700 });
    const reached = curve.findIndex((celsius) => celsius >= 84) + 1;
    expect(reached).toBeGreaterThanOrEqual(9);
    expect(reached).toBeLessThanOrEqual(11);
    expect(Math.max(...curve)).toBeLessThan(95);
  });

  test.each([
    [0, 17],
    [25, 42],
  ])("with a thermostat stuck open in air of %d Celsius stays at %d", (air, celsius) => {
    const stuck = { air, heatWatts: 12_000, minutes: 20, kmPerHour: 120, cooling: radiator700 };
    expect(Math.round(run({ ...stuck, from: air, faults: { stuckOpen: 1 } }).at(-1) ?? 0)).toBe(celsius);
  });

  test("of a hot idle without a fan goes from 90 to 117 Celsius in 14 minutes", () => {
    const hot = { from: 90, air: 35, heatWatts: 6_000, minutes: 14, thermostat: 0.6 };
    const [failed, healthy] = [run({ ...hot, faults: { fanFailed: 1 } }), run(hot)];
    expect(Math.abs((failed.at(-1) ?? 0) - 117)).toBeLessThan(1.5);
    expect(Math.max(...healthy)).toBeLessThan(100);
  });

  test("that is lost lets the engine go from 90 to 118 Celsius in 2 minutes", () => {
    const lost = run({
      from: 90,
      air: 30,
      heatWatts: 18_000,
      minutes: 2,
      kmPerHour: 80,
      faults: { lost: 1 },
      thermostat: 1,
    });
    expect(Math.abs((lost.at(-1) ?? 0) - 118)).toBeLessThan(2);
  });
});

describe("oil pressure", () => {
  test("is about 105 kPa at a hot idle and 400 at 3,000 rpm, and the relief valve ends it in the cold", () => {
    expect(oilKiloPascals(usualOil, 780, 100, 0)).toBeCloseTo(105, 0);
    expect(oilKiloPascals(usualOil, 3_000, 100, 0)).toBeCloseTo(405, 0);
    expect(oilKiloPascals(usualOil, 2_000, 0, 0)).toBe(450);
  });

  test.each([
    [40, 66],
    [60, 31.7],
    [80, 17.7],
    [100, 11],
    [140, 5.4],
  ])("at %d Celsius flows like a 5W-30 of %d mm2/s", (celsius, squareMillimetres) => {
    expect(Math.abs((viscosity(celsius) * 11) / squareMillimetres - 1)).toBeLessThan(0.02);
  });

  test("of worn bearings falls below 50 kPa at a hot idle", () => {
    expect(oilKiloPascals(usualOil, 780, 105, 0.8)).toBeLessThan(50);
  });
});
