import type { VehicleEvent } from "../../contract/events.ts";
import { type CarModel, drawCar, usualTraits } from "../vehicle/car-model.ts";
import { restedCar } from "../vehicle/car-state.ts";
import { type CarView, viewOf } from "../vehicle/car-view.ts";
import type { Crank } from "../vehicle/crank.ts";
import { driveSecond } from "../vehicle/driving.ts";
import { type Fault, levelsAt } from "../vehicle/faults.ts";
import { type DiagnosisState, diagnoseSecond, endOfTrip, noDiagnosis } from "../vehicle/on-board-diagnosis.ts";
import { drivenUnseen, parkFor, turnEngine } from "../vehicle/parking.ts";
import { kmBetween } from "../vehicle/place.ts";
import { createRandom } from "../vehicle/random.ts";
import { createReporter } from "../vehicle/reporter.ts";
import type { Instant, RecordedSpeeds } from "../vehicle/trip.ts";
import { createTruthLog, type Truth } from "../vehicle/truth.ts";
import { climates, createWeather } from "../vehicle/weather.ts";
import type { DriveScenario } from "./drive-scenario.ts";
import { beginsAt, firstDayOfYear, type PlannedDrive, planDrives, planFaults } from "./schedule.ts";

/** A scenario being lived through. */
export interface Play {
  /** Seconds of driving in all, for a progress bar. */
  readonly seconds: number;
  readonly drives: number;
  /** The events of the car in their order, some seconds at a time; the same seed gives the same events. */
  batches(): Generator<PlayBatch>;
  /** What really happened, once the batches are at their end. */
  truths(): readonly Truth[];
}

/** Events, and how much of the driving they end. `drive` counts from 0. */
export interface PlayBatch {
  readonly events: readonly VehicleEvent[];
  readonly drive: number;
  readonly seconds: number;
}

const standstill: Instant = { kmPerHour: 0, grade: 0, offline: false, chargeWatts: 0, washing: false };
const dayMs = 86_400_000;
const longestRestHours = 0.5;
/** Ignition on before the starter turns; with jump leads it takes longer until they are on. */
const ignitionSeconds = 5;
const leadsSeconds = 10;
const leadsOnAt = 5;
const attempts = 2;
const afterSeconds = 3;
const codesEverySeconds = 60;
const codesFromSecond = 6;
const batchSeconds = 60;
const preheatHours = 0.75;

/** Builds the car, the weather and the faults of a scenario. `seed` takes the place of the scenario's own. */
export const createPlay = (scenario: DriveScenario, recorded: RecordedSpeeds, seed = scenario.seed): Play => {
  const planned = planDrives(scenario, recorded);
  const faults: readonly Fault[] = planFaults(scenario, planned);
  const vehicle = `sim-${scenario.name}`.slice(0, 64);
  const model: CarModel = drawCar(vehicle, { ...usualTraits, ...scenario.car }, seed);
  const truth = createTruthLog(vehicle, faults);
  const startAt = beginsAt(scenario);
  const weather =
    typeof scenario.air === "string"
      ? createWeather(climates[scenario.air], firstDayOfYear(scenario), createRandom(seed, "weather"))
      : { airCelsius: constant(scenario.air.celsius) };
  const airAt = (at: number): number => weather.airCelsius((at - startAt) / dayMs);
  let endAt = startAt;

  function* batches(): Generator<PlayBatch> {
    const reporter = createReporter(model, seed);
    const misfires = createRandom(seed, "misfires");
    const firstAt = planned[0]?.at ?? startAt;
    const { latitude, longitude, altitude, course } = scenario.place;
    let state = restedCar(model, airAt(firstAt), { latitude, longitude, altitude, heading: course }, seed);
    let diagnosis: DiagnosisState = noDiagnosis;
    let parkedAt = startAt;
    let events: VehicleEvent[] = [];

    const look = (at: number, instant: Instant, driveSeconds: number, driveMetres: number): CarView =>
      viewOf({
        model,
        state,
        levels: levelsAt(faults, at),
        instant,
        airCelsius: airAt(at),
        driveSeconds,
        driveMetres,
        serviceKm: scenario.servicePoint === undefined ? undefined : kmBetween(state.place, scenario.servicePoint),
      });

    const rest = (until: number): void => {
      for (let at = parkedAt; at < until; ) {
        const hours = Math.min(longestRestHours, (until - at) / 3_600_000);
        at += hours * 3_600_000;
        const preheat = scenario.charger?.preheat === true && until - at < preheatHours * 3_600_000;
        const levels = levelsAt(faults, at);
        state = parkFor(
          model,
          state,
          { airCelsius: airAt(at), levels, chargeTo: scenario.charger?.to, preheat },
          hours,
        );
        truth.see(look(at, standstill, 0, 0), at);
      }
    };

    /** One drive: ignition, starter, trip, and the moment before the driver leaves. */
    function* live(
      { at: ignitionAt, instants, jumpLeads, extraKilograms, recordSeconds }: PlannedDrive,
      drive: number,
    ) {
      let second = 0;
      const fromMetres = state.odometerMetres;
      const now = (): number => ignitionAt + second * 1_000;
      const recording = (): boolean => second <= recordSeconds;
      const levels = () => levelsAt(faults, now());

      const report = (view: CarView): void => {
        if (!recording()) return;
        if (second > 0) events.push({ kind: "tick", at: now() });
        reporter.second(view, second, now(), events);
        if (second < codesFromSecond || (second - codesFromSecond) % codesEverySeconds !== 0) return;
        // Behind the readings of this second, so that time never runs back.
        const at = now() + 900;
        events.push({ kind: "codes", service: "03", codes: diagnosis.confirmed, at });
        events.push({ kind: "codes", service: "07", codes: diagnosis.pending, at });
      };
      const wait = (): void => {
        const view = look(now(), standstill, second, state.odometerMetres - fromMetres);
        truth.see(view, now());
        report(view);
        second += 1;
      };
      /** The starter turns; the seconds it takes pass. */
      const start = (leads: boolean): Crank => {
        const view = look(now(), standstill, second, 0);
        const turned = turnEngine(model, state, levels(), leads);
        state = turned.state;
        const took = Math.ceil(turned.crank.trace.at(-1)?.seconds ?? 0) || 1;
        if (recording()) {
          const starting: VehicleEvent[] = [];
          for (let k = 0; k < took; k += 1) starting.push({ kind: "tick", at: now() + k * 1_000 });
          reporter.crank(turned.crank, view, now(), starting);
          events.push(...starting.toSorted((a, b) => a.at - b.at));
        }
        second += took;
        return turned.crank;
      };

      events.push({ kind: "drive", drive: `${scenario.name}-${String(drive + 1).padStart(3, "0")}`, at: ignitionAt });
      events.push({ kind: "identity", vin: model.vin, at: ignitionAt });
      const own = state.bus;
      for (let k = 0; k < (jumpLeads ? leadsSeconds : ignitionSeconds); k += 1) {
        if (jumpLeads && k >= leadsOnAt) state = { ...state, bus: { ...own, volts: own.volts * 0.2 + 13.4 * 0.8 } };
        wait();
      }
      let running = model.traits.kind !== "petrol";
      for (let attempt = 0; attempt < attempts && !running; attempt += 1) {
        running = start(jumpLeads).started;
        if (!running) {
          truth.failedToStart(now());
          for (let k = 0; k < afterSeconds; k += 1) wait();
        }
      }
      for (const instant of running ? instants : []) {
        const around = { airCelsius: airAt(now()), extraKilograms, course };
        const input = { instant, around, levels: levels(), random: misfires };
        const next = driveSecond(model, state, input);
        if (model.traits.stopStart && !state.engineOn && next.engineOn) {
          start(false);
          continue;
        }
        state = next;
        const view = look(now(), instant, second, state.odometerMetres - fromMetres);
        diagnosis = diagnoseSecond(diagnosis, view);
        truth.see(view, now());
        report(view);
        second += 1;
        if (second % batchSeconds !== 0) continue;
        yield { events, drive, seconds: batchSeconds };
        events = [];
      }
      state = { ...state, engineOn: false, kmPerHour: 0, packAmperes: 0 };
      for (let k = 0; k < afterSeconds; k += 1) wait();
      diagnosis = endOfTrip(diagnosis);
      parkedAt = now();
      endAt = parkedAt;
      yield { events, drive, seconds: second % batchSeconds };
      events = [];
    }

    // Before its first drive the car has stood for a night.
    parkedAt = firstAt - 10 * 3_600_000;
    for (const [index, drive] of planned.entries()) {
      rest(drive.at);
      state = drivenUnseen(model, state, drive.betweenKm);
      yield* live(drive, index);
    }
  }

  return {
    seconds: planned.reduce((sum, { instants }) => sum + instants.length + ignitionSeconds + afterSeconds, 0),
    drives: planned.length,
    batches,
    truths: () => truth.entries(endAt),
  };
};

const constant = (value: number) => (): number => value;
