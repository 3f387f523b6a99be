import sin from "@stdlib/math-base-special-sin";
import { within } from "./curve.ts";

/** Speeds drawn from real recordings, km/h once a second, by name. */
export type RecordedSpeeds = Readonly<Record<string, readonly number[]>>;

export const cyclePhases = ["low", "medium", "high", "extra-high"] as const;
export type CyclePhase = (typeof cyclePhases)[number];

/** One stretch of a trip. `grade` in percent climbs; `offline` is out of the network. */
export type Leg = { readonly grade?: number | undefined; readonly offline?: boolean | undefined } & (
  | { readonly idle: number }
  | { readonly cruise: number; readonly seconds: number }
  | { readonly cycle: CyclePhase }
  | { readonly jam: number }
  | { readonly recorded: string; readonly seconds: number }
  | { readonly charge: number; readonly seconds: number }
  | { readonly wash: number }
);

/** What the trip asks of the car in one second. */
export interface Instant {
  readonly kmPerHour: number;
  /** Rise over run. */
  readonly grade: number;
  readonly offline: boolean;
  /** Power of a fast charger, W. */
  readonly chargeWatts: number;
  readonly washing: boolean;
}

/**
 * Phases of our own with the public figures of the WLTC class 3b: duration, distance and top speed of each part. Inside, the
 * car stops between micro-trips, each a list of speeds that are held.
 */
const cycles: Readonly<
  Record<
    CyclePhase,
    { readonly seconds: number; readonly metres: number; readonly held: readonly (readonly number[])[] }
  >
> = {
  low: { seconds: 589, metres: 3_095, held: [[18, 32], [25], [40, 56.5, 38], [22], [30, 45]] },
  medium: { seconds: 433, metres: 4_756, held: [[48], [60, 76.6, 55], [35]] },
  high: { seconds: 455, metres: 7_162, held: [[70, 45, 97.4, 80], [50]] },
  "extra-high": { seconds: 323, metres: 8_254, held: [[75, 112, 131.3, 100]] },
};

const speedingUp = 0.95;
const slowingDown = 1.05;

interface Ramp {
  readonly seconds: number;
  readonly metres: number;
}

const ramp = (from: number, to: number): Ramp => {
  const seconds = Math.abs(to - from) / 3.6 / (to > from ? speedingUp : slowingDown);
  return { seconds, metres: ((from + to) / 2 / 3.6) * seconds };
};

/** Speeds of a phase, once a second: what its ramps leave of distance is held, what is left of time is stood. */
export const cycleSpeeds = (name: CyclePhase): readonly number[] => {
  const { seconds, metres, held } = cycles[name];
  const corners = held.map((speeds) => [0, ...speeds, 0]);
  const ramps = corners.flatMap((speeds) => speeds.slice(1).map((to, k) => ramp(speeds[k] ?? 0, to)));
  const rampMetres = ramps.reduce((sum, part) => sum + part.metres, 0);
  const rampSeconds = ramps.reduce((sum, part) => sum + part.seconds, 0);
  const perSecond = held.flat().reduce((sum, speed) => sum + speed / 3.6, 0);
  const hold = (metres - rampMetres) / perSecond;
  const stand = (seconds - rampSeconds - hold * held.flat().length) / (held.length + 1);

  const knots: [at: number, kmPerHour: number][] = [[0, 0]];
  const go = (span: number, kmPerHour: number): void => {
    knots.push([(knots.at(-1)?.[0] ?? 0) + span, kmPerHour]);
  };
  go(stand, 0);
  for (const speeds of held) {
    let before = 0;
    for (const speed of speeds) {
      go(ramp(before, speed).seconds, speed);
      go(hold, speed);
      before = speed;
    }
    go(ramp(before, 0).seconds, 0);
    go(stand, 0);
  }
  let knot = 1;
  return Array.from({ length: seconds }, (_, second) => {
    while (knot < knots.length - 1 && (knots[knot]?.[0] ?? 0) <= second) knot += 1;
    const [[fromAt, from], [toAt, to]] = [knots[knot - 1] ?? [0, 0], knots[knot] ?? [1, 0]];
    return from + (to - from) * within((second - fromAt) / Math.max(toAt - fromAt, 1e-9), 0, 1);
  });
};

/** Stop and go: creeps of 16 s up to 10 km/h with as long a wait between. */
const jamSpeed = (second: number): number => Math.max(0, 10 * sin((2 * Math.PI * second) / 32));

/** Speed moves towards `wanted` as fast as an ordinary driver moves it. */
const towards = (kmPerHour: number, wanted: number): number =>
  wanted > kmPerHour ? Math.min(wanted, kmPerHour + speedingUp * 3.6) : Math.max(wanted, kmPerHour - slowingDown * 3.6);

const speedsOf = (leg: Leg, recorded: RecordedSpeeds): readonly number[] => {
  if ("idle" in leg) return Array.from({ length: leg.idle }, () => 0);
  if ("wash" in leg) return Array.from({ length: leg.wash }, () => 0);
  if ("jam" in leg) return Array.from({ length: leg.jam }, (_, second) => jamSpeed(second));
  if ("cycle" in leg) return cycleSpeeds(leg.cycle);
  if ("recorded" in leg) return (recorded[leg.recorded] ?? []).slice(0, leg.seconds);
  if ("charge" in leg) return Array.from({ length: leg.seconds }, () => 0);
  return Array.from({ length: leg.seconds }, () => leg.cruise);
};

/** The trip second by second; between two legs, and at the end, the car brakes or speeds up as a driver does. */
export const tripInstants = (legs: readonly Leg[], recorded: RecordedSpeeds): readonly Instant[] => {
  const instants: Instant[] = [];
  let kmPerHour = 0;
  const push = (leg: Leg | undefined): void => {
    instants.push({
      kmPerHour,
      grade: (leg?.grade ?? 0) / 100,
      offline: leg?.offline ?? false,
      chargeWatts: leg !== undefined && "charge" in leg && kmPerHour === 0 ? leg.charge * 1_000 : 0,
      washing: leg !== undefined && "wash" in leg && kmPerHour === 0,
    });
  };
  for (const leg of legs) {
    const standing = "idle" in leg || "charge" in leg || "wash" in leg;
    // What stands begins only when the car stands.
    while (standing && kmPerHour > 0) {
      kmPerHour = towards(kmPerHour, 0);
      push({ idle: 1, grade: leg.grade, offline: leg.offline });
    }
    for (const wanted of speedsOf(leg, recorded)) {
      kmPerHour = towards(kmPerHour, wanted);
      push(leg);
    }
  }
  while (kmPerHour > 0) {
    kmPerHour = towards(kmPerHour, 0);
    push(legs.at(-1));
  }
  return instants;
};
