import { z } from "zod";
import type { Codes, Sample } from "../../../contract/events.ts";
import { severityRank } from "../../../contract/warning.ts";
import { minuteMs, type RuleAbout } from "../kit/about.ts";
import { learns } from "../kit/learned.ts";
import type { Inputs, Rule, RuleFile, Seat } from "../kit/rule.ts";
import { gradeOf, isNetwork, rootsOf, storm } from "./dtc-class.ts";

const id = "dtc-confirmed";

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

const about: RuleAbout = {
  title: "Fault light",
  reads:
    "Services 03 (confirmed) and 0A (permanent); EngineCoolant.Temperature (05) for warm-ups; ControlModuleVoltage (42) and DistanceWithMIL (21) where the car has them.",
  judges: `Each reading of service 03 is grouped by root: misfire of one cylinder and the catalyst behind it belong to misfire, a mixture fault explains its oxygen sensors, ${storm} or more network codes are one network. The worst grade of a group is its level.`,
  warns:
    "At the reading, by class: stop-now `critical`, safety-soon `warning`, function `warning` or `advisory`, emission and network `advisory`, comfort `info`. The subject is the root code, or `network`.",
  clears: `Absent for ${assumed.absentWarmUps} warm-ups and not permanent.`,
  silence: `No reading: nothing is said. A code no table names is judged by its letter and never given a meaning. Network codes that appear below ${assumed.brownOutVolts} V, or within ${assumed.blameMs / minuteMs} minutes of it, are the voltage's: they wait for a later drive that reports them without such a dip, or until ${assumed.excusedDrives} drives have been excused so. Where the car has no coolant temperature, each drive counts as a warm-up. The severity byte of UDS is not read.`,
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

const inputs = {
  [coolantPath]: { stale: "held", without: "each drive counts as a warm-up" },
  [voltagePath]: { stale: "held", without: "no code is excused by a dip" },
  [milPath]: { stale: "held", without: "the distance is left out" },
} as const satisfies Inputs;

interface Trip {
  leastCoolant: number | null;
  warmedUp: boolean;
  /** When the module voltage was last too low in this drive, event time; null where it was not. */
  lowAt: number | null;
  /** Network codes that this drive's dip excused. */
  excusedNow: string[];
}

const learned = learns(
  z.object({
    /** Warm-ups since a raised root was last reported; by root. */
    absent: z.record(z.string(), z.number()),
    permanent: z.array(z.string()),
    reported: z.array(z.string()),
    /** This car has a coolant temperature, so its warm-ups are seen and not guessed. */
    tellsCoolant: z.boolean(),
    /** In how many drives a dip excused a network code that nobody was told of; by code. */
    excused: z.record(z.string(), z.number()),
    milKm: z.number().nullable(),
  }),
  () => ({ absent: {}, permanent: [], reported: [], tellsCoolant: false, excused: {}, milKm: null }),
);
type Learned = ReturnType<typeof learned.start>;
type Here = Seat<typeof id, keyof typeof inputs, Trip, Learned>;

const isRaised = ({ verdicts }: Here, subject: string): boolean => {
  const level = verdicts[subject]?.level;
  return level !== undefined && level !== "quiet" && level !== "unknown";
};

const raise = (seat: Here, root: string, codes: readonly string[]): void => {
  const [worst] = codes.map(gradeOf).toSorted((a, b) => severityRank(b.severity) - severityRank(a.severity));
  if (worst === undefined) return;
  const { milKm } = seat.learned;
  const code = codes.includes(root) ? root : (codes[0] ?? root);
  const distance = milKm === null || milKm === 0 ? {} : { distanceKm: milKm };
  const data = { code, codes: codes.join(","), class: worst.kind, ...distance };
  const before = seat.verdicts[root];
  // The distance grows all the time; on its own it is nothing new.
  if (before !== undefined && before.level === worst.severity && before.data["codes"] === data.codes) return;
  seat.warn(worst.severity, data, root);
};

const isTold = (seat: Here, code: string): boolean =>
  Object.entries(seat.verdicts).some(
    ([subject, { data }]) => isRaised(seat, subject) && String(data["codes"]).split(",").includes(code),
  );

/** Whether a dip of the voltage, and not the network, is behind this code as far as anybody can tell in this drive. */
const isExcused = (seat: Here, code: string, at: number): boolean => {
  const { trip, learned: known } = seat;
  if (!isNetwork(code)) return false;
  if (trip.excusedNow.includes(code)) return true;
  const dips = trip.lowAt !== null && at - trip.lowAt <= assumed.blameMs;
  const drives = known.excused[code] ?? 0;
  if (!dips || drives >= assumed.excusedDrives || isTold(seat, code)) return false;
  known.excused[code] = drives + 1;
  trip.excusedNow.push(code);
  return true;
};

const takeConfirmed = (seat: Here, { codes, at }: Codes): void => {
  const { trip, learned: known } = seat;
  const roots = rootsOf(codes.filter((code) => !isExcused(seat, code, at)));
  known.reported = [...roots.keys()];
  // What a reading without a dip does not report has gone with the voltage that was behind it.
  for (const code of Object.keys(known.excused)) if (!trip.excusedNow.includes(code)) delete known.excused[code];
  for (const [root, group] of roots) {
    delete known.absent[root];
    raise(seat, root, group);
  }
};

const isPermanent = ({ verdicts, learned: { permanent } }: Here, subject: string): boolean =>
  String(verdicts[subject]?.data["codes"] ?? "")
    .split(",")
    .some((code) => permanent.includes(code));

/** A warm-up has passed: whoever was raised, is not reported any more and not permanent is one nearer to its end. */
const countWarmUp = (seat: Here): void => {
  const known = seat.learned;
  for (const subject of Object.keys(seat.verdicts)) {
    if (!isRaised(seat, subject) || known.reported.includes(subject) || isPermanent(seat, subject)) continue;
    const absent = (known.absent[subject] ?? 0) + 1;
    if (absent < assumed.absentWarmUps) known.absent[subject] = absent;
    else {
      delete known.absent[subject];
      seat.quiet(subject);
    }
  }
};

const takeCoolant = (seat: Here, celsius: number): void => {
  const { trip } = seat;
  seat.learned.tellsCoolant = true;
  trip.leastCoolant = Math.min(trip.leastCoolant ?? celsius, celsius);
  const risen = celsius - trip.leastCoolant >= assumed.warmUpRiseCelsius;
  if (trip.warmedUp || !risen || celsius < assumed.warmUpCelsius) return;
  trip.warmedUp = true;
  countWarmUp(seat);
};

const takeSample = (seat: Here, { path, value, at }: Sample): void => {
  if (path === coolantPath) takeCoolant(seat, value);
  else if (path === milPath) seat.learned.milKm = value;
  else if (value < assumed.brownOutVolts) seat.trip.lowAt = at;
};

const everyCar: Rule<typeof id, keyof typeof inputs, Trip, Learned> = {
  id,
  inputs,
  hears: ["drive", "codes"],
  learned,
  trip: () => ({ leastCoolant: null, warmedUp: false, lowAt: null, excusedNow: [] }),
  take(seat, event) {
    if (event.kind === "codes" && event.service === "03") takeConfirmed(seat, event);
    else if (event.kind === "codes" && event.service === "0A") seat.learned.permanent = [...event.codes];
    else if (event.kind === "sample") takeSample(seat, event);
    else if (event.kind === "drive" && !seat.learned.tellsCoolant) countWarmUp(seat);
  },
};

/** The car has confirmed a fault of its own. */
export const rule: RuleFile<typeof id> = { id, about, inputs, forCar: () => everyCar };
