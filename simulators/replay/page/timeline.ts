import { severityOf } from "./charts.ts";
import type { EpisodeSpan, Gathered } from "./gathering.ts";
import { both, type Html, html } from "./html.ts";
import { ruleWords } from "./rule-words.ts";

const row = 44;
const left = 8;
const right = 1_112;

/** Clock time of the drive, which is the recording's own. */
export const clockText = (at: number): string => new Date(at).toISOString().slice(11, 19);
export const dayText = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Round steps for the axis, ms: at most nine marks. */
const steps = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400, 604_800, 2_592_000,
  31_536_000,
];
const stepMs = (spanMs: number): number =>
  (steps.find((seconds) => spanMs / (seconds * 1_000) <= 9) ?? 31_536_000) * 1_000;

const ticks = (from: number, to: number): readonly number[] => {
  const step = stepMs(to - from);
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, k) => first + k * step);
};

const tickText = (at: number, spanMs: number): string =>
  spanMs > 2 * 86_400_000 ? dayText(at) : clockText(at).slice(0, spanMs > 600_000 ? 5 : 8);

/** The warnings of a drive as bars over its time, each at its height, with a mark for each of its steps. */
export const timeline = ({ startAt, endAt, episodes }: Gathered): Html => {
  const spanMs = Math.max(endAt - startAt, 1);
  const x = (at: number): number => Math.round(left + ((at - startAt) / spanMs) * (right - left));
  const height = episodes.length * row + 30;
  const bar = (span: EpisodeSpan, place: number): Html => {
    const y = place * row + 20;
    const width = Math.max(x(span.to) - x(span.from), 6);
    // A name that would run out of the picture ends at its right edge.
    const anchor = x(span.from) > right - 260 ? { x: right, side: "end" } : { x: x(span.from), side: "start" };
    const marks = span.events.map(
      ({ at, kind, severity }) =>
        html`<circle class="${severity}" cx="${Math.min(Math.max(x(at), left), right)}" cy="${y + 7}" r="${kind === "escalated" ? 7 : 5}"><title>${clockText(at)} ${kind} ${severity}</title></circle>`,
    );
    const { title } = ruleWords(span.rule);
    return html`<text class="name" x="${anchor.x}" y="${y - 5}" text-anchor="${anchor.side}"><tspan lang="zh-CN">${title.zh}</tspan><tspan lang="en">${title.en}</tspan><tspan class="time">  ${clockText(span.from)}</tspan></text><rect class="bar ${severityOf(span)}" x="${x(span.from)}" y="${y}" width="${width}" height="14" rx="3"/>${marks}`;
  };
  const axis = ticks(startAt, endAt).map(
    (at) =>
      html`<line class="grid" x1="${x(at)}" x2="${x(at)}" y1="0" y2="${height - 20}"/><text class="time" x="${x(at)}" y="${height - 4}" text-anchor="middle">${tickText(at, spanMs)}</text>`,
  );
  return html`<svg class="timeline" viewBox="0 0 1120 ${height}" role="img" aria-label="Warnings over time">${axis}${episodes.map(bar)}</svg>`;
};

/** What was said, when, in rows. */
export const episodeTable = (episodes: readonly EpisodeSpan[]): Html => {
  const numbers = (span: EpisodeSpan): string =>
    Object.entries(span.events.at(-1)?.data ?? {})
      .map(([name, value]) => `${name} ${value}`)
      .join(", ");
  const rows = episodes.map((span) => {
    const steps_ = span.events.map(
      ({ at, kind, severity }) =>
        html`<li><b>${clockText(at)}</b> ${kind} <i class="chip ${severity}">${severity}</i></li>`,
    );
    return html`<tr><td><b>${both(ruleWords(span.rule).title)}</b><br><code>${span.rule}</code></td><td><ul>${steps_}</ul></td><td>${span.open ? both({ zh: "行程结束时仍存在", en: "still standing at the end" }) : `${Math.round((span.to - span.from) / 1_000)} s`}</td><td class="data">${numbers(span)}</td></tr>`;
  });
  return html`<table><thead><tr><th>${both({ zh: "警告", en: "Warning" })}</th><th>${both({ zh: "经过", en: "Steps" })}</th><th>${both({ zh: "持续", en: "Lasted" })}</th><th>${both({ zh: "数据", en: "Data" })}</th></tr></thead><tbody>${rows}</tbody></table>`;
};
