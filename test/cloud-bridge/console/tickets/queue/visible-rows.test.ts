import fc from "fast-check";
import { expect, test } from "vitest";
import { visibleRows } from "../../../../../cloud-bridge/console/tickets/queue/visible-rows.ts";

test("nothing that can be seen is left out, and the heights add up", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(28, 50), { maxLength: 300 }),
      fc.nat(20_000),
      fc.integer({ min: 1, max: 1_200 }),
      (heights, top, height) => {
        const rows = visibleRows(heights, top, height, 200);
        const total = heights.reduce((sum, line) => sum + line, 0);
        const drawn = heights.slice(rows.first, rows.end).reduce((sum, line) => sum + line, 0);
        expect(rows.above + drawn + rows.below).toBe(total);
        // The window that can really be reached: a browser stops scrolling at the end.
        const reached = Math.max(0, Math.min(top, total - height));
        if (top === reached) {
          expect(rows.above).toBeLessThanOrEqual(reached);
          expect(rows.above + drawn).toBeGreaterThanOrEqual(Math.min(total, reached + height));
        }
      },
    ),
  );
});

test("a long list draws a window, not everything", () => {
  const { first, end } = visibleRows(new Array(2_000).fill(50), 50_000, 800, 400);
  expect(end - first).toBeLessThan(45);
  expect(first).toBeGreaterThan(900);
});
