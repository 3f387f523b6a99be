import type { Sample, VehicleEvent } from "../../contract/events.ts";
import type { SignalPath } from "../../contract/signals.ts";
import { type Distance, drive, noDistance } from "./distance.ts";
import { type EngineState, engineUnknown, turnEngine } from "./engine-state.ts";
import { nowhere, type Place, type PlaceToAsk, placeToAsk } from "./nearest-service.ts";

/** Great-circle km to the nearest service point of the offline directory; undefined while there is none. */
export type NearestServiceKm = (latitude: number, longitude: number) => number | undefined;

/** The room's state, plain JSON. */
export interface FeaturesState {
  /** Event time of the last reading that only a car in use gives; null before the very first. */
  readonly lastLifeAt: number | null;
  readonly engine: EngineState;
  /** Word was given that nobody knows whether the engine runs. */
  readonly engineDoubted: boolean;
  readonly distance: Distance;
  readonly place: Place;
  /** Derived paths that the car reports itself in this drive: its own word is better than ours. */
  readonly given: Readonly<Record<string, true>>;
}

type Emit = (event: VehicleEvent) => void;

const rpmPath = "Vehicle.Powertrain.CombustionEngine.Speed";
const runningPath = "Vehicle.Powertrain.CombustionEngine.IsRunning";
const speedPath = "Vehicle.Speed";
const distancePath = "Vehicle.TraveledDistanceSinceStart";
const latitudePath = "Vehicle.CurrentLocation.Latitude";
const longitudePath = "Vehicle.CurrentLocation.Longitude";
const nearestPath = "Vehicle.Fettle.NearestServiceDistance";
const soakPath = "Vehicle.Fettle.SoakTime";

const derived: ReadonlySet<SignalPath> = new Set([runningPath, distancePath, nearestPath, soakPath]);
/** An adapter measures its supply and a receiver its place while the car sleeps: no sign of life. */
const sleeping: ReadonlySet<SignalPath> = new Set([
  "Vehicle.LowVoltageBattery.CurrentVoltage",
  "Vehicle.LowVoltageBattery.CurrentCurrent",
  "Vehicle.CurrentLocation.HorizontalAccuracy",
  latitudePath,
  longitudePath,
]);

const hourMs = 3_600_000;
/** An agent that never sleeps sees a parked car as silence; shorter pauses are gaps of the link. */
const parkedAfterMs = 1_800_000;
const longestSoakHours = 100_000;

/** Vehicle events in; the same out, each followed by the samples derived from it. */
export const createFeatures = (
  nearestServiceKm?: NearestServiceKm,
  state?: FeaturesState,
  onDirectoryFault: (cause: unknown) => void = () => {},
) => {
  const thawed = state === undefined ? undefined : structuredClone(state);
  let lastLifeAt = thawed?.lastLifeAt ?? null;
  let engine = thawed?.engine ?? engineUnknown();
  let engineDoubted = thawed?.engineDoubted ?? false;
  let distance = thawed?.distance ?? noDistance();
  const place = thawed?.place ?? nowhere();
  let given: Record<string, true> = { ...thawed?.given };

  const derive = (path: SignalPath, value: number, at: number, emit: Emit): void => {
    if (given[path] === undefined) emit({ kind: "sample", path, value, at });
  };

  const tellSoak = (at: number, emit: Emit): void => {
    if (lastLifeAt === null || at < lastLifeAt) return;
    const hours = Math.min((at - lastLifeAt) / hourMs, longestSoakHours);
    derive(soakPath, Math.round(hours * 100) / 100, at, emit);
  };

  const begin = (at: number, emit: Emit): void => {
    engine = engineUnknown();
    engineDoubted = false;
    distance = noDistance();
    given = {};
    tellSoak(at, emit);
  };

  const tellEngine = (at: number, emit: Emit): void => {
    if (engineDoubted) emit({ kind: "quality", path: runningPath, state: "fresh", at });
    engineDoubted = false;
    derive(runningPath, engine.running === true ? 1 : 0, at, emit);
  };

  /** A directory that fails is one that does not know: the event itself goes on to the rules. */
  const lookUp = (nearestKm: NearestServiceKm, { latitude, longitude }: PlaceToAsk): number | undefined => {
    try {
      return nearestKm(latitude, longitude);
    } catch (cause) {
      onDirectoryFault(cause);
      return undefined;
    }
  };

  const askNearest = (at: number, emit: Emit): void => {
    if (nearestServiceKm === undefined) return;
    const asked = placeToAsk(place, at);
    const km = asked === undefined ? undefined : lookUp(nearestServiceKm, asked);
    if (km !== undefined) derive(nearestPath, Math.round(km * 10) / 10, at, emit);
  };

  const measure = ({ path, value, at }: Sample, emit: Emit): void => {
    switch (path) {
      case rpmPath:
        if (turnEngine(engine, value, at)) tellEngine(at, emit);
        return;
      case speedPath:
        if (drive(distance, value, at)) derive(distancePath, Math.round(distance.metres), at, emit);
        return;
      case latitudePath:
        place.latitude = { value, at };
        askNearest(at, emit);
        return;
      case longitudePath:
        place.longitude = { value, at };
        askNearest(at, emit);
        return;
      default:
        if (derived.has(path)) given[path] = true;
    }
  };

  const doubt = (path: SignalPath, at: number, emit: Emit): void => {
    if (path === speedPath) distance.last = null;
    if (path !== rpmPath || engine.running === null) return;
    engine = engineUnknown();
    if (given[runningPath] !== undefined) return;
    engineDoubted = true;
    emit({ kind: "quality", path: runningPath, state: "stale", at });
  };

  const takeSample = (sample: Sample, emit: Emit): void => {
    if (!sleeping.has(sample.path)) {
      if (lastLifeAt !== null && sample.at - lastLifeAt >= parkedAfterMs) tellSoak(sample.at, emit);
      lastLifeAt = sample.at;
    }
    emit(sample);
    measure(sample, emit);
  };

  return {
    take(event: VehicleEvent, emit: Emit): void {
      if (event.kind === "sample") {
        takeSample(event, emit);
        return;
      }
      emit(event);
      if (event.kind === "drive") begin(event.at, emit);
      else if (event.kind === "quality" && event.state !== "fresh") doubt(event.path, event.at, emit);
      else if (event.kind === "clockStep") distance.last = null;
    },
    freeze: (): FeaturesState => structuredClone({ lastLifeAt, engine, engineDoubted, distance, place, given }),
  };
};
