import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useEffect, useRef, useState } from "react";
import { signalName } from "../../../contract/signals.ts";
import { useTimeZone } from "../data/use-desk.ts";
import { usePreferences } from "../shell/preferences.ts";
import { fontFamily, lineColor, type Palette, palettes } from "../theme.ts";
import { timeOfDay } from "../wording/instants.ts";
import { measureWords, numberWords } from "../wording/measures.ts";
import { ticketWords } from "../wording/ticket-words.ts";
import { type Plot, rangeOf, silences } from "./evidence-plot.ts";

const labelPx = 11;

interface Words {
  readonly limit: string;
  readonly raised: string;
  readonly noData: string;
  readonly axis: (value: number, isTop: boolean) => string;
  readonly time: (at: number, withSeconds: boolean) => string;
}

type Align = "left" | "right" | "center";

const write = (u: uPlot, text: string, x: number, y: number, color: string, align: Align, bold: boolean): void => {
  u.ctx.font = `${bold ? "600 " : ""}${labelPx * devicePixelRatio}px ${fontFamily}`;
  u.ctx.textAlign = align;
  u.ctx.textBaseline = "middle";
  u.ctx.fillStyle = color;
  u.ctx.fillText(text, x, y);
};

const dashed = (
  u: uPlot,
  color: string,
  dash: readonly number[],
  from: readonly [number, number],
  to: readonly [number, number],
): void => {
  u.ctx.save();
  u.ctx.strokeStyle = color;
  u.ctx.lineWidth = 1.25 * devicePixelRatio;
  u.ctx.setLineDash(dash.map((length) => length * devicePixelRatio));
  u.ctx.beginPath();
  u.ctx.moveTo(...from);
  u.ctx.lineTo(...to);
  u.ctx.stroke();
  u.ctx.restore();
};

/** Silence is hatched, never joined across. */
const drawSilences = (u: uPlot, plot: Plot, words: Words, c: Palette): void => {
  const { ctx, bbox } = u;
  for (const [from, to] of silences(plot)) {
    const left = Math.max(bbox.left, u.valToPos(from, "x", true));
    const right = Math.min(bbox.left + bbox.width, u.valToPos(to, "x", true));
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, bbox.top, right - left, bbox.height);
    ctx.clip();
    ctx.strokeStyle = c.unknown;
    ctx.globalAlpha = 0.55;
    ctx.lineWidth = devicePixelRatio;
    for (let x = left - bbox.height; x < right; x += 6 * devicePixelRatio) {
      ctx.beginPath();
      ctx.moveTo(x, bbox.top + bbox.height);
      ctx.lineTo(x + bbox.height, bbox.top);
      ctx.stroke();
    }
    ctx.restore();
    if (right - left > 50 * devicePixelRatio)
      write(u, words.noData, (left + right) / 2, bbox.top + 9 * devicePixelRatio, c.text3, "center", false);
  }
};

const drawMarks = (u: uPlot, plot: Plot, raisedAt: number, words: Words, c: Palette): void => {
  const { bbox } = u;
  const dpr = devicePixelRatio;
  const right = bbox.left + bbox.width;
  if (plot.limit !== undefined) {
    const y = Math.round(u.valToPos(plot.limit, "y", true)) + 0.5;
    dashed(u, c.p1, [3, 4.5], [bbox.left, y], [right, y]);
    write(u, words.limit, bbox.left + 6 * dpr, y - 9 * dpr, c.p1, "left", true);
  }
  if (plot.xs[0] !== undefined && raisedAt >= plot.xs[0]) {
    const x = Math.round(u.valToPos(raisedAt, "x", true)) + 0.5;
    if (x <= right + 1) {
      dashed(u, c.text2, [3, 3], [x, bbox.top - 2 * dpr], [x, bbox.top + bbox.height]);
      const align = x > right - 60 * dpr ? "right" : x < bbox.left + 60 * dpr ? "left" : "center";
      if (words.raised !== "") write(u, words.raised, x, bbox.top - 9 * dpr, c.text2, align, false);
    }
  }
};

const optionsFor = (
  plot: Plot,
  size: { width: number; height: number },
  range: readonly [number, number],
  raisedAt: number,
  words: Words,
  c: Palette,
  first: boolean,
  onCursor: (index: number | null) => void,
): uPlot.Options => ({
  ...size,
  padding: [first ? 18 : 6, 12, 0, 0],
  legend: { show: false },
  cursor: { sync: { key: "evidence" }, points: { size: 6 }, drag: { x: true, y: false } },
  scales: { x: { time: false, range: (_, least, most) => [least, most] }, y: { range: () => [...range] } },
  axes: [
    {
      stroke: c.text3,
      font: `${labelPx}px ${fontFamily}`,
      size: 24,
      gap: 5,
      space: 70,
      grid: { show: false },
      ticks: { stroke: c.line, size: 4, width: 1 },
      // Ticks at whole minutes and halves of the car's clock.
      incrs: [1, 5, 10, 15, 30, 60, 120, 300, 600, 1_800, 3_600].map((seconds) => seconds * 1_000),
      values: (_, ticks) => ticks.map((at) => words.time(at, (ticks[1] ?? 0) - (ticks[0] ?? 0) < 60_000)),
    },
    {
      stroke: c.text3,
      font: `${labelPx}px ${fontFamily}`,
      size: 72,
      gap: 6,
      space: first ? 28 : 22,
      grid: { stroke: c.line, width: 1 },
      ticks: { show: false },
      values: (_, ticks) => ticks.map((value, index) => words.axis(value, index === ticks.length - 1)),
    },
  ],
  series: [
    {},
    ...plot.paths.map((_, index) => ({
      stroke: lineColor(index, c),
      width: index === 0 ? 2 : 1.4,
      points: { show: false },
      spanGaps: false,
    })),
  ],
  hooks: {
    drawClear: [(u) => drawSilences(u, plot, words, c)],
    draw: [(u) => drawMarks(u, plot, raisedAt, words, c)],
    setCursor: [(u) => onCursor(u.cursor.idx ?? null)],
  },
});

const valueNear = (values: Plot["ys"][number], index: number): number | null | undefined =>
  // Signals are read in turn: at the cursor's instant the latest reading of each holds.
  values.slice(0, index + 1).findLast((value) => value !== undefined);

/** Names of the lines; under the cursor also their values, and the instant. */
const Legend = ({ plot, cursor, timed }: { plot: Plot; cursor: number | null; timed: boolean }) => {
  const { language, mode } = usePreferences();
  const timeZone = useTimeZone();
  const at = cursor === null ? undefined : plot.xs[cursor];
  return (
    <div className="ev-l">
      {plot.paths.map((path, index) => {
        const value = cursor === null ? undefined : valueNear(plot.ys[index] ?? [], cursor);
        return (
          <span key={path}>
            <i className="lg" style={{ borderColor: lineColor(index, palettes[mode]) }} />
            {signalName(path)[language]}
            {value === null && <b>{ticketWords.noData[language]}</b>}
            {typeof value === "number" && <b className="num">{measureWords(value, plot.unit, language)}</b>}
          </span>
        );
      })}
      {timed && at !== undefined && <time className="num">{timeOfDay(at, timeZone, true)}</time>}
    </div>
  );
};

/** One plot of evidence. Drag zooms, a double click goes back, the cursor reads all plots of the window at once. */
export const Chart = ({
  plot,
  height,
  raisedAt,
  first,
}: {
  readonly plot: Plot;
  readonly height: number;
  readonly raisedAt: number;
  /** Only the first of a stack names the instant. */
  readonly first: boolean;
}) => {
  const { language, mode } = usePreferences();
  const timeZone = useTimeZone();
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [cursor, setCursor] = useState<number | null>(null);

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const element = box.current;
    if (element === null || width === 0) return;
    const words: Words = {
      limit: plot.limit === undefined ? "" : ticketWords.limit(measureWords(plot.limit, plot.unit, language))[language],
      raised: first ? `${ticketWords.raised[language]} ${timeOfDay(raisedAt, timeZone, true)}` : "",
      noData: ticketWords.noData[language],
      time: (at, withSeconds) => timeOfDay(at, timeZone, withSeconds),
      axis: (value, isTop) => (isTop ? measureWords(value, plot.unit, language) : numberWords(value)),
    };
    const options = optionsFor(
      plot,
      { width, height },
      rangeOf(plot),
      raisedAt,
      words,
      palettes[mode],
      first,
      setCursor,
    );
    const chart = new uPlot(options, [[...plot.xs], ...plot.ys.map((values) => [...values])], element);
    return () => chart.destroy();
  }, [plot, height, raisedAt, first, width, language, mode, timeZone]);

  const label = plot.paths.map((path) => signalName(path)[language]).join(", ");
  return (
    <div className="plot-w">
      <Legend plot={plot} cursor={cursor} timed={first} />
      <div ref={box} className="plot" role="img" aria-label={label} style={{ minHeight: height }} />
    </div>
  );
};
