import type { Sample, VehicleEvent } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import type { Random } from "../../vehicle/random.ts";
import type { Situation } from "../life.ts";
import { noWindow, type Scoring } from "../scoring.ts";
import { anyAge, between, carOf, chance, type Fleet, frame, oneOf, type Wire, type Witness, whole } from "./fleet.ts";

const engine = "Vehicle.Powertrain.CombustionEngine";
const pack = "Vehicle.Powertrain.TractionBattery";

/** What warnings stand on, and every gauge that tells it: it is lost when all of them are. */
const quantities: readonly (readonly SignalPath[])[] = [
  [`${engine}.EngineCoolant.Temperature`],
  [`${engine}.Speed`],
  ["Vehicle.Speed"],
  ["Vehicle.Exterior.AirTemperature"],
  ["Vehicle.OBD.MAF", "Vehicle.OBD.FuelRate"],
  ["Vehicle.OBD.ControlModuleVoltage", "Vehicle.LowVoltageBattery.CurrentVoltage"],
];
const packTemperatures: readonly SignalPath[] = [`${pack}.Temperature.Average`, `${pack}.Temperature.Min`];
const ofElectric: readonly (readonly SignalPath[])[] = [
  packTemperatures,
  ["Vehicle.Speed"],
  ["Vehicle.Exterior.AirTemperature"],
];

/** The quickest warning that stands on a gauge gives 2 to 6 minutes: whoever hears of the loss later has missed one. */
const dueMs = 300_000;
/** A thermistor whose wire is broken, as a control unit reports it: a raw zero. */
const brokenWireCelsius = -40;
const minuteMs = 60_000;

type Sort = "silent" | "stuck" | "open-circuit";

interface Loss {
  readonly paths: ReadonlySet<string>;
  readonly sort: Sort;
  readonly from: number;
  readonly until: number;
}

/** The gauge falls silent, stands still or loses its wire. */
const loses = ({ paths, sort, from, until }: Loss): Wire => {
  const last = new Map<string, number>();
  return (event) => {
    if (event.kind !== "sample" || !paths.has(event.path)) return [event];
    if (event.at < from || event.at >= until) {
      last.set(event.path, event.value);
      return [event];
    }
    if (sort === "silent") return [];
    const value = sort === "stuck" ? last.get(event.path) : brokenWireCelsius;
    return value === undefined ? [] : [{ ...event, value }];
  };
};

/** An adapter of few answers a second: every signal comes only so often. */
const slowly = (everySeconds: number): Wire => {
  const saidAt = new Map<string, number>();
  return (event) => {
    if (event.kind === "drive") saidAt.clear();
    if (event.kind !== "sample") return [event];
    if (event.at - (saidAt.get(event.path) ?? Number.NEGATIVE_INFINITY) < everySeconds * 1_000) return [];
    saidAt.set(event.path, event.at);
    return [event];
  };
};

/** The adapter is unplugged for some minutes: nothing at all arrives, and the link says so. */
const unplugged = (from: number, until: number): Wire => {
  let told: "up" | "down" = "up";
  return (event) => {
    const state = event.at >= from && event.at < until ? "down" : "up";
    const change: readonly VehicleEvent[] = state === told ? [] : [{ kind: "link", state, at: event.at }];
    told = state;
    return state === "down" && event.kind !== "tick" ? change : [...change, event];
  };
};

/** After the last drive the controllers go to sleep, first the engine's; only the adapter's own voltmeter goes on for a while. */
const fallsAsleep = (from: number): Wire => {
  const awake = new Set<string>(["Vehicle.OBD.ControlModuleVoltage", "Vehicle.Exterior.AirTemperature"]);
  const stays = ({ path, at }: Sample): boolean => at < from || (awake.has(path) && at < from + 2 * minuteMs);
  return (event) => (event.kind === "sample" && !stays(event) ? [] : [event]);
};

const joined =
  (...wires: readonly Wire[]): Wire =>
  (event) =>
    wires.reduce<readonly VehicleEvent[]>((events, wire) => events.flatMap(wire), [event]);

const lossWitness = (situation: Situation | undefined): Witness => ({
  see: () => undefined,
  over: () => Number.POSITIVE_INFINITY,
  truth: () => ({ kind: "detects", situations: situation === undefined ? [] : [situation] }),
});

const begins = "2026-09-07";
const firstHour = 8;
const secondDriveAt = Date.parse(`${begins}T00:00:00Z`) + (24 + firstHour) * 3_600_000;

/** Of the gauge's own thermometers only those with a wire to break read -40. */
const sortOf = (random: Random, paths: readonly SignalPath[]): Sort => {
  const draw = random.unit();
  const thermistor = paths.every((path) => path.endsWith("Temperature"));
  if (draw < 0.6) return "silent";
  return draw < 0.8 || !thermistor ? "stuck" : "open-circuit";
};

/** What befalls a sound car's readings: nothing, an adapter that asks slowly, a short gap, one gauge of two, no link, sleep. */
const lookalike = (random: Random, onset: number, paths: readonly SignalPath[]): Wire => {
  const draw = random.unit();
  const gap = {
    paths: new Set(paths),
    sort: "silent" as const,
    from: onset,
    until: onset + between(random, 20, 90) * 1_000,
  };
  if (draw < 0.2) return loses(gap);
  if (draw < 0.4) return loses({ ...gap, paths: new Set(["Vehicle.OBD.MAF"]), until: Number.POSITIVE_INFINITY });
  if (draw < 0.6) return unplugged(onset, onset + between(random, 1, 4) * minuteMs);
  return draw < 0.8 ? fallsAsleep(onset) : (event) => [event];
};

/** Catalogue: honest "no data" in place of a false "all good". */
const scoring: Scoring = {
  kind: "detects",
  window: noWindow,
  threshold: {
    by: "silence",
    paths: [
      "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature",
      "Vehicle.Powertrain.CombustionEngine.Speed",
      "Vehicle.Speed",
      "Vehicle.OBD.ControlModuleVoltage",
      "Vehicle.Exterior.AirTemperature",
      "Vehicle.OBD.MAF",
    ],
    seconds: 30,
  },
  fixed: { by: "start" },
};

/** A drive in which a gauge is lost for good, the true moment being that of its last true reading; and cars that only look so. */
export const fleet: Fleet = {
  name: "lost-sensors",
  rule: "warning-data-quality",
  scoring,
  plan(random, unseenVariant) {
    const electric = chance(random, unseenVariant ? 0.5 : 0.2);
    const paths = oneOf(random, electric ? ofElectric : quantities);
    const sort = sortOf(random, paths);
    const slow = chance(random, 0.25) ? slowly(between(random, 8, 25)) : undefined;
    const at = Math.round(secondDriveAt + between(random, 300, 450) * 1_000);
    const lost = chance(random, 0.5);
    const until = Number.POSITIVE_INFINITY;
    const situation = { at, dueAt: at + dueMs, until, sort, subjects: paths };
    const what = lost ? loses({ paths: new Set(paths), sort, from: at, until }) : lookalike(random, at, paths);
    const road = (seconds: number) => ({ cruise: whole(between(random, 40, 100)), seconds });
    return {
      scenario: frame("lost-sensors", {
        car: carOf(random, unseenVariant, { kind: electric ? "electric" : "petrol" }),
        begins,
        air: { celsius: whole(between(random, -5, 32)) },
        drives: [
          { day: 0, hour: firstHour, legs: [{ idle: 15 }, road(200)] },
          { day: 1, hour: firstHour, legs: [{ idle: 15 }, road(250), { idle: 30 }, road(550)] },
        ],
      }),
      age: anyAge(random),
      wire: slow === undefined ? what : joined(what, slow),
      witness: lossWitness(lost ? situation : undefined),
    };
  },
};
