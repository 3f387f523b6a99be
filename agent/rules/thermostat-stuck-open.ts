import type { VehicleEvent } from "../../contract/events.ts";
import type { SignalPath } from "../../contract/signals.ts";
import type { RuleAbout } from "./about.ts";
import type { CompleteProfile } from "./profile.ts";
import type { Judged, Rule } from "./rule.ts";
import { nothingMeasured, speak, unknownYet } from "./verdicts.ts";
import { fuelWatts, warmUp } from "./warm-up-model.ts";

const coolantPath = "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature";
const runningPath = "Vehicle.Powertrain.CombustionEngine.IsRunning";
const airPath = "Vehicle.Exterior.AirTemperature";
const intakePath = "Vehicle.OBD.IntakeTemp";
const mafPath = "Vehicle.OBD.MAF";
const fuelRatePath = "Vehicle.OBD.FuelRate";
const speedPath = "Vehicle.Speed";

const assumed = {
  modelCelsius: 75,
  deficitCelsius: 8,
  startNearAirCelsius: 10,
  coldestAirCelsius: -15,
  shortestTripMs: 600_000,
  idleShare: 0.5,
  idleKmPerHour: 5,
  longestStepMs: 10_000,
  cruiseMs: 300_000,
  cruiseKmPerHour: 50,
  cruiseBandCelsius: 3,
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
    "Once per cold start: a heat model of the engine runs on the fuel it burns, cabin heater included. When the model reaches 75 Celsius and the trip has lasted 10 minutes, the coolant must not lie more than 8 below. A cruise of 5 minutes above 50 km/h on which the coolant stands still below 67 counts as a bad start too.",
  warns: "`advisory` when 3 of the last 4 cold starts were bad: before the car's own two-trip code.",
  clears: "3 good warm-ups in a row.",
  silence:
    "Without air mass or fuel rate, or where no air temperature is known, a start does not count; neither does one that began more than 10 Celsius from the air (block heater, garage, short stop), below -15 Celsius, on a trip under 10 minutes, or with more than half of it idling. Outside temperature falls back on the intake sensor's first reading. Without a known fuel the model is kept cool.",
  data: "`deficit` of the latest bad start [Celsius], `t` coolant and `model` then [Celsius], `bad` starts of `starts`.",
  limits: [
    { what: "model temperature", value: assumed.modelCelsius, unit: "Celsius", source: workshop },
    { what: "deficit", value: assumed.deficitCelsius, unit: "Celsius", source: "our choice" },
    { what: "bad starts", value: "3 of 4", unit: "cold starts", source: "our choice" },
    { what: "coldest air", value: assumed.coldestAirCelsius, unit: "Celsius", source: "our choice" },
  ],
};

/** One cold start that counts. */
interface WarmUp {
  readonly deficit: number;
  readonly t: number;
}

interface Trip {
  startedAt: number | null;
  judged: boolean;
  modelCelsius: number | null;
  firstCelsius: number | null;
  steppedAt: number | null;
  runMs: number;
  idleMs: number;
  latest: Partial<Record<SignalPath, number>>;
  firstAir: number | null;
  firstIntake: number | null;
  cruise: { since: number; least: number; most: number } | null;
}

interface State extends Judged {
  verdicts: Judged["verdicts"];
  trip: Trip;
  starts: WarmUp[];
}

const parked = (): Trip => ({
  startedAt: null,
  judged: false,
  modelCelsius: null,
  firstCelsius: null,
  steppedAt: null,
  runMs: 0,
  idleMs: 0,
  latest: {},
  firstAir: null,
  firstIntake: null,
  cruise: null,
});

const isBad = ({ deficit }: WarmUp): boolean => deficit > assumed.deficitCelsius;

/** The first intake reading is the air's, until the engine has warmed its own intake; a sensor outside knows better. */
const airAtStart = ({ firstAir, firstIntake }: Trip): number | null => firstAir ?? firstIntake;

/** Whether the engine was as cold as the air when it started, and the air not colder than the model knows. */
const startedCold = (trip: Trip): boolean => {
  const air = airAtStart(trip);
  if (trip.firstCelsius === null || air === null || air < assumed.coldestAirCelsius) return false;
  return Math.abs(trip.firstCelsius - air) <= assumed.startNearAirCelsius;
};

/** Coolant that stands still on the open road below the opening temperature; the deficit against the model's mark. */
const cruiseDeficit = (trip: Trip, celsius: number, at: number): number | undefined => {
  const fast = (trip.latest[speedPath] ?? 0) >= assumed.cruiseKmPerHour;
  if (!fast || trip.cruise === null) {
    trip.cruise = fast ? { since: at, least: celsius, most: celsius } : null;
    return undefined;
  }
  trip.cruise.least = Math.min(trip.cruise.least, celsius);
  trip.cruise.most = Math.max(trip.cruise.most, celsius);
  if (trip.cruise.most - trip.cruise.least > assumed.cruiseBandCelsius)
    trip.cruise = { since: at, least: celsius, most: celsius };
  return at - trip.cruise.since >= assumed.cruiseMs ? assumed.modelCelsius - trip.cruise.most : undefined;
};

/** The rule for a car of this profile. */
export const thermostatStuckOpen = (profile: CompleteProfile): Rule<State> => {
  const speakOf = (state: State): void => {
    const recent = state.starts.slice(-assumed.ofStarts);
    const bad = recent.filter(isBad);
    const latest = bad.at(-1);
    if (latest !== undefined && bad.length >= assumed.badStarts) {
      const { deficit, t } = latest;
      const data = { deficit, t, model: assumed.modelCelsius, bad: bad.length, starts: recent.length };
      state.verdicts = speak(state.verdicts, "", "advisory", data);
      return;
    }
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

  const stepModel = (trip: Trip, celsius: number, at: number): void => {
    const spanMs = Math.min(at - (trip.steppedAt ?? at), assumed.longestStepMs);
    trip.steppedAt = at;
    trip.modelCelsius ??= celsius;
    const watts = fuelWatts({
      fuel: profile.fuel,
      litresPerHour: trip.latest[fuelRatePath],
      airGramsPerSecond: trip.latest[mafPath],
    });
    const air = trip.latest[airPath] ?? airAtStart(trip);
    if (watts === undefined || air === null) return;
    trip.modelCelsius = warmUp(trip.modelCelsius, air, watts, spanMs);
    trip.runMs += spanMs;
    if ((trip.latest[speedPath] ?? 0) < assumed.idleKmPerHour) trip.idleMs += spanMs;
  };

  const takeCoolant = (state: State, celsius: number, at: number): void => {
    const { trip } = state;
    trip.firstCelsius ??= celsius;
    if (trip.judged || trip.startedAt === null) return;
    stepModel(trip, celsius, at);
    const plateau = cruiseDeficit(trip, celsius, at) ?? 0;
    const modelWarm = trip.modelCelsius !== null && trip.modelCelsius >= assumed.modelCelsius;
    const stands = plateau > assumed.deficitCelsius;
    if (celsius < assumed.modelCelsius && (trip.runMs < assumed.shortestTripMs || !(modelWarm || stands))) return;
    trip.judged = true;
    // An engine that mostly idles makes less heat of its fuel than the model thinks, and proves nothing.
    const isIdling = trip.idleMs > trip.runMs * assumed.idleShare;
    if (!startedCold(trip) || (isIdling && celsius < assumed.modelCelsius)) return;
    conclude(state, celsius, stands ? plateau : assumed.modelCelsius - celsius);
  };

  const takeSample = (state: State, path: SignalPath, value: number, at: number): void => {
    const { trip } = state;
    trip.latest[path] = value;
    if (path === airPath) trip.firstAir ??= value;
    if (path === intakePath) trip.firstIntake ??= value;
    if (path === runningPath && value === 1) trip.startedAt ??= at;
    if (path === runningPath && value === 0) trip.steppedAt = null;
    if (path === coolantPath) takeCoolant(state, value, at);
  };

  return {
    id: thermostatStuckOpenAbout.id,
    title: thermostatStuckOpenAbout.title,
    reads: [coolantPath, runningPath, airPath, intakePath, mafPath, fuelRatePath, speedPath],
    hears: ["drive"],
    start: () => ({ verdicts: unknownYet, trip: parked(), starts: [] }),
    step(state: State, event: VehicleEvent): State {
      if (event.kind === "drive") return { verdicts: state.verdicts, trip: parked(), starts: state.starts };
      if (event.kind === "sample") takeSample(state, event.path, event.value, event.at);
      else if (event.kind === "quality" && event.state !== "fresh") delete state.trip.latest[event.path];
      return state;
    },
  };
};
