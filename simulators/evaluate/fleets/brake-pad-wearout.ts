import type { CarView } from "../../vehicle/car-view.ts";
import { wheels } from "../../vehicle/faults.ts";
import type { Scoring } from "../scoring.ts";
import { dayMs } from "../study.ts";
import { between, carOf, type Fleet, frame, type Witness, whole } from "./fleet.ts";

const wearOf = ({ state }: CarView): number => Math.max(...wheels.map((wheel) => state.brakes[wheel].wear));

interface Point {
  readonly at: number;
  readonly km: number;
  readonly wear: number;
}

/** Where the line through two points reaches the worn pad. */
const wornOn = (a: Point, b: Point): { readonly at: number; readonly km: number } => {
  const share = (1 - a.wear) / Math.max(b.wear - a.wear, 1e-9);
  return { at: Math.round(a.at + share * (b.at - a.at)), km: a.km + share * (b.km - a.km) };
};

/**
 * Worn is a pad at its service limit of 3 mm. It gets there between two looks at the car, on kilometres that nobody records, and
 * evenly: so the instant is interpolated; and where the watching ends before, it is foreseen from the wear of that life.
 */
const wearWitness = (): Witness => {
  let first: Point | undefined;
  let before: Point | undefined;
  let worn: { readonly at: number; readonly km: number } | undefined;
  return {
    see(view, at) {
      const now = { at, km: view.state.odometerMetres / 1_000, wear: wearOf(view) };
      first ??= now;
      if (before !== undefined && worn === undefined && now.wear >= 1) worn = wornOn(before, now);
      if (before === undefined || now.wear > before.wear) before = now;
    },
    over: () => (worn === undefined ? Number.POSITIVE_INFINITY : worn.at + 12 * 86_400_000),
    truth(until) {
      const later =
        first === undefined || before === undefined || before.wear <= first.wear ? undefined : wornOn(first, before);
      const failsLaterAt = worn === undefined && later !== undefined && later.at > until ? later.at : undefined;
      return { kind: "predicts", failedAt: worn?.at, failedKm: worn?.km, limitAt: worn?.at, failsLaterAt };
    },
  };
};

/** Catalogue: 2 to 12 weeks, 500 to 5,000 km; a P1 ticket, and two days for the pads to come. */
const scoring: Scoring = {
  kind: "predicts",
  window: { horizonMs: 120 * dayMs, actionMs: 3 * dayMs },
  threshold: {
    by: "value",
    paths: [
      "Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.PadWear",
      "Vehicle.Chassis.Axle.Row1.Wheel.Right.Brake.PadWear",
    ],
    past: "above",
    value: 90,
    again: "never",
  },
  fixed: { by: "age", km: 40_000 },
  remaining: { key: "km", unit: "km" },
};

/** Pads that wear as they should; the car is seen for a minute every fifth day. */
export const fleet: Fleet = {
  name: "brakes",
  rule: "brake-pad-wearout",
  scoring,
  plan(random, unseenVariant) {
    const worn = between(random, 35, 85);
    const lifeKm = between(random, 25_000, 70_000);
    const betweenKm = whole(between(random, 150, 900));
    return {
      scenario: frame("brakes", {
        car: carOf(random, unseenVariant, { equipment: "connected", padWearPercent: worn, padLifeKm: lifeKm }),
        begins: "2026-03-01",
        air: "shanghai",
        drives: [
          {
            day: 0,
            hour: 9,
            times: 32,
            everyDays: 5,
            betweenKm,
            recordSeconds: 90,
            extraKilograms: unseenVariant ? 500 : 0,
            legs: [{ idle: 10 }, { cruise: 50, seconds: 50 }, { idle: 5 }],
          },
        ],
      }),
      age: { days: 0, km: whole((worn / 100) * lifeKm) },
      witness: wearWitness(),
    };
  },
};
