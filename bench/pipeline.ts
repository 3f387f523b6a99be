import { Subject } from "rxjs";
import { createPipeline } from "../agent/pipeline.ts";
import type { VehicleEvent } from "../contract/events.ts";
import type { SignalPath } from "../contract/signals.ts";

interface Measured {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly budget: string;
  readonly ok: boolean;
}

/** A healthy warm car on a country road: 30 signals, each with a middle and the width of its daily life. */
const car: readonly (readonly [path: SignalPath, middle: number, width: number])[] = [
  ["Vehicle.Speed", 60, 40],
  ["Vehicle.Powertrain.CombustionEngine.Speed", 2_000, 800],
  ["Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature", 92, 5],
  ["Vehicle.Powertrain.CombustionEngine.EngineOil.Temperature", 95, 8],
  ["Vehicle.Exterior.AirTemperature", 12, 2],
  ["Vehicle.OBD.ControlModuleVoltage", 14.1, 0.3],
  ["Vehicle.LowVoltageBattery.CurrentVoltage", 14, 0.3],
  ["Vehicle.LowVoltageBattery.CurrentCurrent", 5, 4],
  ["Vehicle.OBD.EngineLoad", 40, 30],
  ["Vehicle.OBD.MAF", 20, 12],
  ["Vehicle.OBD.MAP", 60, 30],
  ["Vehicle.OBD.IntakeTemp", 25, 5],
  ["Vehicle.OBD.ThrottlePosition", 20, 15],
  ["Vehicle.OBD.ShortTermFuelTrim1", 0, 5],
  ["Vehicle.OBD.LongTermFuelTrim1", 1, 2],
  ["Vehicle.OBD.TimingAdvance", 15, 10],
  ["Vehicle.OBD.BarometricPressure", 100, 1],
  ["Vehicle.OBD.AbsoluteLoad", 35, 20],
  ["Vehicle.OBD.CommandedEquivalenceRatio", 1, 0.05],
  ["Vehicle.OBD.AcceleratorPositionD", 20, 15],
  ["Vehicle.OBD.RelativeThrottlePosition", 15, 10],
  ["Vehicle.OBD.Catalyst.Bank1.Temperature1", 500, 100],
  ["Vehicle.OBD.CommandedEGR", 10, 10],
  ["Vehicle.OBD.FuelRate", 5, 3],
  ["Vehicle.OBD.RunTime", 1_800, 1_000],
  ["Vehicle.Powertrain.FuelSystem.RelativeLevel", 55, 1],
  ["Vehicle.CurrentLocation.Latitude", 49, 0.01],
  ["Vehicle.CurrentLocation.Longitude", 8.4, 0.01],
  ["Vehicle.Acceleration.Longitudinal", 0, 2],
  ["Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.PadWear", 40, 0.01],
];

/** The drive as events, made before the clock starts. */
const driveOf = (seconds: number): VehicleEvent[] => {
  const events: VehicleEvent[] = [{ kind: "drive", drive: "bench", at: 0 }];
  for (let second = 1; second <= seconds; second += 1) {
    const at = second * 1_000;
    for (const [index, [path, middle, width]] of car.entries())
      events.push({ kind: "sample", path, value: middle + width * Math.sin(second / 20 + index), at: at + index });
    events.push({ kind: "tick", at: at + 999 });
  }
  return events;
};

/** Runs the events through a fresh pipeline with all rules; gives milliseconds and the warnings. */
const replay = (events: readonly VehicleEvent[]): { ms: number; warnings: number } => {
  const input = new Subject<VehicleEvent>();
  const pipeline = createPipeline({ vehicleId: "bench-car", nearestServiceKm: () => 5 });
  let warnings = 0;
  pipeline.run(input).subscribe(() => {
    warnings += 1;
  });
  const begun = performance.now();
  for (const event of events) input.next(event);
  return { ms: performance.now() - begun, warnings };
};

const least = 300_000;
const hourBudgetMs = 1_000;

/** Samples a second through the pipeline with all rules on, and one hour of 30 signals at 1 Hz. */
export const run = async (): Promise<Measured[]> => {
  const hour = driveOf(3_600);
  const cold = replay(hour);
  const runs = Array.from({ length: 9 }, () => replay(hour).ms).toSorted((a, b) => a - b);
  const ms = runs[runs.length >> 1] ?? cold.ms;
  const rate = (3_600 * car.length * 1_000) / ms;
  return [
    {
      name: "pipeline, 30 signals, all rules",
      value: Math.round(rate),
      unit: "samples/s",
      budget: `at least ${least.toLocaleString("en")}`,
      ok: rate >= least,
    },
    {
      name: "pipeline, one hour of 30 signals, first run",
      value: Math.round(cold.ms),
      unit: "ms",
      budget: `under ${hourBudgetMs.toLocaleString("en")}`,
      ok: cold.ms < hourBudgetMs,
    },
    {
      name: "pipeline, warnings on that healthy hour",
      value: cold.warnings,
      unit: "warnings",
      budget: "exactly 0",
      ok: cold.warnings === 0,
    },
  ];
};
