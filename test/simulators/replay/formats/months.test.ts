import { expect, test } from "vitest";
import { monthNamed } from "../../../../simulators/replay/formats/months.ts";

test.each([
  ["Aug", 8],
  ["févr.", 2],
  ["Mär", 3],
  ["marraskuu", 11],
  ["juin", 6],
  ["juil.", 7],
  ["čvn", 6],
  ["červenec", 7],
  ["Ağu", 8],
  ["мая", 5],
  ["Ιουλ", 7],
  ["12月", 12],
  ["thg 4", 4],
] as const)("%s is the month %i", (word, month) => {
  expect(monthNamed(word)).toBe(month);
});

test.each(["lip", "srp", "listopad", "", "xy", "13月", "0"])("%s is no month for sure", (word) => {
  expect(monthNamed(word)).toBeUndefined();
});
