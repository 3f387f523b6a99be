import { expect, test } from "vitest";
import { count, newDistance } from "../../../simulators/replay/odometer.ts";
import { coldDrive, read, warmDrive } from "../recorded.ts";

const driven = (...points: readonly (readonly [seconds: number, kmh: number])[]) => {
  const distance = newDistance();
  for (const [seconds, value] of points)
    count(distance, { kind: "sample", path: "Vehicle.Speed", value, at: seconds * 1_000 });
  return distance;
};

test("distance is the same at any rate of readings", () => {
  expect(driven([0, 36], [1, 36], [2, 36], [3, 36], [4, 36]).km).toBeCloseTo(0.04, 9);
  expect(driven([0, 36], [4, 36]).km).toBeCloseTo(0.04, 9);
});

test("speed is not carried over a gap: it holds for five seconds at most", () => {
  const { km, hours } = driven([0, 36], [604, 36]);
  expect(km).toBeCloseTo(0.05, 9);
  expect(hours).toBeCloseTo(5 / 3_600, 9);
});

test("ticks make no hours", () => {
  const distance = newDistance();
  for (const at of [0, 1_000, 2_000]) count(distance, { kind: "tick", at });
  expect(distance).toMatchObject({ hours: 0, samples: 0 });
});

test("the shipped drives come to what their rows say", async () => {
  for (const [file, km, hours] of [
    [warmDrive, 2.894, 0.165],
    [coldDrive, 12.913, 0.25],
  ] as const) {
    const distance = newDistance();
    for (const event of (await read(file)).events) count(distance, event);
    expect(distance.km).toBeCloseTo(km, 2);
    expect(distance.hours).toBeCloseTo(hours, 3);
  }
});
