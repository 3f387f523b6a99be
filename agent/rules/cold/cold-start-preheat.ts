import type { Sample, VehicleEvent } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import type { WarningData } from "../../../contract/warning.ts";
import type { RuleAbout } from "../kit/about.ts";
import type { Judged, Rule } from "../kit/rule.ts";
import type { CompleteSpecification } from "../kit/specification.ts";
import { nothingMeasured, speak, unknownYet } from "../kit/verdicts.ts";

const pack = "Vehicle.Powertrain.TractionBattery";

/** What each path is called in the rule's memory. */
const roles = {
  [`${pack}.Temperature.Min`]: "packMin",
  [`${pack}.Temperature.Average`]: "packMean",
  [`${pack}.StateOfCharge.Current`]: "charge",
  [`${pack}.Charging.IsCharging`]: "plugged",
  [`${pack}.BatteryConditioning.IsActive`]: "preheating",
  "Vehicle.Exterior.AirTemperature": "air",
  "Vehicle.OBD.IntakeTemp": "intake",
  "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature": "coolant",
  "Vehicle.Powertrain.CombustionEngine.Speed": "rpm",
  "Vehicle.LowVoltageBattery.StateOfHealth": "lvHealth",
  "Vehicle.Speed": "speed",
  "Vehicle.Fettle.SoakTime": "soak",
} as const satisfies Partial<Record<SignalPath, string>>;
type Role = (typeof roles)[keyof typeof roles];
const roleOf: ReadonlyMap<string, Role> = new Map(Object.entries(roles));

const assumed = {
  soakHours: 6,
  /** The sensors of a car in a garage tell of the cold only once it is outside. */
  startWindowMs: 600_000,
  standstillKmPerHour: 1,
  /** Where the air is above this when the car wakes, it stood in a garage and its battery is no colder than that. */
  frostCelsius: 0,
  clearAboveLimitCelsius: 5,
  strongCelsius: -10,
  leastChargePercent: 20,
  /** Charge and air come some seconds after the pack, the first of each only once a second agrees; then nobody waits for them. */
  scanMs: 10_000,
  weakHealthPercent: 75,
  weakAirCelsius: 0,
  /** Without a known soak: an engine or an engine bay this cold has stood for long. */
  coldEngineCelsius: 40,
  bayNearAirCelsius: 10,
  longSoakHours: 12,
  implausibleCelsius: 25,
  /** A combustion car's alternator and bay have warmed the battery by then. */
  engineSceneMs: 1_200_000,
};

/** A cold battery at the start of a drive: warm it first. */
export const coldStartPreheatAbout: RuleAbout = {
  id: "cold-start-preheat",
  title: "Cold: warm the battery first",
  levels: ["info"],
  reads:
    "TractionBattery.Temperature.Min, else .Average [Celsius]; StateOfCharge.Current [percent]; Exterior.AirTemperature (PID 46), IntakeTemp (0F) and EngineCoolant.Temperature (05) [Celsius]; Speed [km/h]; Fettle.SoakTime [h].",
  judges:
    "Once per cold soak, in the first 10 minutes of a drive and only while the car stands. An electric car is judged by its pack; one with an engine, a hybrid too, by the outside air, or by the air and a weak 12 V battery. Air is judged only where the first reading of the drive is frost: in a garage the battery was not cold.",
  warns: "`info` when the pack is at or below its limit, or the air at or below its own.",
  clears:
    "Pack or air more than 5 Celsius above the limit, preheating started, the driver dismisses it, 20 minutes of a running combustion engine, or the next drive.",
  silence:
    "No pack and no air temperature: unknown. Where no specification says what drives the car, any engine speed that it ever gave does. A car that does not tell the health of its 12 V battery is not taken for weak. On the very first drive nobody knows how long the car stood: then the engine (coolant up to 40 Celsius) or the engine bay (intake air within 10 of the outside) must be cold; a pack below its limit speaks for itself. The evening forecast and charging-cable state are not part of it.",
  data: "`t` pack [Celsius] or `ambient` outside air [Celsius], `limit` [Celsius], `charge` [percent] where known, `strong` 1 at or below -10.",
  limits: [
    {
      what: "pack limit",
      value: 0,
      unit: "Celsius",
      source: "vehicle specification; cell makers allow charging from 0",
    },
    { what: "air limit", value: -10, unit: "Celsius", source: "vehicle specification; our choice" },
    { what: "air limit, 12 V health < 75 %", value: assumed.weakAirCelsius, unit: "Celsius", source: "our choice" },
    {
      what: "first air reading of a car that stood in the cold",
      value: assumed.frostCelsius,
      unit: "Celsius",
      source:
        "our choice; the sensor of a car parked in frost reads up to 12 Celsius too warm at first (KIT, 2018-02-28)",
    },
    { what: "soak", value: assumed.soakHours, unit: "h", source: "our choice" },
    { what: "least charge", value: assumed.leastChargePercent, unit: "percent", source: "our choice" },
    { what: "wait for charge and air", value: assumed.scanMs / 1_000, unit: "s", source: "our choice" },
    {
      what: "implausible: pack against air after 12 h",
      value: 25,
      unit: "Celsius",
      source: "heat balance of a parked car",
    },
  ],
};

interface State extends Judged {
  verdicts: Judged["verdicts"];
  begunAt: number | null;
  /** This car has given an engine speed, in this drive or any before. */
  hasEngine: boolean;
  /** Latest believed value of each role in this drive. */
  seen: Partial<Record<Role, number>>;
  /** First engine temperature of the drive: later ones are the drive's own heat. */
  firstCoolant: number | null;
  firstIntake: number | null;
  firstAir: number | null;
  packSince: number | null;
  /** The soak has had its say: raised, or the engine proved warm. */
  spent: boolean;
  raisedAt: number | null;
}

const fresh = (begunAt: number | null, hasEngine: boolean, verdicts: Judged["verdicts"]): State => ({
  verdicts,
  begunAt,
  hasEngine,
  seen: {},
  firstCoolant: null,
  firstIntake: null,
  firstAir: null,
  packSince: null,
  spent: false,
  raisedAt: null,
});

const nextScene = (state: State, at: number): State =>
  fresh(at, state.hasEngine, speak(state.verdicts, "", "quiet", nothingMeasured));

const coldestOf = ({ seen }: State): number | undefined =>
  seen.packMin === undefined || seen.packMean === undefined
    ? (seen.packMin ?? seen.packMean)
    : Math.min(seen.packMin, seen.packMean);

/** Whether the engine, or the bay around the battery, shows that the car has stood for long. */
const engineIsCold = ({ firstCoolant, firstIntake, seen }: State): boolean => {
  if (firstCoolant !== null && firstCoolant <= assumed.coldEngineCelsius) return true;
  // A bay that is as cold as the air beside a warm block is an auxiliary heater: the battery is cold all the same.
  return firstIntake !== null && seen.air !== undefined && firstIntake - seen.air <= assumed.bayNearAirCelsius;
};

const soaked = (state: State, isPack: boolean): boolean => {
  const { soak } = state.seen;
  return soak === undefined ? isPack || engineIsCold(state) : soak >= assumed.soakHours;
};

/** Whether what the pack must be held against may still be on its way. */
const isHalfTold = (state: State, at: number): boolean => {
  const { charge, air, soak = 0 } = state.seen;
  state.packSince ??= at;
  const isWhole = charge !== undefined && (air !== undefined || soak < assumed.longSoakHours);
  return !isWhole && at - state.packSince < assumed.scanMs;
};

/** The rule for this car. */
export const coldStartPreheat = (car: CompleteSpecification): Rule<State> => {
  /** The temperature that a car is judged by whose pack can be preheated: not that of a hybrid, which waits for its engine. */
  const packOf = (state: State): number | undefined => {
    const byEngine = car.powertrain === "unknown" ? state.hasEngine : car.powertrain !== "electric";
    return byEngine ? undefined : coldestOf(state);
  };

  const judgePack = (state: State, celsius: number): WarningData | undefined => {
    const { soak = 0, air, charge, plugged } = state.seen;
    if (celsius > car.coldPackCelsius) return undefined;
    if (soak >= assumed.longSoakHours && air !== undefined && Math.abs(celsius - air) >= assumed.implausibleCelsius)
      return undefined;
    if (charge !== undefined && charge < assumed.leastChargePercent && plugged !== 1) return undefined;
    const measured = { t: Math.round(celsius), limit: car.coldPackCelsius };
    const strong = celsius <= assumed.strongCelsius ? { strong: 1 } : {};
    return charge === undefined ? { ...measured, ...strong } : { ...measured, charge: Math.round(charge), ...strong };
  };

  const judgeAir = ({ seen: { air, lvHealth }, hasEngine, firstAir }: State): WarningData | undefined => {
    // Without an engine's word this may be an electric car that keeps its pack to itself.
    if (air === undefined || (car.powertrain === "unknown" && !hasEngine)) return undefined;
    if (firstAir === null || firstAir > Math.max(assumed.frostCelsius, car.coldAirCelsius)) return undefined;
    const weak = lvHealth !== undefined && lvHealth < assumed.weakHealthPercent;
    const limit = weak ? Math.max(assumed.weakAirCelsius, car.coldAirCelsius) : car.coldAirCelsius;
    if (air > limit) return undefined;
    return { ambient: Math.round(air), limit, ...(air <= assumed.strongCelsius ? { strong: 1 } : {}) };
  };

  const isOver = (state: State, at: number): boolean => {
    const { preheating, air } = state.seen;
    const celsius = packOf(state);
    if (preheating === 1) return true;
    if (celsius !== undefined) return celsius > car.coldPackCelsius + assumed.clearAboveLimitCelsius;
    const warmAir = Math.max(car.coldAirCelsius, assumed.weakAirCelsius) + assumed.clearAboveLimitCelsius;
    return (air !== undefined && air > warmAir) || at - (state.raisedAt ?? at) > assumed.engineSceneMs;
  };

  const quiet = (state: State): void => {
    state.verdicts = speak(state.verdicts, "", "quiet", nothingMeasured);
  };

  const lookForCold = (state: State, at: number): void => {
    const { seen, begunAt } = state;
    const celsius = packOf(state);
    const standing = seen.speed !== undefined && seen.speed <= assumed.standstillKmPerHour;
    if (!standing || begunAt === null || at - begunAt > assumed.startWindowMs || seen.preheating === 1) return;
    if (celsius === undefined && seen.air === undefined) return;
    if (celsius !== undefined && isHalfTold(state, at)) return;
    const cold = celsius === undefined ? judgeAir(state) : judgePack(state, celsius);
    if (cold === undefined || !soaked(state, celsius !== undefined)) {
      quiet(state);
      return;
    }
    state.spent = true;
    state.raisedAt = at;
    state.verdicts = speak(state.verdicts, "", "info", cold);
  };

  const judge = (state: State, at: number): void => {
    if (state.raisedAt !== null) {
      if (isOver(state, at)) {
        state.raisedAt = null;
        quiet(state);
      }
    } else if (!state.spent) lookForCold(state, at);
  };

  const takeSample = (state: State, { path, value, at }: Sample): State => {
    const role = roleOf.get(path);
    if (role === undefined) return state;
    if (state.seen[role] === value) return state;
    if (role === "soak") {
      // A new soak is a new scene, also where the agent never slept and no drive event marks it.
      const next = nextScene(state, at);
      next.seen.soak = value;
      return next;
    }
    state.seen[role] = value;
    if (role === "coolant") state.firstCoolant ??= value;
    if (role === "intake") state.firstIntake ??= value;
    if (role === "air") state.firstAir ??= value;
    if (role === "rpm") state.hasEngine = true;
    judge(state, at);
    return state;
  };

  return {
    id: coldStartPreheatAbout.id,
    title: coldStartPreheatAbout.title,
    reads: [...roleOf.keys()].filter((path): path is keyof typeof roles => Object.hasOwn(roles, path)),
    hears: ["drive", "tick"],
    start: () => fresh(null, false, unknownYet),
    step(state: State, event: VehicleEvent): State {
      if (event.kind === "sample") return takeSample(state, event);
      if (event.kind === "drive") return nextScene(state, event.at);
      if (event.kind === "quality" && event.state !== "fresh") {
        const role = roleOf.get(event.path);
        if (role !== undefined) delete state.seen[role];
      }
      if (event.kind === "tick") judge(state, event.at);
      return state;
    },
  };
};
