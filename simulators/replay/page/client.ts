import type uPlot from "uplot";
import type { Chart } from "./charts.ts";

/** What the script of the page is handed. */
export interface ClientData {
  readonly charts: readonly Chart[];
  readonly from: number;
  readonly to: number;
}

type Draw = typeof uPlot;

/**
 * The script of the page, written into it as text: it may use nothing from outside but its arguments. Draws the curves with
 * one common time axis and cursor, shades the warnings, and switches the language.
 */
export const client = (Plot: Draw, { charts, from, to }: ClientData): void => {
  const colours: Record<string, string> = {
    critical: "#B42318",
    warning: "#DB7B0E",
    advisory: "#95500A",
    info: "#355F88",
  };
  const plots: uPlot[] = [];
  const widthOf = (holder: Element): number => Math.max(holder.clientWidth, 320);

  const shade = (plot: uPlot, chart: Chart): void => {
    const { ctx, bbox } = plot;
    ctx.save();
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
        cursor: { sync: { key: "drive" }, drag: { x: true, y: false } },
        legend: { show: true, live: true, markers: { show: false } },
        scales: { x: { time: true, min: from, max: to } },
        axes: [
          {
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
          { label: " ", value: "{YYYY}-{MM}-{DD} {HH}:{mm}:{ss}" },
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
