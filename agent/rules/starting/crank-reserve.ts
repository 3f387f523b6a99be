import { dropShare } from "./crank-curve.ts";
import type { CrankHistory, Start } from "./crank-history.ts";

export const reserve = {
  /** The load-test table's warm row, and the resting voltage of the full battery that it is meant for. */
  warmVolts: 9.6,
  warmCelsius: 20,
  fullVolts: 12.6,
  /** With less an engine does not fire. */
  noStartVolts: 7.2,
  coldDays: 14,
  colderCelsius: 6,
};

const dayMs = 86_400_000;

/** As far as a load test at 20 Celsius lets a full battery fall, brought to 25 Celsius. */
const mostDropVolts =
  (reserve.fullVolts - reserve.warmVolts) / dropShare({ battery: reserve.warmCelsius, engine: reserve.warmCelsius });

/** The cold that the next weeks may bring: somewhat more than the last two have. */
export const coldAhead = ({ recent }: CrankHistory, now: number): number => {
  const lately = recent.filter(({ at }) => now - at <= reserve.coldDays * dayMs);
  return Math.min(...lately.map(({ celsius }) => celsius)) - reserve.colderCelsius;
};

/** Least voltage under the starter, at the temperature of this start, with which the car would still start in that cold. */
export const leastVolts = ({ rest, share }: Start, ahead: number): number => {
  const bearable = (rest - reserve.noStartVolts) / dropShare({ battery: ahead, engine: ahead });
  return rest - Math.min(bearable, mostDropVolts) * share;
};
