import type { VehicleEvent } from "../../../contract/events.ts";
import type { RuleId } from "../../../contract/warnings/catalogue.ts";
import type { CarView } from "../../vehicle/car-view.ts";
import type { Random } from "../../vehicle/random.ts";
import type { PartAge } from "../baselines.ts";
import type { FailureTruth, SituationTruth } from "../life.ts";
import type { Scoring } from "../scoring.ts";

/** Who looks at the true car; no rule and no agent ever hears of it. Instants are event time, epoch ms. */
export interface Witness {
  /** The ignition goes on, and off. */
  begins?(at: number): void;
  ends?(at: number): void;
  /** Once a second of a drive, and twice an hour between two. */
  see(view: CarView, at: number): void;
  /** What the car's own diagnosis has confirmed, after each second of a drive. */
  confirmed?(codes: readonly string[], at: number): void;
  /** Nothing after this is judged any more: a driver whose engine has boiled does not drive on. */
  over(): number;
  truth(until: number): FailureTruth | SituationTruth;
}

/** What stands between the sensors and the agent: an adapter that asks slowly, a modem that restarts, a workshop that clears codes. */
export type Wire = (event: VehicleEvent) => readonly VehicleEvent[];

/** A life to be played in full plant models. */
export interface Plan {
  /** As a scenario file has it; checked like one. */
  readonly scenario: Readonly<Record<string, unknown>>;
  readonly age: PartAge;
  readonly witness: Witness;
  /** Air around the car, Celsius, where it is not that of the scenario: in a garage. */
  readonly airAt?: (at: number) => number;
  readonly wire?: Wire;
}

/** A fleet that is played: how its lives are drawn, and the rule it is there for. */
export interface Fleet {
  readonly name: string;
  readonly rule: RuleId;
  readonly scoring: Scoring;
  plan(random: Random, unseenVariant: boolean): Plan;
}

export const between = (random: Random, low: number, high: number): number => low + random.unit() * (high - low);
export const whole = (value: number): number => Math.round(value);
export const chance = (random: Random, share: number): boolean => random.unit() < share;
/** `items` must not be empty. */
export const oneOf = <Item>(random: Random, items: readonly Item[]): Item => {
  const item = items[Math.floor(random.unit() * items.length)];
  if (item === undefined) throw new RangeError("nothing to draw from");
  return item;
};

/** Points of [hours since the onset, severity]. */
export const curve = (...points: readonly (readonly [hours: number, severity: number])[]) => points;

/** Half of the cars have only what a plain adapter reads; a battery of another size is one that no rule was tuned on. */
export const carOf = (random: Random, unseenVariant: boolean, rest: Readonly<Record<string, unknown>> = {}) => ({
  kind: "petrol",
  equipment: chance(random, 0.5) ? "obd" : "connected",
  ...(unseenVariant ? { batteryCcaAmperes: 800, batteryCapacityAh: 90, starterAmperes: 290 } : {}),
  ...rest,
});

const city = { latitude: 31.23, longitude: 121.47, altitude: 10 };

export const frame = (name: string, rest: Readonly<Record<string, unknown>>) => ({
  v: 1,
  name: `evaluated-${name}`,
  shows: "A life drawn for the evaluation of a rule; nobody wrote it by hand.",
  source: "Plant models of the warning catalogue; fault sizes and use are drawn evenly over wide ranges.",
  place: city,
  expect: [],
  ...rest,
});

export const anyAge = (random: Random): PartAge => ({
  days: whole(between(random, 0, 3_000)),
  km: whole(between(random, 0, 200_000)),
});
