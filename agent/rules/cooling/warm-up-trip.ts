import type { CompleteSpecification } from "../kit/specification.ts";
import { notYetWarming, type WarmingUp, warm } from "./own-warm-up.ts";
import { fuelWatts, keptWatts, warmUp } from "./warm-up-model.ts";

export const runningPath = "Vehicle.Powertrain.CombustionEngine.IsRunning";
export const airPath = "Vehicle.Exterior.AirTemperature";
export const intakePath = "Vehicle.OBD.IntakeTemp";
export const mafPath = "Vehicle.OBD.MAF";
export const fuelRatePath = "Vehicle.OBD.FuelRate";
export const speedPath = "Vehicle.Speed";

/** What a trip must be to say anything of its warm-up. */
export const tripLimits = {
  modelCelsius: 75,
  startNearAirCelsius: 10,
  coldestAirCelsius: -15,
  /** A stop-start car in town rests less, a hybrid in town more. */
  restShare: 0.2,
  idleShare: 0.5,
  idleKmPerHour: 5,
  longestStepMs: 10_000,
  cruiseMs: 300_000,
  cruiseKmPerHour: 50,
  cruiseBandCelsius: 3,
};

/** A trip of an engine that may be warming up; plain data, so that it outlives a restart. Times are event time, ms. */
export interface Trip {
  startedAt: number | null;
  judged: boolean;
  modelCelsius: number | null;
  firstCelsius: number | null;
  steppedAt: number | null;
  runMs: number;
  idleMs: number;
  /** Time the engine stood still since it first ran; null while it runs. */
  restMs: number;
  restingSince: number | null;
  firstAir: number | null;
  firstIntake: number | null;
  cruise: { since: number; least: number; most: number } | null;
  own: WarmingUp;
}

/** Nothing of this trip is known yet. */
export const parked = (): Trip => ({
  startedAt: null,
  judged: false,
  modelCelsius: null,
  firstCelsius: null,
  steppedAt: null,
  runMs: 0,
  idleMs: 0,
  restMs: 0,
  restingSince: null,
  firstAir: null,
  firstIntake: null,
  cruise: null,
  own: notYetWarming(),
});

/** The first intake reading is the air's, until the engine has warmed its own intake; a sensor outside knows better. */
const airAtStart = ({ firstAir, firstIntake }: Trip): number | null => firstAir ?? firstIntake;

/** Whether the engine was as cold as the air when it started, and the air not colder than the model knows. */
export const startedCold = (trip: Trip): boolean => {
  const air = airAtStart(trip);
  if (trip.firstCelsius === null || air === null || air < tripLimits.coldestAirCelsius) return false;
  return Math.abs(trip.firstCelsius - air) <= tripLimits.startNearAirCelsius;
};

/** An engine that mostly idles makes less heat of its fuel than the model thinks, and proves nothing. */
export const mostlyIdles = ({ idleMs, runMs }: Trip): boolean => idleMs > runMs * tripLimits.idleShare;

/**
 * An engine that rests again and again, as a hybrid's in town, gives heat away that nobody burned in between, and burns what
 * falls between two readings: neither the model nor another start is a measure of it.
 */
export const restsOften = ({ startedAt, restMs, restingSince }: Trip, at: number): boolean =>
  startedAt !== null && restMs + at - (restingSince ?? at) > (at - startedAt) * tripLimits.restShare;

export const noteRunning = (trip: Trip, isRunning: boolean, at: number): void => {
  if (isRunning) {
    trip.startedAt ??= at;
    trip.restMs += at - (trip.restingSince ?? at);
    trip.restingSince = null;
    return;
  }
  trip.steppedAt = null;
  if (trip.startedAt !== null) trip.restingSince ??= at;
};

/** Coolant that stands still on the open road below the opening temperature; the deficit against the model's mark. */
export const cruiseDeficit = (trip: Trip, kmPerHour: number, celsius: number, at: number): number | undefined => {
  const fast = kmPerHour >= tripLimits.cruiseKmPerHour;
  if (!fast || trip.cruise === null) {
    trip.cruise = fast ? { since: at, least: celsius, most: celsius } : null;
    return undefined;
  }
  trip.cruise.least = Math.min(trip.cruise.least, celsius);
  trip.cruise.most = Math.max(trip.cruise.most, celsius);
  if (trip.cruise.most - trip.cruise.least > tripLimits.cruiseBandCelsius)
    trip.cruise = { since: at, least: celsius, most: celsius };
  return at - trip.cruise.since >= tripLimits.cruiseMs ? tripLimits.modelCelsius - trip.cruise.most : undefined;
};

/** What the car says of its heat now; undefined where nobody may believe it. */
export interface HeatNow {
  readonly litresPerHour: number | undefined;
  readonly airGramsPerSecond: number | undefined;
  readonly airCelsius: number | undefined;
  readonly kmPerHour: number;
}

/** Goes on with the model, and with the heat that the coolant kept, up to this reading of it. */
export const stepModel = (
  trip: Trip,
  fuel: CompleteSpecification["fuel"],
  { airCelsius, kmPerHour, ...burned }: HeatNow,
  celsius: number,
  at: number,
): void => {
  const passedMs = at - (trip.steppedAt ?? at);
  const spanMs = Math.min(passedMs, tripLimits.longestStepMs);
  trip.steppedAt = at;
  trip.modelCelsius ??= celsius;
  const watts = fuelWatts({ fuel, ...burned });
  const air = airCelsius ?? airAtStart(trip);
  const isKnown = watts !== undefined && air !== null;
  trip.own.lostMs += isKnown ? passedMs - spanMs : passedMs;
  if (!isKnown) return;
  trip.modelCelsius = warmUp(trip.modelCelsius, air, watts, spanMs);
  // A diesel takes what air it gets: only of petrol does the air tell the heat closely enough to compare starts.
  const isClose = burned.litresPerHour !== undefined || fuel === "petrol";
  if (isClose)
    warm(
      trip.own,
      burned.litresPerHour === undefined ? "air" : "rate",
      (keptWatts(celsius, air, watts) * spanMs) / 1_000,
    );
  trip.runMs += spanMs;
  if (kmPerHour < tripLimits.idleKmPerHour) trip.idleMs += spanMs;
};
