import { expect, test } from "vitest";
import { createTruth, type Sent } from "../../../simulators/elm327/truth.ts";

const path = "Vehicle.Speed";
const sent = (at: number, value: number): Sent => ({
  ...{ at, unit: "7E8", request: [1, 0x0d], bytes: [0x41, 0x0d, Math.round(value)] },
  said: [{ path, value, step: 1 }],
});

test("a reading was told if it is within half a bit and in time", () => {
  const truth = createTruth();
  truth.note(sent(1_000, 50.4));
  truth.note(sent(2_000, 60));
  expect(truth.wasTold(path, 50, 500, 1_500)).toBe(true);
  expect(truth.wasTold(path, 51, 500, 1_500)).toBe(false);
  expect(truth.wasTold(path, 50, 1_500, 2_500)).toBe(false);
  expect(truth.wasTold(path, 60, 500, 1_500)).toBe(false);
  expect(truth.wasTold("Vehicle.OBD.MAP", 50, 0, 9_000)).toBe(false);
  expect(truth.told(path, 0, 5_000).map(({ value }) => value)).toEqual([50.4, 60]);
  expect(truth.sent()).toBe(2);
});

test("a day is no larger than a few minutes", () => {
  const truth = createTruth(10_000);
  for (let s = 0; s < 86_400; s += 1) truth.note(sent(s * 1_000, s % 200));
  expect(truth.told(path, 0, 86_400_000).length).toBeLessThanOrEqual(22);
  expect(truth.wasTold(path, 86_399 % 200, 86_399_000, 86_399_000)).toBe(true);
});
