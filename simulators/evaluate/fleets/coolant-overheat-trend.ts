import type { Random } from "../../vehicle/random.ts";
import type { Scoring } from "../scoring.ts";
import { failureWitness } from "./failure-witness.ts";
import { anyAge, between, carOf, chance, curve, type Fleet, frame, whole } from "./fleet.ts";

const minuteMs = 60_000;

/** The catalogue's limit: P0217 is set from 118 to 125 Celsius, on some cars at 110. */
const limitCelsius = 115;
const boilsCelsius = 125;
/** Below the mark of the expansion tank. */
const lostShare = 0.2;

const motorway = (random: Random, seconds: number) => [{ cruise: whole(between(random, 85, 120)), seconds }];
const street = [{ cruise: 50, seconds: 300 }, { jam: 300 }, { idle: 2_100 }];
/** Hot and sound: a trailer on a pass, then down again. */
const pass = [
  { cruise: 60, seconds: 300 },
  { cruise: 60, seconds: 800, grade: 6 },
  { idle: 120 },
  { cruise: 60, seconds: 400, grade: -5 },
];

/**
 * How long the coolant takes to be gone: a burst hose a minute or two, against which no warning helps much; a pump or a seal
 * that leaks, 5 minutes to an hour. Nothing public says how often each is; one burst in seven is our assumption.
 */
const leakHours = (random: Random): number =>
  chance(random, 1 / 7) ? between(random, 0.02, 0.05) : between(random, 0.08, 1);

/** Catalogue: 2 to 6 min when it is acute, and a minute to pull over. Its weekly trend is an advisory, and another matter. */
const scoring: Scoring = {
  kind: "predicts",
  window: { horizonMs: 12 * minuteMs, actionMs: minuteMs },
  threshold: {
    by: "value",
    paths: ["Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature"],
    past: "above",
    value: 115,
    again: "never",
  },
  fixed: { by: "age", days: 4 * 365 },
  from: "warning",
  remaining: { key: "m", unit: "min" },
};

/** Coolant lost on the motorway, or a fan that stops in the heat. The failure is the red zone: who drives on loses the engine. */
export const fleet: Fleet = {
  name: "cooling",
  rule: "coolant-overheat-trend",
  scoring,
  plan(random, unseenVariant) {
    const draw = random.unit();
    const kind = draw < 0.36 ? "coolant-leak" : draw < 0.6 ? "fan-failed" : "none";
    const hours = leakHours(random);
    const fault = { kind, drive: 1, seconds: whole(between(random, 200, 700)), ends: "limit" };
    const scene = kind === "none" ? (["motorway", "street", "pass"] as const)[whole(between(random, -0.5, 2.49))] : "";
    const air = between(random, 10, 40);
    const hot = between(random, 32, 42);
    const inStreet = kind === "fan-failed" || scene === "street";
    const legs = inStreet
      ? street
      : scene === "pass"
        ? pass
        : motorway(random, kind === "none" ? 1_200 : 1_200 + whole(hours * 3_600));
    return {
      scenario: frame("cooling", {
        car: carOf(random, unseenVariant),
        begins: "2026-07-01",
        air: { celsius: whole(inStreet || scene === "pass" ? hot : air) },
        drives: [
          { day: 0, hour: 8, legs: [{ cruise: 60, seconds: 300 }] },
          { day: 1, hour: 15, extraKilograms: scene === "pass" ? 1_200 : unseenVariant ? 600 : 0, legs },
        ],
        faults:
          kind === "none"
            ? []
            : [{ ...fault, severity: kind === "coolant-leak" ? curve([0, 0], [hours, 1]) : curve([0, 1]) }],
      }),
      age: anyAge(random),
      witness: failureWitness({
        // A workshop acts on a fan that stands and on coolant that is missing, whether or not the engine has boiled.
        limit: ({ levels }) => levels.of("fan-failed") > 0.5 || levels.of("coolant-leak") > lostShare,
        fail: ({ state }) => state.coolant.celsius >= limitCelsius,
        // Time enough for a warning that comes late, up to the boil.
        afterMs: (boilsCelsius - limitCelsius) * 12_000,
      }),
    };
  },
};
