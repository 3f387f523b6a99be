import { z } from "zod";
import type { Sample } from "../../../contract/events.ts";
import type { WarningOf } from "../../../contract/warnings/catalogue.ts";
import type { DataOf } from "../../../contract/warnings/warning.ts";
import { minuteMs, type RuleAbout } from "../kit/about.ts";
import { learns } from "../kit/learned.ts";
import type { Inputs, Rule, RuleFile, Seat } from "../kit/rule.ts";
import { type CompleteSpecification, completeSpecification } from "../kit/specification.ts";

const id = "cold-start-preheat";

const pack = "Vehicle.Powertrain.TractionBattery";

const packMinPath = `${pack}.Temperature.Min`;
const packMeanPath = `${pack}.Temperature.Average`;
const chargePath = `${pack}.StateOfCharge.Current`;
const pluggedPath = `${pack}.Charging.IsCharging`;
const preheatingPath = `${pack}.BatteryConditioning.IsActive`;
const airPath = "Vehicle.Exterior.AirTemperature";
const intakePath = "Vehicle.OBD.IntakeTemp";
const coolantPath = "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature";
const rpmPath = "Vehicle.Powertrain.CombustionEngine.Speed";
const lvHealthPath = "Vehicle.LowVoltageBattery.StateOfHealth";
const speedPath = "Vehicle.Speed";
const soakPath = "Vehicle.Fettle.SoakTime";

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

const usual = completeSpecification();

const about: RuleAbout = {
  title: "Cold: warm the battery first",
  reads:
    "TractionBattery.Temperature.Min, else .Average [Celsius]; StateOfCharge.Current [percent]; Exterior.AirTemperature (PID 46), IntakeTemp (0F) and EngineCoolant.Temperature (05) [Celsius]; Speed [km/h]; Fettle.SoakTime [h].",
  judges: `Once per cold soak, in the first ${assumed.startWindowMs / minuteMs} minutes of a drive and only while the car stands. An electric car is judged by its pack; one with an engine, a hybrid too, by the outside air, or by the air and a weak 12 V battery. Air is judged only where the first reading of the drive is frost: in a garage the battery was not cold.`,
  warns: "`info` when the pack is at or below its limit, or the air at or below its own.",
  clears: `Pack or air more than ${assumed.clearAboveLimitCelsius} Celsius above the limit, preheating started, the driver dismisses it, ${assumed.engineSceneMs / minuteMs} minutes of a running combustion engine, or the next drive.`,
  silence: `No pack and no air temperature: unknown. Where no specification says what drives the car, any engine speed that it ever gave does. A car that does not tell the health of its 12 V battery is not taken for weak. On the very first drive nobody knows how long the car stood: then the engine (coolant up to ${assumed.coldEngineCelsius} Celsius) or the engine bay (intake air within ${assumed.bayNearAirCelsius} of the outside) must be cold; a pack below its limit speaks for itself. The evening forecast and charging-cable state are not part of it.`,
  data: `\`t\` pack [Celsius] or \`ambient\` outside air [Celsius], \`limit\` [Celsius], \`charge\` [percent] where known, \`strong\` 1 at or below ${assumed.strongCelsius}.`,
  limits: [
    {
      what: "pack limit",
      value: usual.coldPackCelsius,
      unit: "Celsius",
      source: "vehicle specification; cell makers allow charging from 0",
    },
    { what: "air limit", value: usual.coldAirCelsius, unit: "Celsius", source: "vehicle specification; our choice" },
    {
      what: `air limit, 12 V health < ${assumed.weakHealthPercent} %`,
      value: assumed.weakAirCelsius,
      unit: "Celsius",
      source: "our choice",
    },
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
      what: `implausible: pack against air after ${assumed.longSoakHours} h`,
      value: assumed.implausibleCelsius,
      unit: "Celsius",
      source: "heat balance of a parked car",
    },
  ],
};

const engineShows = "nobody knows how long the car stood: the engine or its bay must show it";
const inputs = {
  [packMinPath]: { stale: "forgotten", without: "the mean of the pack stands for it" },
  [packMeanPath]: { stale: "forgotten", without: "the coldest of the pack is enough" },
  [chargePath]: { stale: "forgotten", without: "it is taken to suffice, once it has been waited for" },
  [pluggedPath]: { stale: "forgotten", without: "the car is taken to be off the cable" },
  [preheatingPath]: { stale: "forgotten", without: "preheating is taken to be off" },
  [airPath]: { stale: "forgotten", without: "a car with an engine is not judged" },
  [intakePath]: { stale: "forgotten", without: "only the coolant shows a cold engine" },
  [coolantPath]: { stale: "forgotten", without: "only the engine bay shows a cold engine" },
  [rpmPath]: { stale: "forgotten", without: "where no specification says it, the car is taken to have no engine" },
  [lvHealthPath]: { stale: "forgotten", without: "the small battery is not taken for weak" },
  [speedPath]: { stale: "forgotten", without: "the car is not known to stand, and nothing is said" },
  [soakPath]: { stale: "forgotten", without: engineShows },
} as const satisfies Inputs;
type Path = keyof typeof inputs;

const isInput = (path: string): path is Path => Object.hasOwn(inputs, path);
/** What a new soak makes old news. */
const ofTheScene = Object.keys(inputs)
  .filter(isInput)
  .filter((path) => path !== soakPath);

interface Trip {
  begunAt: number | null;
  /** First engine temperature of the drive: later ones are the drive's own heat. */
  firstCoolant: number | null;
  firstIntake: number | null;
  firstAir: number | null;
  packSince: number | null;
  /** The soak has had its say: raised, or the engine proved warm. */
  spent: boolean;
  raisedAt: number | null;
}

const newScene = (begunAt: number | null): Trip => ({
  begunAt,
  firstCoolant: null,
  firstIntake: null,
  firstAir: null,
  packSince: null,
  spent: false,
  raisedAt: null,
});

/** This car has given an engine speed, in this drive or any before. */
const learned = learns(z.object({ hasEngine: z.boolean() }), () => ({ hasEngine: false }));
type Learned = ReturnType<typeof learned.start>;
type Here = Seat<typeof id, Path, Trip, Learned>;
type Data = DataOf<WarningOf<typeof id>>;

const coldestOf = (seat: Here): number | undefined => {
  const [least, mean] = [seat.latest(packMinPath), seat.latest(packMeanPath)];
  return least === undefined || mean === undefined ? (least ?? mean) : Math.min(least, mean);
};

/** Whether the engine, or the bay around the battery, shows that the car has stood for long. */
const engineIsCold = (seat: Here): boolean => {
  const { firstCoolant, firstIntake } = seat.trip;
  if (firstCoolant !== null && firstCoolant <= assumed.coldEngineCelsius) return true;
  const air = seat.latest(airPath);
  // A bay that is as cold as the air beside a warm block is an auxiliary heater: the battery is cold all the same.
  return firstIntake !== null && air !== undefined && firstIntake - air <= assumed.bayNearAirCelsius;
};

const soaked = (seat: Here, isPack: boolean): boolean => {
  const soak = seat.latest(soakPath);
  return soak === undefined ? isPack || engineIsCold(seat) : soak >= assumed.soakHours;
};

/** Whether what the pack must be held against may still be on its way. */
const isHalfTold = (seat: Here, at: number): boolean => {
  const { trip } = seat;
  trip.packSince ??= at;
  const needsAir = (seat.latest(soakPath) ?? 0) >= assumed.longSoakHours;
  const isWhole = seat.latest(chargePath) !== undefined && (seat.latest(airPath) !== undefined || !needsAir);
  return !isWhole && at - trip.packSince < assumed.scanMs;
};

const forCar = (car: CompleteSpecification): Rule<typeof id, Path, Trip, Learned> => {
  /** The temperature that a car is judged by whose pack can be preheated: not that of a hybrid, which waits for its engine. */
  const packOf = (seat: Here): number | undefined => {
    const byEngine = car.powertrain === "unknown" ? seat.learned.hasEngine : car.powertrain !== "electric";
    return byEngine ? undefined : coldestOf(seat);
  };

  const judgePack = (seat: Here, celsius: number): Data | undefined => {
    if (celsius > car.coldPackCelsius) return undefined;
    const [air, charge] = [seat.latest(airPath), seat.latest(chargePath)];
    const stoodLong = (seat.latest(soakPath) ?? 0) >= assumed.longSoakHours;
    if (stoodLong && air !== undefined && Math.abs(celsius - air) >= assumed.implausibleCelsius) return undefined;
    if (charge !== undefined && charge < assumed.leastChargePercent && seat.latest(pluggedPath) !== 1) return undefined;
    const measured = { t: Math.round(celsius), limit: car.coldPackCelsius };
    const strong = celsius <= assumed.strongCelsius ? ({ strong: 1 } as const) : {};
    return charge === undefined ? { ...measured, ...strong } : { ...measured, charge: Math.round(charge), ...strong };
  };

  const judgeAir = (seat: Here): Data | undefined => {
    const [air, lvHealth] = [seat.latest(airPath), seat.latest(lvHealthPath)];
    // Without an engine's word this may be an electric car that keeps its pack to itself.
    if (air === undefined || (car.powertrain === "unknown" && !seat.learned.hasEngine)) return undefined;
    const { firstAir } = seat.trip;
    if (firstAir === null || firstAir > Math.max(assumed.frostCelsius, car.coldAirCelsius)) return undefined;
    const weak = lvHealth !== undefined && lvHealth < assumed.weakHealthPercent;
    const limit = weak ? Math.max(assumed.weakAirCelsius, car.coldAirCelsius) : car.coldAirCelsius;
    if (air > limit) return undefined;
    return { ambient: Math.round(air), limit, ...(air <= assumed.strongCelsius ? { strong: 1 } : {}) };
  };

  const isOver = (seat: Here, raisedAt: number, at: number): boolean => {
    const [celsius, air] = [packOf(seat), seat.latest(airPath)];
    if (seat.latest(preheatingPath) === 1) return true;
    if (celsius !== undefined) return celsius > car.coldPackCelsius + assumed.clearAboveLimitCelsius;
    const warmAir = Math.max(car.coldAirCelsius, assumed.weakAirCelsius) + assumed.clearAboveLimitCelsius;
    return (air !== undefined && air > warmAir) || at - raisedAt > assumed.engineSceneMs;
  };

  const mayLook = (seat: Here, at: number): boolean => {
    const { begunAt } = seat.trip;
    if (begunAt === null || at - begunAt > assumed.startWindowMs) return false;
    const speed = seat.latest(speedPath);
    return speed !== undefined && speed <= assumed.standstillKmPerHour && seat.latest(preheatingPath) !== 1;
  };

  const lookForCold = (seat: Here, at: number): void => {
    if (!mayLook(seat, at)) return;
    const celsius = packOf(seat);
    if (celsius === undefined && seat.latest(airPath) === undefined) return;
    if (celsius !== undefined && isHalfTold(seat, at)) return;
    const cold = celsius === undefined ? judgeAir(seat) : judgePack(seat, celsius);
    if (cold === undefined || !soaked(seat, celsius !== undefined)) {
      seat.quiet();
      return;
    }
    seat.trip.spent = true;
    seat.trip.raisedAt = at;
    seat.warn("info", cold);
  };

  const judge = (seat: Here, at: number): void => {
    const { raisedAt, spent } = seat.trip;
    if (raisedAt !== null) {
      if (isOver(seat, raisedAt, at)) {
        seat.trip.raisedAt = null;
        seat.quiet();
      }
    } else if (!spent) lookForCold(seat, at);
  };

  const takeSample = (seat: Here, { path, value, at }: Sample): void => {
    if (!isInput(path) || seat.before(path) === value) return;
    if (path === soakPath) {
      // A new soak is a new scene, also where the agent never slept and no drive event marks it.
      seat.trip = newScene(at);
      seat.forget(...ofTheScene);
      seat.quiet();
      return;
    }
    const { trip } = seat;
    if (path === coolantPath) trip.firstCoolant ??= value;
    if (path === intakePath) trip.firstIntake ??= value;
    if (path === airPath) trip.firstAir ??= value;
    if (path === rpmPath) seat.learned.hasEngine = true;
    judge(seat, at);
  };

  return {
    id,
    inputs,
    hears: ["drive", "tick"],
    learned,
    trip: () => newScene(null),
    take(seat, event) {
      if (event.kind === "sample") takeSample(seat, event);
      else if (event.kind === "tick") judge(seat, event.at);
      else if (event.kind === "drive") {
        seat.trip.begunAt = event.at;
        seat.quiet();
      }
    },
  };
};

/** A cold battery at the start of a drive: warm it first. */
export const rule: RuleFile<typeof id> = { id, about, inputs, forCar };
