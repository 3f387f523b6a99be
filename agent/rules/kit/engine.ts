import { z } from "zod";
import type { Drive, DriverAction, Tick, VehicleEvent } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import type { RuleId } from "../../../contract/warnings/catalogue.ts";
import { type BlindSpotOf, createBlindSpots, type FrozenBlindSpots, frozenBlindSpotsSchema } from "./blind-spots.ts";
import { createReadings, type FrozenReadings, frozenReadingsSchema, type Reading, renew } from "./readings.ts";
import { type Judgement, type Rule, readsOf, type Verdicts } from "./rule.ts";
import { createSeat, type FrozenSeat, type SeatOfEngine } from "./seat.ts";

/** What leaves the room: every changed verdict, and the events by which `warnings` knows time and the driver. */
export type RuleOutput = Judgement | Tick | Drive | DriverAction;

/** Tells that a rule threw and was disabled. */
export type OnRuleFault = (rule: RuleId, cause: unknown) => void;

/** Who hears what the engine does of its own accord. */
export interface EngineEars {
  readonly onFault: OnRuleFault;
  /** What a rule had learned cannot be read: it is of a later version, or damaged. The rule begins anew. */
  readonly onForgotten?: (rule: RuleId) => void;
}

/** The room's state, plain JSON. */
export interface RulesState {
  readonly readings: FrozenReadings;
  readonly seats: Readonly<Record<string, FrozenSeat>>;
  readonly blindSpots: FrozenBlindSpots;
}

type Emit = (output: RuleOutput) => void;

/** A signal that somebody reads, and who. */
interface Slot {
  readonly reading: Reading;
  readonly listening: readonly SeatOfEngine[];
}

/** One index by path and one by kind: a `filter()` per rule would cost every rule on every sample. */
const indexBy = <Key>(
  seats: readonly SeatOfEngine[],
  keysOf: (rule: Rule) => readonly Key[],
): ReadonlyMap<Key, SeatOfEngine[]> => {
  const index = new Map<Key, SeatOfEngine[]>();
  for (const seat of seats) {
    for (const key of new Set(keysOf(seat.rule))) {
      const seated = index.get(key);
      if (seated === undefined) index.set(key, [seat]);
      else seated.push(seat);
    }
  }
  return index;
};

/** Each part by itself: what one of them cannot read costs the others nothing. */
const partsOf = z.object({
  readings: frozenReadingsSchema.catch({}),
  seats: z.record(z.string(), z.unknown()).catch({}),
  blindSpots: frozenBlindSpotsSchema.catch({}),
});

const tell = (rule: RuleId, before: Verdicts, now: Verdicts, at: number, emit: Emit): void => {
  for (const subject in now) {
    const verdict = now[subject];
    if (verdict !== undefined && verdict !== before[subject])
      emit({ kind: "judgement", rule, subject, level: verdict.level, data: verdict.data, at });
  }
};

/** Runs every rule over one ordered stream and tells each change of a verdict. `frozen`: a state of any version. */
export const createRuleEngine = (
  rules: readonly Rule[],
  blindSpotOf: BlindSpotOf,
  { onFault, onForgotten = () => {} }: EngineEars,
  frozen: unknown = {},
) => {
  const parts = partsOf.safeParse(frozen).data;
  const readings = createReadings(parts?.readings);
  const blindSpots = createBlindSpots(blindSpotOf, parts?.blindSpots);
  const seats = rules.map((rule) => createSeat(rule, readings, parts?.seats[rule.id], onForgotten));
  const slots = new Map<SignalPath, Slot>();
  for (const [path, listening] of indexBy(seats, (rule) => readsOf(rule.inputs)))
    slots.set(path, { reading: readings.of(path), listening });
  const byKind = indexBy(seats, (rule) => rule.hears);

  const hand = (each: SeatOfEngine, event: VehicleEvent, emit: Emit): void => {
    if (each.aside) return;
    const { rule, seat } = each;
    const before = seat.verdicts;
    try {
      rule.take(seat, event);
    } catch (cause) {
      // One faulty rule must not silence the others; the next drive gives it a second chance.
      each.aside = true;
      each.doubtAll();
      onFault(rule.id, cause);
    }
    // The verdicts are another object exactly when one of them changed.
    if (seat.verdicts !== before) tell(rule.id, before, seat.verdicts, event.at, emit);
    if (each.aside) blindSpots.open(rule.id, event.at, emit);
  };

  const handAll = (listening: readonly SeatOfEngine[] | undefined, event: VehicleEvent, emit: Emit): void => {
    if (listening === undefined) return;
    for (const each of listening) hand(each, event, emit);
  };

  const begin = (at: number): void => {
    readings.clear();
    blindSpots.beginDrive(at);
    for (const each of seats) {
      if (each.aside) each.checkLearned();
      each.aside = false;
      each.beginTrip();
    }
  };

  return {
    take(event: VehicleEvent, emit: Emit): void {
      switch (event.kind) {
        case "sample": {
          const slot = slots.get(event.path);
          if (slot === undefined) return;
          renew(slot.reading, event.value);
          handAll(slot.listening, event, emit);
          return;
        }
        case "quality": {
          const slot = slots.get(event.path);
          if (slot === undefined) return;
          // A signal that is back is believed from its next reading on, which follows at once.
          if (event.state !== "fresh") slot.reading.fresh = false;
          handAll(slot.listening, event, emit);
          return;
        }
        case "drive":
          begin(event.at);
          break;
        case "tick":
          blindSpots.pass(event.at, emit);
      }
      handAll(byKind.get(event.kind), event, emit);
      if (event.kind === "tick" || event.kind === "drive" || event.kind === "driver") emit(event);
    },
    freeze: (): RulesState => ({
      readings: readings.freeze(),
      seats: Object.fromEntries(seats.map((each) => [each.rule.id, each.freeze()])),
      blindSpots: blindSpots.freeze(),
    }),
  };
};
