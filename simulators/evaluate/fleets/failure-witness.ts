import type { CarView } from "../../vehicle/car-view.ts";
import type { Witness } from "./fleet.ts";

/** When a component is at its limit, and when it has failed. */
export interface Ends {
  readonly limit: (view: CarView) => boolean;
  /** Left out where the car's own diagnosis says it: see `code`. */
  readonly fail?: (view: CarView) => boolean;
  /** The failure is this code, confirmed by the car itself. */
  readonly code?: string;
  /** How long it is watched after the failure, ms: what comes then is late, and said to be. */
  readonly afterMs: number;
}

/** Notes the first instant of limit and failure. */
export const failureWitness = ({ limit, fail, code, afterMs }: Ends): Witness => {
  let limitAt: number | undefined;
  let failedAt: number | undefined;
  let failedKm: number | undefined;
  let km = 0;
  const failed = (at: number): void => {
    failedAt = at;
    failedKm = km;
  };
  return {
    see(view, at) {
      km = view.state.odometerMetres / 1_000;
      if (limitAt === undefined && limit(view)) limitAt = at;
      if (failedAt === undefined && fail?.(view) === true) failed(at);
    },
    confirmed(codes, at) {
      if (failedAt === undefined && code !== undefined && codes.includes(code)) failed(at);
    },
    over: () => (failedAt === undefined ? Number.POSITIVE_INFINITY : failedAt + afterMs),
    truth: () => ({ kind: "predicts", failedAt, failsLaterAt: undefined, limitAt, failedKm }),
  };
};
