import { Subject } from "rxjs";
import { createPipeline, type PipelineState, pipelineStateSchema } from "../../agent/pipeline.ts";
import type { VehicleEvent } from "../../contract/events.ts";
import type { WarningEvent } from "../../contract/warning.ts";
import { SimulatorError } from "../errors.ts";

/** The car's pipeline as whoever plays a drive needs it: one event in, the warnings it raised out. */
export interface Judge {
  step(event: VehicleEvent): readonly WarningEvent[];
  /** The state between two events, as plain JSON. */
  freeze(): unknown;
}

/** Tells that a rule threw and was disabled. */
export type OnRuleFault = (rule: string, cause: unknown) => void;

const thawed = (saved: unknown): PipelineState | undefined => {
  if (saved === undefined) return undefined;
  const parsed = pipelineStateSchema.safeParse(saved);
  if (parsed.success) return parsed.data;
  throw new SimulatorError("SIMULATOR_CHECKPOINT_INVALID", "its pipeline state is of another version", {
    cause: parsed.error,
  });
};

/** The very pipeline of the car, fresh or as a checkpoint left it. It is synchronous: what an event raises comes back with it. */
export const createJudge = (
  vehicleId: string,
  saved: unknown,
  onRuleFault: OnRuleFault,
  /** Hears what the car's rooms made of the events: derived signals, and word of what may not be believed. */
  onMeasured?: (event: VehicleEvent) => void,
): Judge => {
  const pipeline = createPipeline({ vehicleId, onRuleFault }, thawed(saved));
  const events = new Subject<VehicleEvent>();
  const raised: WarningEvent[] = [];
  if (onMeasured !== undefined) pipeline.measured.subscribe(onMeasured);
  pipeline.run(events).subscribe((warning) => {
    raised.push(warning);
  });
  return {
    step(event) {
      raised.length = 0;
      events.next(event);
      return raised;
    },
    freeze: () => pipeline.freeze(),
  };
};
