import fc from "fast-check";
import { expect, test } from "vitest";
import { dropShare, resistanceShare } from "../../../../agent/rules/starting/crank-curve.ts";

test("at 25 Celsius a start is what it is", () => {
  expect(resistanceShare(25)).toBe(1);
  expect(dropShare({ battery: 25, engine: 25 })).toBe(1);
});

test("the points of the maker's table: against 27 Celsius a start at -18 pulls 2.1 times as much of 0.4 times as much", () => {
  const warm = dropShare({ battery: 27, engine: 27 });
  expect(dropShare({ battery: -18, engine: -18 }) / warm).toBeCloseTo(2.1 / 0.4, 9);
  expect(dropShare({ battery: 0, engine: 0 }) / warm).toBeCloseTo(1.55 / 0.65, 9);
});

test("outside its points it stands still, and colder never falls less", () => {
  expect(dropShare({ battery: -40, engine: -40 })).toBe(dropShare({ battery: -29, engine: -29 }));
  expect(dropShare({ battery: 45, engine: 45 })).toBe(dropShare({ battery: 27, engine: 27 }));
  const celsius = fc.double({ min: -40, max: 50, noNaN: true });
  fc.assert(
    fc.property(celsius, celsius, fc.double({ min: 0, max: 20, noNaN: true }), (battery, engine, more) => {
      const now = dropShare({ battery, engine });
      expect(dropShare({ battery: battery + more, engine: engine + more })).toBeLessThanOrEqual(now + 1e-9);
    }),
  );
});
