import type { Random } from "../../vehicle/random.ts";
import type { Scoring } from "../scoring.ts";
import { dayMs } from "../study.ts";
import { failureWitness } from "./failure-witness.ts";
import { anyAge, between, carOf, curve, type Fleet, frame, whole } from "./fleet.ts";

const minuteMs = 60_000;

/**
 * The faults of a fleet: a belt that slips within minutes, a regulator that drifts within an hour or two; an open diode halves
 * nothing but the reserve, and lets nobody down.
 */
const faultsOf = (random: Random) => {
  const draw = random.unit();
  const seconds = whole(between(random, 60, 900));
  const over = between(random, 0.1, 0.8);
  const drift = between(random, 0.3, 2);
  const volts = between(random, 2.2, 3.5);
  const fault = { drive: 1, seconds, ends: "failure" };
  if (draw < 0.58) return [{ ...fault, kind: "belt-slip", severity: curve([0, 0], [over, 1]) }];
  if (draw < 0.73) return [{ ...fault, kind: "regulator-high", severity: curve([0, 0], [drift, volts]) }];
  return draw < 0.8 ? [{ ...fault, kind: "open-diode", severity: curve([0, 1]) }] : [];
};

/** At 10.5 V under the load of a driving car pumps and controllers stop; and a battery without charge can carry none. */
const emptyVolts = 10.5;
const emptyCharge = 0.01;
/** Above this the catalogue's sources let a controller store a fault, and electronics suffer. */
const highVolts = 16.5;

/** Catalogue: days for a trend of the deficit; a hard failure leaves 20 to 60 min of driving, and in 20 a garage is reached. */
const scoring: Scoring = {
  kind: "predicts",
  window: { horizonMs: 7 * dayMs, actionMs: 20 * minuteMs },
  threshold: {
    by: "value",
    paths: ["Vehicle.LowVoltageBattery.CurrentVoltage", "Vehicle.OBD.ControlModuleVoltage"],
    past: "below",
    value: 12.6,
    runningForSeconds: 120,
    again: "never",
  },
  fixed: { by: "age", km: 150_000 },
  remaining: { key: "m", unit: "min" },
};

/** What the alternator no longer gives the battery must: the failure is the car that stops, or the voltage that breaks things. */
export const fleet: Fleet = {
  name: "charging",
  rule: "lv-charging-fault",
  scoring,
  plan(random, unseenVariant) {
    const faults = faultsOf(random);
    const car = carOf(random, unseenVariant, {
      batteryCharge: between(random, 0.3, 0.75),
      batteryHealth: between(random, 0.65, 0.98),
    });
    const seconds = faults.length === 0 ? whole(between(random, 1_500, 3_600)) : 8_400;
    return {
      scenario: frame("charging", {
        car,
        begins: "2026-10-01",
        air: { celsius: whole(between(random, -5, 32)) },
        drives: [
          { day: 0, hour: 7.5, legs: [{ idle: 20 }, { cruise: whole(between(random, 40, 70)), seconds: 300 }] },
          { day: 1, hour: 9, legs: [{ cruise: whole(between(random, 50, 120)), seconds }] },
        ],
        faults,
      }),
      age: anyAge(random),
      witness: failureWitness({
        limit: ({ state, driveSeconds }) =>
          driveSeconds > 60 && state.kmPerHour > 20 && (state.bus.batteryAmperes < -2 || state.bus.volts > 15.2),
        fail: ({ state, driveSeconds }) =>
          driveSeconds > 60 &&
          state.kmPerHour > 20 &&
          (state.bus.volts < emptyVolts || state.battery.charge < emptyCharge || state.bus.volts > highVolts),
        afterMs: 300_000,
      }),
    };
  },
};
