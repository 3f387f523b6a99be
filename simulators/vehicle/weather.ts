import cos from "@stdlib/math-base-special-cos";
import type { Random } from "./random.ts";

/** The climate of a place. */
export interface Climate {
  /** Mean of the year, half the swing between January and July, half the swing between night and afternoon, Celsius. */
  readonly meanCelsius: number;
  readonly seasonCelsius: number;
  readonly dayCelsius: number;
  /** Deviation of a day from its season, and how much of it the next day keeps. */
  readonly spreadCelsius: number;
  readonly persistence: number;
}

/** Rounded from public climate tables. */
export const climates = {
  harbin: { meanCelsius: 5, seasonCelsius: 21, dayCelsius: 5, spreadCelsius: 3.5, persistence: 0.75 },
  beijing: { meanCelsius: 13, seasonCelsius: 15.5, dayCelsius: 5, spreadCelsius: 3, persistence: 0.75 },
  shanghai: { meanCelsius: 17, seasonCelsius: 12, dayCelsius: 3.5, spreadCelsius: 2.5, persistence: 0.7 },
  chongqing: { meanCelsius: 19, seasonCelsius: 10.5, dayCelsius: 3.5, spreadCelsius: 2.5, persistence: 0.7 },
  karlsruhe: { meanCelsius: 11.5, seasonCelsius: 9.5, dayCelsius: 4.5, spreadCelsius: 3.5, persistence: 0.8 },
} as const satisfies Readonly<Record<string, Climate>>;

/** Coldest day of a northern year, and hour of the coldest air. */
const coldestDay = 20;
const coldestHour = 5;
const yearDays = 365.25;

/** Air temperature of a place: season, time of day, and an AR(1) walk from day to day, straight between two noons. */
export interface Weather {
  /** `dayOfYear` counts from 0 and may run on into the next year; `day` counts from the beginning of the scenario. */
  airCelsius(day: number): number;
}

export const createWeather = (climate: Climate, startDayOfYear: number, random: Random): Weather => {
  const deviations: number[] = [];
  const deviationOf = (index: number): number => {
    while (deviations.length <= index) {
      const before = deviations.at(-1);
      const fresh = random.normal() * climate.spreadCelsius;
      const kept = climate.persistence;
      deviations.push(before === undefined ? fresh : kept * before + Math.sqrt(1 - kept * kept) * fresh);
    }
    return deviations[index] ?? 0;
  };
  return {
    airCelsius(day) {
      const date = startDayOfYear + day;
      const season = -cos((2 * Math.PI * (date - coldestDay)) / yearDays) * climate.seasonCelsius;
      const hour = (date - Math.floor(date)) * 24;
      const daily = -cos((2 * Math.PI * (hour - coldestHour)) / 24) * climate.dayCelsius;
      const index = Math.max(0, Math.floor(day));
      const part = Math.max(0, day) - index;
      const drift = deviationOf(index) * (1 - part) + deviationOf(index + 1) * part;
      return climate.meanCelsius + season + daily + drift;
    },
  };
};
