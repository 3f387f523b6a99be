import type { Evaluation } from "./evaluation.ts";
import type { RemainingScore } from "./remaining.ts";
import type { Deciles, Figures, RuleScore } from "./score.ts";

export const percent = (value: number | null): string => (value === null ? "–" : `${(value * 100).toFixed(1)} %`);
export const figure = (value: number | null): string => (value === null ? "–" : String(Number(value.toPrecision(3))));

/** Leads may be minutes or weeks; they are written in what reads best. */
export const span = (days: number | null): string => {
  if (days === null) return "–";
  if (days >= 2) return `${days.toFixed(0)} d`;
  if (days * 24 >= 2) return `${(days * 24).toFixed(1)} h`;
  return days * 1_440 >= 2 ? `${(days * 1_440).toFixed(1)} min` : `${(days * 86_400).toFixed(0)} s`;
};

const minutesPerDay = 1_440;

/** Lead of a rule that predicts, delay of one that detects, in days. */
export const timesOf = (kind: RuleScore["kind"], { leadDays, delayMinutes }: Figures): Deciles => {
  if (kind === "predicts") return leadDays;
  const inDays = (minutes: number | null): number | null => (minutes === null ? null : minutes / minutesPerDay);
  return { p10: inDays(delayMinutes.p10), p50: inDays(delayMinutes.p50), p90: inDays(delayMinutes.p90) };
};

const line = (name: string, kind: RuleScore["kind"], figures: Figures): string =>
  [
    `  ${name.padEnd(18)}`,
    percent(figures.recall).padStart(8),
    figure(figures.falseAlarmsPer1000Km).padStart(10),
    figure(figures.falseAlarmsPer100VehicleDays).padStart(10),
    span(timesOf(kind, figures).p50).padStart(9),
    percent(figures.early).padStart(8),
    percent(figures.late).padStart(8),
    percent(figures.precisionAt["2%"] ?? null).padStart(10),
  ].join(" ");

const remainingText = ({ unit, lives, relativeAccuracyHalf, withinAlpha, intervalHeld, horizon }: RemainingScore) =>
  `  remaining ${unit} (${lives} lives): relative accuracy half-way ${percent(relativeAccuracyHalf)}, within 20 % then ${percent(withinAlpha)}, horizon ${figure(horizon)} ${unit}, its 80 % interval held ${percent(intervalHeld)}`;

const ruleText = ([rule, score]: readonly [string, RuleScore]): readonly string[] => {
  const { kind, recallBySort, promptsPerDriverPerMonth: prompts, remaining } = score;
  const predicts = kind === "predicts";
  const times = timesOf(kind, score);
  const sorts = Object.entries(recallBySort).map(([sort, one]) => `${sort} ${percent(one.recall)} of ${one.failures}`);
  return [
    `${rule} (${kind}): ${score.failures} ${predicts ? "failures" : "situations"} in ${score.vehicles} vehicles, ${Math.round(score.km)} km, ${Math.round(score.vehicleDays)} vehicle-days`,
    `  ${"".padEnd(18)} ${"recall".padStart(8)} ${"false/Mm".padStart(10)} ${"/100 d".padStart(10)} ${(predicts ? "lead p50" : "delay p50").padStart(9)} ${"early".padStart(8)} ${"late".padStart(8)} ${"prec. 2 %".padStart(10)}`,
    line("the rule", kind, score),
    line("plain threshold", kind, score.baselines.threshold),
    line("fixed", kind, score.baselines.fixed),
    line("random, same rate", kind, score.baselines.random),
    `  recall 95 %: ${score.recallCi === null ? "–" : score.recallCi.map(percent).join(" to ")}; ${predicts ? "lead" : "delay"} p10 ${span(times.p10)}, p90 ${span(times.p90)}; could not speak ${percent(score.unknown)}; unseen variant ${percent(score.recallUnseenVariant)}`,
    `  cards a driver and month: ${figure(prompts.all)}, of those that met none of it ${figure(prompts.sound)}${predicts ? `; spoke before the failure at all ${percent(score.beforeFailure)}; of the false alarms on worn parts ${percent(score.falseAlarmsOnWorn)}` : ""}`,
    ...(sorts.length === 0 ? [] : [`  by sort: ${sorts.join(", ")}`]),
    ...(remaining === null ? [] : [remainingText(remaining)]),
  ];
};

/** The evaluation as an engineer reads it. False alarms are counted per 1,000 km (1 Mm). */
export const evaluationText = ({ seed, split, rules, real }: Evaluation): string => {
  const lines = [
    `Simulated fleets, seed ${seed} (${split === "tuning" ? "for tuning: not a score to report" : "reported"}).`,
    ...Object.entries(rules).flatMap(ruleText),
  ];
  if (real !== undefined) {
    lines.push(
      `Real recordings: ${real.files} files, ${Math.round(real.km)} km, ${real.hours.toFixed(1)} h, none known to have failed.`,
    );
    for (const [rule, { raised, per1000Km, per1000KmAtMost }] of Object.entries(real.rules))
      lines.push(
        `  ${rule.padEnd(24)} raised ${raised}, ${figure(per1000Km)} per 1,000 km, at most ${figure(per1000KmAtMost)} (95 %)`,
      );
    for (const { file, why } of real.skipped) lines.push(`  skipped ${file}: ${why}`);
  }
  return `${lines.join("\n")}\n`;
};
