import type { SignalPath } from "../../contract/signals.ts";
import type { Severity } from "../../contract/warning.ts";
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

/**
 * How a rule is scored. Horizons: the longest lead that the warning catalogue gives the warning, and up to twice of it: who was
 * told "five minutes" and had ten was told of this failure. Action: the first contact of the ticket (24 h for P1, 48 h for P2)
 * where a visit has to be planned, and what it takes to stop where the driver must act in the drive. Thresholds: the workshop's
 * number for the same signal. All are frozen, not fitted to any score.
 */
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

/** A rule that detects has the time of each situation in its truth. */
export const noWindow: Window = { horizonMs: 0, actionMs: 0 };
