import type { VehicleEvent } from "../../contract/events.ts";
import type { SignalPath } from "../../contract/signals.ts";
import type { RuleAbout } from "./about.ts";
import type { Judged, Rule } from "./rule.ts";
import { nothingMeasured, speak } from "./verdicts.ts";

const pack = "Vehicle.Powertrain.TractionBattery";
const engine = "Vehicle.Powertrain.CombustionEngine";

/**
 * What the other rules stand on. One gauge of a group is enough for its rules, so a group is lost when all that it had are.
 * The first path names it.
 */
const groups: readonly { readonly paths: readonly SignalPath[]; readonly rules: string }[] = [
  { paths: [`${engine}.EngineCoolant.Temperature`], rules: "coolant-overheat-trend,thermostat-stuck-open" },
  { paths: [`${engine}.Speed`], rules: "lv-charging-fault,lv-crank-decline" },
  {
    paths: ["Vehicle.OBD.ControlModuleVoltage", "Vehicle.LowVoltageBattery.CurrentVoltage"],
    rules: "lv-charging-fault,lv-crank-decline",
  },
  { paths: [`${pack}.Temperature.Average`, `${pack}.Temperature.Min`], rules: "cold-start-preheat" },
  { paths: ["Vehicle.Speed"], rules: "brake-pad-wearout,thermostat-stuck-open" },
  { paths: ["Vehicle.Exterior.AirTemperature"], rules: "cold-start-preheat,thermostat-stuck-open" },
  { paths: ["Vehicle.OBD.MAF", "Vehicle.OBD.FuelRate"], rules: "thermostat-stuck-open" },
];

/** No rule needs these, but while they come the way to the car is open and the car awake. */
const witnesses: readonly SignalPath[] = [
  "Vehicle.OBD.EngineLoad",
  "Vehicle.OBD.IntakeTemp",
  "Vehicle.OBD.MAP",
  "Vehicle.OBD.ThrottlePosition",
  `${pack}.CurrentVoltage`,
  `${pack}.CurrentCurrent`,
  `${pack}.StateOfCharge.Current`,
];

const assumed = {
  /** Readings in this drive before a signal can be missed. */
  knownReadings: 10,
  goodReadings: 10,
  leastWitnesses: 3,
  /** Share of all signals of the drive that must still come: a car that falls asleep loses most of them. */
  witnessShare: 0.5,
};

/** A sensor that others depend on went silent. */
export const warningDataQualityAbout: RuleAbout = {
  id: "warning-data-quality",
  title: "Some data missing",
  levels: ["info"],
  reads:
    "Quality and samples of what the other rules read: coolant, engine speed, 12 V, pack, speed, outside air, air mass; some more as witnesses. The state of the link.",
  judges:
    "A group of signals that gave 10 readings in this drive and then became stale or implausible, while the link is not down and at least 3 and half of all signals of the drive still come.",
  warns: "`info` after 2 minutes. The subject is the group's path.",
  clears: "10 good readings.",
  silence:
    "Silence is its subject, but only that of one sensor: a gap in which nothing arrives, a recording that ends and a car that falls asleep are not faults. A signal the car never had is not missed. Cross-checks between sensors and stuck values are not part of it.",
  data: "`path` of the signal, `rules` that pause without it.",
  limits: [
    { what: "lost for", value: 120, unit: "s", source: "our choice, after the signal's own stale time" },
    { what: "witnesses", value: assumed.leastWitnesses, unit: "signals", source: "our choice" },
    { what: "to clear", value: assumed.goodReadings, unit: "readings", source: "our choice" },
  ],
};

interface Track {
  readings: number;
  /** Good readings since it was last lost. */
  good: number;
  lost: boolean;
}

interface State extends Judged {
  verdicts: Judged["verdicts"];
  tracks: Record<string, Track>;
  linkDown: boolean;
}

const takeReading = (state: State, path: SignalPath): void => {
  const track = state.tracks[path];
  if (track === undefined) state.tracks[path] = { readings: 1, good: 1, lost: false };
  else {
    track.readings += 1;
    track.good += 1;
  }
};

const hasWitnesses = (state: State): boolean => {
  const known = Object.values(state.tracks);
  const alive = known.reduce((count, track) => count + (track.lost ? 0 : 1), 0);
  return !state.linkDown && alive >= assumed.leastWitnesses && alive >= known.length * assumed.witnessShare;
};

const judgeGroup = (state: State, paths: readonly SignalPath[], rules: string, witnessed: boolean): void => {
  const subject = paths.find((path) => state.tracks[path] !== undefined);
  const tracks = paths.map((path) => state.tracks[path]).filter((track) => track !== undefined);
  if (subject === undefined || !tracks.some((track) => track.readings >= assumed.knownReadings)) return;
  const before = paths.find((path) => state.verdicts[path]?.level === "info") ?? subject;
  if (tracks.every((track) => track.lost)) {
    if (witnessed) state.verdicts = speak(state.verdicts, before, "info", { path: before, rules });
    // Where nobody can tell a lost sensor from a sleeping car, what is shown stays and nothing new is said.
    else state.verdicts = speak(state.verdicts, before, "unknown", nothingMeasured);
  } else if (tracks.some((track) => !track.lost && track.good >= assumed.goodReadings))
    state.verdicts = speak(state.verdicts, before, "quiet", nothingMeasured);
};

const judge = (state: State): void => {
  const witnessed = hasWitnesses(state);
  for (const { paths, rules } of groups) judgeGroup(state, paths, rules, witnessed);
};

/** The rule; it is the same for every car. */
export const warningDataQuality = (): Rule<State> => ({
  id: warningDataQualityAbout.id,
  title: warningDataQualityAbout.title,
  reads: [...groups.flatMap(({ paths }) => paths), ...witnesses],
  hears: ["drive", "tick", "link"],
  start: () => ({ verdicts: {}, tracks: {}, linkDown: false }),
  step(state: State, event: VehicleEvent): State {
    switch (event.kind) {
      case "sample":
        takeReading(state, event.path);
        return state;
      case "quality": {
        const track = state.tracks[event.path];
        if (track !== undefined) {
          track.lost = event.state !== "fresh";
          if (track.lost) track.good = 0;
        }
        return state;
      }
      case "tick":
        judge(state);
        return state;
      case "link":
        state.linkDown = event.state !== "up";
        return state;
      case "drive":
        state.tracks = {};
        state.linkDown = false;
        return state;
      default:
        return state;
    }
  },
});
