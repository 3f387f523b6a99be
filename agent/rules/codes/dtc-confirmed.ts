import type { Codes, VehicleEvent } from "../../../contract/events.ts";
import { severityRank } from "../../../contract/warning.ts";
import type { RuleAbout } from "../kit/about.ts";
import type { Judged, Rule } from "../kit/rule.ts";
import { nothingMeasured, speak } from "../kit/verdicts.ts";
import { gradeOf, isNetwork, rootsOf } from "./dtc-class.ts";

const coolantPath = "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature";
const voltagePath = "Vehicle.OBD.ControlModuleVoltage";
const milPath = "Vehicle.OBD.DistanceWithMIL";

const assumed = {
  warmUpRiseCelsius: 22,
  warmUpCelsius: 71,
  absentWarmUps: 3,
  /** Below this controllers lose each other, and every one of them blames the network. */
  brownOutVolts: 9.6,
  /** A code is stored within seconds of the dip; the list may be read later, since some of its answers get lost. */
  blameMs: 600_000,
  /** A battery that dips at every start must not hide a broken bus for ever. */
  excusedDrives: 3,
};
const j1979 = "SAE J1979: warm-up cycle";

/** The car has confirmed a fault of its own. */
export const dtcConfirmedAbout: RuleAbout = {
  id: "dtc-confirmed",
  title: "Fault light",
  levels: ["info", "advisory", "warning", "critical"],
  reads:
    "Services 03 (confirmed) and 0A (permanent); EngineCoolant.Temperature (05) for warm-ups; ControlModuleVoltage (42) and DistanceWithMIL (21) where the car has them.",
  judges:
    "Each reading of service 03 is grouped by root: misfire of one cylinder and the catalyst behind it belong to misfire, a mixture fault explains its oxygen sensors, 3 or more network codes are one network. The worst grade of a group is its level.",
  warns:
    "At the reading, by class: stop-now `critical`, safety-soon `warning`, function `warning` or `advisory`, emission and network `advisory`, comfort `info`. The subject is the root code, or `network`.",
  clears: "Absent for 3 warm-ups and not permanent.",
  silence:
    "No reading: nothing is said. A code no table names is judged by its letter and never given a meaning. Network codes that appear below 9.6 V, or within 10 minutes of it, are the voltage's: they wait for a later drive that reports them without such a dip, or for the fourth that has both. Where the car has no coolant temperature, each drive counts as a warm-up. The severity byte of UDS is not read.",
  data: "`code` root, `codes` of the group, comma between, `class`, `distanceKm` driven with the lamp on where known.",
  limits: [
    { what: "warm-up rise", value: assumed.warmUpRiseCelsius, unit: "Celsius", source: j1979 },
    { what: "warm-up reaches", value: assumed.warmUpCelsius, unit: "Celsius", source: j1979 },
    { what: "absent", value: assumed.absentWarmUps, unit: "warm-ups", source: "our choice, that of most ECUs" },
    {
      what: "brown-out",
      value: assumed.brownOutVolts,
      unit: "V",
      source: "the warning catalogue's guard against codes that low voltage induced",
    },
    { what: "a dip explains network codes for", value: assumed.blameMs / 60_000, unit: "min", source: "our choice" },
    { what: "dips excuse a network code in", value: assumed.excusedDrives, unit: "drives", source: "our choice" },
  ],
};

interface State extends Judged {
  verdicts: Judged["verdicts"];
  /** Warm-ups since a raised root was last reported; by root. */
  absent: Record<string, number>;
  permanent: string[];
  reported: string[];
  /** This car has a coolant temperature, so its warm-ups are seen and not guessed. */
  tellsCoolant: boolean;
  leastCoolant: number | null;
  warmedUp: boolean;
  /** When the module voltage was last too low in this drive, event time; null where it was not. */
  lowAt: number | null;
  /** In how many drives a dip excused a network code that nobody was told of; by code. */
  excused: Record<string, number>;
  /** Those of them that this drive's dip excused. */
  excusedNow: string[];
  milKm: number | null;
}

const isRaised = (state: State, subject: string): boolean => {
  const level = state.verdicts[subject]?.level;
  return level !== undefined && level !== "quiet" && level !== "unknown";
};

const raise = (state: State, root: string, codes: readonly string[]): void => {
  const [worst] = codes.map(gradeOf).toSorted((a, b) => severityRank(b.severity) - severityRank(a.severity));
  if (worst === undefined) return;
  const code = codes.includes(root) ? root : (codes[0] ?? root);
  const distance = state.milKm === null || state.milKm === 0 ? {} : { distanceKm: state.milKm };
  const data = { code, codes: codes.join(","), class: worst.kind, ...distance };
  const before = state.verdicts[root];
  // The distance grows all the time; on its own it is nothing new.
  if (before !== undefined && before.level === worst.severity && before.data["codes"] === data.codes) return;
  state.verdicts = speak(state.verdicts, root, worst.severity, data);
};

const isTold = (state: State, code: string): boolean =>
  Object.entries(state.verdicts).some(
    ([subject, { data }]) => isRaised(state, subject) && String(data["codes"]).split(",").includes(code),
  );

/** Whether a dip of the voltage, and not the network, is behind this code as far as anybody can tell in this drive. */
const isExcused = (state: State, code: string, at: number): boolean => {
  if (!isNetwork(code)) return false;
  if (state.excusedNow.includes(code)) return true;
  const dips = state.lowAt !== null && at - state.lowAt <= assumed.blameMs;
  const drives = state.excused[code] ?? 0;
  if (!dips || drives >= assumed.excusedDrives || isTold(state, code)) return false;
  state.excused[code] = drives + 1;
  state.excusedNow.push(code);
  return true;
};

const takeConfirmed = (state: State, { codes, at }: Codes): void => {
  const roots = rootsOf(codes.filter((code) => !isExcused(state, code, at)));
  state.reported = [...roots.keys()];
  // What a reading without a dip does not report has gone with the voltage that was behind it.
  for (const code of Object.keys(state.excused)) if (!state.excusedNow.includes(code)) delete state.excused[code];
  for (const [root, group] of roots) {
    delete state.absent[root];
    raise(state, root, group);
  }
};

const isPermanent = (state: State, subject: string): boolean =>
  String(state.verdicts[subject]?.data["codes"] ?? "")
    .split(",")
    .some((code) => state.permanent.includes(code));

/** A warm-up has passed: whoever was raised, is not reported any more and not permanent is one nearer to its end. */
const countWarmUp = (state: State): void => {
  for (const subject of Object.keys(state.verdicts)) {
    if (!isRaised(state, subject) || state.reported.includes(subject) || isPermanent(state, subject)) continue;
    const absent = (state.absent[subject] ?? 0) + 1;
    if (absent < assumed.absentWarmUps) state.absent[subject] = absent;
    else {
      delete state.absent[subject];
      state.verdicts = speak(state.verdicts, subject, "quiet", nothingMeasured);
    }
  }
};

const takeCoolant = (state: State, celsius: number): void => {
  state.tellsCoolant = true;
  state.leastCoolant = Math.min(state.leastCoolant ?? celsius, celsius);
  const risen = celsius - state.leastCoolant >= assumed.warmUpRiseCelsius;
  if (state.warmedUp || !risen || celsius < assumed.warmUpCelsius) return;
  state.warmedUp = true;
  countWarmUp(state);
};

const beginDrive = (state: State): void => {
  if (!state.tellsCoolant) countWarmUp(state);
  state.leastCoolant = null;
  state.warmedUp = false;
  state.lowAt = null;
  state.excusedNow = [];
};

/** The rule; it is the same for every car. */
export const dtcConfirmed = (): Rule<State> => ({
  id: dtcConfirmedAbout.id,
  title: dtcConfirmedAbout.title,
  reads: [coolantPath, voltagePath, milPath],
  hears: ["drive", "codes"],
  start: () => ({
    verdicts: {},
    absent: {},
    permanent: [],
    reported: [],
    tellsCoolant: false,
    leastCoolant: null,
    warmedUp: false,
    lowAt: null,
    excused: {},
    excusedNow: [],
    milKm: null,
  }),
  step(state: State, event: VehicleEvent): State {
    if (event.kind === "codes" && event.service === "03") takeConfirmed(state, event);
    else if (event.kind === "codes" && event.service === "0A") state.permanent = [...event.codes];
    else if (event.kind === "drive") beginDrive(state);
    else if (event.kind === "sample") {
      if (event.path === coolantPath) takeCoolant(state, event.value);
      else if (event.path === milPath) state.milKm = event.value;
      else if (event.value < assumed.brownOutVolts) state.lowAt = event.at;
    }
    return state;
  },
});
