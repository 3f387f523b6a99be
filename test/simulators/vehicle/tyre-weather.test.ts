import { describe, expect, test } from "vitest";
import { createRandom } from "../../../simulators/vehicle/random.ts";
import { gaugeKiloPascals, stepTyre, usualTyre } from "../../../simulators/vehicle/tyre.ts";
import { climates, createWeather } from "../../../simulators/vehicle/weather.ts";

describe("a tyre of 240 kPa at 20 Celsius", () => {
  test.each([
    [15, 234.2],
    [10, 228.4],
    [0, 216.7],
  ])("shows at %d Celsius %d kPa", (celsius, kiloPascals) => {
    expect(gaugeKiloPascals({ kiloPascalsAt20: 240, celsius })).toBeCloseTo(kiloPascals, 0);
  });

  test("loses about 7 kPa a month, and with a nail 2 a day more, less as it empties", () => {
    let [sound, leaking] = [
      { kiloPascalsAt20: 240, celsius: 20 },
      { kiloPascalsAt20: 240, celsius: 20 },
    ];
    for (let day = 0; day < 30; day += 1) {
      sound = stepTyre(usualTyre, sound, { airCelsius: 20, kmPerHour: 0, leakPerDay: 0 }, 86_400);
      leaking = stepTyre(usualTyre, leaking, { airCelsius: 20, kmPerHour: 0, leakPerDay: 2 }, 86_400);
    }
    expect(sound.kiloPascalsAt20).toBeCloseTo(233, 5);
    // (240 + 28) exp(-30 x 2 / 240) - 28: 28 kPa are what the natural loss weighs against the hole's.
    expect(leaking.kiloPascalsAt20).toBeCloseTo(180.7, 1);
  });

  test("warms by 15 Celsius at a steady 100 km/h", () => {
    const driven = stepTyre(
      usualTyre,
      { kiloPascalsAt20: 240, celsius: 10 },
      { airCelsius: 10, kmPerHour: 100, leakPerDay: 0 },
      7_200,
    );
    expect(driven.celsius).toBeCloseTo(25, 0);
  });
});

describe("the weather", () => {
  const meanOf = (climate: keyof typeof climates, day: number): number => {
    let sum = 0;
    for (let seed = 0; seed < 60; seed += 1)
      sum += createWeather(climates[climate], day, createRandom(seed, "weather")).airCelsius(0.5) / 60;
    return sum;
  };

  test("of Harbin is deep cold in January and warm in July", () => {
    expect(meanOf("harbin", 20)).toBeLessThan(-9);
    expect(meanOf("harbin", 200)).toBeGreaterThan(20);
  });

  test("is the same for the same seed, whatever was asked before", () => {
    const [a, b] = [1, 2].map(() => createWeather(climates.beijing, 0, createRandom(5, "weather")));
    a?.airCelsius(40);
    expect(a?.airCelsius(3.25)).toBe(b?.airCelsius(3.25));
  });

  test("does not jump from one day to the next", () => {
    const weather = createWeather(climates.karlsruhe, 300, createRandom(9, "weather"));
    for (let minute = 0; minute < 20_000; minute += 10) {
      const step = weather.airCelsius((minute + 10) / 1_440) - weather.airCelsius(minute / 1_440);
      expect(Math.abs(step)).toBeLessThan(0.5);
    }
  });
});
