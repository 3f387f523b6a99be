import type { Evaluation } from "./evaluation.ts";
import type { Figures, RuleScore } from "./score.ts";

export const percent = (value: number | null): string => (value === null ? "–" : `${(value * 100).toFixed(1)} %`);
export const figure = (value: number | null): string => (value === null ? "–" : String(Number(value.toPrecision(3))));

/** Leads may be minutes or weeks; they are written in what reads best. */
export const span = (days: number | null): string => {
  if (days === null) return "–";
  if (days >= 2) return `${days.toFixed(0)} d`;
  return days * 24 >= 2 ? `${(days * 24).toFixed(1)} h` : `${(days * 1_440).toFixed(1)} min`;
};

const line = (name: string, figures: Figures): string =>
  [
    `  ${name.padEnd(18)}`,
    percent(figures.recall).padStart(8),
    figure(figures.falseAlarmsPer1000Km).padStart(10),
    figure(figures.falseAlarmsPer100VehicleDays).padStart(10),
    span(figures.leadDays.p50).padStart(9),
    percent(figures.early).padStart(8),
    percent(figures.late).padStart(8),
    percent(figures.precisionAt["2%"] ?? null).padStart(10),
  ].join(" ");

const ruleText = ([rule, score]: readonly [string, RuleScore]): readonly string[] => [
  `${rule}: ${score.failures} failures in ${score.vehicles} vehicles, ${Math.round(score.km)} km, ${Math.round(score.vehicleDays)} vehicle-days`,
  `  ${"".padEnd(18)} ${"recall".padStart(8)} ${"false/Mm".padStart(10)} ${"/100 d".padStart(10)} ${"lead p50".padStart(9)} ${"early".padStart(8)} ${"late".padStart(8)} ${"prec. 2 %".padStart(10)}`,
  line("the rule", score),
  line("plain threshold", score.baselines.threshold),
  line("fixed km or age", score.baselines.fixed),
  line("random, same rate", score.baselines.random),
  `  recall 95 %: ${score.recallCi === null ? "–" : score.recallCi.map(percent).join(" to ")}; lead p10 ${span(score.leadDays.p10)}, p90 ${span(score.leadDays.p90)}; could not speak ${percent(score.unknown)}; unseen variant ${percent(score.recallUnseenVariant)}`,
];

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
