import { both, type Html, html } from "../../report/html.ts";
import { ruleWords } from "../../report/rule-words.ts";
import { severityOf } from "./charts.ts";
import type { Gathered } from "./gathering.ts";
import { placeTrack, scaleBar } from "./track.ts";

const width = 1_120;
const mostHeight = 520;
const longestBarPixels = 220;

const lengthText = (km: number): string => (km >= 1 ? `${km} km` : `${Math.round(km * 1_000)} m`);

/** The way of the drive as a picture of our own, north up, with a scale: no map service is asked, so it opens anywhere. */
export const map = ({ track, episodes }: Gathered): Html => {
  const placed = placeTrack(track, width, mostHeight);
  if (placed === undefined)
    return html`<p class="none">${both({ "zh-CN": "这份记录没有位置，无法画出路线。", en: "The recording has no position, so there is no way to draw." })}</p>`;
  const lines = placed.segments.map(
    (points) => html`<polyline points="${points.map(([x, y]) => `${x},${y}`).join(" ")}"/>`,
  );
  const [first] = placed.segments[0] ?? [];
  const last = placed.segments.at(-1)?.at(-1);
  const bar = scaleBar(placed.pixelsPerKm, longestBarPixels);
  const height = placed.height + 34;
  const marks = episodes.flatMap((span) => {
    const at = placed.place(span.from);
    if (at === undefined) return [];
    const [x, y] = at;
    return [
      html`<circle class="${severityOf(span)}" cx="${x}" cy="${y}" r="7"><title>${ruleWords(span.rule).title.en} · ${ruleWords(span.rule).title["zh-CN"]}</title></circle>`,
    ];
  });
  const end = (point: readonly [number, number] | undefined, kind: "start" | "finish"): Html =>
    point === undefined ? html`` : html`<circle class="${kind}" cx="${point[0]}" cy="${point[1]}" r="6"/>`;
  return html`<svg class="map" viewBox="0 0 ${width} ${height}" role="img" aria-label="Map of the drive"><g class="way">${lines}</g>${end(first, "start")}${end(last, "finish")}<g>${marks}</g><g class="scale"><path d="M16 ${height - 20}v8h${Math.round(bar.pixels)}v-8"/><text x="${24 + Math.round(bar.pixels)}" y="${height - 10}">${lengthText(bar.km)}</text><path d="M${width - 24} ${height - 10}v-30m-6 9 6-9 6 9"/><text x="${width - 24}" y="${height - 44}" text-anchor="middle">N</text></g></svg><p class="legend"><i class="dot start"></i>${both({ "zh-CN": "起点", en: "Start" })} <i class="dot finish"></i>${both({ "zh-CN": "终点", en: "End" })}${marks.length === 0 ? html`` : html` <i class="dot warn"></i>${both({ "zh-CN": "警告", en: "Warning" })}`}</p>`;
};
