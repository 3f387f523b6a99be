import type uPlot from "uplot";
import type { Chart } from "./charts.ts";

/** What the script of the page is handed. */
export interface ClientData {
  readonly charts: readonly Chart[];
  readonly from: number;
  readonly to: number;
  /** Where the pauses are cut out: event time, and where it lies on the axis; empty where the axis is the clock. Seconds. */
  readonly stretches: readonly { readonly from: number; readonly to: number; readonly drawn: number }[];
}

type Draw = typeof uPlot;

/**
 * The script of the page, written into it as text: it may use nothing from outside but its arguments. Draws the curves with
 * one common time axis and cursor, shades the warnings, and switches the language.
 */
export const client = (Plot: Draw, { charts, from, to, stretches }: ClientData): void => {
  const colours: Record<string, string> = {
    critical: "#B42318",
    warning: "#DB7B0E",
    advisory: "#95500A",
    info: "#355F88",
  };
  const plots: uPlot[] = [];
  const isCut = stretches.length > 0;
  const clockAt = (drawn: number): Date => {
    const stretch = stretches.findLast((one) => one.drawn <= drawn) ?? stretches[0];
    const seconds =
      stretch === undefined ? drawn : Math.min(stretch.from + Math.max(drawn - stretch.drawn, 0), stretch.to);
    return new Date(seconds * 1e3);
  };
  const labelAt = (drawn: number): string => clockAt(drawn).toISOString().slice(0, 19).replace("T", " ");
  /** Beginnings of drives, and round times within them, as far apart as a label is wide. */
  const splits = (_: uPlot, __: number, least: number, most: number, ___: number, space: number): number[] => {
    const apart = ((most - least) * Math.max(space, 90)) / Math.max(document.documentElement.clientWidth - 200, 320);
    const step = [10, 30, 60, 300, 600, 1800, 3600, 7200, 21600].find((round) => round >= apart) ?? 43200;
    const marks: number[] = [];
    const put = (drawn: number): void => {
      if (drawn >= least && drawn <= most && drawn - (marks.at(-1) ?? Number.NEGATIVE_INFINITY) >= apart)
        marks.push(drawn);
    };
    for (const stretch of stretches) {
      put(stretch.drawn);
      const end = Math.min(stretch.to, stretch.from + most - stretch.drawn);
      for (let at = Math.ceil(stretch.from / step) * step; at <= end; at += step)
        put(stretch.drawn + at - stretch.from);
    }
    return marks;
  };
  const widthOf = (holder: Element): number => Math.max(holder.clientWidth, 320);

  const shade = (plot: uPlot, chart: Chart): void => {
    const { ctx, bbox } = plot;
    ctx.save();
    const cuts = stretches
      .slice(1)
      .map(({ drawn }) => plot.valToPos(drawn, "x", true))
      .filter((x) => x > bbox.left && x < bbox.left + bbox.width);
    if (cuts.length * 12 * devicePixelRatio < bbox.width) {
      ctx.strokeStyle = "#AAB4BA";
      ctx.lineWidth = devicePixelRatio;
      ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
      ctx.beginPath();
      for (const x of cuts) {
        ctx.moveTo(x, bbox.top);
        ctx.lineTo(x, bbox.top + bbox.height);
      }
      ctx.stroke();
      ctx.setLineDash([]);
    }
    for (const band of chart.bands) {
      const left = Math.max(plot.valToPos(band.from, "x", true), bbox.left);
      const right = Math.min(plot.valToPos(band.to, "x", true), bbox.left + bbox.width);
      ctx.fillStyle = colours[band.severity] ?? "#355F88";
      ctx.globalAlpha = 0.12;
      ctx.fillRect(left, bbox.top, Math.max(right - left, 2), bbox.height);
      ctx.globalAlpha = 1;
      ctx.fillRect(left, bbox.top, 2, bbox.height);
    }
    ctx.restore();
  };

  const draw = (holder: Element, chart: Chart): void => {
    const axis = {
      stroke: "#4F5C64",
      font: "12px Inter, system-ui, sans-serif",
      grid: { stroke: "#E5E8EA", width: 1 },
      ticks: { stroke: "#CFD6DA", width: 1 },
    };
    const plot = new Plot(
      {
        width: widthOf(holder),
        height: Number(holder.getAttribute("data-height")),
        tzDate: (seconds) => Plot.tzDate(new Date(seconds * 1e3), "Etc/UTC"),
        padding: [null, 40, null, null],
        cursor: { sync: { key: "drive" }, drag: { x: true, y: false } },
        legend: { show: true, live: true, markers: { show: false } },
        scales: { x: { time: !isCut, min: from, max: to } },
        axes: [
          isCut
            ? {
                ...axis,
                space: 90,
                splits,
                values: (_, marks) =>
                  marks.map((mark) => `${labelAt(mark).slice(11, 16)}\n${labelAt(mark).slice(0, 10)}`),
              }
            : {
                ...axis,
                space: 90,
                values: [
                  [86400, "{YYYY}-{MM}-{DD}", "", "", "", "", "", "", 1],
                  [3600, "{HH}:{mm}", "\n{YYYY}-{MM}-{DD}", "", "", "", "", "", 1],
                  [60, "{HH}:{mm}", "\n{YYYY}-{MM}-{DD}", "", "", "", "", "", 1],
                  [1, "{HH}:{mm}:{ss}", "\n{YYYY}-{MM}-{DD}", "", "", "", "", "", 1],
                ],
              },
          { ...axis, size: 64, space: 30 },
        ],
        series: [
          {
            label: " ",
            value: isCut ? (_, drawn) => (drawn == null ? "--" : labelAt(drawn)) : "{YYYY}-{MM}-{DD} {HH}:{mm}:{ss}",
          },
          {
            label: chart.unit === "" ? " " : chart.unit,
            stroke: "#0F6273",
            width: 1.5,
            points: { show: chart.xs.length < 60, size: 5 },
            spanGaps: false,
          },
        ],
        hooks: { drawClear: [(drawn) => shade(drawn, chart)] },
      },
      [[...chart.xs], [...chart.ys]],
      holder as HTMLElement,
    );
    plots.push(plot);
  };

  const fit = (): void => {
    for (const plot of plots) {
      const holder = plot.root.parentElement;
      if (holder !== null) plot.setSize({ width: widthOf(holder), height: Number(holder.getAttribute("data-height")) });
    }
  };

  const speak = (language: string): void => {
    document.documentElement.lang = language;
    for (const button of document.querySelectorAll("[data-language]"))
      button.setAttribute("aria-pressed", String(button.getAttribute("data-language") === language));
  };

  for (const holder of document.querySelectorAll("[data-chart]")) {
    const chart = charts[Number(holder.getAttribute("data-chart"))];
    if (chart !== undefined) draw(holder, chart);
  }
  for (const button of document.querySelectorAll("[data-language]"))
    button.addEventListener("click", () => speak(button.getAttribute("data-language") ?? "en"));
  addEventListener("resize", fit);
  addEventListener("beforeprint", fit);
  speak(navigator.language.toLowerCase().startsWith("zh") ? "zh-CN" : "en");
};
