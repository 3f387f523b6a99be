import { Subject } from "rxjs";
import { createPipeline, type Pipeline, type PipelineOptions, type PipelineState } from "../../agent/pipeline.ts";
import { blindSpotOf } from "../../agent/rules/catalogue.ts";
import { createRuleEngine } from "../../agent/rules/kit/engine.ts";
import type { Judgement, Rule } from "../../agent/rules/kit/rule.ts";
import type { VehicleEvent } from "../../contract/events.ts";
import type { SignalPath } from "../../contract/signals.ts";
import type { WarningEvent } from "../../contract/warning.ts";

export const coolant = "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature";
export const rpm = "Vehicle.Powertrain.CombustionEngine.Speed";
export const running = "Vehicle.Powertrain.CombustionEngine.IsRunning";
export const speed = "Vehicle.Speed";
export const air = "Vehicle.Exterior.AirTemperature";
export const intake = "Vehicle.OBD.IntakeTemp";
export const moduleVoltage = "Vehicle.OBD.ControlModuleVoltage";
export const lvVoltage = "Vehicle.LowVoltageBattery.CurrentVoltage";
export const lvCurrent = "Vehicle.LowVoltageBattery.CurrentCurrent";
export const packMean = "Vehicle.Powertrain.TractionBattery.Temperature.Average";
export const packMin = "Vehicle.Powertrain.TractionBattery.Temperature.Min";
export const packCharge = "Vehicle.Powertrain.TractionBattery.StateOfCharge.Current";
export const soak = "Vehicle.Fettle.SoakTime";
export const nearest = "Vehicle.Fettle.NearestServiceDistance";

/** A morning in winter; event time of the journeys begins here. */
export const dawn = 1_700_000_000_000;

export const sample = (path: SignalPath, value: number, seconds: number): VehicleEvent => ({
  kind: "sample",
  path,
  value,
  at: dawn + Math.round(seconds * 1_000),
});
export const tick = (seconds: number): VehicleEvent => ({ kind: "tick", at: dawn + seconds * 1_000 });
export const drive = (seconds: number, name = "journey"): VehicleEvent => ({
  kind: "drive",
  drive: name,
  at: dawn + seconds * 1_000,
});

type Course = number | ((second: number) => number | undefined);

export interface Journey {
  readonly from?: number;
  readonly seconds: number;
  readonly everySeconds?: number;
  readonly name?: string;
}

/** A drive at one row a second, each signal a number or a course over the seconds since its beginning. */
export const journey = (
  { from = 0, seconds, everySeconds = 1, name = "journey" }: Journey,
  courses: Partial<Record<SignalPath, Course>>,
): VehicleEvent[] => {
  const events: VehicleEvent[] = [drive(from, name)];
  const paths = Object.entries(courses) as [SignalPath, Course][];
  for (let second = 0; second < seconds; second += 1) {
    if (second % everySeconds === 0)
      for (const [path, course] of paths) {
        const value = typeof course === "number" ? course : course(second);
        if (value !== undefined) events.push(sample(path, value, from + second));
      }
    events.push(tick(from + second + 0.999));
  }
  return events;
};

export interface Run {
  readonly pipeline: Pipeline;
  readonly warnings: readonly WarningEvent[];
}

/** Sends the events through the pipeline of a car with all rules. */
export const run = (
  events: readonly VehicleEvent[],
  options: Partial<PipelineOptions> = {},
  state?: PipelineState,
): Run => {
  const input = new Subject<VehicleEvent>();
  const warnings: WarningEvent[] = [];
  const onRuleFault = (rule: string, cause: unknown): void => {
    throw new Error(`rule ${rule} failed`, { cause });
  };
  const pipeline = createPipeline({ vehicleId: "test-car", onRuleFault, ...options }, state);
  pipeline.run(input).subscribe((warning) => warnings.push(warning));
  for (const event of events) input.next(event);
  return { pipeline, warnings };
};

/** What a reader wants of a warning: its kind, rule, severity and second. */
export const inShort = ({ kind, rule, severity, at }: WarningEvent): string =>
  `${Math.round((at - dawn) / 1_000)} s ${kind} ${rule} ${severity}`;

/** Judgements of one rule over events that need no other room. */
export const judged = (rule: Rule, events: readonly VehicleEvent[]): Judgement[] => {
  const judgements: Judgement[] = [];
  const engine = createRuleEngine([rule], blindSpotOf, {
    onFault(id, cause) {
      throw new Error(`rule ${id} failed`, { cause });
    },
  });
  for (const event of events)
    engine.take(event, (output) => {
      if (output.kind === "judgement") judgements.push(output);
    });
  return judgements;
};

/** The levels one after another, each once. */
export const levels = (judgements: readonly Judgement[]): string[] =>
  judgements.map(({ level }) => level).filter((level, index, all) => level !== all[index - 1]);
