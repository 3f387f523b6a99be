import type { VehicleEvent } from "../../../contract/events.ts";
import { isSignalPath, type SignalPath } from "../../../contract/signals.ts";
import type { Severity, WarningData } from "../../../contract/warning.ts";
import type { RuleId, WarningOf } from "../../../contract/warnings/catalogue.ts";
import type { DataOf, LevelOf } from "../../../contract/warnings/warning.ts";
import type { RuleAbout } from "./about.ts";
import type { LearnedForm } from "./learned.ts";
import type { CompleteSpecification } from "./specification.ts";

/** "unknown": inputs are missing or stale, so the rule cannot speak. "quiet": it looked, and there is nothing. */
export type Level = "unknown" | "quiet" | Severity;

/** What a rule thinks of one subject now. */
export interface Verdict {
  readonly level: Level;
  /** Numbers for the sentences and the dealer, rounded to what the sensor supports. */
  readonly data: WarningData;
}

/** Verdicts by subject: a DTC, a wheel; most rules have the one subject "". */
export type Verdicts = Readonly<Record<string, Verdict>>;

/** The one thing that travels from `rules` to `warnings`: a verdict that changed. */
export interface Judgement {
  readonly kind: "judgement";
  readonly rule: RuleId;
  readonly subject: string;
  readonly level: Level;
  readonly data: WarningData;
  readonly at: number;
}

/** What an input of a rule is to it. */
export interface Input {
  /**
   * A reading that went stale or cannot be: "forgotten", as if it had never come; "held", the last one of this drive goes on
   * counting, for what changes slowly or only ever grows.
   */
  readonly stale: "forgotten" | "held";
  /** What the rule does without it, as the end of a sentence. */
  readonly without: string;
}

/** The inputs of a rule by path: it is handed samples and quality of these and of no others. */
export type Inputs<Path extends SignalPath = SignalPath> = { readonly [Each in Path]?: Input };

/**
 * Where a rule sits while it judges: what it remembers, what the car says now, and its voice. The engine owns it. What it
 * remembers is plain JSON and is changed in place.
 */
export interface Seat<
  Id extends RuleId = RuleId,
  Path extends SignalPath = SignalPath,
  Trip extends object = object,
  Learned extends object = object,
> {
  /** What is of this drive. The engine begins it anew with every drive, before the rule hears of the drive. */
  trip: Trip;
  /** What outlives drives, restarts and versions of the rule. */
  readonly learned: Learned;
  /** What was last said of each subject. */
  readonly verdicts: Verdicts;
  /** The latest reading of this drive that may still be believed, in the unit of the signal table; see `Input.stale`. */
  latest(path: Path): number | undefined;
  /** The reading before the latest one, where nothing was lost or forgotten between them. */
  before(path: Path): number | undefined;
  /** From here on what these gave so far counts no more for this rule; their next readings do. */
  forget(...paths: readonly Path[]): void;
  /** There is something, of one of the entry's levels and with the data that it declares. */
  warn(level: LevelOf<WarningOf<Id>>, data: DataOf<WarningOf<Id>>, subject?: string): void;
  /** It looked, and there is nothing. */
  quiet(subject?: string): void;
  /** It cannot tell: what is shown stays, and nothing new is said. */
  unknown(subject?: string): void;
}

/**
 * A rule for one car. `take` is a mutation: it changes its seat and gives nothing back. It owns no clock, no timer and no
 * I/O; freezing and thawing its seat between any two events changes nothing.
 */
export interface Rule<
  Id extends RuleId = RuleId,
  Path extends SignalPath = SignalPath,
  Trip extends object = object,
  Learned extends object = object,
> {
  readonly id: Id;
  readonly inputs: Inputs<Path>;
  /** Other kinds of event that reach `take`; ticks say how time passes in silence. */
  readonly hears: readonly Exclude<VehicleEvent["kind"], "sample" | "quality">[];
  readonly learned: LearnedForm<Learned>;
  /** A drive of which nothing is known yet; a function, since it is changed in place. */
  trip(): Trip;
  take(seat: Seat<Id, Path, Trip, Learned>, event: VehicleEvent): void;
}

/** All that a rule's file gives: what it says of itself, and the rule for a car. */
export interface RuleFile<Id extends RuleId = RuleId> {
  readonly id: Id;
  readonly about: RuleAbout;
  /** What it reads of a car that it can judge. */
  readonly inputs: Inputs;
  /** A rule that cannot judge this car has no inputs and hears nothing. */
  forCar(car: CompleteSpecification): Rule<Id>;
}

/** The paths of a rule's inputs. */
export const readsOf = (inputs: Inputs): readonly SignalPath[] => Object.keys(inputs).filter(isSignalPath);
