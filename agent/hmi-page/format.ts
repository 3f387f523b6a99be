import { figure } from "../../contract/numbers.ts";
import type { Tile } from "../hmi/protocol.ts";

const pad = (value: number): string => String(value).padStart(2, "0");

/** Minutes of the day as 07:42. */
export const clockOf = (minutes: number): string => `${pad(Math.floor(minutes / 60) % 24)}:${pad(minutes % 60)}`;

/** An instant on the unit's own clock face. */
export const timeOf = (at: number): string => {
  const moment = new Date(at);
  return clockOf(moment.getHours() * 60 + moment.getMinutes());
};

/** Weekday from Monday, 0 to 6, and minute of the day, on the unit's own clock. */
export const weekMinute = (at: number): { readonly weekday: number; readonly minute: number } => {
  const moment = new Date(at);
  return { weekday: (moment.getDay() + 6) % 7, minute: moment.getHours() * 60 + moment.getMinutes() };
};

/** As many decimals as a fact carries, one at most. */
export const fact = (value: number): string => figure(value, Number.isInteger(value) ? 0 : 1);

/** Distances: a decimal only where it matters. */
export const distance = (km: number): string => figure(km, km < 10 ? 1 : 0);

/** The value of a tile, or a dash: never a zero for unknown. */
export const tileFigure = ({ value, decimals }: Tile): string => (value === null ? "—" : figure(value, decimals));

/** A position to read out: 49.0102° N, 8.4094° E. */
export const degrees = (value: number, positive: string, negative: string): string =>
  `${Math.abs(value).toFixed(4)}° ${value < 0 ? negative : positive}`;
