import { z } from "zod";
import type { Sample } from "../../../contract/events.ts";
import { minuteMs, percentOf, type RuleAbout, secondMs } from "../kit/about.ts";
import { learns } from "../kit/learned.ts";
import type { Inputs, Rule, RuleFile, Seat } from "../kit/rule.ts";
import type { CompleteSpecification } from "../kit/specification.ts";
import { follow, lateStarts, noWarmUps, ownLimits, ownWarmUpSchema } from "./own-warm-up.ts";
import {
  airPath,
  cruiseDeficit,
  fuelRatePath,
  intakePath,
  mafPath,
  mostlyIdles,
  noteRunning,
  parked,
  restsOften,
  runningPath,
  speedPath,
  startedCold,
  stepModel,
  type Trip,
  tripLimits,
} from "./warm-up-trip.ts";

const id = "thermostat-stuck-open";

const coolantPath = "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature";

const assumed = {
  deficitCelsius: 8,
  shortestTripMs: 600_000,
  ofStarts: 4,
  badStarts: 3,
  goodStarts: 3,
};
const workshop = "P0128 texts of two makers: model at 75 or 77 Celsius and coolant below";

const about: RuleAbout = {
  title: "Engine warms too slowly",
  reads:
    "EngineCoolant.Temperature (05), IntakeTemp (0F), AirTemperature (46) [Celsius]; MAF (10) [g/s] or FuelRate (5E) [l/h]; Speed (0D) [km/h]; IsRunning (derived).",
  judges: `Once per cold start, twice over. Against the car's own starts: the heat that its coolant has kept of the fuel (model losses taken off) when it reaches ${ownLimits.warmCelsius} Celsius; the middle of its first good starts that began within ${ownLimits.comparableCelsius} Celsius of this one is its usual heat, and what the coolant lacks to ${ownLimits.warmCelsius} when that is spent is the start's deficit. A thermostat that opens a little shows there first, long before the regulated temperature falls. And against a model: a heat model of the engine runs on the fuel it burns, cabin heater included. When the model reaches ${tripLimits.modelCelsius} Celsius and the trip has lasted ${assumed.shortestTripMs / minuteMs} minutes, the coolant must not lie more than ${assumed.deficitCelsius} below. A cruise of ${tripLimits.cruiseMs / minuteMs} minutes above ${tripLimits.cruiseKmPerHour} km/h on which the coolant stands still below ${tripLimits.modelCelsius - assumed.deficitCelsius} counts as a bad start too.`,
  warns: `\`advisory\` at once when the coolant is still below ${ownLimits.warmCelsius} Celsius after ${ownLimits.farShare} times the usual heat of at least ${ownLimits.leastStarts} starts (and ${assumed.shortestTripMs / minuteMs} minutes) with a deficit above ${ownLimits.deficitCelsius} Celsius; when ${ownLimits.badStarts} of the last ${ownLimits.ofStarts} starts had such a deficit against at least ${ownLimits.surerStarts} usual ones; or when ${assumed.badStarts} of the last ${assumed.ofStarts} lay below the model. The car's own code matures on the second trip, so three bad starts alone would come after it.`,
  clears: `${assumed.goodStarts} good warm-ups in a row. ${ownLimits.betterStarts} starts with ${percentOf(1 - ownLimits.betterShare)} percent less heat than usual: the thermostat was changed, and the usual heat is learned anew.`,
  silence: `Without air mass or fuel rate, or where no air temperature is known, a start does not count; neither does one that began more than ${tripLimits.startNearAirCelsius} Celsius from the air (block heater, garage, short stop), below ${tripLimits.coldestAirCelsius} Celsius, on a trip under ${assumed.shortestTripMs / minuteMs} minutes, with more than ${percentOf(tripLimits.idleShare)} percent of it idling, or in which the engine rested for more than ${percentOf(tripLimits.restShare)} percent of the time (a hybrid in town). Outside temperature falls back on the intake sensor's first reading. Without a known fuel the model is kept cool. Starts are compared with the car's own only where the fuel rate is told, or the air mass of a car known to burn petrol: a diesel's air says little of its heat. A start whose air mass or fuel rate was away for more than ${ownLimits.mostLostMs / secondMs} s is not compared with the car's own.`,
  data: "`deficit` of the latest bad start [Celsius], `t` coolant and `model` then [Celsius], `bad` starts of `starts`.",
  limits: [
    { what: "model temperature", value: tripLimits.modelCelsius, unit: "Celsius", source: workshop },
    { what: "deficit", value: assumed.deficitCelsius, unit: "Celsius", source: "our choice" },
    {
      what: "far from warm",
      value: ownLimits.farShare,
      unit: "usual heats",
      source: "P0128 is set at about twice; our choice",
    },
    {
      what: "usual heat",
      value: `${ownLimits.leastStarts} to ${ownLimits.keptStarts}`,
      unit: "cold starts",
      source: "our choice",
    },
    {
      what: "late starts",
      value: `${ownLimits.badStarts} of ${ownLimits.ofStarts}`,
      unit: "cold starts",
      source: "our choice",
    },
    {
      what: "starts below the model",
      value: `${assumed.badStarts} of ${assumed.ofStarts}`,
      unit: "cold starts",
      source: "our choice",
    },
    {
      what: "resting engine",
      value: percentOf(tripLimits.restShare),
      unit: "percent of the trip",
      source: "our choice",
    },
    { what: "coldest air", value: tripLimits.coldestAirCelsius, unit: "Celsius", source: "our choice" },
  ],
};

const noHeat = "the start does not count, unless the other tells its heat";
const inputs = {
  [coolantPath]: { stale: "forgotten", without: "nothing is judged" },
  [runningPath]: { stale: "forgotten", without: "nothing is judged" },
  [airPath]: { stale: "forgotten", without: "the first intake air of the drive stands for it" },
  [intakePath]: { stale: "forgotten", without: "a start counts only where the outside air is known" },
  [mafPath]: { stale: "forgotten", without: noHeat },
  [fuelRatePath]: { stale: "forgotten", without: noHeat },
  [speedPath]: { stale: "forgotten", without: "the engine is taken to idle" },
} as const satisfies Inputs;

/** One cold start that counts: what the coolant lacked of the model, and the coolant then, Celsius. */
const warmUpSchema = z.object({ deficit: z.number(), t: z.number() });
type WarmUp = z.infer<typeof warmUpSchema>;

const learned = learns(z.object({ starts: z.array(warmUpSchema), own: ownWarmUpSchema }), () => ({
  starts: [],
  own: noWarmUps(),
}));
type Learned = ReturnType<typeof learned.start>;
type Here = Seat<typeof id, keyof typeof inputs, Trip, Learned>;

const isBad = ({ deficit }: WarmUp): boolean => deficit > assumed.deficitCelsius;

const forCar = (car: CompleteSpecification): Rule<typeof id, keyof typeof inputs, Trip, Learned> => {
  const speakOf = (seat: Here): void => {
    const { starts, own } = seat.learned;
    const recent = starts.slice(-assumed.ofStarts);
    const bad = recent.filter(isBad);
    const latest = bad.at(-1);
    if (latest !== undefined && bad.length >= assumed.badStarts) {
      const { deficit, t } = latest;
      const counts = { bad: bad.length, starts: recent.length };
      seat.warn("advisory", { deficit, t, model: tripLimits.modelCelsius, ...counts });
      return;
    }
    const isRaised = seat.verdicts[""]?.level === "advisory";
    if (lateStarts(own) > 0 && isRaised) return;
    const lastAreGood = starts.length >= assumed.goodStarts && !starts.slice(-assumed.goodStarts).some(isBad);
    if (!isRaised || lastAreGood) seat.quiet();
  };

  const conclude = (seat: Here, celsius: number, deficit: number): void => {
    const { starts } = seat.learned;
    starts.push({ deficit: Math.round(deficit), t: Math.round(celsius) });
    if (starts.length > assumed.ofStarts) starts.shift();
    speakOf(seat);
  };

  const speakOfOwn = (seat: Here, celsius: number): void => {
    const { own } = seat.learned;
    seat.warn("advisory", {
      deficit: own.deficits.at(-1) ?? 0,
      t: Math.round(celsius),
      model: ownLimits.warmCelsius,
      bad: lateStarts(own),
      starts: own.deficits.length,
    });
  };

  /** The same start against the car's own usual ones, whose heat has another unit where the fuel is unknown. */
  const compareWithOwn = (seat: Here, celsius: number): void => {
    const { trip, learned: known } = seat;
    if (trip.own.judged || trip.firstCelsius === null || !startedCold(trip)) return;
    if (mostlyIdles(trip)) return;
    const { firstCelsius } = trip;
    const isEarly = trip.runMs < assumed.shortestTripMs;
    const verdict = follow(known.own, trip.own, { firstCelsius, celsius, isEarly });
    if (verdict === "far" || (verdict === "late" && lateStarts(known.own) >= ownLimits.badStarts))
      speakOfOwn(seat, celsius);
  };

  const compareWithModel = (seat: Here, celsius: number, at: number): void => {
    const { trip } = seat;
    const plateau = cruiseDeficit(trip, seat.latest(speedPath) ?? 0, celsius, at) ?? 0;
    const modelWarm = trip.modelCelsius !== null && trip.modelCelsius >= tripLimits.modelCelsius;
    const stands = plateau > assumed.deficitCelsius;
    if (celsius < tripLimits.modelCelsius && (trip.runMs < assumed.shortestTripMs || !(modelWarm || stands))) return;
    trip.judged = true;
    if (!startedCold(trip) || (mostlyIdles(trip) && celsius < tripLimits.modelCelsius)) return;
    conclude(seat, celsius, stands ? plateau : tripLimits.modelCelsius - celsius);
  };

  const takeCoolant = (seat: Here, celsius: number, at: number): void => {
    const { trip } = seat;
    trip.firstCelsius ??= celsius;
    if (trip.startedAt === null || (trip.judged && trip.own.judged)) return;
    const now = {
      litresPerHour: seat.latest(fuelRatePath),
      airGramsPerSecond: seat.latest(mafPath),
      airCelsius: seat.latest(airPath),
      kmPerHour: seat.latest(speedPath) ?? 0,
    };
    stepModel(trip, car.fuel, now, celsius, at);
    if (restsOften(trip, at)) return;
    compareWithOwn(seat, celsius);
    if (!trip.judged) compareWithModel(seat, celsius, at);
  };

  const takeSample = (seat: Here, { path, value, at }: Sample): void => {
    if (path === airPath) seat.trip.firstAir ??= value;
    if (path === intakePath) seat.trip.firstIntake ??= value;
    if (path === runningPath) noteRunning(seat.trip, value === 1, at);
    if (path === coolantPath) takeCoolant(seat, value, at);
  };

  return {
    id,
    inputs,
    hears: [],
    learned,
    trip: parked,
    take(seat, event) {
      if (event.kind === "sample") takeSample(seat, event);
    },
  };
};

/** The coolant warms too slowly: the thermostat does not close. */
export const rule: RuleFile<typeof id> = { id, about, inputs, forCar };
