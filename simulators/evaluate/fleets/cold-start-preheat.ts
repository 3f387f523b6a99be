import type { CarView } from "../../vehicle/car-view.ts";
import type { Random } from "../../vehicle/random.ts";
import type { Situation } from "../life.ts";
import { noWindow, type Scoring } from "../scoring.ts";
import { anyAge, between, carOf, chance, type Fleet, frame, oneOf, type Witness, whole } from "./fleet.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const begins = "2026-01-05";
const mornings = 5;
const longestRestHours = 6;

/**
 * The catalogue's scene: the car has stood for 6 hours; the pack of an electric car is at 0 Celsius or below and holds 20 %;
 * a combustion car or a hybrid, which has nothing to preheat its pack with, stands in air of -10, or of 0 with a 12 V battery
 * below 75 % of its health. What counts is the true pack, battery and air, which no sensor shows without error.
 */
const isCold = ({ model, state, pack, airCelsius }: CarView): string | undefined => {
  if (model.traits.kind === "electric")
    return pack !== undefined && pack.coldest <= 0 && pack.charge >= 0.2 ? "pack" : undefined;
  if (airCelsius <= -10) return "air";
  return airCelsius <= 0 && state.battery.health < 0.75 ? "weak-battery" : undefined;
};

interface Open {
  readonly at: number;
  readonly sort: string;
  movedAt: number | undefined;
}

/** A prompt is due before the car moves: "warm up first" on the road is no help. */
const coldWitness = (moved: () => void): Witness => {
  const situations: Situation[] = [];
  let endedAt = Number.NEGATIVE_INFINITY;
  let beganAt: number | undefined;
  let looked = false;
  let open: Open | undefined;
  return {
    begins(at) {
      beganAt = at;
      looked = false;
    },
    see(view, at) {
      if (beganAt === undefined) return;
      if (!looked) {
        looked = true;
        const sort = beganAt - endedAt >= longestRestHours * hourMs ? isCold(view) : undefined;
        if (sort !== undefined) open = { at: beganAt, sort, movedAt: undefined };
      }
      if (view.state.kmPerHour <= 1) return;
      moved();
      if (open !== undefined) open.movedAt ??= at;
    },
    ends(at) {
      if (open !== undefined)
        situations.push({ at: open.at, dueAt: open.movedAt ?? at, until: at, sort: open.sort, subjects: undefined });
      [open, beganAt, endedAt] = [undefined, undefined, at];
    },
    over: () => Number.POSITIVE_INFINITY,
    truth: () => ({ kind: "detects", situations }),
  };
};

/** Most are electric; the fleet that no rule was tuned on has small packs of another chemistry. */
const coldCar = (random: Random, unseenVariant: boolean) => {
  const draw = random.unit();
  const kind = draw < 0.55 ? "electric" : draw < 0.67 ? "hybrid" : "petrol";
  const pack = unseenVariant ? { chemistry: "lfp", cells: 120, packCapacityAh: 60 } : {};
  const charge = { packCharge: between(random, 0.12, 0.95), batteryHealth: between(random, 0.55, 1) };
  return carOf(random, unseenVariant, { kind, ...charge, ...(kind === "petrol" ? {} : pack) });
};

/** Catalogue: at the same start, before the car moves; at or below 0 Celsius in the pack. */
const scoring: Scoring = {
  kind: "detects",
  window: noWindow,
  threshold: {
    by: "value",
    paths: ["Vehicle.Powertrain.TractionBattery.Temperature.Min", "Vehicle.Exterior.AirTemperature"],
    past: "below",
    value: 0.01,
    again: "everyDrive",
  },
  fixed: { by: "start" },
};

/**
 * Mornings of a winter week. Lookalikes: a warm garage in the frost, whose cold the sensors tell only once the car is outside; a
 * second start after a short stop, with the pack still cold; a car preheated at its charger; a pack too empty to warm itself.
 */
export const fleet: Fleet = {
  name: "cold-starts",
  rule: "cold-start-preheat",
  scoring,
  plan(random, unseenVariant) {
    const car = coldCar(random, unseenVariant);
    const usual = car["kind"] === "electric" ? between(random, -14, 12) : between(random, -24, 6);
    const days = Array.from({ length: mornings + 1 }, () => usual + between(random, -5, 5));
    const inGarage = chance(random, 0.15);
    const garage = between(random, 6, 16);
    const preheats = car["kind"] === "electric" && chance(random, 0.15);
    const stops = chance(random, 0.4);
    const fromDay = Date.parse(`${begins}T00:00:00Z`);
    let outside = false;
    const witness = coldWitness(() => {
      outside = true;
    });
    const legs = [
      { idle: oneOf(random, [2, 5, 10, 20, 40, 90]) },
      { cruise: whole(between(random, 25, 45)), seconds: 40 },
      { idle: 15 },
      { cruise: 40, seconds: 30 },
    ];
    // The scene is over once the car is on its way: the rest of an ordinary trip is driven unseen.
    const morning = { day: 0, hour: 6.9, times: mornings, betweenKm: whole(between(random, 5, 25)), legs };
    return {
      scenario: frame("cold-starts", {
        car,
        begins,
        air: { celsius: 0 },
        ...(preheats ? { charger: { to: 0.8, preheat: true } } : {}),
        drives: stops ? [morning, { ...morning, hour: 8.2 }] : [morning],
      }),
      age: anyAge(random),
      airAt: (at) => {
        const day = days[Math.min(mornings, Math.max(0, Math.floor((at - fromDay) / dayMs)))] ?? usual;
        return inGarage && !outside ? garage : day;
      },
      witness: {
        ...witness,
        ends(at) {
          outside = false;
          witness.ends?.(at);
        },
      },
    };
  },
};
