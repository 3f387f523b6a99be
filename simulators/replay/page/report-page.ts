import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { SimulatorError } from "../../errors.ts";
import { both, type Html, html, scriptJson } from "../../report/html.ts";
import { style } from "../../report/style.ts";
import type { ImportReport } from "../formats/format.ts";
import type { Distance } from "../odometer.ts";
import { type Chart, chartsOf } from "./charts.ts";
import { type ClientData, client } from "./client.ts";
import { type DrawnTime, drawnTime } from "./drawn-time.ts";
import type { Gathered } from "./gathering.ts";
import { map } from "./map.ts";
import { quality } from "./quality.ts";
import { clockText, dayText, episodeTable, timeline } from "./timeline.ts";

/** Everything that a page shows. */
export interface ReportInput {
  readonly gathered: Gathered;
  readonly distance: Distance;
  readonly report: ImportReport | undefined;
}

/** Script and style of uPlot (MIT), as they go into the page. */
export interface Plotter {
  readonly script: string;
  readonly style: string;
}

/** Reads uPlot from the installed package, so that the page needs no network. */
export const readPlotter = async (): Promise<Plotter> => {
  const read = (name: string): Promise<string> => {
    const file = fileURLToPath(import.meta.resolve(`uplot/dist/${name}`));
    return readFile(file, "utf8").catch((cause: unknown) => {
      throw new SimulatorError("SIMULATOR_FILE_MISSING", file, { cause });
    });
  };
  return { script: await read("uPlot.iife.min.js"), style: await read("uPlot.min.css") };
};

const fact = (value: string, zh: string, en: string): Html =>
  html`<div><b>${value}</b>${both({ "zh-CN": zh, en })}</div>`;

const chartBlock = (chart: Chart, index: number, height: number): Html =>
  html`<div class="chart"><h3>${both(chart.title)}<code>${chart.path}</code></h3><div data-chart="${index}" data-height="${height}"></div></div>`;

const warningsSection = (gathered: Gathered, time: DrawnTime): Html =>
  gathered.episodes.length === 0
    ? html`<p class="none">${both({ "zh-CN": "本次行程没有任何警告。", en: "This drive raised no warning." })}</p>`
    : html`${timeline(gathered, time)}${episodeTable(gathered)}`;

/** Said once, above everything that is drawn over time. */
const cutNote = ({ stretches }: DrawnTime): Html =>
  stretches.length === 0
    ? html``
    : html`<p class="legend">${both({ "zh-CN": "时间轴略去了停车时段；每条虚线处是一次新的行程。", en: "Parked time is left out of the time axis; a dashed line is where the next drive begins." })}</p>`;

const causingTall = 240;
const otherTall = 150;

/** One self-contained page on a replayed drive. */
export const reportPage = ({ gathered, distance, report }: ReportInput, plotter: Plotter): string => {
  const time = drawnTime(gathered.stretches, gathered.startAt, gathered.endAt);
  const { causing, others } = chartsOf(gathered, time);
  const data: ClientData = {
    charts: [...causing, ...others],
    from: time.from / 1_000,
    to: time.to / 1_000,
    stretches: time.stretches.map(({ from, to, drawn }) => ({
      from: from / 1_000,
      to: to / 1_000,
      drawn: drawn / 1_000,
    })),
  };
  const busyHours = time.stretches.reduce((all, { from, to }) => all + to - from, 0) / 3_600_000;
  const minutes = Math.round((gathered.endAt - gathered.startAt) / 60_000);
  const raw = (content: string): Html => ({ html: content });
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<title>${gathered.drive} · Fettle</title>
<style>${raw(plotter.style)}${raw(style)}</style>
</head>
<body>
<main>
<header>
<div><h1>${gathered.drive}</h1><p>${dayText(gathered.startAt)} ${clockText(gathered.startAt)} – ${dayText(gathered.endAt) === dayText(gathered.startAt) ? "" : `${dayText(gathered.endAt)} `}${clockText(gathered.endAt)} · ${both({ "zh-CN": "记录自身的时间", en: "the recording's own clock" })}</p></div>
<div class="languages" role="group" aria-label="Language"><button type="button" data-language="zh-CN">中文</button><button type="button" data-language="en">English</button></div>
</header>
<section class="facts">
${fact(String(gathered.episodes.length), "警告", gathered.episodes.length === 1 ? "warning" : "warnings")}
${fact(distance.km.toFixed(distance.km < 100 ? 1 : 0), "公里", "km driven")}
${fact(minutes < 120 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`, "总时长", "from start to end")}
${busyHours > 0 ? fact(`${busyHours.toFixed(1)} h`, "有数据", "with data") : html``}
${fact(distance.samples.toLocaleString("en"), "读数", "readings")}
${fact(String(gathered.signals.length), "信号", "signals")}
${gathered.drives > 1 ? fact(String(gathered.drives), "行程", "drives in the file") : html``}
</section>
${cutNote(time)}
<section><h2>${both({ "zh-CN": "警告", en: "Warnings" })}</h2>${warningsSection(gathered, time)}${causing.map((chart, k) => chartBlock(chart, k, causingTall))}</section>
<section><h2>${both({ "zh-CN": "路线", en: "Map" })}</h2>${map(gathered)}</section>
${others.length === 0 ? html`` : html`<section><h2>${both({ "zh-CN": "其他信号", en: "Other signals" })}</h2>${others.map((chart, k) => chartBlock(chart, causing.length + k, otherTall))}</section>`}
<section><h2>${both({ "zh-CN": "数据质量", en: "Data quality" })}</h2>${quality(gathered, report)}</section>
<footer>${both({ "zh-CN": "由 Fettle 以车内同样的代码重放生成。", en: "Made by Fettle, replayed through the same code as in the car." })}</footer>
</main>
<script>${raw(plotter.script)}</script>
<script>(${raw(String(client))})(uPlot, ${raw(scriptJson(data))});</script>
</body>
</html>
`;
  return page.html;
};

/** Writes the page to a file. */
export const writeReport = async (path: string, input: ReportInput): Promise<void> => {
  const page = reportPage(input, await readPlotter());
  await writeFile(path, page).catch((cause: unknown) => {
    throw new SimulatorError("SIMULATOR_FILE_UNWRITABLE", path, { cause });
  });
};
