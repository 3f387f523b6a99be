import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createStretches, drawnTime } from "../../../../simulators/replay/page/drawn-time.ts";

const hour = 3_600_000;
const minute = 60_000;

describe("stretches of a recording", () => {
  test("end where nothing comes for more than ten minutes", () => {
    const stretches = createStretches();
    const driven = [0, minute, 11 * minute, 3 * hour, 3 * hour + minute].map(stretches.add);
    expect(stretches.all()).toEqual([
      { from: 0, to: 11 * minute },
      { from: 3 * hour, to: 3 * hour + minute },
    ]);
    expect(driven).toEqual([0, minute, 11 * minute, 11 * minute, 12 * minute]);
  });

  test("of any number stay bounded and lose neither end", () => {
    const stretches = createStretches();
    for (let k = 0; k < 20_000; k += 1) stretches.add(k * hour);
    expect(stretches.all().length).toBeLessThanOrEqual(2_000);
    expect([stretches.all()[0]?.from, stretches.all().at(-1)?.to]).toEqual([0, 19_999 * hour]);
  });
});

describe("drawn time", () => {
  test("of one long drive with a short stop is the clock itself", () => {
    const drawn = drawnTime(
      [
        { from: 0, to: hour },
        { from: 2 * hour, to: 4 * hour },
      ],
      0,
      4 * hour,
    );
    expect(drawn.stretches).toEqual([]);
    expect(drawn.place(90 * minute)).toBe(90 * minute);
  });

  test("cuts the nights out and keeps every length and order", () => {
    const lengths = fc.array(fc.tuple(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 3_000, max: 20_000 })), {
      minLength: 2,
      maxLength: 200,
    });
    fc.assert(
      fc.property(lengths, fc.array(fc.nat(1_000_000)), (days, asked) => {
        let at = 0;
        const stretches = days.map(([length, pause]) => {
          const stretch = { from: at, to: at + length * minute };
          at = stretch.to + pause * minute;
          return stretch;
        });
        const endAt = stretches.at(-1)?.to ?? 0;
        const { place, to } = drawnTime(stretches, 0, endAt);
        for (const stretch of stretches)
          expect(place(stretch.to) - place(stretch.from)).toBeCloseTo(stretch.to - stretch.from, 3);
        const busy = days.reduce((all, [length]) => all + length * minute, 0);
        expect(to).toBeLessThanOrEqual(busy * 1.13);
        expect(place(endAt)).toBeCloseTo(to, 3);
        const places = asked
          .map((share) => (share / 1_000_000) * endAt)
          .toSorted((a, b) => a - b)
          .map(place);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }),
    );
  });

  test("lays an instant within a pause at its beginning", () => {
    const drawn = drawnTime(
      [
        { from: 0, to: minute },
        { from: hour, to: hour + minute },
      ],
      0,
      hour + minute,
    );
    expect(drawn.place(30 * minute)).toBe(minute);
    expect(drawn.place(-5)).toBe(0);
  });
});
