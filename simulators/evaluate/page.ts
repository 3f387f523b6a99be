import { both, type Html, html } from "../replay/page/html.ts";
import { ruleWords } from "../replay/page/rule-words.ts";
import { style } from "../replay/page/style.ts";
import type { Evaluation } from "./evaluation.ts";
import type { RealScore } from "./real.ts";
import type { Figures, RuleScore } from "./score.ts";
import { figure, percent, span } from "./text.ts";

const cell = (content: string): Html => html`<td class="n">${content}</td>`;

const row = (zh: string, en: string, figures: Figures): Html =>
  html`<tr><td>${both({ zh, en })}</td>${cell(percent(figures.recall))}${cell(
    figures.recallCi === null ? "–" : figures.recallCi.map(percent).join(" – "),
  )}${cell(figure(figures.falseAlarmsPer1000Km))}${cell(figure(figures.falseAlarmsPer100VehicleDays))}${cell(
    `${span(figures.leadDays.p10)} / ${span(figures.leadDays.p50)} / ${span(figures.leadDays.p90)}`,
  )}${cell(percent(figures.early))}${cell(percent(figures.late))}${Object.values(figures.precisionAt).map((value) => cell(percent(value)))}</tr>`;

const head = html`<thead><tr><th></th><th class="n">${both({ zh: "召回", en: "Recall" })}</th><th class="n">95 %</th><th class="n">${both({ zh: "误报/千公里", en: "False / 1,000 km" })}</th><th class="n">${both({ zh: "误报/百车日", en: "/ 100 vehicle-days" })}</th><th class="n">${both({ zh: "提前量 p10/p50/p90", en: "Lead p10 / p50 / p90" })}</th><th class="n">${both({ zh: "过早", en: "Early" })}</th><th class="n">${both({ zh: "过晚", en: "Late" })}</th><th class="n">${both({ zh: "精度 1 %", en: "Precision 1 %" })}</th><th class="n">2 %</th><th class="n">5 %</th></tr></thead>`;

/** Recall as bars: the rule against its baselines. */
const bars = (score: RuleScore): Html => {
  const entries = [
    ["accent", score.recall],
    ["grey", score.baselines.threshold.recall],
    ["grey", score.baselines.fixed.recall],
    ["grey", score.baselines.random.recall],
  ] as const;
  const shapes = entries.map(
    ([kind, value], k) =>
      html`<rect x="0" y="${k * 12}" width="${Math.round((value ?? 0) * 300)}" height="9" rx="2" fill="${kind === "accent" ? "#0F6273" : "#C3CBD0"}"/>`,
  );
  return html`<svg viewBox="0 0 300 48" style="max-width:300px;margin:8px 0" role="img" aria-label="Recall of the rule and its baselines"><rect width="300" height="48" fill="#FAFBFB"/>${shapes}</svg>`;
};

const section = ([rule, score]: readonly [string, RuleScore]): Html => html`<section>
<h2>${both(ruleWords(rule).title)} <code>${rule}</code></h2>
<p>${both({
  zh: `${score.vehicles} 辆车中 ${score.failures} 次失效，${Math.round(score.km).toLocaleString("en")} 公里，${Math.round(score.vehicleDays).toLocaleString("en")} 车日；无法判断 ${percent(score.unknown)}；未见过的车型召回 ${percent(score.recallUnseenVariant)}。`,
  en: `${score.failures} failures in ${score.vehicles} vehicles over ${Math.round(score.km).toLocaleString("en")} km and ${Math.round(score.vehicleDays).toLocaleString("en")} vehicle-days; could not speak ${percent(score.unknown)}; recall on the unseen variant ${percent(score.recallUnseenVariant)}.`,
})}</p>${score.recall === null ? "" : bars(score)}
<table>${head}<tbody>${row("规则", "The rule", score)}${row("普通阈值", "Plain threshold", score.baselines.threshold)}${row("固定里程或年限", "Fixed km or age", score.baselines.fixed)}${row("随机，同频率", "Random, same rate", score.baselines.random)}</tbody></table>
</section>`;

const realSection = (real: RealScore): Html => html`<section><h2>${both({ zh: "真实记录", en: "Real recordings" })}</h2>
<p>${both({
  zh: `${real.files} 份记录，${Math.round(real.km)} 公里，${real.hours.toFixed(1)} 小时，均无已知失效。`,
  en: `${real.files} recordings, ${Math.round(real.km)} km, ${real.hours.toFixed(1)} h, none known to have failed.`,
})}</p><table><thead><tr><th>${both({ zh: "规则", en: "Rule" })}</th><th class="n">${both({ zh: "触发", en: "Raised" })}</th><th class="n">${both({ zh: "每千公里", en: "Per 1,000 km" })}</th><th class="n">${both({ zh: "95 % 上限", en: "At most (95 %)" })}</th></tr></thead><tbody>${Object.entries(
  real.rules,
).map(
  ([rule, { raised, per1000Km, per1000KmAtMost }]) =>
    html`<tr><td>${both(ruleWords(rule).title)} <code>${rule}</code></td>${cell(String(raised))}${cell(figure(per1000Km))}${cell(figure(per1000KmAtMost))}</tr>`,
)}</tbody></table>${real.skipped.map(({ file, why }) => html`<p class="legend">${file}: ${why}</p>`)}</section>`;

const script = `for (const b of document.querySelectorAll("[data-language]")) b.addEventListener("click", () => speak(b.dataset.language));
function speak(l) { document.documentElement.lang = l; for (const b of document.querySelectorAll("[data-language]")) b.setAttribute("aria-pressed", String(b.dataset.language === l)); }
speak(navigator.language.toLowerCase().startsWith("zh") ? "zh-CN" : "en");`;

/** One self-contained page on an evaluation. */
export const evaluationPage = (evaluation: Evaluation): string => {
  const { seed, split, rules, real } = evaluation;
  const raw = (content: string): Html => ({ html: content });
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>Fettle · evaluation</title><style>${raw(style)}section { overflow-x: auto; }</style></head><body><main>
<header><div><h1>${both({ zh: "规则评分", en: "How good the rules are" })}</h1><p>${both({
    zh: `模拟车队，种子 ${seed}${split === "tuning" ? "（用于调参，不可作为成绩）" : ""}；这些是模拟结果，不是道路数据。`,
    en: `Simulated fleets, seed ${seed}${split === "tuning" ? " (for tuning: not a score to report)" : ""}; results of simulation, not of the road.`,
  })}</p></div><div class="languages" role="group" aria-label="Language"><button type="button" data-language="zh-CN">中文</button><button type="button" data-language="en">English</button></div></header>
${Object.entries(rules).map(section)}${real === undefined ? html`` : realSection(real)}
</main><script>${raw(script)}</script></body></html>
`.html;
};
