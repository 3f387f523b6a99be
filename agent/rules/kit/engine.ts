import type { Drive, DriverAction, Tick, VehicleEvent } from "../../../contract/events.ts";
import type { RuleId } from "../../../contract/warnings/catalogue.ts";
import type { Judged, Judgement, Rule, Verdict } from "./rule.ts";

/** What leaves the room: every changed verdict, and the events by which `warnings` knows time and the driver. */
export type RuleOutput = Judgement | Tick | Drive | DriverAction;

/** Tells that a rule threw and was disabled. */
export type OnRuleFault = (rule: RuleId, cause: unknown) => void;

/** The room's state, plain JSON, by rule. `aside`: the rule is disabled. */
export interface RulesState {
  readonly seats: Readonly<Record<string, { readonly state: Judged; readonly aside: boolean }>>;
}

interface Seat {
  readonly rule: Rule;
  state: Judged;
  /** The verdicts last told: the rule hands back another object exactly when one changed. */
  told: Judged["verdicts"];
  /** It threw: no event reaches it until the next drive. */
  disabled: boolean;
}

type Emit = (output: RuleOutput) => void;

/** One index by path and one by kind: a `filter()` per rule would cost every rule on every sample. */
const indexBy = <Key>(seats: readonly Seat[], keysOf: (rule: Rule) => readonly Key[]): ReadonlyMap<Key, Seat[]> => {
  const index = new Map<Key, Seat[]>();
  for (const seat of seats) {
    for (const key of new Set(keysOf(seat.rule))) {
      const seated = index.get(key);
      if (seated === undefined) index.set(key, [seat]);
      else seated.push(seat);
    }
  }
  return index;
};

const unknown: Verdict = { level: "unknown", data: {} };

/** Runs every rule over one ordered stream and tells each change of a verdict. */
export const createRuleEngine = (rules: readonly Rule[], onFault: OnRuleFault, thawed?: RulesState) => {
  const seats = rules.map((rule): Seat => {
    const before = thawed?.seats[rule.id];
    const state = before === undefined ? rule.start() : structuredClone(before.state);
    return { rule, state, told: state.verdicts, disabled: before?.aside ?? false };
  });
  const byPath = indexBy(seats, (rule) => rule.reads);
  const byKind = indexBy(seats, (rule) => rule.hears);

  const tell = (seat: Seat, now: Judged["verdicts"], at: number, emit: Emit): void => {
    const before = seat.told;
    seat.told = now;
    const rule = seat.rule.id;
    for (const subject in now) {
      const verdict = now[subject];
      if (verdict !== undefined && verdict !== before[subject])
        emit({ kind: "judgement", rule, subject, level: verdict.level, data: verdict.data, at });
    }
    for (const subject in before) {
      if (now[subject] === undefined) emit({ kind: "judgement", rule, subject, level: "quiet", data: {}, at });
    }
  };

  const disable = (seat: Seat, cause: unknown, at: number, emit: Emit): void => {
    // One faulty rule must not silence the others. What it had raised is neither confirmed nor denied from here on.
    seat.disabled = true;
    const held = Object.fromEntries(Object.keys(seat.told).map((subject) => [subject, unknown]));
    seat.state = { verdicts: held };
    tell(seat, held, at, emit);
    onFault(seat.rule.id, cause);
  };

  const advance = (seat: Seat, event: VehicleEvent, emit: Emit): void => {
    if (seat.disabled) {
      // Its state is not to be trusted; the next drive gives it a fresh one and a second chance.
      if (event.kind !== "drive") return;
      seat.disabled = false;
      seat.state = seat.rule.start();
    }
    try {
      seat.state = seat.rule.step(seat.state, event);
    } catch (cause) {
      disable(seat, cause, event.at, emit);
      return;
    }
    if (seat.state.verdicts !== seat.told) tell(seat, seat.state.verdicts, event.at, emit);
  };

  const judge = (listening: readonly Seat[] | undefined, event: VehicleEvent, emit: Emit): void => {
    if (listening === undefined) return;
    for (const seat of listening) advance(seat, event, emit);
  };

  return {
    take(event: VehicleEvent, emit: Emit): void {
      if (event.kind === "sample" || event.kind === "quality") {
        judge(byPath.get(event.path), event, emit);
        return;
      }
      // A disabled rule gets its second chance whether or not it hears drives.
      if (event.kind === "drive") for (const seat of seats) if (seat.disabled) advance(seat, event, emit);
      judge(byKind.get(event.kind), event, emit);
      if (event.kind === "tick" || event.kind === "drive" || event.kind === "driver") emit(event);
    },
    freeze: (): RulesState => ({
      seats: Object.fromEntries(
        seats.map(({ rule, state, disabled }) => [rule.id, structuredClone({ state, aside: disabled })] as const),
      ),
    }),
  };
};
