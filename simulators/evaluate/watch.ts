import { z } from "zod";
import type { VehicleEvent } from "../../contract/events.ts";
import { severityRank, type WarningEvent } from "../../contract/warning.ts";
import type { RuleId } from "../../contract/warnings/catalogue.ts";
import { createJudge } from "../play/judge.ts";
import { thresholdBaseline } from "./baselines.ts";
import type { Forecast, Life, Raise } from "./life.ts";
import type { Scoring } from "./scoring.ts";

/** What the car said over a life, and what a plain threshold on the same readings would have. */
export type Watched = Pick<Life, "raises" | "forecasts" | "prompts" | "unknownLooks" | "looks" | "thresholdAt">;

/** The part of the pipeline's frozen state that says what each rule thinks of its subjects. */
const verdicts = z.looseObject({
  rules: z.looseObject({
    seats: z.record(
      z.string(),
      z.looseObject({
        verdicts: z.record(z.string(), z.looseObject({ level: z.string() })),
      }),
    ),
  }),
});

const cannotSpeak = (levels: readonly string[]): boolean =>
  levels.length > 0 && levels.every((level) => level === "unknown");

const odometerPath = "Vehicle.TraveledDistance";
const numberIn = ({ data }: WarningEvent, key: string): number | undefined => {
  const value = data[key];
  return typeof value === "number" ? value : undefined;
};

/** Sends events through the very pipeline of the car, with all its rules, and keeps what the score of one needs. */
export const createWatch = (vehicle: string, rule: RuleId, { threshold, remaining, from }: Scoring) => {
  const raises: Raise[] = [];
  const forecasts: Forecast[] = [];
  const prompts: Record<string, number> = {};
  /** Cards that are already as grave as the failure is. */
  const grave = new Set<string>();
  const baseline = thresholdBaseline(threshold);
  let odometerKm = 0;
  let looks = 0;
  let unknownLooks = 0;
  const judge = createJudge(vehicle, undefined, (faulty, cause) => {
    throw new Error(`rule ${faulty} failed on ${vehicle}`, { cause });
  });

  const noteForecast = (warning: WarningEvent): void => {
    if (remaining === undefined || warning.kind === "cleared") return;
    const left = numberIn(warning, remaining.key);
    if (left === undefined) return;
    const [least, most] = [numberIn(warning, `${remaining.key}Least`), numberIn(warning, `${remaining.key}Most`)];
    forecasts.push({ at: warning.at, odometerKm, left, least, most });
  };

  const note = (warning: WarningEvent): void => {
    const { kind, at, severity, episode } = warning;
    const prompted = kind === "raised" || kind === "escalated";
    if (prompted) prompts[warning.rule] = (prompts[warning.rule] ?? 0) + 1;
    if (warning.rule !== rule) return;
    noteForecast(warning);
    if (!prompted || grave.has(episode) || (from !== undefined && severityRank(severity) < severityRank(from))) return;
    grave.add(episode);
    raises.push({ at, subject: warning.subject });
  };

  return {
    step(event: VehicleEvent): void {
      if (event.kind === "sample" && event.path === odometerPath) odometerKm = event.value / 1_000;
      for (const warning of judge.step(event)) note(warning);
      baseline.step(event);
    },
    /** Looks whether the rule can speak now. */
    look(): void {
      looks += 1;
      const levels = verdicts.parse(judge.freeze()).rules.seats[rule]?.verdicts ?? {};
      if (cannotSpeak(Object.values(levels).map(({ level }) => level))) unknownLooks += 1;
    },
    finish: (): Watched => ({ raises, forecasts, prompts, unknownLooks, looks, thresholdAt: baseline.alarms() }),
  };
};
export type Watch = ReturnType<typeof createWatch>;
