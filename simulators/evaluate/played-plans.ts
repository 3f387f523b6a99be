import type { RuleId } from "../../contract/warning.ts";
import type { Random } from "../vehicle/random.ts";
import type { Truth } from "../vehicle/truth.ts";

/** A life to be played in full plant models, and what is known of the part it is about. */
export interface Plan {
  /** As a scenario file has it; checked like one. */
  readonly scenario: Readonly<Record<string, unknown>>;
  /** How old the part is at the beginning, and how far it went. */
  readonly age: { readonly days: number; readonly km: number };
}

/** A fleet that is played: how its lives are drawn, and which end of the fault its rule speaks of. */
export interface PlayedStudy {
  readonly name: string;
  readonly rule: RuleId;
  readonly oneIn: number;
  readonly component: Truth["component"];
  /** Which end of the fault is the failure that the warning speaks of. */
  readonly end: "limitAt" | "failAt";
  plan(random: Random, unseenVariant: boolean): Plan;
}

const between = (random: Random, low: number, high: number): number => low + random.unit() * (high - low);
const whole = (value: number): number => Math.round(value);
const curve = (...points: readonly (readonly [hours: number, severity: number])[]) => points;
const faulty = (random: Random): boolean => random.unit() < 0.5;
const city = { latitude: 31.23, longitude: 121.47, altitude: 10 };

/** A car whose plants differ from the usual: a bigger engine bay battery, and heavier, so that it brakes and heats otherwise. */
const carOf = (unseenVariant: boolean, rest: Readonly<Record<string, unknown>> = {}) => ({
  kind: "petrol",
  ...(unseenVariant ? { batteryCcaAmperes: 800, batteryCapacityAh: 90, starterAmperes: 290 } : {}),
  ...rest,
});

const frame = (name: string, rest: Readonly<Record<string, unknown>>) => ({
  v: 1,
  name,
  shows: "A life drawn for the evaluation of a rule; nobody wrote it by hand.",
  source: "Plant models of the warning catalogue; fault sizes and use are drawn evenly over wide ranges.",
  place: city,
  expect: [],
  ...rest,
});

/** A belt or a regulator that goes within minutes, on a long motorway drive with a battery that has seen better days. */
const charging: PlayedStudy = {
  name: "charging",
  rule: "lv-charging-fault",
  oneIn: 15,
  component: "charging",
  end: "failAt",
  plan(random, unseenVariant) {
    const kind = random.unit() < 0.7 ? "belt-slip" : "regulator-high";
    const worst = kind === "belt-slip" ? 1 : between(random, 2, 3.5);
    const seconds = whole(between(random, 60, 900));
    const over = between(random, 0.1, 0.8);
    const fault = { kind, drive: 1, seconds, ends: "failure", severity: curve([0, 0], [over, worst]) };
    const batteryCharge = between(random, 0.3, 0.55);
    const batteryHealth = between(random, 0.6, 0.95);
    return {
      scenario: frame("evaluated-charging", {
        car: carOf(unseenVariant, { batteryCharge, batteryHealth }),
        begins: "2026-10-01",
        air: { celsius: whole(between(random, -5, 30)) },
        drives: [
          { day: 0, hour: 7.5, legs: [{ idle: 20 }, { cruise: whole(between(random, 40, 70)), seconds: 300 }] },
          { day: 1, hour: 9, legs: [{ cruise: whole(between(random, 70, 120)), seconds: 10_800 }] },
        ],
        faults: faulty(random) ? [fault] : [],
      }),
      age: { days: whole(between(random, 0, 3_000)), km: whole(between(random, 0, 200_000)) },
    };
  },
};

/** Coolant lost on the motorway, or a fan that stops in the heat. Failure is the limit, 115 Celsius: a driver who drives on has lost the engine. */
const cooling: PlayedStudy = {
  name: "cooling",
  rule: "coolant-overheat-trend",
  oneIn: 5,
  component: "cooling",
  end: "limitAt",
  plan(random, unseenVariant) {
    const leak = random.unit() < 0.6;
    const severity = leak ? curve([0, 0], [between(random, 0.02, 0.4), 1]) : curve([0, 1]);
    const seconds = whole(between(random, 200, 900));
    const fault = { kind: leak ? "coolant-leak" : "fan-failed", drive: 1, seconds, ends: "limit", severity };
    const motorway = [{ cruise: whole(between(random, 85, 120)), seconds: 2_400 }];
    const street = [{ cruise: 50, seconds: 300 }, { jam: 300 }, { idle: 2_100 }];
    return {
      scenario: frame("evaluated-cooling", {
        car: carOf(unseenVariant),
        begins: "2026-07-01",
        air: { celsius: whole(leak ? between(random, 10, 40) : between(random, 34, 42)) },
        drives: [
          { day: 0, hour: 8, legs: [{ cruise: 60, seconds: 900 }] },
          { day: 1, hour: 15, extraKilograms: unseenVariant ? 600 : 0, legs: leak ? motorway : street },
        ],
        faults: faulty(random) ? [fault] : [],
      }),
      age: { days: whole(between(random, 0, 3_000)), km: whole(between(random, 0, 200_000)) },
    };
  },
};

/** A thermostat that opens a little more every week of a winter. */
const thermostat: PlayedStudy = {
  name: "thermostat",
  rule: "thermostat-stuck-open",
  oneIn: 10,
  component: "thermostat",
  end: "failAt",
  plan(random, unseenVariant) {
    const days = 40;
    const over = between(random, 10, days * 0.7) * 24;
    const fault = {
      kind: "thermostat-stuck-open",
      day: between(random, 1, 8),
      ends: "failure",
      severity: curve([0, 0], [over, between(random, 0.6, 1)]),
    };
    return {
      scenario: frame("evaluated-thermostat", {
        car: carOf(unseenVariant),
        begins: "2026-02-01",
        air: { celsius: whole(between(random, -10, 15)) },
        drives: [
          {
            day: 0,
            hour: 7,
            times: 12,
            everyDays: 3,
            recordSeconds: 1_100,
            legs: [{ idle: 20 }, { cruise: whole(between(random, 40, 80)), seconds: 1_080 }],
          },
        ],
        faults: faulty(random) ? [fault] : [],
      }),
      age: { days: whole(between(random, 0, 4_000)), km: whole(between(random, 0, 250_000)) },
    };
  },
};

/** Pads that wear as they should; the car is seen for a minute every fifth day. */
const brakes: PlayedStudy = {
  name: "brakes",
  rule: "brake-pad-wearout",
  oneIn: 5,
  component: "brakes",
  end: "limitAt",
  plan(random, unseenVariant) {
    const worn = between(random, 35, 80);
    const lifeKm = between(random, 25_000, 70_000);
    const betweenKm = whole(between(random, 150, 900));
    return {
      scenario: frame("evaluated-brakes", {
        car: carOf(unseenVariant, { padWearPercent: worn, padLifeKm: lifeKm }),
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
            legs: [{ idle: 10 }, { cruise: 50, seconds: 60 }, { idle: 10 }],
          },
        ],
      }),
      age: { days: 0, km: whole((worn / 100) * lifeKm) },
    };
  },
};

/** All fleets that are played in full plant models. */
export const playedPlans: readonly PlayedStudy[] = [charging, cooling, thermostat, brakes];
