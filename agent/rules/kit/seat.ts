import { z } from "zod";
import type { SignalPath } from "../../../contract/signals.ts";
import type { WarningData } from "../../../contract/warning.ts";
import { type RuleId, warningOf } from "../../../contract/warnings/catalogue.ts";
import type { Reading, Readings } from "./readings.ts";
import { type Level, type Rule, readsOf, type Seat, type Verdicts } from "./rule.ts";
import { speak } from "./verdicts.ts";

const verdictsSchema = z.record(
  z.string(),
  z.object({
    level: z.enum(["unknown", "quiet", "info", "advisory", "warning", "critical"]),
    data: z.record(z.string(), z.union([z.number(), z.string()])),
  }),
);

const frozenSchema = z.object({
  verdicts: verdictsSchema,
  /** It threw in this drive. */
  aside: z.boolean(),
  trip: z.record(z.string(), z.unknown()),
  learned: z.object({ v: z.int(), data: z.unknown() }),
  forgotten: z.record(z.string(), z.int()),
});
/** A seat as plain JSON. */
export type FrozenSeat = Readonly<z.infer<typeof frozenSchema>>;

/** The form of states from before trip and learned were parted, which cars in the field still hold. */
const formerSchema = z.object({ state: z.looseObject({ verdicts: verdictsSchema }), aside: z.boolean() });

/** A frozen seat of any version; undefined where it is none. */
const thaw = (frozen: unknown): FrozenSeat | undefined => {
  const former = formerSchema.safeParse(frozen).data;
  if (former === undefined) return frozenSchema.safeParse(frozen).data;
  const { state, aside } = former;
  // Its trip is not this version's: the rule goes on as after a new drive.
  return { verdicts: state.verdicts, aside, trip: {}, learned: { v: 0, data: state }, forgotten: {} };
};

/** A trip of another form of the rule has other names in it, and would be misread. */
const hasNamesOf = (fresh: object, trip: object): boolean => {
  const names = Object.keys(fresh);
  return names.length === Object.keys(trip).length && names.every((name) => Object.hasOwn(trip, name));
};

/** A rule of one subject is unknown before it has looked at anything; of several subjects nothing is known to be there. */
const unspoken = ({ id }: Rule): Verdicts =>
  warningOf(id).subject === null ? { "": { level: "unknown", data: {} } } : {};

const nothingMeasured: WarningData = {};

/** An input as one seat has it. */
interface OwnInput {
  readonly reading: Reading;
  readonly isHeld: boolean;
  /** The reading, by its count, up to which none counts for this rule any more. */
  forgotten: number;
}

/** A seat as the kit itself may change it. */
type OwnSeat = { -readonly [Key in keyof Seat]: Seat[Key] };

/** A seat with what the engine does to it. */
export interface SeatOfEngine {
  readonly rule: Rule;
  readonly seat: Seat;
  /** It threw: no event reaches it until the next drive. */
  aside: boolean;
  /** A drive begins: nothing is known of this trip yet. */
  beginTrip(): void;
  /** What it had raised is neither confirmed nor denied from here on. */
  doubtAll(): void;
  /** After a throw: what it learned, where that is still what its form says. */
  checkLearned(): void;
  freeze(): FrozenSeat;
}

/** Seats a rule, where it was frozen if it was. */
export const createSeat = (
  rule: Rule,
  readings: Readings,
  frozen: unknown,
  onForgotten: (rule: RuleId) => void,
): SeatOfEngine => {
  const thawed = thaw(frozen);
  const known = thawed && rule.learned.read(thawed.learned.v, thawed.learned.data);
  if (frozen !== undefined && known === undefined) onForgotten(rule.id);
  const inputs = new Map<SignalPath, OwnInput>();
  for (const path of readsOf(rule.inputs)) {
    const isHeld = rule.inputs[path]?.stale === "held";
    inputs.set(path, { reading: readings.of(path), isHeld, forgotten: thawed?.forgotten[path] ?? 0 });
  }
  const fresh = rule.trip();

  const say = (level: Level, data: WarningData, subject = ""): void => {
    seat.verdicts = speak(seat.verdicts, subject, level, data);
  };

  const seat: OwnSeat = {
    trip: thawed !== undefined && hasNamesOf(fresh, thawed.trip) ? structuredClone(thawed.trip) : fresh,
    learned: known ?? rule.learned.start(),
    verdicts: thawed?.verdicts ?? unspoken(rule),
    latest(path: SignalPath) {
      const input = inputs.get(path);
      if (input === undefined) return undefined;
      const { reading } = input;
      // None has come, or none since it was forgotten.
      if (input.forgotten === reading.count) return undefined;
      return reading.fresh || input.isHeld ? reading.value : undefined;
    },
    before(path: SignalPath) {
      const input = inputs.get(path);
      if (input === undefined || input.reading.before === null) return undefined;
      return input.forgotten >= input.reading.count - 1 ? undefined : input.reading.before;
    },
    forget(...paths) {
      for (const path of paths) {
        const input = inputs.get(path);
        if (input !== undefined) input.forgotten = input.reading.count;
      }
    },
    warn: say,
    quiet: (subject) => say("quiet", nothingMeasured, subject),
    unknown: (subject) => say("unknown", nothingMeasured, subject),
  };

  return {
    rule,
    seat,
    aside: thawed?.aside ?? false,
    beginTrip() {
      seat.trip = rule.trip();
      for (const input of inputs.values()) input.forgotten = 0;
    },
    doubtAll() {
      for (const subject of Object.keys(seat.verdicts)) seat.unknown(subject);
    },
    checkLearned() {
      seat.learned = rule.learned.read(rule.learned.version, seat.learned) ?? rule.learned.start();
    },
    freeze() {
      return structuredClone({
        verdicts: seat.verdicts,
        aside: this.aside,
        trip: { ...seat.trip },
        learned: { v: rule.learned.version, data: seat.learned },
        forgotten: Object.fromEntries(
          [...inputs].flatMap(([path, { forgotten }]) => (forgotten > 0 ? [[path, forgotten]] : [])),
        ),
      });
    },
  };
};
