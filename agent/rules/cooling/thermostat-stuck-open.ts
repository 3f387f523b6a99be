import type { VehicleEvent } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import type { RuleAbout } from "../kit/about.ts";
import type { Judged, Rule } from "../kit/rule.ts";
import type { CompleteSpecification } from "../kit/specification.ts";
import { nothingMeasured, speak, unknownYet } from "../kit/verdicts.ts";
import { follow, lateStarts, noWarmUps, type OwnWarmUp, ownLimits } from "./own-warm-up.ts";
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

const coolantPath = "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature";

const assumed = {
  deficitCelsius: 8,
  shortestTripMs: 600_000,
  ofStarts: 4,
  badStarts: 3,
  goodStarts: 3,
};
const workshop = "P0128 texts of two makers: model at 75 or 77 Celsius and coolant below";

/** The coolant warms too slowly: the thermostat does not close. */
export const thermostatStuckOpenAbout: RuleAbout = {
  id: "thermostat-stuck-open",
  title: "Engine warms too slowly",
  levels: ["advisory"],
  reads:
    "EngineCoolant.Temperature (05), IntakeTemp (0F), AirTemperature (46) [Celsius]; MAF (10) [g/s] or FuelRate (5E) [l/h]; Speed (0D) [km/h]; IsRunning (derived).",
  judges:
    "Once per cold start, twice over. Against the car's own starts: the heat that its coolant has kept of the fuel (model losses taken off) when it reaches 75 Celsius; the middle of its first good starts that began within 10 Celsius of this one is its usual heat, and what the coolant lacks to 75 when that is spent is the start's deficit. A thermostat that opens a little shows there first, long before the regulated temperature falls. And against a model: a heat model of the engine runs on the fuel it burns, cabin heater included. When the model reaches 75 Celsius and the trip has lasted 10 minutes, the coolant must not lie more than 8 below. A cruise of 5 minutes above 50 km/h on which the coolant stands still below 67 counts as a bad start too.",
  warns:
    "`advisory` at once when the coolant is still below 75 Celsius after half as much again as the usual heat of at least 2 starts (and 10 minutes) with a deficit above 8 Celsius; when 2 of the last 3 starts had such a deficit against at least 3 usual ones; or when 3 of the last 4 lay below the model. The car's own code matures on the second trip, so three bad starts alone would come after it.",
  clears:
    "3 good warm-ups in a row. Three starts with a fifth less heat than usual: the thermostat was changed, and the usual heat is learned anew.",
  silence:
    "Without air mass or fuel rate, or where no air temperature is known, a start does not count; neither does one that began more than 10 Celsius from the air (block heater, garage, short stop), below -15 Celsius, on a trip under 10 minutes, with more than half of it idling, or in which the engine rested for more than a fifth of the time (a hybrid in town). Outside temperature falls back on the intake sensor's first reading. Without a known fuel the model is kept cool. Starts are compared with the car's own only where the fuel rate is told, or the air mass of a car known to burn petrol: a diesel's air says little of its heat. A start whose air mass or fuel rate was away for more than 30 s is not compared with the car's own.",
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
    { what: "usual heat", value: "2 to 20", unit: "cold starts", source: "our choice" },
    { what: "late starts", value: "2 of 3", unit: "cold starts", source: "our choice" },
    { what: "starts below the model", value: "3 of 4", unit: "cold starts", source: "our choice" },
    { what: "resting engine", value: 100 * tripLimits.restShare, unit: "percent of the trip", source: "our choice" },
    { what: "coldest air", value: tripLimits.coldestAirCelsius, unit: "Celsius", source: "our choice" },
  ],
};

/** One cold start that counts. */
interface WarmUp {
  readonly deficit: number;
  readonly t: number;
}

interface State extends Judged {
  verdicts: Judged["verdicts"];
  trip: Trip;
  starts: WarmUp[];
  own: OwnWarmUp;
}

const isBad = ({ deficit }: WarmUp): boolean => deficit > assumed.deficitCelsius;

/** The rule for this car. */
export const thermostatStuckOpen = (car: CompleteSpecification): Rule<State> => {
  const speakOf = (state: State): void => {
    const recent = state.starts.slice(-assumed.ofStarts);
    const bad = recent.filter(isBad);
    const latest = bad.at(-1);
    if (latest !== undefined && bad.length >= assumed.badStarts) {
      const { deficit, t } = latest;
      const data = { deficit, t, model: tripLimits.modelCelsius, bad: bad.length, starts: recent.length };
      state.verdicts = speak(state.verdicts, "", "advisory", data);
      return;
    }
    if (lateStarts(state.own) > 0 && state.verdicts[""]?.level === "advisory") return;
    const lastAreGood =
      state.starts.length >= assumed.goodStarts && !state.starts.slice(-assumed.goodStarts).some(isBad);
    if (state.verdicts[""]?.level !== "advisory" || lastAreGood)
      state.verdicts = speak(state.verdicts, "", "quiet", nothingMeasured);
  };

  const conclude = (state: State, celsius: number, deficit: number): void => {
    state.starts.push({ deficit: Math.round(deficit), t: Math.round(celsius) });
    if (state.starts.length > assumed.ofStarts) state.starts.shift();
    speakOf(state);
  };

  const speakOfOwn = (state: State, celsius: number): void => {
    const { deficits } = state.own;
    const data = {
      deficit: deficits.at(-1) ?? 0,
      t: Math.round(celsius),
      model: ownLimits.warmCelsius,
      bad: lateStarts(state.own),
      starts: deficits.length,
    };
    state.verdicts = speak(state.verdicts, "", "advisory", data);
  };

  /** The same start against the car's own usual ones, whose heat has another unit where the fuel is unknown. */
  const compareWithOwn = (state: State, celsius: number): void => {
    const { trip, own } = state;
    if (trip.own.judged || trip.firstCelsius === null || !startedCold(trip)) return;
    if (mostlyIdles(trip)) return;
    const { firstCelsius } = trip;
    const isEarly = trip.runMs < assumed.shortestTripMs;
    const verdict = follow(own, trip.own, { firstCelsius, celsius, isEarly });
    if (verdict === "far" || (verdict === "late" && lateStarts(own) >= ownLimits.badStarts)) speakOfOwn(state, celsius);
  };

  const compareWithModel = (state: State, celsius: number, at: number): void => {
    const { trip } = state;
    const plateau = cruiseDeficit(trip, celsius, at) ?? 0;
    const modelWarm = trip.modelCelsius !== null && trip.modelCelsius >= tripLimits.modelCelsius;
    const stands = plateau > assumed.deficitCelsius;
    if (celsius < tripLimits.modelCelsius && (trip.runMs < assumed.shortestTripMs || !(modelWarm || stands))) return;
    trip.judged = true;
    if (!startedCold(trip) || (mostlyIdles(trip) && celsius < tripLimits.modelCelsius)) return;
    conclude(state, celsius, stands ? plateau : tripLimits.modelCelsius - celsius);
  };

  const takeCoolant = (state: State, celsius: number, at: number): void => {
    const { trip } = state;
    trip.firstCelsius ??= celsius;
    if (trip.startedAt === null || (trip.judged && trip.own.judged)) return;
    stepModel(trip, car.fuel, celsius, at);
    if (restsOften(trip, at)) return;
    compareWithOwn(state, celsius);
    if (!trip.judged) compareWithModel(state, celsius, at);
  };

  const takeSample = (state: State, path: SignalPath, value: number, at: number): void => {
    const { trip } = state;
    trip.latest[path] = value;
    if (path === airPath) trip.firstAir ??= value;
    if (path === intakePath) trip.firstIntake ??= value;
    if (path === runningPath) noteRunning(trip, value === 1, at);
    if (path === coolantPath) takeCoolant(state, value, at);
  };

  return {
    id: thermostatStuckOpenAbout.id,
    title: thermostatStuckOpenAbout.title,
    reads: [coolantPath, runningPath, airPath, intakePath, mafPath, fuelRatePath, speedPath],
    hears: ["drive"],
    start: () => ({ verdicts: unknownYet, trip: parked(), starts: [], own: noWarmUps() }),
    step(state: State, event: VehicleEvent): State {
      if (event.kind === "drive")
        return { verdicts: state.verdicts, trip: parked(), starts: state.starts, own: state.own };
      if (event.kind === "sample") takeSample(state, event.path, event.value, event.at);
      else if (event.kind === "quality" && event.state !== "fresh") delete state.trip.latest[event.path];
      return state;
    },
  };
};
