/** One observed life of one vehicle under one study: what the car said and what really happened. Plain JSON, from a worker. */
export interface Life {
  readonly vehicle: string;
  /** Its plants differ from any that a rule was tuned on: another battery size, chemistry or cooling. */
  readonly unseenVariant: boolean;
  /** Event time, epoch ms, over which it was watched. */
  readonly from: number;
  readonly to: number;
  readonly km: number;
  /** By rule: when the component it speaks of failed; the first time, after which it would have been repaired. */
  readonly failures: Readonly<Record<string, number>>;
  /** By rule: when a workshop would first have had to act on the component, whether or not it failed while it was watched. */
  readonly limits: Readonly<Record<string, number>>;
  /** By rule: every time it was raised, in order. */
  readonly raises: Readonly<Record<string, readonly number[]>>;
  /** By rule: in how many of the looks at the car it could not speak. */
  readonly unknownLooks: Readonly<Record<string, number>>;
  readonly looks: number;
  /** By rule: when the plain threshold of the manual would have spoken first. */
  readonly thresholdAt: Readonly<Record<string, number>>;
  /** By rule: when a fixed age or distance would have spoken. */
  readonly fixedAt: Readonly<Record<string, number>>;
}

/** When a raise is of use: from so long before the failure until so short before it that nobody can act any more. */
export interface Window {
  readonly horizonMs: number;
  readonly actionMs: number;
}
