import { expect, test } from "vitest";
import type { SignalPath } from "../../../contract/signals.ts";
import { count, type Distance, distanceOf, newTally } from "../../../simulators/replay/odometer.ts";
import { coldDrive, read, warmDrive } from "../recorded.ts";

type Reading = readonly [seconds: number, value: number, path?: SignalPath];

const driven = (...readings: readonly Reading[]): Distance => {
  const tally = newTally();
  for (const [seconds, value, path = "Vehicle.Speed"] of readings)
    count(tally, { kind: "sample", path, value, at: seconds * 1_000 });
  return distanceOf(tally);
};

test("distance is the same at any rate of readings", () => {
  expect(driven([0, 36], [1, 36], [2, 36], [3, 36], [4, 36]).km).toBeCloseTo(0.04, 9);
  expect(driven([0, 36], [2, 36], [4, 36]).km).toBeCloseTo(0.04, 9);
});

test("speed is not carried over a gap: it holds for five seconds at most", () => {
  const { km, hours } = driven([0, 36], [0.2, 36], [0.4, 36], [604.4, 36]);
  expect(km).toBeCloseTo(0.054, 9);
  expect(hours).toBeCloseTo(5.4 / 3_600, 9);
});

test("a logger that writes every five minutes has no gap at eight, and its odometer says how far it was", () => {
  const metres = "Vehicle.TraveledDistance";
  const rows = [0, 300, 600, 900, 1_400, 1_700];
  const { km, hours } = driven(
    ...rows.flatMap((at, k): Reading[] => [
      [at, k % 2 === 0 ? 0 : 90],
      [at, 16_440_000 + k * 7_000, metres],
    ]),
  );
  expect(hours).toBeCloseTo(1_700 / 3_600, 9);
  expect(km).toBeCloseTo(35, 9);
});

test("an odometer that jumps is another car's, and the jump is not driven", () => {
  const metres = "Vehicle.TraveledDistance";
  expect(driven([0, 1_000, metres], [60, 2_000, metres], [120, 900_000, metres], [180, 901_000, metres]).km).toBe(2);
});

test("nothing is carried from one drive of a file to the next", () => {
  const tally = newTally();
  for (const at of [0, 1_000]) count(tally, { kind: "sample", path: "Vehicle.Speed", value: 36, at });
  count(tally, { kind: "drive", drive: "second", at: 3_000 });
  for (const at of [3_000, 4_000]) count(tally, { kind: "sample", path: "Vehicle.Speed", value: 36, at });
  expect(distanceOf(tally)).toEqual({ samples: 4, hours: 2 / 3_600, km: expect.closeTo(0.02, 9) });
});

test("ticks make no hours", () => {
  const tally = newTally();
  for (const at of [0, 1_000, 2_000]) count(tally, { kind: "tick", at });
  expect(distanceOf(tally)).toEqual({ samples: 0, hours: 0, km: 0 });
});

test("the shipped drives come to what their rows say", async () => {
  for (const [file, km, hours] of [
    [warmDrive, 2.894, 0.165],
    [coldDrive, 12.913, 0.25],
  ] as const) {
    const tally = newTally();
    for (const event of (await read(file)).events) count(tally, event);
    expect(distanceOf(tally).km).toBeCloseTo(km, 2);
    expect(distanceOf(tally).hours).toBeCloseTo(hours, 3);
  }
});
