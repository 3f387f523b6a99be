import { isSignalPath, signals } from "../../../contract/signals.ts";
import type { TicketDetail } from "../../../contract/ticket.ts";
import { isRuleId, warningOf } from "../../../contract/warnings/catalogue.ts";
import { limitUnit } from "./data-words.ts";

type Window = TicketDetail["evidence"][number];
type Series = Window["series"][number];

/** Signals of one unit over one window, aligned for drawing. */
export interface Plot {
  readonly unit: string;
  readonly paths: readonly string[];
  /** Event time in epoch ms, rising. */
  readonly xs: readonly number[];
  /** By signal: a value, null where the signal was stale, undefined where only another signal was read. */
  readonly ys: readonly (readonly (number | null | undefined)[])[];
  /** The limit that the rule judged by, in `unit`; only on the plot of the signal it is about. */
  readonly limit: number | undefined;
}

const limitIn = (unit: string, rule: string, data: TicketDetail["data"]): number | undefined => {
  const value = data["limit"];
  return typeof value === "number" && limitUnit(rule) === unit ? value : undefined;
};

/** The window to look at: the newest whole one, else the newest. */
export const bestWindow = (windows: readonly Window[]): Window | undefined =>
  windows.toSorted((a, b) => Number(a.complete) - Number(b.complete) || a.to - b.to).at(-1);

const hasValues = (series: Series): boolean => series.points.some(([, value]) => value !== null);

/** Whether a signal is a yes or a no: worth a word at the raise, but not a curve. */
export const isBoolean = (path: string): boolean => isSignalPath(path) && signals[path].boolean === true;

const align = (window: Window, members: readonly Series[]): Pick<Plot, "xs" | "ys"> => {
  const xs = [...new Set(members.flatMap(({ points }) => points.map(([ms]) => ms)))].toSorted((a, b) => a - b);
  const ys = members.map(({ points }) => {
    const at = new Map(points);
    return xs.map((ms) => at.get(ms));
  });
  return { xs: xs.map((ms) => window.from + ms), ys };
};

/** The plots of a window: the one the rule is about first, then one for each other unit. Left out: a signal that never spoke, and a yes or no. */
export const plotsOf = (rule: string, data: TicketDetail["data"], window: Window): readonly Plot[] => {
  // The signals that show the warning come first, and its limit is in their unit; the others are the circumstances.
  const wanted: readonly string[] = isRuleId(rule) ? warningOf(rule).shows : [];
  const rank = ({ path }: Series): number => (wanted.includes(path) ? wanted.indexOf(path) : wanted.length);
  const spoke = window.series
    .filter((series) => hasValues(series) && !isBoolean(series.path))
    .toSorted((a, b) => rank(a) - rank(b));
  const subject = spoke.filter(({ path }) => wanted.includes(path));
  const others = spoke.filter((series) => !subject.includes(series));
  const groups = [
    ...Map.groupBy(subject, ({ unit }) => unit).values(),
    ...Map.groupBy(others, ({ unit }) => unit).values(),
  ];
  return groups.map((members, index) => ({
    unit: members[0]?.unit ?? "",
    paths: members.map(({ path }) => path),
    ...align(window, members),
    limit: index === 0 && subject.length > 0 ? limitIn(members[0]?.unit ?? "", rule, data) : undefined,
  }));
};

/** The last value at or before an instant; undefined when the signal was silent or stale then. */
export const valueAt = (series: Series, from: number, at: number): number | undefined =>
  series.points.findLast(([ms]) => from + ms <= at)?.[1] ?? undefined;

/** Stretches of a plot in which every signal was stale: drawn hatched, because no data is not a value. */
export const silences = ({ xs, ys }: Plot): readonly (readonly [number, number])[] => {
  const found: [number, number][] = [];
  // Signals are read in turn: what one was stays true until it is read again.
  const states: (number | null | undefined)[] = ys.map(() => undefined);
  let began: number | undefined;
  xs.forEach((x, index) => {
    ys.forEach((values, signal) => {
      if (values[index] !== undefined) states[signal] = values[index];
    });
    const silent = states.every((value) => value == null);
    if (silent) began ??= x;
    else if (began !== undefined) {
      found.push([began, x]);
      began = undefined;
    }
  });
  const end = xs.at(-1);
  if (began !== undefined && end !== undefined && end > began) found.push([began, end]);
  return found;
};

/** Least and greatest value to show, with room, and the limit inside. */
export const rangeOf = ({ ys, limit, unit }: Plot): readonly [number, number] => {
  const values = ys.flat().filter((value) => typeof value === "number");
  const all = limit === undefined ? values : [...values, limit];
  const least = Math.min(...all);
  const greatest = Math.max(...all);
  const room = (greatest - least) * 0.08 || Math.abs(greatest) * 0.05 || 1;
  // A percentage, a speed or an engine speed begins at zero: half a scale would make a ripple look like a fall.
  const fromZero = least >= 0 && ["percent", "km/h", "rpm", "-"].includes(unit);
  return [fromZero ? 0 : least - room, greatest + room];
};
