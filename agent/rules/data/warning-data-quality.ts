import type { Sample } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import { type WarningOf, warningOf } from "../../../contract/warnings/catalogue.ts";
import type { DataOf, LevelOf } from "../../../contract/warnings/warning.ts";
import { minuteMs, percentOf, type RuleAbout, secondMs } from "../kit/about.ts";
import { type BlindSpotOf, provenAfterMs } from "../kit/blind-spots.ts";
import { learnsNothing } from "../kit/learned.ts";
import { type Input, type Rule, type RuleFile, readsOf, type Seat } from "../kit/rule.ts";
import { coolantPath, groups, mafPath, rpmPath, speedPath, witnesses } from "./gauge-groups.ts";
import {
  breakRow,
  lengthen,
  noRow,
  noWarmUp,
  type Row,
  standsStill,
  staysCold,
  stuck,
  type WarmUp,
  warm,
} from "./stuck-gauge.ts";

const id = "warning-data-quality";
const entry = warningOf(id);

const assumed = {
  /** Readings in this drive before a signal can be missed. */
  knownReadings: 10,
  goodReadings: 10,
  leastWitnesses: 3,
  /** Share of all signals of the drive that must still come: a car that falls asleep loses most of them. */
  witnessShare: 0.5,
  /** Other gauges that must go on moving beside one that stands still: where none does, it is the recording that stands. */
  movingWitnesses: 2,
};

const about: RuleAbout = {
  title: "Some data missing",
  reads:
    "Quality and samples of what the other rules read: coolant, engine speed, 12 V, pack, speed, outside air, air mass; some more as witnesses. The state of the link.",
  judges: `A group of signals that gave ${assumed.knownReadings} readings in this drive and then became stale or implausible, while the link is not down and at least ${assumed.leastWitnesses} and ${percentOf(assumed.witnessShare)} percent of all signals of the drive still come. Or a gauge of it is stuck beside others that move: engine speed or air mass of a running engine that were restless and repeat one value to the bit; a coolant up to ${stuck.coldCelsius} Celsius that has not moved since the drive began.`,
  warns: `\`info\` after ${entry.episode.raiseAfterMs / minuteMs} minutes. The subject is the group's path. A rule that failed and was set aside is told in the same way by the engine; the subject is that rule.`,
  clears: `${assumed.goodReadings} good readings. A gauge that is back, or a new drive, stops the ${entry.episode.raiseAfterMs / minuteMs} minutes at once. A rule that failed: when it has worked for ${provenAfterMs / minuteMs} minutes of a later drive.`,
  silence:
    "Silence is its subject, but only that of one sensor: a gap in which nothing arrives, a recording that ends and a car that falls asleep are not faults. A signal the car never had is not missed. A regulated coolant, a pack, the outside air, a steady speed and the 12 V supply may well stand still, and are never called stuck. Cross-checks between sensors are not part of it.",
  data: "`path` of the signal, `rules` that pause, `fault` lost, stuck, or failed of a rule.",
  limits: [
    {
      what: "lost for",
      value: entry.episode.raiseAfterMs / secondMs,
      unit: "s",
      source: "our choice, after the signal's own stale time",
    },
    { what: "witnesses", value: assumed.leastWitnesses, unit: "signals", source: "our choice" },
    {
      what: "stuck: equal readings",
      value: stuck.readings,
      unit: "readings",
      source: "our choice",
    },
    {
      what: "stuck: for",
      value: stuck.forMs / secondMs,
      unit: "s",
      source: "our choice; in 22 real drives (KIT, carOBD) no value stayed longer than 9",
    },
    {
      what: "restless: new readings before",
      value: percentOf(stuck.changingShare),
      unit: "percent",
      source: "as above: 89",
    },
    { what: "stuck coolant: at most", value: stuck.coldCelsius, unit: "Celsius", source: "below any thermostat" },
    {
      what: `stuck coolant: driven at ${stuck.drivingKmPerHour} km/h or more for`,
      value: stuck.drivenMs / 60_000,
      unit: "min",
      source: "our choice; a real engine's rises within half a minute, even idle in frost (KIT, 2018-02-27)",
    },
    { what: "to clear", value: assumed.goodReadings, unit: "readings", source: "our choice" },
  ],
};

const watched: Input = { stale: "forgotten", without: "it is told, where the car gave it in this drive" };
const witness: Input = { stale: "forgotten", without: "one witness fewer" };
const inputs: { readonly [Path in SignalPath]?: Input } = Object.fromEntries([
  ...witnesses.map((path) => [path, witness] as const),
  ...groups.flatMap((group) => group.paths.map((path) => [path, watched] as const)),
]);

const paths = readsOf(inputs);

/** What is known of one of its signals in this drive. */
interface Track {
  readings: number;
  /** Good readings since it was last lost or stuck. */
  good: number;
  stuck: boolean;
  value: number;
  /** Event time of the last reading that differed from the one before. */
  changedAt: number;
}

interface Trip {
  tracks: Record<string, Track>;
  linkDown: boolean;
  rpmRow: Row;
  mafRow: Row;
  warmUp: WarmUp;
}
type Here = Seat<typeof id, SignalPath, Trip>;

const newDrive = (): Trip => ({ tracks: {}, linkDown: false, rpmRow: noRow(), mafRow: noRow(), warmUp: noWarmUp() });

const takeReading = ({ tracks }: Trip, { path, value, at }: Sample): void => {
  const track = tracks[path];
  if (track === undefined) {
    tracks[path] = { readings: 1, good: 1, stuck: false, value, changedAt: at };
    return;
  }
  track.readings += 1;
  track.good += 1;
  if (value !== track.value) {
    track.value = value;
    track.changedAt = at;
  }
};

const nowOf = (seat: Here, path: SignalPath): number => seat.latest(path) ?? 0;

/** What only the gauges of an engine have: a row of readings while it runs, and a warm-up. */
const takeEngine = (seat: Here, { path, value, at }: Sample): void => {
  const { trip } = seat;
  const runs = nowOf(seat, rpmPath) > stuck.runningRpm;
  if (path === coolantPath) warm(trip.warmUp, value, runs && nowOf(seat, speedPath) >= stuck.drivingKmPerHour, at);
  else if (!runs) {
    breakRow(trip.rpmRow);
    breakRow(trip.mafRow);
  } else if (path === rpmPath) lengthen(trip.rpmRow, value, at);
  else if (path === mafPath) lengthen(trip.mafRow, value, at);
};

const othersMove = ({ tracks }: Trip, path: SignalPath, since: number): boolean => {
  let moving = 0;
  for (const other in tracks) if (other !== path && (tracks[other]?.changedAt ?? 0) > since) moving += 1;
  return moving >= assumed.movingWitnesses;
};

const judgeStuck = ({ tracks }: Trip, path: SignalPath, isStuck: boolean): void => {
  const track = tracks[path];
  if (track === undefined || track.stuck === isStuck) return;
  track.stuck = isStuck;
  track.good = 0;
};

const judgeEngine = (trip: Trip, at: number): void => {
  // The latter half of a minute: others that stopped together with it are no witnesses.
  const lately = at - stuck.forMs / 2;
  const still = (row: Row, path: SignalPath) => standsStill(row) && othersMove(trip, path, lately);
  judgeStuck(trip, rpmPath, still(trip.rpmRow, rpmPath));
  judgeStuck(trip, mafPath, still(trip.mafRow, mafPath));
  judgeStuck(trip, coolantPath, staysCold(trip.warmUp) && othersMove(trip, coolantPath, lately));
};

const hasWitnesses = (seat: Here): boolean => {
  let known = 0;
  let alive = 0;
  for (const path of paths) {
    if (seat.trip.tracks[path] === undefined) continue;
    known += 1;
    if (seat.latest(path) !== undefined) alive += 1;
  }
  return !seat.trip.linkDown && alive >= assumed.leastWitnesses && alive >= known * assumed.witnessShare;
};

/** What is shown stays, nothing new is said. */
const keepStill = (seat: Here, subject: string): void => {
  if (seat.verdicts[subject]?.level === "info") seat.unknown(subject);
};

/** What a group of gauges comes to. */
interface Group {
  /** The first of them that the car has; undefined where it has none. */
  first: SignalPath | undefined;
  /** One of them has come for long enough to be missed. */
  known: boolean;
  stuck: boolean;
  lost: boolean;
  /** Those that come have come for long enough. */
  good: boolean;
}

const groupOf = (seat: Here, among: readonly SignalPath[]): Group => {
  const group: Group = { first: undefined, known: false, stuck: false, lost: true, good: true };
  for (const path of among) {
    const track = seat.trip.tracks[path];
    if (track === undefined) continue;
    group.first ??= path;
    if (track.readings >= assumed.knownReadings) group.known = true;
    if (seat.latest(path) === undefined) continue;
    group.lost = false;
    if (track.stuck) group.stuck = true;
    if (track.good < assumed.goodReadings) group.good = false;
  }
  return group;
};

const judgeGroup = (seat: Here, among: readonly SignalPath[], rules: string, witnessed: boolean): void => {
  const { first, known, stuck: isStuck, lost, good } = groupOf(seat, among);
  if (first === undefined || !known) return;
  const { verdicts } = seat;
  const isTold = (path: SignalPath) => verdicts[path] !== undefined && verdicts[path].level !== "quiet";
  const before = among.find(isTold) ?? first;
  if (isStuck || lost) {
    if (witnessed) seat.warn("info", { path: before, rules, fault: isStuck ? "stuck" : "lost" }, before);
    // Where nobody can tell a lost sensor from a sleeping car, what is shown stays and nothing new is said.
    else seat.unknown(before);
  } else if (good) seat.quiet(before);
  // Back, if not for long yet: by an adapter that asks slowly its ten readings take longer than it was away.
  else keepStill(seat, before);
};

const judge = (seat: Here, at: number): void => {
  judgeEngine(seat.trip, at);
  const witnessed = hasWitnesses(seat);
  for (const group of groups) judgeGroup(seat, group.paths, group.rules, witnessed);
};

const lose = ({ tracks, rpmRow, mafRow }: Trip, path: SignalPath): void => {
  const track = tracks[path];
  if (track === undefined) return;
  track.good = 0;
  if (path === rpmPath) breakRow(rpmRow);
  if (path === rpmPath || path === mafPath) breakRow(mafRow);
};

/** What the engine says of a rule that threw, under the name of this warning. */
export const blindSpotOf: BlindSpotOf = (broken) => {
  const level: LevelOf<WarningOf<typeof id>> = "info";
  const data: DataOf<WarningOf<typeof id>> = { rules: broken, fault: "failed" };
  return { rule: id, level, data };
};

const everyCar: Rule<typeof id, SignalPath, Trip> = {
  id,
  inputs,
  hears: ["drive", "tick", "link"],
  learned: learnsNothing,
  trip: newDrive,
  take(seat, event) {
    switch (event.kind) {
      case "sample":
        takeReading(seat.trip, event);
        takeEngine(seat, event);
        return;
      case "quality":
        if (event.state !== "fresh") lose(seat.trip, event.path);
        return;
      case "tick":
        judge(seat, event.at);
        return;
      case "link":
        seat.trip.linkDown = event.state !== "up";
        return;
      case "drive":
        for (const subject of Object.keys(seat.verdicts)) keepStill(seat, subject);
    }
  },
};

/** A sensor that others depend on went silent, or repeats itself. */
export const rule: RuleFile<typeof id> = { id, about, inputs, forCar: () => everyCar };
