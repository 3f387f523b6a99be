import type { VehicleEvent } from "../../contract/events.ts";
import type { SignalPath } from "../../contract/signals.ts";
import type { Draft } from "./message.ts";

/** What the console shows as the car's condition. No place: that leaves the car with consent or for a rescue alone. */
const reported: ReadonlySet<SignalPath> = new Set<SignalPath>([
  "Vehicle.Speed",
  "Vehicle.TraveledDistance",
  "Vehicle.Exterior.AirTemperature",
  "Vehicle.LowVoltageBattery.CurrentVoltage",
  "Vehicle.OBD.ControlModuleVoltage",
  "Vehicle.Powertrain.CombustionEngine.Speed",
  "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature",
  "Vehicle.Powertrain.CombustionEngine.EngineOil.Temperature",
  "Vehicle.Powertrain.FuelSystem.RelativeLevel",
  "Vehicle.Powertrain.TractionBattery.StateOfCharge.Current",
  "Vehicle.Powertrain.TractionBattery.StateOfHealth",
  "Vehicle.Powertrain.TractionBattery.Temperature.Average",
  "Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.PadWear",
  "Vehicle.Chassis.Axle.Row1.Wheel.Right.Brake.PadWear",
]);

/** At most one a minute of event time. */
const periodMs = 60_000;
/** The first one waits until the slow signals have been read, too. */
const settleMs = 10_000;

export interface Telemetry {
  take(event: VehicleEvent): void;
  /** The latest fresh value of a signal. */
  latest(path: SignalPath): number | undefined;
  /** A message when a minute has passed and something is known; undefined otherwise. */
  due(at: number): Draft | undefined;
  /** Event time of the last message, for the checkpoint. */
  sentAt(): number | null;
}

/** Keeps the latest fresh values. What went stale is not reported: an old value would pass for a live one. */
export const createTelemetry = (lastSentAt: number | null): Telemetry => {
  const values = new Map<SignalPath, { readonly value: number; readonly at: number }>();
  let sentAt = lastSentAt;

  return {
    take(event) {
      if (event.kind === "drive" || (event.kind === "link" && (event.state === "down" || event.state === "resting")))
        values.clear();
      else if (event.kind === "sample") values.set(event.path, { value: event.value, at: event.at });
      else if (event.kind === "quality" && event.state !== "fresh") values.delete(event.path);
    },
    latest: (path) => values.get(path)?.value,
    due(at) {
      sentAt ??= at - periodMs + settleMs;
      // A clock that was set back makes the span negative; that, too, is another minute.
      if (Math.abs(at - sentAt) < periodMs) return undefined;
      const known = [...values].filter(([path]) => reported.has(path));
      if (known.length === 0) return undefined;
      sentAt = at;
      return { class: "telemetry", type: "telemetry", at, data: { values: Object.fromEntries(known) } };
    },
    sentAt: () => sentAt,
  };
};
