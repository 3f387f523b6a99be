import { both, type Html, html } from "../../report/html.ts";
import { ruleWords } from "../../report/rule-words.ts";
import { severityOf } from "./charts.ts";
import type { DrawnTime } from "./drawn-time.ts";
import type { EpisodeSpan, Gathered } from "./gathering.ts";

const row = 44;
const left = 8;
const right = 1_112;

/** Clock time of the drive, which is the recording's own. */
export const clockText = (at: number): string => new Date(at).toISOString().slice(11, 19);
export const dayText = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** An instant as a reader of this recording needs it: with its day where there is more than one. */
export const instantText = (at: number, { startAt, endAt }: Pick<Gathered, "startAt" | "endAt">): string =>
  dayText(startAt) === dayText(endAt) ? clockText(at) : `${dayText(at).slice(5)} ${clockText(at)}`;

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

interface Tick {
  readonly at: number;
  readonly text: string;
}

const narrowestTick = 110;

const tickText = (at: number, spanMs: number): string =>
  spanMs > 2 * 86_400_000 ? dayText(at) : clockText(at).slice(0, spanMs > 600_000 ? 5 : 8);

/** Where the axis says the time: at round times, or, where the pauses are cut out, where drives begin. */
const marks = ({ startAt, endAt }: Gathered, time: DrawnTime, x: (at: number) => number): readonly Tick[] => {
  const spanMs = endAt - startAt;
  if (time.stretches.length === 0) return ticks(startAt, endAt).map((at) => ({ at, text: tickText(at, spanMs) }));
  const kept: Tick[] = [];
  for (const { from: at } of time.stretches) {
    const last = kept.at(-1);
    if (last === undefined || x(at) - x(last.at) >= narrowestTick)
      kept.push({ at, text: `${dayText(at).slice(5)} ${clockText(at).slice(0, 5)}` });
  }
  return kept;
};

/** The warnings of a drive as bars over its time, each at its height, with a mark for each of its steps. */
export const timeline = (gathered: Gathered, time: DrawnTime): Html => {
  const { episodes } = gathered;
  const spanMs = Math.max(time.to - time.from, 1);
  const x = (at: number): number => Math.round(left + ((time.place(at) - time.from) / spanMs) * (right - left));
  const height = episodes.length * row + 30;
  const bar = (span: EpisodeSpan, place: number): Html => {
    const y = place * row + 20;
    const width = Math.max(x(span.to) - x(span.from), 6);
    // A name that would run out of the picture ends at its right edge.
    const anchor = x(span.from) > right - 260 ? { x: right, side: "end" } : { x: x(span.from), side: "start" };
    const steps_ = span.events.map(
      ({ at, kind, severity }) =>
        html`<circle class="${severity}" cx="${Math.min(Math.max(x(at), left), right)}" cy="${y + 7}" r="${kind === "escalated" ? 7 : 5}"><title>${instantText(at, gathered)} ${kind} ${severity}</title></circle>`,
    );
    const { title } = ruleWords(span.rule);
    return html`<text class="name" x="${anchor.x}" y="${y - 5}" text-anchor="${anchor.side}"><tspan lang="zh-CN">${title["zh-CN"]}</tspan><tspan lang="en">${title.en}</tspan><tspan class="time">  ${instantText(span.from, gathered)}</tspan></text><rect class="bar ${severityOf(span)}" x="${x(span.from)}" y="${y}" width="${width}" height="14" rx="3"/>${steps_}`;
  };
  const axis = marks(gathered, time, x).map(
    ({ at, text }) =>
      html`<line class="grid" x1="${x(at)}" x2="${x(at)}" y1="0" y2="${height - 20}"/><text class="time" x="${Math.min(Math.max(x(at), left), right)}" y="${height - 4}" text-anchor="${x(at) < 60 ? "start" : x(at) > right - 40 ? "end" : "middle"}">${text}</text>`,
  );
  return html`<svg class="timeline" viewBox="0 0 1120 ${height}" role="img" aria-label="Warnings over time">${axis}${episodes.map(bar)}</svg>`;
};

const lastedText = (ms: number): string => {
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min`;
  return ms < 172_800_000 ? `${(ms / 3_600_000).toFixed(1)} h` : `${(ms / 86_400_000).toFixed(1)} d`;
};

/** What was said, when, in rows. */
export const episodeTable = (gathered: Gathered): Html => {
  const numbers = (span: EpisodeSpan): string =>
    Object.entries(span.events.at(-1)?.data ?? {})
      .map(([name, value]) => `${name} ${value}`)
      .join(", ");
  const rows = gathered.episodes.map((span) => {
    const steps_ = span.events.map(
      ({ at, kind, severity }) =>
        html`<li><b>${instantText(at, gathered)}</b> ${kind} <i class="chip ${severity}">${severity}</i></li>`,
    );
    return html`<tr><td><b>${both(ruleWords(span.rule).title)}</b><br><code>${span.rule}</code></td><td><ul>${steps_}</ul></td><td>${span.open ? both({ "zh-CN": "行程结束时仍存在", en: "still standing at the end" }) : lastedText(span.to - span.from)}</td><td class="data">${numbers(span)}</td></tr>`;
  });
  return html`<table><thead><tr><th>${both({ "zh-CN": "警告", en: "Warning" })}</th><th>${both({ "zh-CN": "经过", en: "Steps" })}</th><th>${both({ "zh-CN": "持续", en: "Lasted" })}</th><th>${both({ "zh-CN": "数据", en: "Data" })}</th></tr></thead><tbody>${rows}</tbody></table>`;
};
