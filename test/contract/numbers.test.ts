import { expect, test } from "vitest";
import { figure, spoken } from "../../contract/numbers.ts";

test.each([
  [-0.04, "0"],
  [-14, "−14"],
  [12.55, "12.6"],
  [3_000, "3,000"],
  [1_234_567.8, "1,234,567.8"],
])("%d is spoken %s", (value, text) => {
  expect(spoken(value)).toBe(text);
});

test.each([
  [-0.04, 1, "0.0"],
  [-14.26, 1, "−14.3"],
  [1_234.5, 0, "1,235"],
  [14, 1, "14.0"],
])("%d with %d decimals is shown %s", (value, decimals, text) => {
  expect(figure(value, decimals)).toBe(text);
});
