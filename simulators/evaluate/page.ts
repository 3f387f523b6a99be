import type { Language } from "../../contract/language.ts";
import { both, type Html, html } from "../report/html.ts";
import { ruleWords } from "../report/rule-words.ts";
import { style } from "../report/style.ts";
import type { Evaluation } from "./evaluation.ts";
import type { RealScore } from "./real.ts";
import type { RemainingScore } from "./remaining.ts";
import type { Figures, RuleScore } from "./score.ts";
import { sortWords } from "./sort-words.ts";
import { figure, percent, span, timesOf } from "./text.ts";

const cell = (content: string): Html => html`<td class="n">${content}</td>`;

const row = (zh: string, en: string, kind: RuleScore["kind"], figures: Figures): Html => {
  const { p10, p50, p90 } = timesOf(kind, figures);
  return html`<tr><td>${both({ "zh-CN": zh, en })}</td>${cell(percent(figures.recall))}${cell(
    figures.recallCi === null ? "–" : figures.recallCi.map(percent).join(" – "),
  )}${cell(figure(figures.falseAlarmsPer1000Km))}${cell(figure(figures.falseAlarmsPer100VehicleDays))}${cell(
    `${span(p10)} / ${span(p50)} / ${span(p90)}`,
  )}${cell(percent(figures.early))}${cell(percent(figures.late))}${Object.values(figures.precisionAt).map((value) => cell(percent(value)))}</tr>`;
};

const times = {
  predicts: { "zh-CN": "提前量 p10/p50/p90", en: "Lead p10 / p50 / p90" },
  detects: { "zh-CN": "延迟 p10/p50/p90", en: "Delay p10 / p50 / p90" },
};

const head = (kind: RuleScore["kind"]): Html =>
  html`<thead><tr><th></th><th class="n">${both({ "zh-CN": "召回", en: "Recall" })}</th><th class="n">95 %</th><th class="n">${both({ "zh-CN": "误报/千公里", en: "False / 1,000 km" })}</th><th class="n">${both({ "zh-CN": "误报/百车日", en: "/ 100 vehicle-days" })}</th><th class="n">${both(times[kind])}</th><th class="n">${both({ "zh-CN": "过早", en: "Early" })}</th><th class="n">${both({ "zh-CN": "过晚", en: "Late" })}</th><th class="n">${both({ "zh-CN": "精度 1 %", en: "Precision 1 %" })}</th><th class="n">2 %</th><th class="n">5 %</th></tr></thead>`;

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

const counted = (value: number): string => Math.round(value).toLocaleString("en");

/** What the rule is up to, in a sentence before its numbers. */
const factsOf = (score: RuleScore): Html => {
  const { vehicles, failures, km, vehicleDays, unknown, recallUnseenVariant } = score;
  const predicts = score.kind === "predicts";
  return html`<p>${both({
    "zh-CN": `${predicts ? "预测" : "识别"}：${vehicles} 辆车中 ${failures} 次${predicts ? "失效" : "情形"}，${counted(km)} 公里，${counted(vehicleDays)} 车日；无法判断 ${percent(unknown)}；未见过的车型召回 ${percent(recallUnseenVariant)}。`,
    en: `${predicts ? "Predicts" : "Detects"}: ${failures} ${predicts ? "failures" : "situations"} in ${vehicles} vehicles over ${counted(km)} km and ${counted(vehicleDays)} vehicle-days; could not speak ${percent(unknown)}; recall on the unseen variant ${percent(recallUnseenVariant)}.`,
  })}</p>`;
};

/** What lies beside recall and false alarms: how often a driver hears of it, and how near the truth it comes. */
const detailsOf = (score: RuleScore): Html => {
  const { promptsPerDriverPerMonth: prompts, beforeFailure, falseAlarmsOnWorn, recallBySort } = score;
  const sorts = (language: Language): readonly string[] =>
    Object.entries(recallBySort).map(
      ([sort, { failures, recall }]) => `${sortWords(sort)[language]} ${percent(recall)} (${failures})`,
    );
  return html`<p class="legend">${both({
    "zh-CN": `每位车主每月提示 ${figure(prompts.all)} 次，未失效车辆 ${figure(prompts.sound)} 次。`,
    en: `Cards a driver and month: ${figure(prompts.all)}; of vehicles that met none of it: ${figure(prompts.sound)}.`,
  })}${
    score.kind === "predicts"
      ? both({
          "zh-CN": ` 失效前曾提示 ${percent(beforeFailure)}；误报中部件确已超限 ${percent(falseAlarmsOnWorn)}。`,
          en: ` Spoke before the failure at all: ${percent(beforeFailure)}; of the false alarms on parts past their limit: ${percent(falseAlarmsOnWorn)}.`,
        })
      : both({
          "zh-CN": ` 分类召回：${sorts("zh-CN").join("，")}。`,
          en: ` Recall by sort: ${sorts("en").join(", ")}.`,
        })
  }</p>`;
};

const remainingOf = ({
  unit,
  lives,
  relativeAccuracyHalf,
  withinAlpha,
  horizon,
  intervalHeld,
}: RemainingScore): Html => {
  const zhUnit = unit === "km" ? "公里" : "分钟";
  return html`<p class="legend">${both({
    "zh-CN": `剩余${zhUnit}预测（${lives} 次）：中点相对准确度 ${percent(relativeAccuracyHalf)}，误差 20 % 以内 ${percent(withinAlpha)}，预测视野 ${figure(horizon)} ${zhUnit}，80 % 区间命中 ${percent(intervalHeld)}。`,
    en: `Forecast of what remains (${lives} lives): relative accuracy half-way ${percent(relativeAccuracyHalf)}, within 20 % then ${percent(withinAlpha)}, horizon ${figure(horizon)} ${unit}, its 80 % interval held ${percent(intervalHeld)}.`,
  })}</p>`;
};

const section = ([rule, score]: readonly [string, RuleScore]): Html => {
  const { kind, baselines, remaining } = score;
  return html`<section>
<h2>${both(ruleWords(rule).title)} <code>${rule}</code></h2>
${factsOf(score)}${score.recall === null ? "" : bars(score)}
<table>${head(kind)}<tbody>${row("规则", "The rule", kind, score)}${row("普通阈值", "Plain threshold", kind, baselines.threshold)}${row("固定里程、年限或习惯", "Fixed km, age or habit", kind, baselines.fixed)}${row("随机，同频率", "Random, same rate", kind, baselines.random)}</tbody></table>
${detailsOf(score)}${remaining === null ? "" : remainingOf(remaining)}
</section>`;
};

/** All rules in one look; each has its section below. */
const overview = (
  rules: Evaluation["rules"],
): Html => html`<section><h2>${both({ "zh-CN": "概览", en: "Overview" })}</h2>
<table><thead><tr><th>${both({ "zh-CN": "规则", en: "Rule" })}</th><th>${both({ "zh-CN": "类型", en: "Kind" })}</th><th class="n">${both({ "zh-CN": "次数", en: "Events" })}</th><th class="n">${both({ "zh-CN": "召回", en: "Recall" })}</th><th class="n">95 %</th><th class="n">${both({ "zh-CN": "阈值召回", en: "Threshold's" })}</th><th class="n">${both({ "zh-CN": "误报/千公里", en: "False / 1,000 km" })}</th><th class="n">${both({ "zh-CN": "阈值误报", en: "Threshold's" })}</th><th class="n">${both({ "zh-CN": "提前量或延迟 p50", en: "Lead or delay p50" })}</th></tr></thead><tbody>${Object.entries(
  rules,
).map(
  ([rule, score]) =>
    html`<tr><td>${both(ruleWords(rule).title)}</td><td>${both(score.kind === "predicts" ? { "zh-CN": "预测", en: "predicts" } : { "zh-CN": "识别", en: "detects" })}</td>${cell(String(score.failures))}${cell(percent(score.recall))}${cell(score.recallCi === null ? "–" : score.recallCi.map(percent).join(" – "))}${cell(percent(score.baselines.threshold.recall))}${cell(figure(score.falseAlarmsPer1000Km))}${cell(figure(score.baselines.threshold.falseAlarmsPer1000Km))}${cell(span(timesOf(score.kind, score).p50))}</tr>`,
)}</tbody></table></section>`;

const realSection = (
  real: RealScore,
): Html => html`<section><h2>${both({ "zh-CN": "真实记录", en: "Real recordings" })}</h2>
<p>${both({
  "zh-CN": `${real.files} 份记录，${Math.round(real.km)} 公里，${real.hours.toFixed(1)} 小时，均无已知失效。`,
  en: `${real.files} recordings, ${Math.round(real.km)} km, ${real.hours.toFixed(1)} h, none known to have failed.`,
})}</p><table><thead><tr><th>${both({ "zh-CN": "规则", en: "Rule" })}</th><th class="n">${both({ "zh-CN": "触发", en: "Raised" })}</th><th class="n">${both({ "zh-CN": "每千公里", en: "Per 1,000 km" })}</th><th class="n">${both({ "zh-CN": "95 % 上限", en: "At most (95 %)" })}</th></tr></thead><tbody>${Object.entries(
  real.rules,
).map(
  ([rule, { raised, per1000Km, per1000KmAtMost }]) =>
    html`<tr><td>${both(ruleWords(rule).title)} <code>${rule}</code></td>${cell(String(raised))}${cell(figure(per1000Km))}${cell(figure(per1000KmAtMost))}</tr>`,
)}</tbody></table>${real.skipped.map(({ file, why }) => html`<p class="legend">${file}: ${why}</p>`)}</section>`;

const script = `for (const b of document.querySelectorAll("[data-language]")) b.addEventListener("click", () => speak(b.dataset.language));
function speak(l) { document.documentElement.lang = l; for (const b of document.querySelectorAll("[data-language]")) b.setAttribute("aria-pressed", String(b.dataset.language === l)); }
speak(navigator.language.toLowerCase().startsWith("zh") ? "zh-CN" : "en");`;

/** Eleven columns stand on a sheet only when it lies, and their heads may break. */
const pageStyle = `section { overflow-x: auto; } td:first-child { min-width: 11em; }
@media print { @page { size: A4 landscape; margin: 12mm; } section { overflow: visible; break-inside: avoid; }
  table { font-size: 10.5px; min-width: 0; } th.n { white-space: normal; } .n { padding-left: 4px; padding-right: 6px; } }
`;

/** One self-contained page on an evaluation. */
export const evaluationPage = (evaluation: Evaluation): string => {
  const { seed, split, rules, real } = evaluation;
  const raw = (content: string): Html => ({ html: content });
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>Fettle · evaluation</title><style>${raw(style + pageStyle)}</style></head><body><main>
<header><div><h1>${both({ "zh-CN": "规则评分", en: "How good the rules are" })}</h1><p>${both({
    "zh-CN": `模拟车队，种子 ${seed}${split === "tuning" ? "（用于调参，不可作为成绩）" : ""}；这些是模拟结果，不是道路数据。`,
    en: `Simulated fleets, seed ${seed}${split === "tuning" ? " (for tuning: not a score to report)" : ""}; results of simulation, not of the road.`,
  })}</p></div><div class="languages" role="group" aria-label="Language"><button type="button" data-language="zh-CN">中文</button><button type="button" data-language="en">English</button></div></header>
${Object.keys(rules).length > 1 ? overview(rules) : ""}${Object.entries(rules).map(section)}${real === undefined ? html`` : realSection(real)}
</main><script>${raw(script)}</script></body></html>
`.html;
};
