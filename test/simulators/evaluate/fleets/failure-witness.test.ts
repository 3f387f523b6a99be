import { expect, test } from "vitest";
import { failureWitness } from "../../../../simulators/evaluate/fleets/failure-witness.ts";
import { drawCar, usualTraits } from "../../../../simulators/vehicle/car-model.ts";
import { restedCar } from "../../../../simulators/vehicle/car-state.ts";
import { viewOf } from "../../../../simulators/vehicle/car-view.ts";
import { healthy } from "../../../../simulators/vehicle/faults.ts";

const model = drawCar("witnessed", usualTraits, 1);
const rested = restedCar(model, 20, { latitude: 0, longitude: 0, altitude: 0, heading: 0 }, 1);
const instant = { kmPerHour: 0, grade: 0, offline: false, chargeWatts: 0, washing: false };
const viewAt = (celsius: number) =>
  viewOf({
    model,
    state: { ...rested, coolant: { ...rested.coolant, celsius }, odometerMetres: celsius * 1_000 },
    levels: healthy,
    instant,
    airCelsius: 20,
    driveSeconds: 0,
    driveMetres: 0,
    serviceKm: undefined,
  });
const limit = ({ state }: ReturnType<typeof viewAt>): boolean => state.coolant.celsius >= 100;
const fail = ({ state }: ReturnType<typeof viewAt>): boolean => state.coolant.celsius >= 115;

test("the first instants of limit and failure are kept, with the odometer at the failure", () => {
  const witness = failureWitness({ limit, fail, afterMs: 50 });
  for (const [at, celsius] of [90, 101, 116, 90, 120].entries()) witness.see(viewAt(celsius), at * 10);
  expect(witness.truth(100)).toEqual({
    kind: "predicts",
    limitAt: 10,
    failedAt: 20,
    failedKm: 116,
    failsLaterAt: undefined,
  });
  expect(witness.over()).toBe(70);
});

test("nothing that comes to no end is ever over", () => {
  const witness = failureWitness({ limit, fail, afterMs: 50 });
  witness.see(viewAt(90), 0);
  expect(witness.over()).toBe(Number.POSITIVE_INFINITY);
  expect(witness.truth(100)).toMatchObject({ failedAt: undefined, limitAt: undefined });
});

test("where the car's own code is the failure, only that code is one", () => {
  const witness = failureWitness({ limit, code: "P0128", afterMs: 50 });
  witness.see(viewAt(120), 5);
  witness.confirmed?.(["P0301"], 6);
  expect(witness.truth(100)).toMatchObject({ failedAt: undefined });
  witness.confirmed?.(["P0128", "P0301"], 8);
  witness.confirmed?.(["P0128", "P0301"], 9);
  expect(witness.truth(100)).toMatchObject({ limitAt: 5, failedAt: 8 });
});
