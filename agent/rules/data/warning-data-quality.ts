import type { Sample, VehicleEvent } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import type { RuleAbout } from "../kit/about.ts";
import type { Judged, Rule } from "../kit/rule.ts";
import { nothingMeasured, speak } from "../kit/verdicts.ts";
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

/** A sensor that others depend on went silent, or repeats itself. */
export const warningDataQualityAbout: RuleAbout = {
  id: "warning-data-quality",
  title: "Some data missing",
  levels: ["info"],
  reads:
    "Quality and samples of what the other rules read: coolant, engine speed, 12 V, pack, speed, outside air, air mass; some more as witnesses. The state of the link.",
  judges:
    "A group of signals that gave 10 readings in this drive and then became stale or implausible, while the link is not down and at least 3 and half of all signals of the drive still come. Or a gauge of it is stuck beside others that move: engine speed or air mass of a running engine that were restless and repeat one value to the bit; a coolant up to 40 Celsius that has not moved since the drive began.",
  warns: "`info` after 2 minutes. The subject is the group's path.",
  clears: "10 good readings. A gauge that is back, or a new drive, stops the 2 minutes at once.",
  silence:
    "Silence is its subject, but only that of one sensor: a gap in which nothing arrives, a recording that ends and a car that falls asleep are not faults. A signal the car never had is not missed. A regulated coolant, a pack, the outside air, a steady speed and the 12 V supply may well stand still, and are never called stuck. Cross-checks between sensors are not part of it.",
  data: "`path` of the signal, `rules` that pause without it, `fault` lost or stuck.",
  limits: [
    { what: "lost for", value: 120, unit: "s", source: "our choice, after the signal's own stale time" },
    { what: "witnesses", value: assumed.leastWitnesses, unit: "signals", source: "our choice" },
    {
      what: "stuck: equal readings",
      value: stuck.readings,
      unit: "readings",
      source: "our choice",
    },
    {
      what: "stuck: for",
      value: stuck.forMs / 1_000,
      unit: "s",
      source: "our choice; in 22 real drives (KIT, carOBD) no value stayed longer than 9",
    },
    {
      what: "restless: new readings before",
      value: 100 * stuck.changingShare,
      unit: "percent",
      source: "as above: 89",
    },
    { what: "stuck coolant: at most", value: stuck.coldCelsius, unit: "Celsius", source: "below any thermostat" },
    {
      what: "stuck coolant: driven at 20 km/h or more for",
      value: stuck.drivenMs / 60_000,
      unit: "min",
      source: "our choice; a real engine's rises within half a minute, even idle in frost (KIT, 2018-02-27)",
    },
    { what: "to clear", value: assumed.goodReadings, unit: "readings", source: "our choice" },
  ],
};

interface Track {
  readings: number;
  /** Good readings since it was last lost or stuck. */
  good: number;
  lost: boolean;
  stuck: boolean;
  value: number;
  /** Event time of the last reading that differed from the one before. */
  changedAt: number;
}

interface State extends Judged {
  verdicts: Judged["verdicts"];
  tracks: Record<string, Track>;
  linkDown: boolean;
  rpmRow: Row;
  mafRow: Row;
  warmUp: WarmUp;
}

const newDrive = () => ({ tracks: {}, linkDown: false, rpmRow: noRow(), mafRow: noRow(), warmUp: noWarmUp() });

const takeReading = (state: State, { path, value, at }: Sample): void => {
  const track = state.tracks[path];
  if (track === undefined) {
    state.tracks[path] = { readings: 1, good: 1, lost: false, stuck: false, value, changedAt: at };
    return;
  }
  track.readings += 1;
  track.good += 1;
  if (value !== track.value) {
    track.value = value;
    track.changedAt = at;
  }
};

const nowOf = (state: State, path: SignalPath): number => {
  const track = state.tracks[path];
  return track === undefined || track.lost ? 0 : track.value;
};

/** What only the gauges of an engine have: a row of readings while it runs, and a warm-up. */
const takeEngine = (state: State, { path, value, at }: Sample): void => {
  const runs = nowOf(state, rpmPath) > stuck.runningRpm;
  if (path === coolantPath) warm(state.warmUp, value, runs && nowOf(state, speedPath) >= stuck.drivingKmPerHour, at);
  else if (!runs) {
    breakRow(state.rpmRow);
    breakRow(state.mafRow);
  } else if (path === rpmPath) lengthen(state.rpmRow, value, at);
  else if (path === mafPath) lengthen(state.mafRow, value, at);
};

const othersMove = (state: State, path: SignalPath, since: number): boolean => {
  let moving = 0;
  for (const other in state.tracks) if (other !== path && (state.tracks[other]?.changedAt ?? 0) > since) moving += 1;
  return moving >= assumed.movingWitnesses;
};

const judgeStuck = (state: State, path: SignalPath, isStuck: boolean): void => {
  const track = state.tracks[path];
  if (track === undefined || track.stuck === isStuck) return;
  track.stuck = isStuck;
  track.good = 0;
};

const judgeEngine = (state: State, at: number): void => {
  // The latter half of a minute: others that stopped together with it are no witnesses.
  const lately = at - stuck.forMs / 2;
  const still = (row: Row, path: SignalPath) => standsStill(row) && othersMove(state, path, lately);
  judgeStuck(state, rpmPath, still(state.rpmRow, rpmPath));
  judgeStuck(state, mafPath, still(state.mafRow, mafPath));
  judgeStuck(state, coolantPath, staysCold(state.warmUp) && othersMove(state, coolantPath, lately));
};

const hasWitnesses = (state: State): boolean => {
  const known = Object.values(state.tracks);
  const alive = known.reduce((count, track) => count + (track.lost ? 0 : 1), 0);
  return !state.linkDown && alive >= assumed.leastWitnesses && alive >= known.length * assumed.witnessShare;
};

/** What is shown stays, nothing new is said. */
const keepStill = (state: State, subject: string): void => {
  if (state.verdicts[subject]?.level === "info")
    state.verdicts = speak(state.verdicts, subject, "unknown", nothingMeasured);
};

const judgeGroup = (state: State, paths: readonly SignalPath[], rules: string, witnessed: boolean): void => {
  const subject = paths.find((path) => state.tracks[path] !== undefined);
  const tracks = paths.map((path) => state.tracks[path]).filter((track) => track !== undefined);
  if (subject === undefined || !tracks.some((track) => track.readings >= assumed.knownReadings)) return;
  const before =
    paths.find((path) => state.verdicts[path]?.level !== undefined && state.verdicts[path]?.level !== "quiet") ??
    subject;
  const isStuck = tracks.some((track) => track.stuck && !track.lost);
  if (isStuck || tracks.every((track) => track.lost)) {
    const fault = isStuck ? "stuck" : "lost";
    if (witnessed) state.verdicts = speak(state.verdicts, before, "info", { path: before, rules, fault });
    // Where nobody can tell a lost sensor from a sleeping car, what is shown stays and nothing new is said.
    else state.verdicts = speak(state.verdicts, before, "unknown", nothingMeasured);
  } else if (tracks.every((track) => track.lost || track.good >= assumed.goodReadings))
    state.verdicts = speak(state.verdicts, before, "quiet", nothingMeasured);
  // Back, if not for long yet: by an adapter that asks slowly its ten readings take longer than it was away.
  else keepStill(state, before);
};

const judge = (state: State, at: number): void => {
  judgeEngine(state, at);
  const witnessed = hasWitnesses(state);
  for (const { paths, rules } of groups) judgeGroup(state, paths, rules, witnessed);
};

const doubt = (state: State, path: SignalPath, isFresh: boolean): void => {
  const track = state.tracks[path];
  if (track === undefined) return;
  track.lost = !isFresh;
  if (isFresh) return;
  track.good = 0;
  if (path === rpmPath) breakRow(state.rpmRow);
  if (path === rpmPath || path === mafPath) breakRow(state.mafRow);
};

/** The rule; it is the same for every car. */
export const warningDataQuality = (): Rule<State> => ({
  id: warningDataQualityAbout.id,
  title: warningDataQualityAbout.title,
  reads: [...groups.flatMap(({ paths }) => paths), ...witnesses],
  hears: ["drive", "tick", "link"],
  start: () => ({ verdicts: {}, ...newDrive() }),
  step(state: State, event: VehicleEvent): State {
    switch (event.kind) {
      case "sample":
        takeReading(state, event);
        takeEngine(state, event);
        return state;
      case "quality":
        doubt(state, event.path, event.state === "fresh");
        return state;
      case "tick":
        judge(state, event.at);
        return state;
      case "link":
        state.linkDown = event.state !== "up";
        return state;
      case "drive":
        Object.assign(state, newDrive());
        for (const subject of Object.keys(state.verdicts)) keepStill(state, subject);
        return state;
      default:
        return state;
    }
  },
});
