import type { VehicleEvent } from "../../../contract/events.ts";
import type { Random } from "../../vehicle/random.ts";
import type { Situation } from "../life.ts";
import { noWindow, type Scoring } from "../scoring.ts";
import {
  anyAge,
  between,
  carOf,
  chance,
  curve,
  type Fleet,
  frame,
  oneOf,
  type Wire,
  type Witness,
  whole,
} from "./fleet.ts";

const drives = 5;
const dayHours = 24;
/** A code is asked for once a minute; two answers may be lost. */
const dueSeconds = 180;

/** Faults that the plants' own diagnosis stores a code for and that no other card tells of: one root, one card. */
const stories = [
  { kind: "misfire", car: "petrol", worst: [0.06, 0.25] },
  { kind: "intake-leak", car: "petrol", worst: [0.8, 2] },
  { kind: "catalyst-aged", car: "petrol", worst: [0.97, 1] },
  { kind: "oil-wear", car: "petrol", worst: [0.95, 1] },
  { kind: "converter-lost", car: "hybrid", worst: [0.9, 1] },
  { kind: "insulation-moisture", car: "electric", worst: [60, 150] },
] as const;

/** The first code that the car confirms, at the very second; the agent reads it later, if its answer comes through. */
const codeWitness = (): Witness => {
  let beganAt = 0;
  let code: { readonly name: string; readonly at: number } | undefined;
  let drivenSeconds = 0;
  let dueAt: number | undefined;
  return {
    begins(at) {
      beganAt = at;
    },
    see: () => undefined,
    confirmed([name], at) {
      if (name !== undefined) code ??= { name, at };
      if (code === undefined) return;
      drivenSeconds += 1;
      if (drivenSeconds >= dueSeconds) dueAt ??= Math.max(at, beganAt);
    },
    over: () => Number.POSITIVE_INFINITY,
    truth: (until) => {
      if (code === undefined) return { kind: "detects", situations: [] };
      const { name, at } = code;
      const situation: Situation = { at, dueAt: dueAt ?? until, until, sort: name, subjects: undefined };
      return { kind: "detects", situations: [situation] };
    },
  };
};

/** Some answers are lost, and now and then a controller keeps silent, so that its codes are missing from the list. */
const losesAnswers =
  (random: Random): Wire =>
  (event) => {
    if (event.kind !== "codes") return [event];
    if (chance(random, 0.05)) return [];
    return chance(random, 0.03) ? [{ ...event, codes: [] }] : [event];
  };

/** A workshop repairs the car before this drive and clears its memory; what was stored before does not come back. */
const clearedBefore = (drive: number, then: Wire): Wire => {
  let begun = 0;
  return (event) => {
    if (event.kind === "drive") begun += 1;
    return event.kind === "codes" && begun > drive ? then({ ...event, codes: [] }) : then(event);
  };
};

const lostWithTheVoltage = ["U0100", "U0121", "U0140"] as const;
/** Controllers that lose each other while a weak battery turns the engine store that, and forget it with the next ignition. */
const brownsOut = (drive: number, then: Wire): Wire => {
  let begun = 0;
  return (event): readonly VehicleEvent[] => {
    if (event.kind === "drive") begun += 1;
    if (event.kind === "drive" && begun === drive)
      // What the starter leaves of the voltage, as a module reads it.
      return [event, { kind: "sample", path: "Vehicle.OBD.ControlModuleVoltage", value: 8.4, at: event.at + 400 }];
    const isAnswer = event.kind === "codes" && event.service === "03" && begun === drive;
    return then(isAnswer ? { ...event, codes: [...lostWithTheVoltage] } : event);
  };
};

/** How a life's fault goes on: it stays, it heals before the second trip, or it is repaired. */
const courseOf = (draw: number, worst: number) => {
  if (draw < 0.68) return curve([0, worst]);
  if (draw < 0.79) return curve([0, worst], [dayHours * 0.5, worst], [dayHours * 0.51, 0]);
  return curve([0, worst], [dayHours * 2.5, worst], [dayHours * 2.51, 0]);
};

/** Catalogue: no lead of its own; a code is read once a minute. */
const scoring: Scoring = {
  kind: "detects",
  window: noWindow,
  threshold: { by: "code" },
  fixed: { by: "age", days: 365, km: 15_000 },
};

/**
 * A week of drives in which the car's own controllers store a code. Lookalikes: a fault seen in one trip only, which stays
 * pending; codes cleared in a workshop after the repair; network codes that a weak battery's start has left behind.
 */
export const fleet: Fleet = {
  name: "stored-codes",
  rule: "dtc-confirmed",
  scoring,
  plan(random, unseenVariant) {
    const story = oneOf(random, stories);
    const draw = random.unit();
    const faulty = draw < 0.87;
    const [least, most] = story.worst;
    const severity = courseOf(draw, between(random, least, most));
    const plain = losesAnswers(random);
    const repaired = draw >= 0.79 && faulty;
    const wire = repaired
      ? clearedBefore(3, plain)
      : draw >= 0.93
        ? brownsOut(whole(between(random, 2, 4)), plain)
        : plain;
    const legs = [
      { idle: 20 },
      { cruise: whole(between(random, 45, 60)), seconds: 200 },
      { idle: 45 },
      { cruise: whole(between(random, 80, 115)), seconds: whole(between(random, 350, 500)) },
      { idle: 60 },
    ];
    const cylinder = whole(between(random, 1, 4));
    const fault = { kind: story.kind, day: 0.2, ends: "failure", severity, cylinder };
    return {
      scenario: frame("stored-codes", {
        car: carOf(random, unseenVariant, {
          kind: story.car,
          batteryHealth: 0.8,
          batteryCharge: 0.7,
          odometerKm: 150_000,
        }),
        begins: "2026-05-04",
        air: { celsius: whole(between(random, 0, 34)) },
        drives: [{ day: 0, hour: 8, times: drives, legs }],
        faults: faulty ? [fault] : [],
      }),
      age: anyAge(random),
      wire,
      witness: codeWitness(),
    };
  },
};
