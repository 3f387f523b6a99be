import { z } from "zod";
import { medianOf } from "../../features/median.ts";
import { heatCapacityJoulesPerKelvin } from "./warm-up-model.ts";

/** What is remembered of how a car warms up. */
export const ownWarmUpSchema = z.object({
  /** What its heat was reckoned from; another measure is another scale. Null before the first start. */
  by: z.enum(["rate", "air"]).nullable(),
  /** Its first good starts: heat against that of the model's engine, and the temperature they began at. */
  heats: z.array(z.object({ heat: z.number(), celsius: z.number() })),
  /** Of the latest starts: how far the coolant was from warm when the car's usual heat was spent, Celsius. */
  deficits: z.array(z.number()),
  /** Starts in a row that took clearly less than usual: somebody has changed the thermostat. */
  better: z.number(),
});
export type OwnWarmUp = z.infer<typeof ownWarmUpSchema>;

/** One warm-up on its way. */
export interface WarmingUp {
  by: "rate" | "air" | null;
  /** Both measures came up: the sum means nothing. */
  mixed: boolean;
  /** Time whose heat nobody told. */
  lostMs: number;
  joules: number;
  /** The coolant when the usual heat was spent; null before. */
  atUsualCelsius: number | null;
  judged: boolean;
}

export const ownLimits = {
  warmCelsius: 75,
  deficitCelsius: 8,
  /** Two starts are a usual for what is half as much again, three for what is a little more. */
  leastStarts: 2,
  surerStarts: 3,
  keptStarts: 20,
  /** A heater that takes more in winter than the model thinks is no fault: starts are held against those of their season. */
  comparableCelsius: 10,
  farShare: 1.5,
  /** A start within this of the usual one is one of its kind. */
  likeShare: 1.15,
  betterShare: 0.8,
  betterStarts: 3,
  /** A start of which more is not known is worth nothing: its heat would look small. */
  mostLostMs: 30_000,
  ofStarts: 3,
  badStarts: 2,
};

/** A start from this little below warm says nothing. */
const leastKelvin = 20;

export const noWarmUps = (): OwnWarmUp => ({ by: null, heats: [], deficits: [], better: 0 });
export const notYetWarming = (): WarmingUp => ({
  by: null,
  mixed: false,
  lostMs: 0,
  joules: 0,
  atUsualCelsius: null,
  judged: false,
});

/** Takes heat that went into the coolant. */
export const warm = (trip: WarmingUp, by: "rate" | "air", joules: number): void => {
  if (trip.by !== null && trip.by !== by) trip.mixed = true;
  trip.by = by;
  trip.joules += joules;
};

/** Heat so far, 1 for what brings the model's engine from `firstCelsius` to warm. */
const heatOf = ({ joules }: WarmingUp, firstCelsius: number): number =>
  joules / (heatCapacityJoulesPerKelvin * Math.max(ownLimits.warmCelsius - firstCelsius, leastKelvin));

const isWhole = ({ by, mixed, lostMs }: WarmingUp): boolean => by !== null && !mixed && lostMs <= ownLimits.mostLostMs;

/** Heats of the starts that this one may be held against. */
const comparable = (own: OwnWarmUp, trip: WarmingUp, firstCelsius: number): readonly number[] => {
  if (!isWhole(trip) || own.by !== trip.by) return [];
  const near = own.heats.filter(({ celsius }) => Math.abs(celsius - firstCelsius) <= ownLimits.comparableCelsius);
  return near.map(({ heat }) => heat);
};

const learn = (own: OwnWarmUp, trip: WarmingUp, start: OwnWarmUp["heats"][number], usual: number | undefined): void => {
  const { heat, celsius } = start;
  if (!isWhole(trip)) return;
  if (own.by !== trip.by) {
    // Nothing that was learned on the other scale is worth anything on this one.
    Object.assign(own, noWarmUps());
    own.by = trip.by;
  }
  own.better = usual !== undefined && heat < usual * ownLimits.betterShare ? own.better + 1 : 0;
  if (own.better >= ownLimits.betterStarts) Object.assign(own, noWarmUps(), { by: trip.by });
  const isLike = usual === undefined || heat < usual * ownLimits.likeShare;
  if (isLike && own.heats.length < ownLimits.keptStarts)
    own.heats.push({ heat: Math.round(heat * 1_000) / 1_000, celsius });
};

const note = (own: OwnWarmUp, deficit: number): void => {
  own.deficits.push(Math.round(deficit));
  if (own.deficits.length > ownLimits.ofStarts) own.deficits.shift();
};

/** What one reading of the coolant says of the start it belongs to. */
export type OwnVerdict = "notYet" | "warm" | "late" | "far";

/**
 * Goes on with a start that counts: "warm" and "late" as the coolant gets warm, the one near the usual heat and the other not;
 * "far" while it is still cold after half as much again, unless it is too early to say so.
 */
export const follow = (
  own: OwnWarmUp,
  trip: WarmingUp,
  { firstCelsius, celsius, isEarly }: { firstCelsius: number; celsius: number; isEarly: boolean },
): OwnVerdict => {
  const heat = heatOf(trip, firstCelsius);
  const like = comparable(own, trip, firstCelsius);
  const usual = like.length < ownLimits.leastStarts ? undefined : medianOf(like);
  if (usual !== undefined && heat >= usual) trip.atUsualCelsius ??= celsius;
  const deficit = ownLimits.warmCelsius - (trip.atUsualCelsius ?? ownLimits.warmCelsius);
  const isCold = deficit > ownLimits.deficitCelsius;
  if (celsius >= ownLimits.warmCelsius) {
    trip.judged = true;
    if (usual !== undefined) note(own, deficit);
    learn(own, trip, { heat, celsius: firstCelsius }, usual);
    return isCold && like.length >= ownLimits.surerStarts ? "late" : "warm";
  }
  if (isEarly || !isCold || usual === undefined || heat < usual * ownLimits.farShare) return "notYet";
  trip.judged = true;
  note(own, deficit);
  return "far";
};

/** Late starts among the latest. */
export const lateStarts = ({ deficits }: OwnWarmUp): number =>
  deficits.filter((deficit) => deficit > ownLimits.deficitCelsius).length;
