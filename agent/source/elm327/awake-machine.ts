/**
 * When the vehicle may be asked. A poll keeps control units awake that would sleep, and has emptied batteries and set off
 * alarms; so the bus is used only while there is a sign that somebody uses the car. In rest the adapter's own voltage is
 * read, which does not touch the bus.
 */
export type Awake =
  /** Polling. `signAt` is the last sign of an engine that runs, a car that moves or charges. */
  | { readonly at: "polling"; readonly since: number; readonly signAt: number; readonly answerAt: number }
  /** The engine starts: nothing but the voltage, as fast as the adapter can. */
  | { readonly at: "cranking"; readonly since: number; readonly lastVolts: number }
  | { readonly at: "resting" | "lowPower"; readonly since: number };

/** The machine and its budget. */
export interface Quiet {
  readonly state: Awake;
  /** Reference of the voltage in rest, and the last reading; undefined until one was taken. */
  readonly volts: number | undefined;
  readonly reference: number | undefined;
  /** Looks at the bus that were taken from the day's budget, and when that day began. */
  readonly spent: number;
  readonly dayAt: number;
  /** Looks in a row that found nobody. */
  readonly looks: number;
  /** Requests of this wake. */
  readonly polls: number;
  readonly why: string;
}

export type QuietInput =
  | { readonly kind: "volts"; readonly volts: number; readonly at: number }
  /** An ECU answered; `sign` is true for a running engine, a moving or a charging car. */
  | { readonly kind: "answer"; readonly sign: boolean; readonly at: number }
  /** A request for what was given before, and no ECU answered. */
  | { readonly kind: "silence"; readonly at: number }
  | { readonly kind: "sent"; readonly at: number }
  /** The bus answered a look, or did not. */
  | { readonly kind: "looked"; readonly found: boolean; readonly at: number }
  | { readonly kind: "time"; readonly at: number };

/** Every number of the policy, in one place; event time. */
export const quietLimits = {
  /** Silence of a car that answered before: the key is off. */
  silenceMs: 2_000,
  /** Key on and engine off, e.g. in a queue or a car park, is worth this long. */
  signMs: 600_000,
  /** Requests without a sign of use, in one wake. */
  pollsWithoutSign: 6_000,
  /** Above this something charges the 12 V side: alternator or converter. */
  chargingVolts: 13.2,
  /** A change that is more than the adapter's step: door lock, lamp, key. */
  stirVolts: 0.3,
  /** A starter pulls the voltage down by at least this. */
  crankVolts: 1,
  crankMs: 5_000,
  /** A look that found an answer but no sign of use ends after this. */
  lookMs: 20_000,
  /** Looks at a bus that may sleep, a day. */
  looksPerDay: 24,
  dayMs: 86_400_000,
  /** Rest after which the adapter sleeps too. */
  lowPowerAfterMs: 1_800_000,
  /** How often the voltage is read: while polling that is the schedule's. */
  restReadMs: 2_000,
  lowPowerReadMs: 60_000,
} as const;

/** Waits between two looks without a reason, ms: soon after the key was turned off, then ever more seldom. */
const lookWaitsMs = [5_000, 15_000, 60_000, 300_000, 1_800_000, 3_600_000] as const;
const lookWait = (looks: number): number => lookWaitsMs[Math.min(looks, lookWaitsMs.length - 1)] ?? 3_600_000;

/** The source begins: somebody has just powered the agent. */
export const startQuiet = (at: number): Quiet => ({
  state: { at: "polling", since: at, signAt: at, answerAt: at },
  volts: undefined,
  reference: undefined,
  spent: 0,
  dayAt: at,
  looks: 0,
  polls: 0,
  why: "the agent started",
});

const wake = (quiet: Quiet, at: number, why: string): Quiet => ({
  ...quiet,
  state: { at: "polling", since: at, signAt: at, answerAt: at },
  polls: 0,
  why,
});

/** A wake without a good reason: it costs the day's budget, and has to find a sign of use soon. */
const look = (quiet: Quiet, at: number, why: string): Quiet => ({
  ...wake(quiet, at, why),
  state: { at: "polling", since: at, signAt: at - quietLimits.signMs + quietLimits.lookMs, answerAt: at },
  spent: quiet.spent + 1,
  looks: quiet.looks + 1,
});

const rest = (quiet: Quiet, at: number, why: string): Quiet => ({
  ...quiet,
  state: { at: "resting", since: at },
  reference: undefined,
  why,
});

/** The way to the car is up: what it took, the slow initialisation of a serial bus, is no time without a sign of use. */
const connected = (quiet: Quiet, state: Awake & { at: "polling" }, at: number): Quiet => ({
  ...quiet,
  state: { ...state, since: at, signAt: Math.min(at, state.signAt + at - state.since), answerAt: at },
});

const isCharging = (volts: number | undefined): boolean => volts !== undefined && volts >= quietLimits.chargingVolts;

const onVolts = (quiet: Quiet, volts: number, at: number): Quiet => {
  const { state, volts: before } = quiet;
  const next = { ...quiet, volts };
  // A battery that is no longer charged falls as far; only from its own voltage a deep dip is the starter.
  const dropped = before !== undefined && !isCharging(before) && before - volts >= quietLimits.crankVolts;
  switch (state.at) {
    case "polling":
      if (dropped) return { ...next, state: { at: "cranking", since: at, lastVolts: volts } };
      return isCharging(volts) ? { ...next, state: { ...state, signAt: at } } : next;
    case "cranking":
      if (isCharging(volts)) return wake(next, at, "the engine started");
      return at - state.since >= quietLimits.crankMs ? wake(next, at, "after cranking") : next;
    case "resting":
    case "lowPower": {
      if (dropped)
        return { ...next, state: { at: "cranking", since: at, lastVolts: volts }, why: "the engine is cranked" };
      if (isCharging(volts) && !isCharging(quiet.reference)) return wake(next, at, "the 12 V side is charged");
      if (quiet.reference === undefined) return { ...next, reference: volts };
      if (Math.abs(volts - quiet.reference) < quietLimits.stirVolts) return next;
      // The battery recovers slowly after a drive: the reference follows, and a stir costs a look of the budget.
      return quiet.spent < quietLimits.looksPerDay
        ? { ...look(next, at, "the voltage stirred"), reference: volts }
        : { ...next, reference: volts };
    }
  }
};

const onTime = (quiet: Quiet, at: number): Quiet => {
  const { state } = quiet;
  const fresh = at - quiet.dayAt >= quietLimits.dayMs ? { ...quiet, spent: 0, dayAt: at } : quiet;
  switch (state.at) {
    case "polling": {
      const idle = at - state.signAt >= quietLimits.signMs;
      const worn = fresh.polls >= quietLimits.pollsWithoutSign && at - state.signAt >= quietLimits.signMs / 10;
      return idle || worn ? rest(fresh, at, "no sign of use") : fresh;
    }
    case "cranking":
      return at - state.since >= quietLimits.crankMs ? wake(fresh, at, "after cranking") : fresh;
    case "resting":
    case "lowPower":
      if (fresh.spent < quietLimits.looksPerDay && at - state.since >= lookWait(fresh.looks))
        return look(fresh, at, "a look");
      if (state.at === "resting" && at - state.since >= quietLimits.lowPowerAfterMs)
        return { ...fresh, state: { at: "lowPower", since: state.since } };
      return fresh;
  }
};

/** The next state. What does not belong to a state changes nothing. */
export const nextQuiet = (quiet: Quiet, input: QuietInput): Quiet => {
  const { state } = quiet;
  switch (input.kind) {
    case "volts":
      return onVolts(quiet, input.volts, input.at);
    case "time":
      return onTime(quiet, input.at);
    case "sent":
      return state.at === "polling" ? { ...quiet, polls: quiet.polls + 1 } : quiet;
    case "answer":
      if (state.at !== "polling") return quiet;
      return {
        ...quiet,
        polls: input.sign ? 0 : quiet.polls,
        looks: input.sign ? 0 : quiet.looks,
        state: { ...state, answerAt: input.at, signAt: input.sign ? input.at : state.signAt },
      };
    case "silence":
      if (state.at !== "polling" || input.at - state.answerAt < quietLimits.silenceMs) return quiet;
      return rest(quiet, input.at, "the car fell silent");
    case "looked":
      if (state.at === "polling" && input.found) return connected(quiet, state, input.at);
      return input.found || state.at === "cranking" ? quiet : rest(quiet, input.at, "nobody answered");
  }
};
