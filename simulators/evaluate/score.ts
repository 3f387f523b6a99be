import { createRandom } from "../vehicle/random.ts";
import type { Life, Window } from "./life.ts";
import { type Outcome, outcomeOf, type Unfinished } from "./outcome.ts";
import { bootstrap95, quantile, ruleOfThree } from "./statistics.ts";

export const prevalences = [0.01, 0.02, 0.05] as const;

/** Days of warning before the failure. */
export interface LeadDays {
  readonly p10: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
}

/** What one way of alarming is worth. Shares are of failures; null where there is nothing to divide by. */
export interface Figures {
  readonly recall: number | null;
  readonly recallCi: readonly [number, number] | null;
  /** Of all raises, how many are followed by the failure, if so many vehicles of a fleet fail in the watched time. */
  readonly precisionAt: Readonly<Record<string, number | null>>;
  readonly falseAlarmsPer1000Km: number | null;
  readonly falseAlarmsPer100VehicleDays: number | null;
  /** 95 % upper bound of the former; 3/N where none was seen. */
  readonly falseAlarmsPer1000KmAtMost: number | null;
  readonly leadDays: LeadDays;
  readonly early: number | null;
  readonly late: number | null;
}

/** The score of one rule. */
export interface RuleScore extends Figures {
  readonly vehicles: number;
  readonly failures: number;
  readonly vehicleDays: number;
  readonly km: number;
  /** Share of the looks at the cars in which the rule could not speak. */
  readonly unknown: number | null;
  /** The same on vehicles whose plants no rule was tuned on; null without such a vehicle that failed. */
  readonly recallUnseenVariant: number | null;
  readonly baselines: Readonly<Record<"threshold" | "fixed" | "random", Figures>>;
}

const dayMs = 86_400_000;

interface Judged {
  readonly outcome: Outcome;
  readonly km: number;
  readonly days: number;
}

const share = (part: number, of: number): number | undefined => (of === 0 ? undefined : part / of);
const rounded = (value: number | undefined): number | null =>
  value === undefined || !Number.isFinite(value) ? null : Number(value.toPrecision(6));
const sum = (judged: readonly Judged[], of: (one: Judged) => number): number =>
  judged.reduce((all, one) => all + of(one), 0);
const countOf = (judged: readonly Judged[], failure: Outcome["failure"]): number =>
  judged.reduce((all, { outcome }) => all + (outcome.failure === failure ? 1 : 0), 0);
const failuresIn = (judged: readonly Judged[]): number => judged.length - countOf(judged, "none");
const recallOf = (judged: readonly Judged[]): number | undefined =>
  share(countOf(judged, "inTime"), failuresIn(judged));
const perThousandKm = (judged: readonly Judged[]): number | undefined =>
  share(
    sum(judged, ({ outcome }) => outcome.falseAlarms) * 1_000,
    sum(judged, ({ km }) => km),
  );

/** Precision in a fleet of which this share fails, from what a failing and a sound vehicle raise each. */
const precisionAt = (judged: readonly Judged[], prevalence: number): number | undefined => {
  const failing = judged.filter(({ outcome }) => outcome.failure !== "none");
  const sound = judged.filter(({ outcome }) => outcome.failure === "none");
  const hits = recallOf(judged);
  const falseFailing = share(
    sum(failing, ({ outcome }) => outcome.falseAlarms),
    failing.length,
  );
  const falseSound = share(
    sum(sound, ({ outcome }) => outcome.falseAlarms),
    sound.length,
  );
  if (hits === undefined || falseFailing === undefined || falseSound === undefined) return undefined;
  const alarms = prevalence * (hits + falseFailing) + (1 - prevalence) * falseSound;
  return share(prevalence * hits, alarms);
};

const figuresOf = (judged: readonly Judged[], seed: number, name: string): Figures => {
  const leads = judged.flatMap(({ outcome }) => (outcome.leadMs === undefined ? [] : [outcome.leadMs / dayMs]));
  const falseAlarms = sum(judged, ({ outcome }) => outcome.falseAlarms);
  const km = sum(judged, (one) => one.km);
  const most =
    falseAlarms === 0 ? ruleOfThree(km / 1_000) : bootstrap95(judged, perThousandKm, seed, `${name}/false`)?.[1];
  return {
    recall: rounded(recallOf(judged)),
    recallCi: (() => {
      const interval = bootstrap95(judged, recallOf, seed, `${name}/recall`);
      return interval === undefined
        ? null
        : ([Number(interval[0].toPrecision(6)), Number(interval[1].toPrecision(6))] as const);
    })(),
    precisionAt: Object.fromEntries(
      prevalences.map((prevalence) => [`${prevalence * 100}%`, rounded(precisionAt(judged, prevalence))]),
    ),
    falseAlarmsPer1000Km: rounded(share(falseAlarms * 1_000, km)),
    falseAlarmsPer100VehicleDays: rounded(
      share(
        falseAlarms * 100,
        sum(judged, ({ days }) => days),
      ),
    ),
    falseAlarmsPer1000KmAtMost: rounded(most),
    leadDays: {
      p10: rounded(quantile(leads, 0.1)),
      p50: rounded(quantile(leads, 0.5)),
      p90: rounded(quantile(leads, 0.9)),
    },
    early: rounded(share(countOf(judged, "early"), failuresIn(judged))),
    late: rounded(share(countOf(judged, "late"), failuresIn(judged))),
  };
};

/** As many alarms as the rule raised, at instants drawn evenly over all watched time: what a rule must beat to know anything. */
const randomRaises = (lives: readonly Life[], rule: string, seed: number): readonly (readonly number[])[] => {
  const random = createRandom(seed, `random-alarms/${rule}`);
  const watched = lives.reduce((all, { from, to }) => all + Math.max(to - from, 0), 0);
  const raises: number[][] = lives.map(() => []);
  const total = lives.reduce((all, life) => all + (life.raises[rule]?.length ?? 0), 0);
  for (let k = 0; k < total; k += 1) {
    let at = random.unit() * watched;
    for (const [index, { from, to }] of lives.entries()) {
      if (at < to - from) {
        raises[index]?.push(Math.round(from + at));
        break;
      }
      at -= Math.max(to - from, 0);
    }
  }
  return raises.map((of) => of.toSorted((a, b) => a - b));
};

const unfinishedOf = ({ limits, to }: Life, rule: string): Unfinished | undefined => {
  const limitAt = limits[rule];
  return limitAt === undefined ? undefined : { limitAt, watchedUntil: to };
};

const judgedBy = (
  lives: readonly Life[],
  rule: string,
  window: Window,
  raisesOf: (life: Life, index: number) => readonly number[],
) =>
  lives.map((life, index) => ({
    outcome: outcomeOf(raisesOf(life, index), life.failures[rule], window, unfinishedOf(life, rule)),
    km: life.km,
    days: (life.to - life.from) / dayMs,
  }));

const at = (instant: number | undefined): readonly number[] => (instant === undefined ? [] : [instant]);

/** Scores one rule over the lives of a study, against its three baselines. */
export const scoreRule = (lives: readonly Life[], rule: string, window: Window, seed: number): RuleScore => {
  const judged = judgedBy(lives, rule, window, (life) => life.raises[rule] ?? []);
  const drawn = randomRaises(lives, rule, seed);
  const unseen = judged.filter((_, index) => lives[index]?.unseenVariant === true);
  const looks = lives.reduce((all, life) => all + life.looks, 0);
  const baseline = (name: string, raisesOf: (life: Life, index: number) => readonly number[]): Figures =>
    figuresOf(judgedBy(lives, rule, window, raisesOf), seed, `${rule}/${name}`);
  return {
    vehicles: lives.length,
    failures: failuresIn(judged),
    vehicleDays: rounded(sum(judged, ({ days }) => days)) ?? 0,
    km: rounded(sum(judged, ({ km }) => km)) ?? 0,
    ...figuresOf(judged, seed, rule),
    unknown: rounded(
      share(
        lives.reduce((all, life) => all + (life.unknownLooks[rule] ?? 0), 0),
        looks,
      ),
    ),
    recallUnseenVariant: rounded(recallOf(unseen)),
    baselines: {
      threshold: baseline("threshold", (life) => at(life.thresholdAt[rule])),
      fixed: baseline("fixed", (life) => at(life.fixedAt[rule])),
      random: baseline("random", (_, index) => drawn[index] ?? []),
    },
  };
};
