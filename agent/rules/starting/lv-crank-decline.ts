import { z } from "zod";
import type { Sample } from "../../../contract/events.ts";
import { emptyWindow, slide, type Window } from "../../features/window.ts";
import { minuteMs, percentOf, type RuleAbout } from "../kit/about.ts";
import { learns } from "../kit/learned.ts";
import type { Inputs, Rule, RuleFile, Seat } from "../kit/rule.ts";
import type { CompleteSpecification } from "../kit/specification.ts";
import { betterOf, type Crank, crankAmperesIn, crankIn, jumpedIn, leastCurrentReadings } from "./crank.ts";
import { dropShare, normalCelsius, resistanceShare } from "./crank-curve.ts";
import { crankHistorySchema, history, noHistory, remember, type Start } from "./crank-history.ts";
import { reserve } from "./crank-reserve.ts";
import { dataOf, lately, levelOf, standingOf, strengths } from "./crank-standing.ts";

const id = "lv-crank-decline";

const runningPath = "Vehicle.Powertrain.CombustionEngine.IsRunning";
const coolantPath = "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature";
const airPath = "Vehicle.Exterior.AirTemperature";
const intakePath = "Vehicle.OBD.IntakeTemp";
const soakPath = "Vehicle.Fettle.SoakTime";
const currentPath = "Vehicle.LowVoltageBattery.CurrentCurrent";
const voltagePaths = ["Vehicle.LowVoltageBattery.CurrentVoltage", "Vehicle.OBD.ControlModuleVoltage"] as const;
type VoltagePath = (typeof voltagePaths)[number];

const assumed = {
  beforeMs: 10_000,
  afterMs: 5_000,
  hotRestartMs: 1_800_000,
  hotCoolantCelsius: 60,
  jumpVolts: 0.8,
  /** The strongest battery under the smallest starter falls further, at 25 Celsius. */
  leastFallVolts: 0.5,
  goodStarts: 10,
};

const workshop = "load-test table of a car maker's workshop manual";
const maker = "cold-cranking test of EN 50342 / SAE J537: 7.2 V at its end";

const about: RuleAbout = {
  title: "Starts are getting weaker",
  reads:
    "LowVoltageBattery.CurrentVoltage (adapter or T-Box) or ControlModuleVoltage (PID 42) [V], CurrentCurrent (battery sensor) [A]; IsRunning (derived); coolant (05), outside (46) and intake (0F) temperature [Celsius]; Fettle.SoakTime [h].",
  judges: `Per start: how far the voltage falls from its rest to the plateau under the starter, or the resistance where at least ${leastCurrentReadings} readings of the starter's current exist, brought to ${normalCelsius} Celsius with a battery maker's table of power available and required. The middle of the first ${history.firstStarts} starts is this car's own baseline. Later starts, once ${history.comparableStarts} lie within ${history.comparableCelsius} Celsius of each other, go into a level (EWMA, weight ${history.weight}) and a one-sided CUSUM (slack ${history.slackDeviations}, alarm ${history.alarmDeviations} deviations of the baseline); strength is baseline over level. Far from the baseline's temperature each further degree forgives ${percentOf(history.doubtPerCelsius)} percent. Apart from that, each start is brought to the coldest start of the last ${reserve.coldDays} days less ${reserve.colderCelsius} Celsius: what a continental autumn may bring within three weeks.`,
  warns: `\`advisory\` when the CUSUM is in alarm and strength is below ${percentOf(strengths.weakened)} percent. \`warning\` below ${percentOf(strengths.weak)} percent, or when ${lately.weakStarts} of the last ${lately.ofStarts} starts would leave less than ${reserve.noStartVolts} V in the cold ahead, or fall further than a full battery may in a load test at ${reserve.warmCelsius} Celsius. A table of fixed voltages is not used in the cold: it is made for half the cold-cranking current, and a cold starter takes more.`,
  clears: `${assumed.goodStarts} starts in a row above ${percentOf(strengths.recovered)} percent that would bear the cold ahead. A load ${percentOf(1 - history.betterShare)} percent below the baseline for ${history.betterStarts} starts is another battery, and the baseline is learned anew.`,
  silence: `A start whose rest or dip no reading caught does not count; neither do restarts within ${assumed.hotRestartMs / minuteMs} minutes, starts of a warm engine (coolant above ${assumed.hotCoolantCelsius} Celsius), starts after the resting voltage jumped by ${assumed.jumpVolts} V (jump leads), nor one whose temperature nobody knows. On plain OBD a few readings a second show the dip coarsely: the baseline's own spread says how coarsely. 24 V and lithium batteries: unknown.`,
  data: `\`v\` voltage of the weakest of the last starts [V], \`limit\` what it should have been for the cold ahead and for ${percentOf(strengths.weakened)} percent of its strength [V], \`t\` its temperature [Celsius], \`health\` strength against the car's own baseline [percent], \`growth\` of the load a month over the last ${history.keptStarts} starts (Theil–Sen) [percent], \`below\` weak starts of \`starts\`.`,
  limits: [
    { what: "baseline", value: history.firstStarts, unit: "starts", source: "our choice" },
    {
      what: "CUSUM alarm",
      value: history.alarmDeviations,
      unit: "deviations",
      source: "our trial: none in 300 car-years",
    },
    { what: "advisory below", value: percentOf(strengths.weakened), unit: "percent", source: "our choice" },
    { what: "warning below", value: percentOf(strengths.weak), unit: "percent", source: "our choice" },
    { what: "least voltage in the cold ahead", value: reserve.noStartVolts, unit: "V", source: maker },
    { what: "cold ahead", value: reserve.colderCelsius, unit: "Celsius", source: "climate tables; our choice" },
    { what: `voltage at ${reserve.warmCelsius} Celsius`, value: reserve.warmVolts, unit: "V", source: workshop },
    { what: "weak starts", value: `${lately.weakStarts} of ${lately.ofStarts}`, unit: "starts", source: "our choice" },
    { what: "to clear", value: assumed.goodStarts, unit: "starts", source: "our choice" },
  ],
};

const other = "the other gauge alone counts; with neither no start counts";
const temperature = "another temperature stands for it; with none the start does not count";
const inputs = {
  [voltagePaths[0]]: { stale: "held", without: other },
  [voltagePaths[1]]: { stale: "held", without: other },
  [currentPath]: { stale: "held", without: "the fall of the voltage is compared, not the resistance" },
  [runningPath]: { stale: "forgotten", without: "no start is seen" },
  [coolantPath]: { stale: "held", without: temperature },
  [airPath]: { stale: "held", without: temperature },
  [intakePath]: { stale: "held", without: temperature },
  [soakPath]: { stale: "held", without: "a hot restart is told by the coolant and by the engine's own stop" },
} as const satisfies Inputs;

interface Trip {
  volts: Record<VoltagePath, Window>;
  amperes: Window;
  /** Of the start, before the engine's own heat. */
  coolant: number | null;
  intake: number | null;
  /** What was last told; null where nobody may believe it any more. */
  running: boolean | null;
  stoppedAt: number | null;
  /** The engine has just come to life; judged once the voltage around it is complete. */
  startedAt: number | null;
}

const parked = (): Trip => ({
  volts: { [voltagePaths[0]]: emptyWindow(), [voltagePaths[1]]: emptyWindow() },
  amperes: emptyWindow(),
  coolant: null,
  intake: null,
  running: null,
  stoppedAt: null,
  startedAt: null,
});

/** The car's starts, and how many in a row were good. */
const learned = learns(z.object({ past: crankHistorySchema, good: z.number() }), () => ({
  past: noHistory(),
  good: 0,
}));
type Learned = ReturnType<typeof learned.start>;
type Here = Seat<typeof id, keyof typeof inputs, Trip, Learned>;

/** Under-bonnet sensors never read colder than the air, so the coldest is the best word for a battery that has stood. */
const coldest = (seat: Here): number | undefined => {
  const known = [seat.latest(airPath), seat.trip.intake, seat.trip.coolant].filter((celsius) => celsius != null);
  return known.length === 0 ? undefined : Math.min(...known);
};

const counts = (seat: Here, startedAt: number): boolean => {
  const { stoppedAt, coolant } = seat.trip;
  const soakHours = seat.latest(soakPath);
  if (soakHours !== undefined && soakHours * 3_600_000 < assumed.hotRestartMs) return false;
  if (stoppedAt !== null && startedAt - stoppedAt < assumed.hotRestartMs) return false;
  return coolant === null || coolant <= assumed.hotCoolantCelsius;
};

const speakOf = (seat: Here, start: Start): void => {
  const known = seat.learned;
  const standing = standingOf(known.past, start.at);
  const { strength, weak } = standing;
  const isGood = !weak.includes(start) && (strength === undefined || strength > strengths.recovered);
  known.good = isGood ? known.good + 1 : 0;
  const level = levelOf(standing);
  const before = seat.verdicts[""]?.level;
  const isRaised = before === "advisory" || before === "warning";
  if (isRaised ? known.good >= assumed.goodStarts : level === "quiet") seat.quiet();
  else if (level === "warning" || (level === "advisory" && before !== "warning")) {
    const data = dataOf(known.past, standing);
    if (data !== undefined) seat.warn(level, data);
  }
};

const take = (seat: Here, { rest, volts }: Crank, amperes: number | undefined, at: number): void => {
  const battery = coldest(seat);
  if (battery === undefined) return;
  const known = seat.learned;
  const engine = seat.trip.coolant ?? battery;
  // The battery stands between the engine's heat and the air.
  const temperatures = { battery: (battery + engine) / 2, engine };
  const share = dropShare(temperatures);
  // A slow gauge that only caught the recovery.
  if (rest - volts < assumed.leastFallVolts * share) return;
  if (amperes !== undefined && !known.past.ohms) known.past = noHistory(true);
  const ohms =
    amperes === undefined ? null : (1_000 * (rest - volts)) / amperes / resistanceShare(temperatures.battery);
  const start = { at, rest, volts, celsius: battery, share, load: known.past.ohms ? ohms : (rest - volts) / share };
  remember(known.past, start);
  speakOf(seat, start);
};

const judgeStart = (seat: Here, startedAt: number, at: number): void => {
  const { volts, amperes } = seat.trip;
  seat.trip.startedAt = null;
  const from = startedAt - assumed.beforeMs;
  const crank = betterOf(crankIn(volts[voltagePaths[0]], from, at), crankIn(volts[voltagePaths[1]], from, at));
  if (crank === undefined || !counts(seat, startedAt)) return;
  if (voltagePaths.some((path) => jumpedIn(volts[path], from, crank.at, assumed.jumpVolts))) return;
  take(seat, crank, crankAmperesIn(amperes, from, at), startedAt);
};

const settle = (seat: Here, at: number): void => {
  const { startedAt } = seat.trip;
  if (startedAt !== null && at >= startedAt + assumed.afterMs) judgeStart(seat, startedAt, at);
};

const turn = (trip: Trip, isRunning: boolean, at: number): void => {
  if (isRunning && trip.running !== true) trip.startedAt = at;
  if (!isRunning && trip.running === true) trip.stoppedAt = at;
  trip.running = isRunning;
};

const takeSample = ({ trip }: Here, { path, value, at }: Sample): void => {
  switch (path) {
    case voltagePaths[0]:
    case voltagePaths[1]:
      slide(trip.volts[path], at, value, assumed.beforeMs + assumed.afterMs);
      return;
    case currentPath:
      slide(trip.amperes, at, value, assumed.beforeMs + assumed.afterMs);
      return;
    case runningPath:
      turn(trip, value === 1, at);
      return;
    case coolantPath:
      // Of a start, the temperature before it counts; the engine's own heat comes later.
      if (trip.running !== true || trip.coolant === null) trip.coolant = value;
      return;
    case intakePath:
      if (trip.running !== true || trip.intake === null) trip.intake = value;
      return;
    case soakPath:
      trip.stoppedAt = null;
  }
};

const forCar = (car: CompleteSpecification): Rule<typeof id, keyof typeof inputs, Trip, Learned> => {
  const applies = car.lvNominalVolts === 12 && car.lvChemistry !== "lithium";
  return {
    id,
    inputs: applies ? inputs : {},
    hears: applies ? ["tick"] : [],
    learned,
    trip: parked,
    take(seat, event) {
      if (event.kind === "quality") {
        if (event.path === runningPath && event.state !== "fresh") seat.trip.running = null;
        return;
      }
      settle(seat, event.at);
      if (event.kind === "sample") takeSample(seat, event);
    },
  };
};

/** Starts that grow weaker against the car's own, and starts that the cold ahead would leave no voltage for. */
export const rule: RuleFile<typeof id> = { id, about, inputs, forCar };
