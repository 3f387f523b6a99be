import type { RealScore } from "./real.ts";
import type { RuleScore } from "./score.ts";

/** What an evaluation came to. */
export interface Evaluation {
  readonly seed: number;
  readonly split: "tuning" | "reported";
  readonly days: number;
  readonly rules: Readonly<Record<string, RuleScore>>;
  readonly real?: RealScore | undefined;
}
