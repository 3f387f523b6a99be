import type { VehicleEvent } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import { emptyWindow, slide, type Window } from "../../features/window.ts";
import type { RuleAbout } from "../kit/about.ts";
import type { Judged, Rule } from "../kit/rule.ts";
import type { CompleteSpecification } from "../kit/specification.ts";
import { nothingMeasured, speak, unknownYet } from "../kit/verdicts.ts";
import { betterOf, type Crank, crankAmperesIn, crankIn, jumpedIn } from "./crank.ts";
import { dropShare, resistanceShare } from "./crank-curve.ts";
import { type CrankHistory, history, noHistory, remember, type Start } from "./crank-history.ts";
import { reserve } from "./crank-reserve.ts";
import { dataOf, levelOf, standingOf, strengths } from "./crank-standing.ts";

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

/** Starts that grow weaker against the car's own, and starts that the cold ahead would leave no voltage for. */
export const lvCrankDeclineAbout: RuleAbout = {
  id: "lv-crank-decline",
  title: "Starts are getting weaker",
  levels: ["advisory", "warning"],
  reads:
    "LowVoltageBattery.CurrentVoltage (adapter or T-Box) or ControlModuleVoltage (PID 42) [V], CurrentCurrent (battery sensor) [A]; IsRunning (derived); coolant (05), outside (46) and intake (0F) temperature [Celsius]; Fettle.SoakTime [h].",
  judges:
    "Per start: how far the voltage falls from its rest to the plateau under the starter, or the resistance where at least 5 readings of the starter's current exist, brought to 25 Celsius with a battery maker's table of power available and required. The middle of the first 20 starts is this car's own baseline. Later starts, once 10 lie within 8 Celsius of each other, go into a level (EWMA, weight 0.2) and a one-sided CUSUM (slack 1, alarm 12 deviations of the baseline); strength is baseline over level. Far from the baseline's temperature each further degree forgives 0.5 percent. Apart from that, each start is brought to the coldest start of the last 14 days less 6 Celsius: what a continental autumn may bring within three weeks.",
  warns:
    "`advisory` when the CUSUM is in alarm and strength is below 80 percent. `warning` below 60 percent, or when 2 of the last 5 starts would leave less than 7.2 V in the cold ahead, or fall further than a full battery may in a load test at 20 Celsius. A table of fixed voltages is not used in the cold: it is made for half the cold-cranking current, and a cold starter takes more.",
  clears:
    "10 starts in a row above 85 percent that would bear the cold ahead. A load 15 percent below the baseline for 10 starts is another battery, and the baseline is learned anew.",
  silence:
    "A start whose rest or dip no reading caught does not count; neither do restarts within 30 minutes, starts of a warm engine (coolant above 60 Celsius), starts after the resting voltage jumped by 0.8 V (jump leads), nor one whose temperature nobody knows. On plain OBD a few readings a second show the dip coarsely: the baseline's own spread says how coarsely. 24 V and lithium batteries: unknown.",
  data: "`v` voltage of the weakest of the last starts [V], `limit` what it should have been for the cold ahead and for 80 percent of its strength [V], `t` its temperature [Celsius], `health` strength against the car's own baseline [percent], `growth` of the load a month over the last 60 starts (Theil–Sen) [percent], `below` weak starts of `starts`.",
  limits: [
    { what: "baseline", value: history.firstStarts, unit: "starts", source: "our choice" },
    {
      what: "CUSUM alarm",
      value: history.alarmDeviations,
      unit: "deviations",
      source: "our trial: none in 300 car-years",
    },
    { what: "advisory below", value: 100 * strengths.weakened, unit: "percent", source: "our choice" },
    { what: "warning below", value: 100 * strengths.weak, unit: "percent", source: "our choice" },
    { what: "least voltage in the cold ahead", value: reserve.noStartVolts, unit: "V", source: maker },
    { what: "cold ahead", value: reserve.colderCelsius, unit: "Celsius", source: "climate tables; our choice" },
    { what: "voltage at 20 Celsius", value: reserve.warmVolts, unit: "V", source: workshop },
    { what: "weak starts", value: "2 of 5", unit: "starts", source: "our choice" },
    { what: "to clear", value: assumed.goodStarts, unit: "starts", source: "our choice" },
  ],
};

interface State extends Judged {
  verdicts: Judged["verdicts"];
  volts: Record<VoltagePath, Window>;
  amperes: Window;
  coolant: number | null;
  air: number | null;
  intake: number | null;
  soakHours: number | null;
  running: boolean | null;
  stoppedAt: number | null;
  /** The engine has just come to life; judged once the voltage around it is complete. */
  startedAt: number | null;
  past: CrankHistory;
  /** Starts in a row that were good. */
  good: number;
}

const blank = (): Omit<State, "verdicts" | "past" | "good"> => ({
  volts: { [voltagePaths[0]]: emptyWindow(), [voltagePaths[1]]: emptyWindow() },
  amperes: emptyWindow(),
  coolant: null,
  air: null,
  intake: null,
  soakHours: null,
  running: null,
  stoppedAt: null,
  startedAt: null,
});

/** Under-bonnet sensors never read colder than the air, so the coldest is the best word for a battery that has stood. */
const coldest = ({ coolant, air, intake }: State): number | undefined => {
  const known = [air, intake, coolant].filter((celsius) => celsius !== null);
  return known.length === 0 ? undefined : Math.min(...known);
};

const counts = (state: State, startedAt: number): boolean => {
  if (state.soakHours !== null && state.soakHours * 3_600_000 < assumed.hotRestartMs) return false;
  if (state.stoppedAt !== null && startedAt - state.stoppedAt < assumed.hotRestartMs) return false;
  return state.coolant === null || state.coolant <= assumed.hotCoolantCelsius;
};

/** The rule for this car. */
export const lvCrankDecline = (car: CompleteSpecification): Rule<State> => {
  const applies = car.lvNominalVolts === 12 && car.lvChemistry !== "lithium";

  const speakOf = (state: State, start: Start): void => {
    const standing = standingOf(state.past, start.at);
    const { strength, weak } = standing;
    const isGood = !weak.includes(start) && (strength === undefined || strength > strengths.recovered);
    state.good = isGood ? state.good + 1 : 0;
    const level = levelOf(standing);
    const before = state.verdicts[""]?.level;
    const isRaised = before === "advisory" || before === "warning";
    if (isRaised ? state.good >= assumed.goodStarts : level === "quiet")
      state.verdicts = speak(state.verdicts, "", "quiet", nothingMeasured);
    else if (level === "warning" || (level === "advisory" && before !== "warning"))
      state.verdicts = speak(state.verdicts, "", level, dataOf(state.past, standing));
  };

  const take = (state: State, { rest, volts }: Crank, amperes: number | undefined, at: number): void => {
    const battery = coldest(state);
    if (battery === undefined) return;
    const engine = state.coolant ?? battery;
    // The battery stands between the engine's heat and the air.
    const temperatures = { battery: (battery + engine) / 2, engine };
    const share = dropShare(temperatures);
    // A slow gauge that only caught the recovery.
    if (rest - volts < assumed.leastFallVolts * share) return;
    if (amperes !== undefined && !state.past.ohms) state.past = noHistory(true);
    const ohms =
      amperes === undefined ? null : (1_000 * (rest - volts)) / amperes / resistanceShare(temperatures.battery);
    const start = { at, rest, volts, celsius: battery, share, load: state.past.ohms ? ohms : (rest - volts) / share };
    remember(state.past, start);
    speakOf(state, start);
  };

  const judgeStart = (state: State, startedAt: number, at: number): void => {
    state.startedAt = null;
    const from = startedAt - assumed.beforeMs;
    const crank = betterOf(
      crankIn(state.volts[voltagePaths[0]], from, at),
      crankIn(state.volts[voltagePaths[1]], from, at),
    );
    if (crank === undefined || !counts(state, startedAt)) return;
    if (voltagePaths.some((path) => jumpedIn(state.volts[path], from, crank.at, assumed.jumpVolts))) return;
    take(state, crank, crankAmperesIn(state.amperes, from, at), startedAt);
  };

  const turn = (state: State, running: boolean, at: number): void => {
    if (running && state.running !== true) state.startedAt = at;
    if (!running && state.running === true) state.stoppedAt = at;
    state.running = running;
  };

  const settle = (state: State, at: number): void => {
    if (state.startedAt !== null && at >= state.startedAt + assumed.afterMs) judgeStart(state, state.startedAt, at);
  };

  const takeSample = (state: State, path: SignalPath, value: number, at: number): void => {
    switch (path) {
      case voltagePaths[0]:
      case voltagePaths[1]:
        slide(state.volts[path], at, value, assumed.beforeMs + assumed.afterMs);
        return;
      case currentPath:
        slide(state.amperes, at, value, assumed.beforeMs + assumed.afterMs);
        return;
      case runningPath:
        turn(state, value === 1, at);
        return;
      case coolantPath:
        // Of a start, the temperature before it counts; the engine's own heat comes later.
        if (state.running !== true || state.coolant === null) state.coolant = value;
        return;
      case airPath:
        state.air = value;
        return;
      case intakePath:
        if (state.running !== true || state.intake === null) state.intake = value;
        return;
      case soakPath:
        state.soakHours = value;
        state.stoppedAt = null;
    }
  };

  return {
    id: lvCrankDeclineAbout.id,
    title: lvCrankDeclineAbout.title,
    reads: applies ? [...voltagePaths, currentPath, runningPath, coolantPath, airPath, intakePath, soakPath] : [],
    hears: applies ? ["drive", "tick"] : [],
    start: () => ({ verdicts: unknownYet, ...blank(), past: noHistory(), good: 0 }),
    step(state: State, event: VehicleEvent): State {
      if (event.kind === "drive") return { verdicts: state.verdicts, ...blank(), past: state.past, good: state.good };
      if (event.kind === "quality") {
        if (event.path === runningPath && event.state !== "fresh") state.running = null;
        return state;
      }
      settle(state, event.at);
      if (event.kind === "sample") takeSample(state, event.path, event.value, event.at);
      return state;
    },
  };
};
