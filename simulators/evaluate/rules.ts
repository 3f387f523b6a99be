import type { SignalPath } from "../../contract/signals.ts";
import { type RuleId, ruleIds } from "../../contract/warning.ts";
import type { Window } from "./life.ts";

/** The plain threshold of a manual: one reading past it is an alarm. */
export interface Threshold {
  readonly paths: readonly SignalPath[];
  readonly past: "below" | "above";
  readonly value: number;
  /** Only while the engine turns, and so long after the drive began: a dip under the starter would count otherwise. */
  readonly runningForSeconds?: number;
}

/** How a predictive rule is scored. */
export interface Scoring {
  readonly window: Window;
  readonly threshold: Threshold;
  /** Alarm at this age or distance of the part, whichever comes first: what a service book does. */
  readonly fixed: { readonly days?: number; readonly km?: number };
}

const day = 86_400_000;
const minute = 60_000;
const engine = "Vehicle.Powertrain.CombustionEngine";
const lowVoltage = ["Vehicle.LowVoltageBattery.CurrentVoltage", "Vehicle.OBD.ControlModuleVoltage"] as const;
const axle = "Vehicle.Chassis.Axle.Row";

/**
 * Windows: how long before a failure a warning is still about that failure (its lead time in the warning catalogue, rounded
 * up), and the least time a person needs. Thresholds: the workshop's number for the same signal. Both are frozen here, not
 * fitted to any score.
 */
export const scorings: Readonly<Partial<Record<RuleId, Scoring>>> = {
  // Catalogue: 2 to 8 weeks before the first failed start, its own trial 20 to 121 days.
  "lv-crank-decline": {
    window: { horizonMs: 120 * day, actionMs: day },
    threshold: { paths: lowVoltage, past: "below", value: 9.6 },
    fixed: { days: 4 * 365 },
  },
  // Catalogue: days for a trend, 20 to 60 min of driving once nothing charges.
  "lv-charging-fault": {
    window: { horizonMs: 7 * day, actionMs: 5 * minute },
    threshold: { paths: lowVoltage, past: "below", value: 12.6, runningForSeconds: 120 },
    fixed: { km: 150_000 },
  },
  // Catalogue: 2 to 6 min when it is acute.
  "coolant-overheat-trend": {
    window: { horizonMs: day, actionMs: minute },
    threshold: { paths: [`${engine}.EngineCoolant.Temperature`], past: "above", value: 115 },
    fixed: { days: 4 * 365 },
  },
  // Catalogue: days to weeks.
  "thermostat-stuck-open": {
    window: { horizonMs: 60 * day, actionMs: 0 },
    threshold: { paths: [`${engine}.EngineCoolant.Temperature`], past: "below", value: 72, runningForSeconds: 900 },
    fixed: { days: 6 * 365 },
  },
  // Catalogue: 2 to 12 weeks.
  "brake-pad-wearout": {
    window: { horizonMs: 120 * day, actionMs: 3 * day },
    threshold: {
      paths: [`${axle}1.Wheel.Left.Brake.PadWear`, `${axle}1.Wheel.Right.Brake.PadWear`],
      past: "above",
      value: 90,
    },
    fixed: { km: 40_000 },
  },
};

/** The rules that predict something, and so can be scored against failures. */
export const scoredRules: readonly RuleId[] = ruleIds.filter((rule) => scorings[rule] !== undefined);
