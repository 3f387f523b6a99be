import { z } from "zod";
import type { VehicleEvent } from "../../contract/events.ts";
import type { WarningEvent } from "../../contract/warning.ts";
import { createJudge } from "../replay/judge.ts";
import { type Scoring, scorings, type Threshold } from "./rules.ts";

/** What the car said over a life, and what the baselines that look at its signals would have. */
export interface Watched {
  readonly raises: Readonly<Record<string, readonly number[]>>;
  readonly unknownLooks: Readonly<Record<string, number>>;
  readonly looks: number;
  readonly thresholdAt: Readonly<Record<string, number>>;
}

const runningRpm = 400;
const rpmPath = "Vehicle.Powertrain.CombustionEngine.Speed";

/** A baseline: the first reading past a plain threshold. */
const createThreshold = ({ paths, past, value, runningForSeconds = 0 }: Threshold) => {
  const watched = new Set<string>(paths);
  let rpm = 0;
  let beganAt = 0;
  let firstAt: number | undefined;
  return {
    step(event: VehicleEvent): void {
      if (event.kind === "drive") beganAt = event.at;
      if (event.kind !== "sample" || firstAt !== undefined) return;
      if (event.path === rpmPath) rpm = event.value;
      if (
        !watched.has(event.path) ||
        (runningForSeconds > 0 && (rpm < runningRpm || event.at - beganAt < runningForSeconds * 1_000))
      )
        return;
      if (past === "below" ? event.value < value : event.value > value) firstAt = event.at;
    },
    firstAt: () => firstAt,
  };
};

/** The part of the pipeline's frozen state that says what each rule thinks of its subjects. */
const verdicts = z.looseObject({
  rules: z.looseObject({
    seats: z.record(
      z.string(),
      z.looseObject({
        state: z.looseObject({ verdicts: z.record(z.string(), z.looseObject({ level: z.string() })) }),
      }),
    ),
  }),
});

const cannotSpeak = (levels: readonly string[]): boolean =>
  levels.length > 0 && levels.every((level) => level === "unknown");

/** Sends events through the very pipeline of the car and keeps what a score needs. */
export const createWatch = (vehicle: string) => {
  const raises: Record<string, number[]> = {};
  const unknownLooks: Record<string, number> = {};
  let looks = 0;
  const judge = createJudge(vehicle, undefined, (rule, cause) => {
    throw new Error(`rule ${rule} failed on ${vehicle}`, { cause });
  });
  const thresholds = Object.entries(scorings).map(
    ([rule, scoring]: [string, Scoring]) => [rule, createThreshold(scoring.threshold)] as const,
  );

  const note = ({ kind, rule, at }: WarningEvent): void => {
    if (kind !== "raised") return;
    raises[rule] ??= [];
    raises[rule].push(at);
  };

  return {
    step(event: VehicleEvent): void {
      for (const warning of judge.step(event)) note(warning);
      for (const [, threshold] of thresholds) threshold.step(event);
    },
    /** Looks which rules cannot speak now. */
    look(): void {
      looks += 1;
      for (const [rule, { state }] of Object.entries(verdicts.parse(judge.freeze()).rules.seats))
        if (cannotSpeak(Object.values(state.verdicts).map(({ level }) => level)))
          unknownLooks[rule] = (unknownLooks[rule] ?? 0) + 1;
    },
    finish(): Watched {
      const thresholdAt = thresholds.flatMap(([rule, threshold]) => {
        const at = threshold.firstAt();
        return at === undefined ? [] : [[rule, at] as const];
      });
      return { raises, unknownLooks, looks, thresholdAt: Object.fromEntries(thresholdAt) };
    },
  };
};
export type Watch = ReturnType<typeof createWatch>;
