import type { DriverAction, VehicleEvent } from "../../contract/events.ts";
import { type Severity, severityRank, type WarningEvent, warningKinds } from "../../contract/warning.ts";
import { type Motion, nextMotion, unknownMotion } from "./motion.ts";

/** A warning that the car still has, and what the driver said about it. */
export interface OpenPrompt {
  readonly event: WarningEvent;
  /** It wants the screen: raised or escalated, and neither answered nor seen and left. */
  readonly pending: boolean;
  /** The driver put it off until the car stands. */
  readonly afterParking: boolean;
}

/** When a rule last took the screen for one subject, so that nobody is nagged. */
export interface Prompted {
  readonly rank: number;
  readonly at: number;
  readonly cycle: number;
}

/** Everything the arbiter remembers: plain JSON, so that a power cut changes nothing. */
export interface PromptState {
  /** Counts ignition cycles: one a `drive` event. */
  readonly cycle: number;
  readonly motion: Motion;
  readonly open: readonly OpenPrompt[];
  readonly prompted: Readonly<Record<string, Prompted>>;
  /** Episode on the screen. */
  readonly shown: string | null;
}

export type PromptInput = VehicleEvent | WarningEvent;

/** A same-level prompt returns after this at the earliest, and only in a later ignition cycle. */
const repeatMs = 3 * 24 * 3_600_000;
/** What was prompted is forgotten after this; every repeat rule is shorter. */
const forgottenAfterMs = 30 * 24 * 3_600_000;

export const emptyPrompts: PromptState = { cycle: 0, motion: unknownMotion, open: [], prompted: {}, shown: null };

const rankOf = ({ event }: OpenPrompt): number => severityRank(event.severity);
const critical = severityRank("critical");

/** `rule/subject`: what a person takes for "the same again", whenever it was raised. */
const subjectKey = (event: WarningEvent): string => `${event.rule}/${event.subject}`;

const isWarning = (input: PromptInput): input is WarningEvent => warningKinds.some((kind) => kind === input.kind);

// A clock that was set back makes the span negative: far away in either direction means another day.
const longAgo = (from: number, to: number): boolean => Math.abs(to - from) >= repeatMs;

const mayPrompt = (state: PromptState, event: WarningEvent, at: number): boolean => {
  const rank = severityRank(event.severity);
  if (rank === critical) return true;
  const last = state.prompted[subjectKey(event)];
  if (last === undefined || rank > last.rank) return true;
  return state.cycle > last.cycle && longAgo(last.at, at);
};

/** `info` and `advisory` wait for standstill, and so does what the driver put off. Unknown motion counts as moving. */
const mayShow = (open: OpenPrompt, motion: Motion): boolean =>
  open.pending &&
  (motion.state === "parked" ||
    (rankOf(open) >= severityRank("warning") && (!open.afterParking || rankOf(open) === critical)));

const pick = (state: PromptState): OpenPrompt | undefined =>
  state.open
    .filter((open) => mayShow(open, state.motion))
    .toSorted(
      (a, b) =>
        rankOf(b) - rankOf(a) ||
        // What is being read is not swapped for something equally urgent.
        Number(b.event.episode === state.shown) - Number(a.event.episode === state.shown) ||
        a.event.raisedAt - b.event.raisedAt,
    )[0];

const settle = (state: PromptState, at: number): PromptState => {
  const chosen = pick(state);
  if (chosen === undefined) return state.shown === null ? state : { ...state, shown: null };
  const key = subjectKey(chosen.event);
  const rank = rankOf(chosen);
  const known = state.prompted[key];
  const isNew = known === undefined || known.cycle !== state.cycle || known.rank !== rank;
  if (!isNew && state.shown === chosen.event.episode) return state;
  const prompted = isNew ? { ...state.prompted, [key]: { rank, at, cycle: state.cycle } } : state.prompted;
  return { ...state, prompted, shown: chosen.event.episode };
};

const heard = (state: PromptState, event: WarningEvent): PromptState => {
  const others = state.open.filter((open) => open.event.episode !== event.episode);
  if (event.kind === "cleared") return { ...state, open: others };
  const before = state.open.find((open) => open.event.episode === event.episode);
  if (before === undefined) {
    const open = { event, pending: mayPrompt(state, event, event.at), afterParking: false };
    return { ...state, open: [...others, open] };
  }
  if (event.revision < before.event.revision) return state;
  const worse = severityRank(event.severity) > rankOf(before);
  const next: OpenPrompt = {
    event,
    pending: before.pending || (worse && mayPrompt(state, event, event.at)),
    afterParking: before.afterParking && !worse,
  };
  return { ...state, open: state.open.map((open) => (open === before ? next : open)) };
};

const answered = (state: PromptState, action: DriverAction): PromptState => {
  const before = state.open.find((open) => open.event.episode === action.episode);
  if (before === undefined || !before.pending) return state;
  const parked = state.motion.state === "parked";
  // A critical stays in view until the car stands: "OK" at speed would hide the one thing that matters.
  if (rankOf(before) === critical && !parked) return state;
  const next: OpenPrompt =
    action.action === "snooze" && !parked
      ? { ...before, afterParking: true }
      : { ...before, pending: false, afterParking: false };
  return { ...state, open: state.open.map((open) => (open === before ? next : open)) };
};

/**
 * A new ignition cycle. What was on the screen and left unanswered is not pushed again for three days, unless it asks for
 * action today; what never got the screen still waits for it; a critical is said at every start.
 */
const started = (state: PromptState, at: number): PromptState => {
  const cycle = state.cycle + 1;
  const prompted = Object.fromEntries(
    Object.entries(state.prompted).filter(([, last]) => Math.abs(at - last.at) < forgottenAfterMs),
  );
  const later: PromptState = { cycle, motion: unknownMotion, open: state.open, prompted, shown: null };
  const open = state.open.map((one): OpenPrompt => {
    const urgent = rankOf(one) >= severityRank("warning");
    const seen = prompted[subjectKey(one.event)] !== undefined;
    const waits = one.pending && (urgent || !seen);
    return { event: one.event, pending: waits || mayPrompt(later, one.event, at), afterParking: false };
  });
  return { ...later, open };
};

/** The next state of the screen's queue. The same object comes back when nothing changed, so that samples cost nothing. */
export const reducePrompts = (state: PromptState, input: PromptInput): PromptState => {
  if (isWarning(input)) return settle(heard(state, input), input.at);
  if (input.kind === "drive") return settle(started(state, input.at), input.at);
  if (input.kind === "driver") return settle(answered(state, input), input.at);
  const motion = nextMotion(state.motion, input);
  if (motion === state.motion) return state;
  const next = { ...state, motion };
  return motion.state === state.motion.state ? next : settle(next, input.at);
};

/** What is on the screen: at most one prompt, in the form that the motion allows. */
export interface Screen {
  readonly prompt: WarningEvent | null;
  readonly form: "card" | "band" | "critical" | null;
  /** Further prompts that wait behind the one shown, or for standstill. */
  readonly waiting: number;
  /** Every open warning, most severe first. */
  readonly open: readonly WarningEvent[];
  /** A critical that the driver has acknowledged and the car still has: a bar over the page. */
  readonly folded: WarningEvent | null;
}

const formOf = (severity: Severity, motion: Motion): "card" | "band" | "critical" => {
  if (severity === "critical") return "critical";
  return motion.state === "parked" ? "card" : "band";
};

/** Reads the screen off the state. */
export const screenOf = (state: PromptState): Screen => {
  const shown = state.open.find((open) => open.event.episode === state.shown)?.event ?? null;
  const pending = state.open.filter((open) => open.pending).length;
  const bySeverity = state.open.toSorted((a, b) => rankOf(b) - rankOf(a) || a.event.raisedAt - b.event.raisedAt);
  return {
    prompt: shown,
    form: shown === null ? null : formOf(shown.severity, state.motion),
    waiting: pending - (shown === null ? 0 : 1),
    open: bySeverity.map((open) => open.event),
    folded: bySeverity.find((open) => rankOf(open) === critical && !open.pending)?.event ?? null,
  };
};
