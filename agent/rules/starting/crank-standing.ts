import {
  type CrankHistory,
  growthPerMonth,
  hasChanged,
  type Start,
  strengthOf,
  voltsAtStrength,
} from "./crank-history.ts";
import { coldAhead, leastVolts } from "./crank-reserve.ts";

/** Shares of the car's own usual strength. */
export const strengths = { weakened: 0.8, weak: 0.6, recovered: 0.85 };
export const lately = { ofStarts: 5, weakStarts: 2 };

const round = (value: number, steps: number): number => Math.round(value * steps) / steps;

/** What the latest starts come to. */
export interface Standing {
  readonly strength: number | undefined;
  readonly changed: boolean;
  readonly ahead: number;
  readonly latest: readonly Start[];
  readonly weak: readonly Start[];
}

export const standingOf = (past: CrankHistory, now: number): Standing => {
  const ahead = coldAhead(past, now);
  const latest = past.recent.slice(-lately.ofStarts);
  const weak = latest.filter((start) => start.volts < leastVolts(start, ahead));
  return { strength: strengthOf(past), changed: hasChanged(past), ahead, latest, weak };
};

export const levelOf = ({ strength = 1, changed, weak }: Standing): "warning" | "advisory" | "quiet" => {
  if (weak.length >= lately.weakStarts || (changed && strength < strengths.weak)) return "warning";
  return changed && strength < strengths.weakened ? "advisory" : "quiet";
};

/** What this start should have shown: enough for the cold ahead, and as much of the car's own usual as no advisory needs. */
const dueVolts = (past: CrankHistory, start: Start, ahead: number): number =>
  Math.max(leastVolts(start, ahead), voltsAtStrength(past, start, strengths.weakened) ?? 0);

/** The numbers of the weakest of the latest starts; undefined where there is none. */
export const dataOf = (past: CrankHistory, { strength, ahead, latest, weak }: Standing) => {
  const spare = (start: Start): number => start.volts - dueVolts(past, start, ahead);
  const [weakest] = latest.toSorted((a, b) => spare(a) - spare(b));
  if (weakest === undefined) return undefined;
  const growth = growthPerMonth(past);
  return {
    v: round(weakest.volts, 100),
    limit: round(dueVolts(past, weakest, ahead), 10),
    t: Math.round(weakest.celsius),
    ...(strength === undefined ? {} : { health: Math.round(Math.min(strength, 1) * 100) }),
    ...(growth === undefined ? {} : { growth: Math.round(growth * 100) }),
    below: weak.length,
    starts: latest.length,
  };
};
