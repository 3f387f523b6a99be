import { unitSymbol } from "../../../contract/signals/units.ts";
import { signalName, signals } from "../../../contract/signals.ts";
import { both, type Html, html } from "../../report/html.ts";
import type { ImportReport } from "../formats/format.ts";
import type { Gathered, GatheredSignal } from "./gathering.ts";
import { reasonWords } from "./reason-words.ts";
import { instantText } from "./timeline.ts";

const round = (value: number): string => String(Number(value.toPrecision(4)));
const seconds = (ms: number): string =>
  ms >= 120_000 ? `${(ms / 60_000).toFixed(1)} min` : `${(ms / 1_000).toFixed(1)} s`;
/** A rate below one a second reads better as the time between two readings. */
const pace = ({ readings, activeMs }: GatheredSignal): string => {
  const span = activeMs / 1_000;
  if (readings < 2 || span <= 0) return "–";
  const rate = (readings - 1) / span;
  return rate >= 1 ? `${rate.toFixed(1)} /s` : `1 / ${(1 / rate).toFixed(1)} s`;
};

const signalTable = (gathered: readonly GatheredSignal[]): Html => {
  const rows = gathered.map((signal) => {
    const doubts = [
      ...(signal.implausible > 0
        ? [both({ "zh-CN": `不可信 ${signal.implausible} 次`, en: `implausible ${signal.implausible}×` })]
        : []),
      ...(signal.stale > 0 ? [both({ "zh-CN": `中断 ${signal.stale} 次`, en: `silent ${signal.stale}×` })] : []),
    ];
    return html`<tr><td title="${signal.path}">${both(signalName(signal.path))}</td><td class="n">${signal.readings.toLocaleString("en")}</td><td class="n">${pace(signal)}</td><td class="n">${seconds(signal.longestGapMs)}</td><td class="n">${round(signal.least)} .. ${round(signal.most)} ${unitSymbol(signals[signal.path].unit, "en")}</td><td>${doubts.length === 0 ? html`–` : doubts.map((doubt) => html`<i class="chip advisory">${doubt}</i> `)}</td></tr>`;
  });
  return html`<table><thead><tr><th>${both({ "zh-CN": "信号", en: "Signal" })}</th><th class="n">${both({ "zh-CN": "读数", en: "Readings" })}</th><th class="n">${both({ "zh-CN": "频率", en: "Rate" })}</th><th class="n">${both({ "zh-CN": "最长间隔", en: "Longest gap" })}</th><th class="n">${both({ "zh-CN": "范围", en: "Range" })}</th><th>${both({ "zh-CN": "车内判断", en: "What the car doubted" })}</th></tr></thead><tbody>${rows}</tbody></table>`;
};

const gapList = (gathered: Gathered): Html =>
  gathered.gaps.length === 0
    ? html`<p>${both({ "zh-CN": "没有超过 5 秒的中断。", en: "Nothing was silent for more than 5 s." })}</p>`
    : html`<ul class="columns">${gathered.gaps.map(({ from, ms }) => html`<li><b>${instantText(from, gathered)}</b> ${seconds(ms)}</li>`)}</ul>`;

const mostNames = 60;

/** What the importer did with the recording, counted. */
const importPart = (report: ImportReport): Html => {
  const reasons = Object.entries(report.reasons).map(
    ([reason, times]) => html`<li><b>${times.toLocaleString("en")}</b> ${both(reasonWords(reason))}</li>`,
  );
  const names = report.unknownColumns.slice(0, mostNames).map((name) => {
    const times = report.unknownCounts[name] ?? 0;
    return html`<li><code>${name}</code>${times > 0 ? ` ${times.toLocaleString("en")}` : ""}</li>`;
  });
  const more = report.unknownColumns.length - mostNames;
  return html`<p>${both({
    "zh-CN": `按 ${report.format} 读取：${report.rows.toLocaleString("en")} 行，修复 ${report.repaired} 行，舍弃 ${report.dropped} 行。`,
    en: `Read as ${report.format}: ${report.rows.toLocaleString("en")} rows, ${report.repaired} repaired, ${report.dropped} dropped.`,
  })}</p>${reasons.length === 0 ? html`` : html`<ul class="columns">${reasons}</ul>`}${
    names.length === 0
      ? html``
      : html`<h3>${both({ "zh-CN": "未知的列（保留名称，不猜测）", en: "Columns without a signal, left alone" })}</h3><ul class="columns">${names}</ul>${more > 0 ? html`<p>… +${more}</p>` : html``}`
  }`;
};

/** How far the recording can be trusted. */
export const quality = (gathered: Gathered, report: ImportReport | undefined): Html =>
  html`${report === undefined ? html`` : importPart(report)}<h3>${both({ "zh-CN": "中断", en: "Gaps" })}</h3>${gapList(gathered)}<h3>${both({ "zh-CN": "信号", en: "Signals" })}</h3>${signalTable(gathered.signals)}`;
