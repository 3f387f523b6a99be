/** A card that was raised, or that became grave enough to speak of the failure. */
export interface Raise {
  /** Event time, epoch ms. */
  readonly at: number;
  /** Which of several things it speaks of: a wheel, a code, a signal; "" where there is one alone. */
  readonly subject: string;
}

/** A component that fails once in a life, or not at all. Event time, epoch ms. */
export interface FailureTruth {
  readonly kind: "predicts";
  /** After this it would have been repaired, and the watching ends. */
  readonly failedAt: number | undefined;
  /** It failed after the watching had ended; known of the plant alone. */
  readonly failsLaterAt: number | undefined;
  /** When a workshop would first have had to act, whether or not it failed. */
  readonly limitAt: number | undefined;
  /** Odometer at the failure, km, for forecasts in kilometres. */
  readonly failedKm: number | undefined;
}

/** Something a driver should be told while it lasts: a cold pack before a start, a sensor that is lost. Epoch ms. */
export interface Situation {
  readonly at: number;
  /** Told later than this it no longer helps. */
  readonly dueAt: number;
  readonly until: number;
  /** What sort of it, for recall by sort; one word. */
  readonly sort: string;
  /** Which subjects speak of it; undefined where the rule has but one. */
  readonly subjects: readonly string[] | undefined;
}

/** Situations that a rule should notice, in the order of time. */
export interface SituationTruth {
  readonly kind: "detects";
  readonly situations: readonly Situation[];
}

/** What a card said would remain before the failure. */
export interface Forecast {
  readonly at: number;
  readonly odometerKm: number;
  /** In the unit of the rule: km or minutes; the bounds are those of its own 80 % interval, where it gives one. */
  readonly left: number;
  readonly least: number | undefined;
  readonly most: number | undefined;
}

/** One observed life of one vehicle under one study: what the car said and what really happened. Plain JSON, from a worker. */
export interface Life {
  readonly vehicle: string;
  /** Its plants differ from any that a rule was tuned on: another battery size, chemistry or cooling. */
  readonly unseenVariant: boolean;
  /** Event time, epoch ms, over which it was watched. */
  readonly from: number;
  readonly to: number;
  readonly km: number;
  readonly truth: FailureTruth | SituationTruth;
  /** Of the study's rule, in order. */
  readonly raises: readonly Raise[];
  readonly forecasts: readonly Forecast[];
  /** Cards that any rule put before the driver, escalations included: what the driver lives with. */
  readonly prompts: Readonly<Record<string, number>>;
  /** In how many of the looks at the car the study's rule could not speak. */
  readonly unknownLooks: number;
  readonly looks: number;
  /** When the plain threshold of the manual, and a fixed age, distance or habit, would have spoken. */
  readonly thresholdAt: readonly number[];
  readonly fixedAt: readonly number[];
}

/** When a raise is of use: from so long before the failure until so short before it that nobody can act any more. */
export interface Window {
  readonly horizonMs: number;
  readonly actionMs: number;
}
