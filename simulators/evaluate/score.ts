import type { RuleId } from "../../contract/warnings/catalogue.ts";
import type { Life, Raise } from "./life.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import { randomAlarms } from "./random-alarms.ts";
import { type RemainingScore, scoreRemaining } from "./remaining.ts";
import type { Scoring } from "./scoring.ts";
import { bootstrap95, quantile, ruleOfThree } from "./statistics.ts";
import { dayMs, type Study } from "./study.ts";

export const prevalences = [0.01, 0.02, 0.05] as const;

/** Deciles and median of a time; null of nothing. */
export interface Deciles {
  readonly p10: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
}

/** What one way of alarming is worth. Shares are of failures or situations; null where there is nothing to divide by. */
export interface Figures {
  readonly recall: number | null;
  readonly recallCi: readonly [number, number] | null;
  /** Of all raises, how many are hits, if so many vehicles of a fleet fail, or meet such a situation, in the watched time. */
  readonly precisionAt: Readonly<Record<string, number | null>>;
  readonly falseAlarmsPer1000Km: number | null;
  readonly falseAlarmsPer100VehicleDays: number | null;
  /** 95 % upper bound of the former; 3/N where none was seen. */
  readonly falseAlarmsPer1000KmAtMost: number | null;
  /** Days of warning before the failure; null throughout for a rule that detects. */
  readonly leadDays: Deciles;
  /** Minutes from the beginning of a situation to the warning; null throughout for a rule that predicts. */
  readonly delayMinutes: Deciles;
  readonly early: number | null;
  readonly late: number | null;
}

/** The score of one rule. */
export interface RuleScore extends Figures {
  readonly kind: "predicts" | "detects";
  readonly vehicles: number;
  /** Failures, or situations, that the vehicles met. */
  readonly failures: number;
  readonly vehicleDays: number;
  readonly km: number;
  /** Share of the looks at the cars in which the rule could not speak. */
  readonly unknown: number | null;
  /** Share of failures before which the rule spoke at all within its horizon, however shortly. */
  readonly beforeFailure: number | null;
  /** False alarms on a component past its workshop limit that did not fail within the horizon, as a share of all false ones. */
  readonly falseAlarmsOnWorn: number | null;
  /** The same as `recall` on vehicles whose plants no rule was tuned on; null without such a vehicle that failed. */
  readonly recallUnseenVariant: number | null;
  /** For a rule that detects: recall by sort of situation. */
  readonly recallBySort: Readonly<Record<string, { readonly failures: number; readonly recall: number }>>;
  /** Cards of this rule, escalations included, in 30 days of one vehicle: of all, and of those that met nothing. */
  readonly promptsPerDriverPerMonth: { readonly all: number | null; readonly sound: number | null };
  /** How near the forecasts of what remains came; null for a rule that makes none. */
  readonly remaining: RemainingScore | null;
  readonly baselines: Readonly<Record<"threshold" | "fixed" | "random", Figures>>;
}

interface Judged {
  readonly outcome: Outcome;
  readonly km: number;
  readonly days: number;
}

/** Rounded so that the last bits of a sum do not show. */
const rounded = (value: number | undefined): number | null =>
  value === undefined ? null : Number(value.toPrecision(6));
const share = (part: number, of: number): number | undefined => (of > 0 ? part / of : undefined);
const sum = <Item>(items: readonly Item[], of: (one: Item) => number): number =>
  items.reduce((all, one) => all + of(one), 0);
const countOf = (judged: readonly Judged[], what: "events" | "inTime" | "early" | "late" | "before" | "falseAlarms") =>
  sum(judged, ({ outcome }) => outcome[what]);
const recallOf = (judged: readonly Judged[]): number | undefined =>
  share(countOf(judged, "inTime"), countOf(judged, "events"));
const perThousandKm = (judged: readonly Judged[]): number | undefined =>
  share(
    countOf(judged, "falseAlarms") * 1_000,
    sum(judged, ({ km }) => km),
  );

/** Precision in a fleet of which this share fails, from what a failing and a sound vehicle raise each. */
const precisionAt = (judged: readonly Judged[], prevalence: number): number | undefined => {
  const failing = judged.filter(({ outcome }) => outcome.events > 0);
  const sound = judged.filter(({ outcome }) => outcome.events === 0);
  const hits = share(countOf(failing, "inTime"), failing.length);
  const falseFailing = share(countOf(failing, "falseAlarms"), failing.length);
  const falseSound = share(countOf(sound, "falseAlarms"), sound.length);
  if (hits === undefined || falseFailing === undefined || falseSound === undefined) return undefined;
  const alarms = prevalence * (hits + falseFailing) + (1 - prevalence) * falseSound;
  return share(prevalence * hits, alarms);
};

const decilesOf = (values: readonly number[]): Deciles => ({
  p10: rounded(quantile(values, 0.1)),
  p50: rounded(quantile(values, 0.5)),
  p90: rounded(quantile(values, 0.9)),
});

const intervalOf = (interval: readonly [number, number] | undefined): readonly [number, number] | null =>
  interval === undefined ? null : [Number(interval[0].toPrecision(6)), Number(interval[1].toPrecision(6))];

const figuresOf = (judged: readonly Judged[], kind: Scoring["kind"], seed: number, name: string): Figures => {
  const spans = judged.flatMap(({ outcome }) => outcome.spansMs);
  const predicts = kind === "predicts";
  const falseAlarms = countOf(judged, "falseAlarms");
  const events = countOf(judged, "events");
  const km = sum(judged, (one) => one.km);
  const days = sum(judged, (one) => one.days);
  const most =
    falseAlarms === 0 ? ruleOfThree(km / 1_000) : bootstrap95(judged, perThousandKm, seed, `${name}/false`)?.[1];
  return {
    recall: rounded(recallOf(judged)),
    recallCi: intervalOf(bootstrap95(judged, recallOf, seed, `${name}/recall`)),
    precisionAt: Object.fromEntries(
      prevalences.map((prevalence) => [`${prevalence * 100}%`, rounded(precisionAt(judged, prevalence))]),
    ),
    falseAlarmsPer1000Km: rounded(share(falseAlarms * 1_000, km)),
    falseAlarmsPer100VehicleDays: rounded(share(falseAlarms * 100, days)),
    falseAlarmsPer1000KmAtMost: rounded(most),
    leadDays: decilesOf(predicts ? spans.map((span) => span / dayMs) : []),
    delayMinutes: decilesOf(predicts ? [] : spans.map((span) => span / 60_000)),
    early: rounded(share(countOf(judged, "early"), events)),
    late: rounded(share(countOf(judged, "late"), events)),
  };
};

const sortsOf = (judged: readonly Judged[]): RuleScore["recallBySort"] => {
  const all: Record<string, { failures: number; inTime: number }> = {};
  for (const { outcome } of judged)
    for (const [sort, { events, inTime }] of Object.entries(outcome.sorts)) {
      const before = all[sort] ?? { failures: 0, inTime: 0 };
      all[sort] = { failures: before.failures + events, inTime: before.inTime + inTime };
    }
  const named = Object.entries(all).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    named.map(([sort, { failures, inTime }]) => [sort, { failures, recall: rounded(inTime / failures) ?? 0 }]),
  );
};

const promptsOf = (lives: readonly Life[], rule: RuleId): number | null =>
  rounded(
    share(
      sum(lives, ({ prompts }) => prompts[rule] ?? 0) * 30,
      sum(lives, ({ from, to }) => (to - from) / dayMs),
    ),
  );

const alarms = (instants: readonly number[]): readonly Raise[] => instants.map((at) => ({ at, subject: "" }));

/** A baseline names no subject: it is right whenever it speaks in time. */
const subjectless = (life: Life): Life =>
  life.truth.kind === "predicts"
    ? life
    : {
        ...life,
        truth: {
          kind: "detects",
          situations: life.truth.situations.map((situation) => ({ ...situation, subjects: undefined })),
        },
      };

/** Scores one rule over the lives of its study, against its three baselines. */
export const scoreRule = (
  lives: readonly Life[],
  { rule, scoring }: Pick<Study, "rule" | "scoring">,
  seed: number,
): RuleScore => {
  const { kind, window, remaining } = scoring;
  const judgedBy = (raisesOf: (life: Life, index: number) => readonly Raise[], of = lives): readonly Judged[] =>
    of.map((life, index) => ({
      outcome: outcomeOf(raisesOf(life, index), life, window),
      km: life.km,
      days: (life.to - life.from) / dayMs,
    }));
  const judged = judgedBy(({ raises }) => raises);
  const drawn = randomAlarms(lives, rule, seed);
  const unseen = judged.filter((_, index) => lives[index]?.unseenVariant === true);
  const plain = lives.map(subjectless);
  const baseline = (name: string, alarmsOf: (life: Life, index: number) => readonly number[]): Figures =>
    figuresOf(
      judgedBy((life, index) => alarms(alarmsOf(life, index)), plain),
      kind,
      seed,
      `${rule}/${name}`,
    );
  const falseAlarms = countOf(judged, "falseAlarms");
  return {
    kind,
    vehicles: lives.length,
    failures: countOf(judged, "events"),
    vehicleDays: rounded(sum(judged, ({ days }) => days)) ?? 0,
    km: rounded(sum(judged, ({ km }) => km)) ?? 0,
    ...figuresOf(judged, kind, seed, rule),
    unknown: rounded(
      share(
        sum(lives, ({ unknownLooks }) => unknownLooks),
        sum(lives, ({ looks }) => looks),
      ),
    ),
    beforeFailure: kind === "predicts" ? rounded(share(countOf(judged, "before"), countOf(judged, "events"))) : null,
    falseAlarmsOnWorn: rounded(
      share(
        sum(judged, ({ outcome }) => outcome.falseOnWorn),
        falseAlarms,
      ),
    ),
    recallUnseenVariant: rounded(recallOf(unseen)),
    recallBySort: sortsOf(judged),
    promptsPerDriverPerMonth: {
      all: promptsOf(lives, rule),
      sound: promptsOf(
        lives.filter((_, index) => judged[index]?.outcome.events === 0),
        rule,
      ),
    },
    remaining: remaining === undefined ? null : scoreRemaining(lives, remaining.unit),
    baselines: {
      threshold: baseline("threshold", ({ thresholdAt }) => thresholdAt),
      fixed: baseline("fixed", ({ fixedAt }) => fixedAt),
      random: baseline("random", (_, index) => drawn[index] ?? []),
    },
  };
};
