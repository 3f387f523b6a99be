import { z } from "zod";
import { medianDeviationOf, medianOf } from "../../features/median.ts";
import { theilSenPerMinute } from "../../features/slope.ts";

/** One start that counts. */
const startSchema = z.object({
  at: z.number(),
  /** Resting voltage, voltage under the starter, V. */
  rest: z.number(),
  volts: z.number(),
  celsius: z.number(),
  /** How much further the voltage fell at these temperatures than it would have at 25 Celsius. */
  share: z.number(),
  /** At 25 Celsius: resistance, mOhm, in a car whose starter current is known, else the fall, V. Null: not measured. */
  load: z.number().nullable(),
});
export type Start = Readonly<z.infer<typeof startSchema>>;

/** What is remembered of a car's starts. */
export const crankHistorySchema = z.object({
  /** Whether loads are resistances; they are from the first start on whose current was measured. */
  ohms: z.boolean(),
  /** Loads until there are enough for a baseline, and none after. */
  first: z.array(z.object({ load: z.number(), celsius: z.number() })),
  /** The baseline and one deviation of it; null while it is being learned. */
  usual: z.number().nullable(),
  deviation: z.number(),
  /** Temperature of the starts that the baseline was learned at. */
  usualCelsius: z.number(),
  /** Exponentially weighted load, and how far starts have lain above the baseline, in deviations. */
  level: z.number(),
  sum: z.number(),
  /** Starts in a row on a battery that is clearly better than the baseline: it was changed. */
  better: z.number(),
  /** The latest starts, oldest first. */
  recent: z.array(startSchema),
});
export type CrankHistory = z.infer<typeof crankHistorySchema>;

export const history = {
  firstStarts: 20,
  keptStarts: 60,
  /** A start is compared once the car has started so often at temperatures as near as this. */
  comparableCelsius: 8,
  comparableStarts: 10,
  weight: 0.2,
  slackDeviations: 1,
  alarmDeviations: 12,
  /** One wild start alone is no alarm. */
  mostDeviations: 4,
  /** No car keeps to the table of temperatures more closely than this share of its baseline. */
  leastDeviation: 0.05,
  /** Nor does it where the baseline is far away: 40 Celsius further a car may be 16 percent off the table. */
  doubtPerCelsius: 0.005,
  /** A battery does not grow better by so much: it is another one. */
  betterShare: 0.85,
  betterStarts: 10,
};

export const noHistory = (ohms = false): CrankHistory => ({
  ohms,
  first: [],
  usual: null,
  deviation: 0,
  usualCelsius: 0,
  level: 0,
  sum: 0,
  better: 0,
  recent: [],
});

/** 1.4826 median deviations make a standard deviation of a normal spread. */
const normalDeviation = 1.4826;

const learn = (past: CrankHistory, load: number, celsius: number): void => {
  past.first.push({ load, celsius });
  const loads = past.first.map((one) => one.load);
  const usual = medianOf(loads);
  if (past.first.length < history.firstStarts || usual === undefined) return;
  const spread = normalDeviation * (medianDeviationOf(loads) ?? 0);
  past.usual = usual;
  past.deviation = Math.max(spread, history.leastDeviation * usual);
  past.usualCelsius = medianOf(past.first.map((one) => one.celsius)) ?? 0;
  past.level = usual;
  past.sum = 0;
  past.better = 0;
  past.first = [];
};

/** Above 1 far from the temperatures of the baseline, where the table of temperatures may be wrong of this car. */
const doubt = ({ usualCelsius }: CrankHistory, celsius: number): number =>
  1 + history.doubtPerCelsius * Math.max(0, Math.abs(celsius - usualCelsius) - history.comparableCelsius);

const compare = (past: CrankHistory, usual: number, load: number, celsius: number): void => {
  const doubted = load / doubt(past, celsius);
  const deviations = Math.min((doubted - usual) / past.deviation, history.mostDeviations);
  past.sum = Math.min(Math.max(0, past.sum + deviations - history.slackDeviations), 2 * history.alarmDeviations);
  past.level += history.weight * (doubted - past.level);
  past.better = load < usual * history.betterShare ? past.better + 1 : 0;
  if (past.better < history.betterStarts) return;
  past.usual = null;
  past.sum = 0;
};

/** Takes a start. A temperature that the car has seldom started at is kept, and compared with nothing. */
export const remember = (past: CrankHistory, start: Start): void => {
  past.recent.push(start);
  if (past.recent.length > history.keptStarts) past.recent.shift();
  if (start.load === null) return;
  if (past.usual === null) {
    learn(past, start.load, start.celsius);
    return;
  }
  const near = past.recent.filter(({ celsius }) => Math.abs(celsius - start.celsius) <= history.comparableCelsius);
  if (near.length >= history.comparableStarts) compare(past, past.usual, start.load, start.celsius);
};

/** Strength that is left of the car's own usual one, 1 as ever; undefined while the usual one is being learned. */
export const strengthOf = ({ usual, level }: CrankHistory): number | undefined =>
  usual === null || level <= 0 ? undefined : usual / level;

/** Least voltage of this start at this share of the usual strength; undefined where only resistances are compared. */
export const voltsAtStrength = (
  { usual, ohms }: CrankHistory,
  { rest, share }: Start,
  strength: number,
): number | undefined => (usual === null || ohms ? undefined : rest - (usual / strength) * share);

/** Whether starts have lain above the baseline for long enough to be no chance. */
export const hasChanged = ({ sum }: CrankHistory): boolean => sum > history.alarmDeviations;

const minutesAMonth = 30 * 1_440;

/** Share of the usual load by which the load grows a month: Theil–Sen over the starts that are kept. */
export const growthPerMonth = ({ usual, recent }: CrankHistory): number | undefined => {
  if (usual === null) return undefined;
  const measured = recent.flatMap(({ at, load }) => (load === null ? [] : [{ at, load }]));
  const window = { at: measured.map(({ at }) => at), value: measured.map(({ load }) => load), head: 0 };
  const perMinute = theilSenPerMinute(window);
  return perMinute === undefined ? undefined : (perMinute * minutesAMonth) / usual;
};
