import type { SignalPath } from "../../contract/signals.ts";
import type { Severity } from "../../contract/warning.ts";
import type { RuleId } from "../../contract/warnings/catalogue.ts";
import type { Window } from "./life.ts";

/** The plain threshold of a manual: one reading past it is an alarm, the first time or at every drive. */
export type Threshold =
  | {
      readonly by: "value";
      readonly paths: readonly SignalPath[];
      readonly past: "below" | "above";
      readonly value: number;
      /** Only while the engine turns, and so long after the drive began: a dip under the starter would count otherwise. */
      readonly runningForSeconds?: number;
      readonly again: "never" | "everyDrive";
    }
  /** A signal that this drive has had and that stays away so long. */
  | { readonly by: "silence"; readonly paths: readonly SignalPath[]; readonly seconds: number }
  /** Every code that was not there before, also one that is only pending. */
  | { readonly by: "code" };

/** What a service book or a habit does, whatever the car says. */
export type Fixed =
  /** Alarm at this age or distance of the part, whichever comes first. */
  | { readonly by: "age"; readonly days?: number; readonly km?: number }
  | { readonly by: "start" }
  | { readonly by: "tripKm"; readonly km: number };

/** How a rule is scored. */
export interface Scoring {
  /** `predicts` a failure before it comes; `detects` a situation while it lasts, and then has a delay and no lead. */
  readonly kind: "predicts" | "detects";
  /** For a rule that predicts; one that detects has the time of each situation in its truth. */
  readonly window: Window;
  readonly threshold: Threshold;
  readonly fixed: Fixed;
  /** Only cards this grave speak of the failure; a milder one is advice of another horizon. */
  readonly from?: Severity;
  /** What of a card's data is the time or distance that remains. */
  readonly remaining?: { readonly key: string; readonly unit: "km" | "min" };
}

const day = 86_400_000;
const minute = 60_000;
const engine = "Vehicle.Powertrain.CombustionEngine";
const pack = "Vehicle.Powertrain.TractionBattery";
const lowVoltage = ["Vehicle.LowVoltageBattery.CurrentVoltage", "Vehicle.OBD.ControlModuleVoltage"] as const;
const axle = "Vehicle.Chassis.Axle.Row";
const noWindow: Window = { horizonMs: 0, actionMs: 0 };

/**
 * Horizons: the longest lead that the warning catalogue gives the warning, and up to twice of it: who was told "five minutes"
 * and had ten was told of this failure. Action: the first contact of the ticket (24 h for P1, 48 h for P2) where a visit has to be
 * planned, and what it takes to stop where the driver must act in the drive. Thresholds: the workshop's number for the same
 * signal. All are frozen here, not fitted to any score.
 */
export const scorings: Readonly<Record<RuleId, Scoring>> = {
  // Catalogue: 2 to 8 weeks before the first failed start, its own trial 20 to 121 days; a P2 ticket.
  "lv-crank-decline": {
    kind: "predicts",
    window: { horizonMs: 120 * day, actionMs: 2 * day },
    threshold: { by: "value", paths: lowVoltage, past: "below", value: 9.6, again: "never" },
    fixed: { by: "age", days: 4 * 365 },
  },
  // Catalogue: days for a trend of the deficit; a hard failure leaves 20 to 60 min of driving, and in 20 a garage is reached.
  "lv-charging-fault": {
    kind: "predicts",
    window: { horizonMs: 7 * day, actionMs: 20 * minute },
    threshold: {
      by: "value",
      paths: lowVoltage,
      past: "below",
      value: 12.6,
      runningForSeconds: 120,
      again: "never",
    },
    fixed: { by: "age", km: 150_000 },
    remaining: { key: "m", unit: "min" },
  },
  // Catalogue: 2 to 6 min when it is acute, and a minute to pull over. Its weekly trend is an advisory, and another matter.
  "coolant-overheat-trend": {
    kind: "predicts",
    window: { horizonMs: 12 * minute, actionMs: minute },
    threshold: {
      by: "value",
      paths: [`${engine}.EngineCoolant.Temperature`],
      past: "above",
      value: 115,
      again: "never",
    },
    fixed: { by: "age", days: 4 * 365 },
    from: "warning",
    remaining: { key: "m", unit: "min" },
  },
  // Catalogue: days to weeks before P0128 matures. Nobody is stranded by it, so a day before the lamp is soon enough.
  "thermostat-stuck-open": {
    kind: "predicts",
    window: { horizonMs: 60 * day, actionMs: day },
    threshold: {
      by: "value",
      paths: [`${engine}.EngineCoolant.Temperature`],
      past: "below",
      value: 72,
      runningForSeconds: 900,
      again: "never",
    },
    fixed: { by: "age", days: 6 * 365 },
  },
  // Catalogue: 2 to 12 weeks, 500 to 5,000 km; a P1 ticket, and two days for the pads to come.
  "brake-pad-wearout": {
    kind: "predicts",
    window: { horizonMs: 120 * day, actionMs: 3 * day },
    threshold: {
      by: "value",
      paths: [`${axle}1.Wheel.Left.Brake.PadWear`, `${axle}1.Wheel.Right.Brake.PadWear`],
      past: "above",
      value: 90,
      again: "never",
    },
    fixed: { by: "age", km: 40_000 },
    remaining: { key: "km", unit: "km" },
  },
  // Catalogue: at the same start, before the car moves; at or below 0 Celsius in the pack.
  "cold-start-preheat": {
    kind: "detects",
    window: noWindow,
    threshold: {
      by: "value",
      paths: [`${pack}.Temperature.Min`, "Vehicle.Exterior.AirTemperature"],
      past: "below",
      value: 0.01,
      again: "everyDrive",
    },
    fixed: { by: "start" },
  },
  // Catalogue: no lead of its own; a code is read once a minute.
  "dtc-confirmed": {
    kind: "detects",
    window: noWindow,
    threshold: { by: "code" },
    fixed: { by: "age", days: 365, km: 15_000 },
  },
  // Catalogue: more than 50 km for 5 minutes.
  "remote-area-help": {
    kind: "detects",
    window: noWindow,
    threshold: {
      by: "value",
      paths: ["Vehicle.Fettle.NearestServiceDistance"],
      past: "above",
      value: 50,
      again: "everyDrive",
    },
    fixed: { by: "tripKm", km: 50 },
  },
  // Catalogue: honest "no data" in place of a false "all good".
  "warning-data-quality": {
    kind: "detects",
    window: noWindow,
    threshold: {
      by: "silence",
      paths: [
        `${engine}.EngineCoolant.Temperature`,
        `${engine}.Speed`,
        "Vehicle.Speed",
        "Vehicle.OBD.ControlModuleVoltage",
        "Vehicle.Exterior.AirTemperature",
        "Vehicle.OBD.MAF",
      ],
      seconds: 30,
    },
    fixed: { by: "start" },
  },
};
