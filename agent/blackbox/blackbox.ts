import type { VehicleEvent } from "../../contract/events.ts";
import { type SignalPath, signalPaths, signals } from "../../contract/signals.ts";
import type { Evidence } from "../../contract/wire/up/evidence.ts";
import { createRing, type Point, type Ring } from "./ring.ts";
import { thin } from "./thin.ts";

/** What a warning asks the black box for. */
export interface EvidenceRequest {
  readonly episode: string;
  readonly rule: string;
  /** Event time of the raise. */
  readonly raisedAt: number;
  /** What the rule reads: these series come first. */
  readonly reads: readonly SignalPath[];
  /** Whether the time after the raise is in it. */
  readonly complete: boolean;
}

/** The last minutes of all signals, in bounded memory. Raw traces stay here; evidence is a thinned window. */
export interface BlackBox {
  /** Takes what the room `features` lets through. */
  take(event: VehicleEvent): void;
  windowAround(request: EvidenceRequest): Evidence;
}

/** How far back the black box reaches, event time. */
export const reachMs = 600_000;
/** How long after a raise its evidence is complete, event time. */
export const afterMs = 60_000;
/** Two points in half a second: 2,640 points of 16 bytes, 42 kB a signal, for the whole window. */
const bucketMs = 500;
const capacity = (2 * (reachMs + afterMs)) / bucketMs;
const mostPoints = 300;
const mostSeries = 12;

/** What helps a technician to read any other signal: how the car was driven, how warm, on what voltage. */
const context: readonly SignalPath[] = [
  "Vehicle.Speed",
  "Vehicle.Powertrain.CombustionEngine.Speed",
  "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature",
  "Vehicle.Exterior.AirTemperature",
  "Vehicle.LowVoltageBattery.CurrentVoltage",
  "Vehicle.OBD.ControlModuleVoltage",
  "Vehicle.OBD.EngineLoad",
  "Vehicle.Powertrain.TractionBattery.Temperature.Average",
  "Vehicle.Powertrain.TractionBattery.StateOfCharge.Current",
  "Vehicle.Powertrain.TractionBattery.CurrentCurrent",
];

/** Places leave the car only with consent or for a rescue: never in evidence. */
const isPlace = (path: SignalPath): boolean => path.startsWith("Vehicle.CurrentLocation.");

export const createBlackBox = (): BlackBox => {
  const rings = new Map<SignalPath, Ring>();
  const ringOf = (path: SignalPath): Ring => {
    const known = rings.get(path);
    if (known !== undefined) return known;
    const ring = createRing(capacity, bucketMs);
    rings.set(path, ring);
    return ring;
  };

  const seriesOf = (path: SignalPath, points: readonly Point[], from: number): Evidence["series"][number] => ({
    path,
    unit: signals[path].unit,
    points: thin(points, mostPoints).map(({ at, value }): [number, number | null] => [Math.round(at - from), value]),
  });

  return {
    take(event) {
      if (event.kind === "sample") ringOf(event.path).push(event.at, event.value);
      else if (event.kind === "quality" && event.state === "stale") rings.get(event.path)?.interrupt(event.at);
    },
    windowAround({ episode, rule, raisedAt, reads, complete }) {
      const to = raisedAt + (complete ? afterMs : 0);
      const kept: { path: SignalPath; points: Point[] }[] = [];
      for (const path of new Set([...reads, ...context, ...signalPaths])) {
        if (kept.length === mostSeries) break;
        const points = isPlace(path) ? [] : (rings.get(path)?.between(raisedAt - reachMs, to) ?? []);
        if (points.some(({ value }) => value !== null)) kept.push({ path, points });
      }
      const from = Math.min(raisedAt, ...kept.map(({ points }) => points[0]?.at ?? raisedAt));
      return {
        episode,
        rule,
        from,
        to,
        complete,
        series: kept.map(({ path, points }) => seriesOf(path, points, from)),
      };
    },
  };
};
