import { drawWakes } from "./battery-ageing.ts";
import type { CarModel } from "./car-model.ts";
import { type CarState, restedCar } from "./car-state.ts";
import { type CarView, viewOf } from "./car-view.ts";
import type { Crank } from "./crank.ts";
import { driveSecond } from "./driving.ts";
import { type Fault, levelsAt } from "./faults.ts";
import { type DiagnosisState, diagnoseSecond, endOfTrip, noDiagnosis } from "./on-board-diagnosis.ts";
import { drivenUnseen, parkFor, turnEngine, wakes } from "./parking.ts";
import { kmBetween, type Place } from "./place.ts";
import { createRandom } from "./random.ts";
import type { Instant } from "./trip.ts";
import type { TruthLog } from "./truth.ts";

/** What a car needs to live: its faults, its weather, its habits. */
export interface Circumstances {
  readonly model: CarModel;
  readonly faults: readonly Fault[];
  readonly airAt: (at: number) => number;
  readonly truth: TruthLog;
  /** Where it stands at first; `heading` is the course of its road. */
  readonly place: Place;
  readonly servicePoint: { readonly latitude: number; readonly longitude: number } | undefined;
  readonly charger: { readonly to: number; readonly preheat: boolean } | undefined;
  readonly seed: number;
}

/** A car that moves through time, one step after the other; whoever moves it says when. */
export interface LivingCar {
  /** Stands until `at`; plugged in where it has a charger. */
  restUntil(at: number): void;
  /** Kilometres that nobody records. */
  driveUnseen(km: number): void;
  /** The ignition goes on: distances count from here. */
  beginDrive(at: number): void;
  /** One second with the engine as it is. */
  wait(at: number): CarView;
  /** Jump leads of a running car are put on. */
  putLeadsOn(): void;
  start(at: number, jumpLeads: boolean): { readonly crank: Crank; readonly view: CarView };
  /** A car without a starter is switched on; whether it comes alive. */
  wake(at: number, jumpLeads: boolean): boolean;
  /** Whether the engine has to be started before this second, as a stop-start system does at a light. */
  needsStart(instant: Instant, at: number): boolean;
  drive(instant: Instant, at: number, extraKilograms: number): CarView;
  stopEngine(): void;
  /** The ignition goes off: its controllers draw the balance of the trip. */
  endDrive(at: number): void;
  /** What its controllers know. */
  codes(): Pick<DiagnosisState, "confirmed" | "pending">;
}

const standstill: Instant = { kmPerHour: 0, grade: 0, offline: false, chargeWatts: 0, washing: false };
const hourMs = 3_600_000;
const longestRestHours = 0.5;
const preheatHours = 0.75;
/** A donor car's alternator behind cable and clamps, V [M]. */
const leadsVolts = 13.4;
const leadsShare = 0.8;

/** The car of a story, rested for a night before `firstAt`. */
export const createLivingCar = (circumstances: Circumstances, firstAt: number): LivingCar => {
  const { model, faults, airAt, truth, place, servicePoint, charger, seed } = circumstances;
  const misfires = createRandom(seed, "misfires");
  const nights = createRandom(seed, "nights");
  let state: CarState = restedCar(model, airAt(firstAt), place, seed);
  let diagnosis: DiagnosisState = noDiagnosis;
  let parkedAt = firstAt - 10 * hourMs;
  let [ignitionAt, fromMetres] = [firstAt, state.odometerMetres];

  const look = (at: number, instant: Instant): CarView => {
    const view = viewOf({
      model,
      state,
      levels: levelsAt(faults, at),
      instant,
      airCelsius: airAt(at),
      driveSeconds: Math.max(0, (at - ignitionAt) / 1_000),
      driveMetres: state.odometerMetres - fromMetres,
      serviceKm: servicePoint === undefined ? undefined : kmBetween(state.place, servicePoint),
    });
    truth.see(view, at);
    return view;
  };

  const next = (instant: Instant, at: number, extraKilograms: number): CarState => {
    const around = { airCelsius: airAt(at), extraKilograms, course: place.heading };
    return driveSecond(model, state, { instant, around, levels: levelsAt(faults, at), random: misfires });
  };

  return {
    restUntil(until) {
      for (let at = parkedAt; at < until; ) {
        const hours = Math.min(longestRestHours, (until - at) / hourMs);
        at += hours * hourMs;
        const preheat = charger?.preheat === true && until - at < preheatHours * hourMs;
        const parking = {
          airCelsius: airAt(at),
          levels: levelsAt(faults, at),
          chargeTo: charger?.to,
          preheat,
          wakes: drawWakes(model.parked, hours, nights),
        };
        state = parkFor(model, state, parking, hours);
        ignitionAt = at;
        look(at, standstill);
      }
    },
    driveUnseen(km) {
      state = drivenUnseen(model, state, km);
    },
    beginDrive(at) {
      ignitionAt = at;
      fromMetres = state.odometerMetres;
    },
    wait: (at) => look(at, standstill),
    putLeadsOn() {
      const volts = state.bus.volts * (1 - leadsShare) + leadsVolts * leadsShare;
      state = { ...state, bus: { ...state.bus, volts } };
    },
    start(at, jumpLeads) {
      const view = look(at, standstill);
      const turned = turnEngine(model, state, levelsAt(faults, at), jumpLeads);
      state = turned.state;
      if (!turned.crank.started) truth.failedToStart(at);
      return { crank: turned.crank, view };
    },
    wake(at, jumpLeads) {
      const alive = jumpLeads || wakes(model, state, levelsAt(faults, at));
      if (!alive) truth.failedToStart(at);
      return alive;
    },
    needsStart: (instant, at) =>
      model.traits.stopStart && !state.engineOn && instant.kmPerHour > 0 && next(instant, at, 0).engineOn,
    drive(instant, at, extraKilograms) {
      state = next(instant, at, extraKilograms);
      const view = look(at, instant);
      diagnosis = diagnoseSecond(diagnosis, view);
      return view;
    },
    stopEngine() {
      state = { ...state, engineOn: false, kmPerHour: 0, packAmperes: 0 };
    },
    endDrive(at) {
      diagnosis = endOfTrip(diagnosis);
      parkedAt = at;
    },
    codes: () => diagnosis,
  };
};
