import type { Life } from "./life.ts";
import { quantile } from "./statistics.ts";

/**
 * How near the forecasts of what remains came, over the lives that failed (Saxena et al. 2010, the metrics of prognosis that the
 * catalogue asks for). Shares and errors of the true rest; null where no forecast was made.
 */
export interface RemainingScore {
  readonly unit: "km" | "min";
  /** Lives that failed and had a forecast before. */
  readonly lives: number;
  /** 1 less the error's share of the true rest, at the first forecast and half-way from there to the failure; the median. */
  readonly relativeAccuracyFirst: number | null;
  readonly relativeAccuracyHalf: number | null;
  /** Share of lives whose forecast half-way (lambda 0.5) lay within 20 % (alpha) of the true rest. */
  readonly withinAlpha: number | null;
  /** True rest from which on every forecast stayed within alpha of the first rest; the median over lives, 0 for one that never did. */
  readonly horizon: number | null;
  /** Share of all forecasts whose own 80 % interval held the true rest. */
  readonly intervalHeld: number | null;
}

const alpha = 0.2;
const lambda = 0.5;
const minuteMs = 60_000;

interface Compared {
  readonly said: number;
  readonly rest: number;
  readonly held: boolean | undefined;
}

const comparedOf = ({ truth, forecasts }: Life, unit: "km" | "min"): readonly Compared[] => {
  if (truth.kind !== "predicts" || truth.failedAt === undefined) return [];
  const { failedAt, failedKm } = truth;
  if (unit === "km" && failedKm === undefined) return [];
  return forecasts.flatMap(({ at, odometerKm, left, least, most }) => {
    const rest = unit === "km" ? (failedKm ?? odometerKm) - odometerKm : (failedAt - at) / minuteMs;
    if (rest <= 0) return [];
    const held = least === undefined || most === undefined ? undefined : rest >= least && rest <= most;
    return [{ said: left, rest, held }];
  });
};

const isNear = ({ said, rest }: Compared): boolean => Math.abs(said - rest) <= alpha * rest;
const accuracy = ({ said, rest }: Compared): number => 1 - Math.abs(said - rest) / rest;

/** The forecast that stood half-way: the last one made before. */
const halfWay = (all: readonly Compared[]): Compared | undefined => {
  const wanted = (all[0]?.rest ?? 0) * (1 - lambda);
  const last = all.findLast(({ rest }) => rest >= wanted);
  // What it said is less by what was driven since.
  return last === undefined ? undefined : { said: last.said - (last.rest - wanted), rest: wanted, held: undefined };
};

/** The bounds of the horizon are those of the first rest, and do not narrow. */
const horizonOf = (all: readonly Compared[]): number => {
  const wide = alpha * (all[0]?.rest ?? 0);
  const lastWrong = all.findLastIndex(({ said, rest }) => Math.abs(said - rest) > wide);
  return all[lastWrong + 1]?.rest ?? 0;
};

const rounded = (value: number | undefined): number | null =>
  value === undefined ? null : Number(value.toPrecision(6));
const median = (values: readonly number[]): number | null => rounded(quantile(values, 0.5));
const shareOf = (values: readonly boolean[]): number | null =>
  values.length === 0 ? null : rounded(values.filter(Boolean).length / values.length);

/** Scores the forecasts of all lives. */
export const scoreRemaining = (lives: readonly Life[], unit: "km" | "min"): RemainingScore => {
  const all = lives.map((life) => comparedOf(life, unit)).filter((compared) => compared.length > 0);
  const halves = all.map(halfWay).filter((one) => one !== undefined);
  return {
    unit,
    lives: all.length,
    relativeAccuracyFirst: median(all.flatMap(([first]) => (first === undefined ? [] : [accuracy(first)]))),
    relativeAccuracyHalf: median(halves.map(accuracy)),
    withinAlpha: shareOf(halves.map(isNear)),
    horizon: median(all.map(horizonOf)),
    intervalHeld: shareOf(all.flat().flatMap(({ held }) => (held === undefined ? [] : [held]))),
  };
};
