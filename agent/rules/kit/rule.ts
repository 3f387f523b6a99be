import type { VehicleEvent } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import type { Severity, WarningData } from "../../../contract/warning.ts";
import type { RuleId } from "../../../contract/warnings/catalogue.ts";

/** "unknown": inputs are missing or stale, so the rule cannot speak. "quiet": it looked, and there is nothing. */
export type Level = "unknown" | "quiet" | Severity;

/** What a rule thinks of one subject now. A new object whenever it has something new to say; the same one otherwise. */
export interface Verdict {
  readonly level: Level;
  /** Numbers for the sentences and the dealer, rounded to what the sensor supports. */
  readonly data: WarningData;
}

/** Verdicts by subject: a DTC, a wheel; most rules have the one subject "". */
export interface Judged {
  readonly verdicts: Readonly<Record<string, Verdict>>;
}

/** The one thing that travels from `rules` to `warnings`: a verdict that changed. */
export interface Judgement {
  readonly kind: "judgement";
  readonly rule: RuleId;
  readonly subject: string;
  readonly level: Level;
  readonly data: WarningData;
  readonly at: number;
}

/**
 * A rule is a reducer over vehicle events. It owns no clock, no timer and no I/O; its state is plain JSON, and freezing
 * and thawing it between any two events changes nothing. The engine owns the state it is handed: a step may update its
 * own windows in place, but hands back a new `verdicts` object exactly when a verdict changed.
 */
export interface Rule<State extends Judged = Judged> {
  readonly id: RuleId;
  readonly title: string;
  /** Samples and quality of these paths reach `step`. */
  readonly reads: readonly SignalPath[];
  /** Other kinds of event that reach `step`; ticks say how time passes in silence. */
  readonly hears: readonly Exclude<VehicleEvent["kind"], "sample" | "quality">[];
  /** A fresh state; a function, since states are updated in place. */
  start(): State;
  step(state: State, event: VehicleEvent): State;
}
