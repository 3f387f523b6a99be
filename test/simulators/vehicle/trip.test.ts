import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kmBetween, movedBy } from "../../../simulators/vehicle/place.ts";
import { cyclePhases, cycleSpeeds, type Leg, tripInstants } from "../../../simulators/vehicle/trip.ts";

const metresOf = (speeds: readonly number[]): number => speeds.reduce((sum, speed) => sum + speed / 3.6, 0);

describe("a cycle phase", () => {
  test.each([
    ["low", 589, 3_095, 56.5],
    ["medium", 433, 4_756, 76.6],
    ["high", 455, 7_162, 97.4],
    ["extra-high", 323, 8_254, 131.3],
  ] as const)("%s lasts %d s, goes %d m and reaches %d km/h", (phase, seconds, metres, top) => {
    const speeds = cycleSpeeds(phase);
    expect(speeds.length).toBe(seconds);
    expect(Math.abs(metresOf(speeds) / metres - 1)).toBeLessThan(0.02);
    expect(Math.abs(Math.max(...speeds) - top)).toBeLessThan(1);
  });

  test.each(cyclePhases)("%s begins and ends at a standstill and never jumps", (phase) => {
    const speeds = cycleSpeeds(phase);
    expect(speeds[0]).toBe(0);
    expect(speeds.at(-1)).toBeLessThan(4);
    for (let k = 1; k < speeds.length; k += 1)
      expect(Math.abs((speeds[k] ?? 0) - (speeds[k - 1] ?? 0)) / 3.6).toBeLessThan(1.2);
  });
});

describe("a trip", () => {
  const leg = fc.oneof(
    fc.record({ idle: fc.integer({ min: 1, max: 60 }) }),
    fc.record({ cruise: fc.integer({ min: 1, max: 180 }), seconds: fc.integer({ min: 1, max: 200 }) }),
    fc.record({ cycle: fc.constantFrom(...cyclePhases) }),
    fc.record({ jam: fc.integer({ min: 1, max: 100 }) }),
    fc.record({ charge: fc.integer({ min: 1, max: 200 }), seconds: fc.integer({ min: 1, max: 60 }) }),
    fc.record({ wash: fc.integer({ min: 1, max: 60 }) }),
    fc.record({ recorded: fc.constant("real"), seconds: fc.integer({ min: 1, max: 20 }) }),
  );

  test("of any legs begins and ends at a standstill and changes its speed as a driver does", () => {
    fc.assert(
      fc.property(fc.array(leg, { minLength: 1, maxLength: 5 }), (legs: Leg[]) => {
        const instants = tripInstants(legs, { real: [0, 30, 90, 10] });
        let before = 0;
        for (const { kmPerHour, chargeWatts, washing } of instants) {
          expect(Math.abs(kmPerHour - before) / 3.6).toBeLessThanOrEqual(1.2);
          expect(kmPerHour).toBeGreaterThanOrEqual(0);
          if (chargeWatts > 0 || washing) expect(kmPerHour).toBe(0);
          before = kmPerHour;
        }
        expect(before).toBe(0);
      }),
      { numRuns: 100 },
    );
  });

  test("stands before it charges, and only then takes power", () => {
    const instants = tripInstants(
      [
        { cruise: 90, seconds: 60 },
        { charge: 100, seconds: 30 },
      ],
      {},
    );
    expect(instants.filter(({ chargeWatts }) => chargeWatts === 100_000).length).toBe(30);
  });
});

describe("a place", () => {
  test("moves as far as the car drives, winding around its course", () => {
    let place = { latitude: 40, longitude: 116, altitude: 50, heading: 90 };
    const from = place;
    for (let k = 0; k < 3_600; k += 1)
      place = movedBy(place, { metres: 20, course: 90, grade: 0.01, odometerMetres: 20 * k });
    const km = kmBetween(from, place);
    expect(km).toBeGreaterThan(65);
    expect(km).toBeLessThan(72);
    expect(place.longitude).toBeGreaterThan(116.5);
    expect(place.altitude).toBeCloseTo(50 + 720, 0);
  });

  test("knows the great-circle distance", () => {
    expect(kmBetween({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 1 })).toBeCloseTo(111.2, 1);
    expect(kmBetween({ latitude: 48, longitude: 8 }, { latitude: 48, longitude: 8 })).toBe(0);
  });
});
