import { Observable, type OperatorFunction, Subject, tap } from "rxjs";
import { z } from "zod";
import type { VehicleEvent } from "../contract/events.ts";
import type { WarningEvent } from "../contract/warning.ts";
import type { RuleId } from "../contract/warnings/catalogue.ts";
import { createFeatures, type FeaturesState, type NearestServiceKm } from "./features/features.ts";
import { blindSpotOf, rulesFor } from "./rules/catalogue.ts";
import { createRuleEngine, type OnRuleFault } from "./rules/kit/engine.ts";
import type { Rule } from "./rules/kit/rule.ts";
import type { CarSpecification } from "./rules/kit/specification.ts";
import { createSignals, type SignalsState } from "./signals/signals.ts";
import type { Episode } from "./warnings/episode.ts";
import { createWarnings, openEpisodes, type WarningsState } from "./warnings/warnings.ts";

export interface PipelineOptions {
  readonly vehicleId: string;
  /** Looked up as the car moves; without it nobody knows how remote a place is. */
  readonly nearestServiceKm?: NearestServiceKm;
  /** Hears that this look-up threw; to the rules it is a distance that nobody knows. */
  readonly onDirectoryFault?: (cause: unknown) => void;
  readonly onRuleFault?: OnRuleFault;
  /** Hears that what a rule had learned cannot be read, and that it begins anew. */
  readonly onRuleForgotten?: (rule: RuleId) => void;
  /** Other rules than those of the catalogue. */
  readonly rules?: readonly Rule[];
  readonly specification?: CarSpecification;
}

/** All that the pipeline remembers, as plain JSON: what is thawed from it goes on as if nothing had happened. */
export interface PipelineState {
  /** 1: trip and learned memory of a rule were one object. What a rule learned has a version of its own. */
  readonly v: 1 | 2;
  readonly signals: SignalsState;
  readonly features: FeaturesState;
  /** Of whatever version: each rule reads its own part, see `agent/rules/kit/seat.ts`. */
  readonly rules: object;
  readonly warnings: WarningsState;
}

export interface Pipeline {
  /** One pipe in the order of the picture: signals → features → rules → warnings. Subscribe once. */
  readonly run: (events: Observable<VehicleEvent>) => Observable<WarningEvent>;
  /** Events after `features`: live values and the black box. Emits while `run` is subscribed, before the event's warnings. */
  readonly measured: Observable<VehicleEvent>;
  /** The state between two events. */
  freeze(): PipelineState;
}

/** The inside of a pure room: it takes an event, gives any number of others at once, and can be frozen. */
interface Room<In, Out> {
  take(event: In, emit: (out: Out) => void): void;
}

const through =
  <In, Out>(room: Room<In, Out>): OperatorFunction<In, Out> =>
  (input) =>
    new Observable((output) => {
      const emit = (out: Out): void => output.next(out);
      return input.subscribe({
        next: (event) => room.take(event, emit),
        error: (cause) => output.error(cause),
        complete: () => output.complete(),
      });
    });

const ignoreFault = (_rule: RuleId, _cause: unknown): void => {};

/** Builds the pure heart: nothing is scheduled, so when `next` returns every warning of that event has been told. */
export const createPipeline = (options: PipelineOptions, state?: PipelineState): Pipeline => {
  const signals = createSignals(state?.signals);
  const features = createFeatures(options.nearestServiceKm, state?.features, options.onDirectoryFault);
  const rules = createRuleEngine(
    options.rules ?? rulesFor(options.specification),
    blindSpotOf,
    {
      onFault: options.onRuleFault ?? ignoreFault,
      ...(options.onRuleForgotten === undefined ? {} : { onForgotten: options.onRuleForgotten }),
    },
    state?.rules,
  );
  const warnings = createWarnings(options.vehicleId, state?.warnings);
  const measured = new Subject<VehicleEvent>();

  return {
    run: (events) => events.pipe(through(signals), through(features), tap(measured), through(rules), through(warnings)),
    measured: measured.asObservable(),
    freeze: () => ({
      v: 2,
      signals: signals.freeze(),
      features: features.freeze(),
      rules: rules.freeze(),
      warnings: warnings.freeze(),
    }),
  };
};

const part = z.looseObject({});
const stateShape = z.looseObject({
  v: z.literal([1, 2]),
  signals: part.extend({ begun: z.boolean(), ordering: part, sweptAt: z.number(), tracks: part }),
  features: part.extend({ engine: part, distance: part, place: part, given: part }),
  rules: part.extend({ seats: part }),
  warnings: part.extend({ watches: part }),
});

const isState = (raw: unknown): raw is PipelineState => stateShape.safeParse(raw).success;

/** A stored state of this version or an older one. The rooms trust what they froze themselves; each rule checks its own part. */
export const pipelineStateSchema = z.custom<PipelineState>(isState, "not a pipeline state that this version can read");

/** The warnings that stand in a frozen state, oldest first, with what the driver did about them. */
export const episodesIn = (state: PipelineState): readonly Episode[] => openEpisodes(state.warnings);
