import type { Random } from "../../vehicle/random.ts";
import type { Scoring } from "../scoring.ts";
import { dayMs } from "../study.ts";
import { failureWitness } from "./failure-witness.ts";
import { between, carOf, chance, curve, type Fleet, frame, oneOf, whole } from "./fleet.ts";

const dayHours = 24;
/** Share of the way to open that is seen as a gap in a cold thermostat; our assumption. */
const gap = 0.1;
const commutes = 12;
const winterStarts = ["2026-10-20", "2026-11-15", "2026-12-10", "2026-01-10", "2026-02-01"] as const;
const winters = ["beijing", "karlsruhe", "shanghai", "chongqing", "harbin"] as const;

/** One in four breaks at once, where nothing is to be foreseen; the others open a little more every day. */
const faultOf = (random: Random, everyDays: number) => {
  const span = commutes * everyDays;
  const worst = between(random, 0.15, 1);
  const sudden = chance(random, 0.25);
  const days = between(random, 0.15, 0.85) * span;
  const day = between(random, 3, 0.3 * span + 3);
  const hours = sudden ? between(random, 0.1, dayHours) : days * dayHours;
  return { kind: "thermostat-stuck-open", day, ends: "failure", severity: curve([0, 0], [hours, worst]) };
};

/** Catalogue: days to weeks before P0128 matures. Nobody is stranded by it, so a day before the lamp is soon enough. */
const scoring: Scoring = {
  kind: "predicts",
  window: { horizonMs: 60 * dayMs, actionMs: dayMs },
  threshold: {
    by: "value",
    paths: ["Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature"],
    past: "below",
    value: 72,
    runningForSeconds: 900,
    again: "never",
  },
  fixed: { by: "age", days: 6 * 365 },
};

/**
 * Commutes of a winter, every day or every second or third. The failure is what the warning has to come before: P0128, which the
 * car's own diagnosis matures on two trips. A thermostat that is open but has not brought the code about has not failed, but it
 * is past its limit: nobody puts a thermostat back that stands open in a cold engine.
 */
export const fleet: Fleet = {
  name: "thermostat",
  rule: "thermostat-stuck-open",
  scoring,
  plan(random, unseenVariant) {
    const everyDays = oneOf(random, [1, 2, 3]);
    const fault = faultOf(random, everyDays);
    const town = whole(between(random, 30, 60));
    const road = whole(between(random, 60, 110));
    const roadSeconds = whole(between(random, 500, 850));
    // A queue before the motorway: an engine that idles long warms slowly and is sound.
    const queue = chance(random, 0.2) ? [{ jam: 300 }] : [];
    const legs = [{ idle: 20 }, { cruise: town, seconds: 240 }, ...queue, { cruise: road, seconds: roadSeconds }];
    const faulty = chance(random, 0.78);
    return {
      scenario: frame("thermostat", {
        car: carOf(random, unseenVariant),
        begins: oneOf(random, winterStarts),
        air: oneOf(random, winters),
        drives: [{ day: 0, hour: between(random, 6, 9), times: commutes, everyDays, legs }],
        faults: faulty ? [fault] : [],
      }),
      age: { days: whole(between(random, 0, 4_000)), km: whole(between(random, 0, 250_000)) },
      witness: failureWitness({
        limit: ({ levels }) => levels.of("thermostat-stuck-open") >= gap,
        code: "P0128",
        afterMs: 4 * 86_400_000,
      }),
    };
  },
};
