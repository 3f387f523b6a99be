import type { VehicleEvent } from "../../contract/events.ts";
import type { SignalPath } from "../../contract/signals.ts";
import { emptyWindow, slide, type Window } from "../features/window.ts";
import type { RuleAbout } from "./about.ts";
import { type Crank, crankIn, jumpedIn } from "./crank.ts";
import type { CompleteProfile } from "./profile.ts";
import type { Judged, Rule } from "./rule.ts";
import { nothingMeasured, speak, unknownYet } from "./verdicts.ts";

const runningPath = "Vehicle.Powertrain.CombustionEngine.IsRunning";
const coolantPath = "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature";
const airPath = "Vehicle.Exterior.AirTemperature";
const intakePath = "Vehicle.OBD.IntakeTemp";
const soakPath = "Vehicle.Fettle.SoakTime";
const voltagePaths = ["Vehicle.LowVoltageBattery.CurrentVoltage", "Vehicle.OBD.ControlModuleVoltage"] as const;
type VoltagePath = (typeof voltagePaths)[number];

/** Least voltage of a load test at half the cold-cranking current, by temperature: a workshop table. */
const table: readonly (readonly [celsius: number, volts: number])[] = [
  [-18, 8.5],
  [-12, 8.7],
  [-7, 8.9],
  [-1, 9.1],
  [4, 9.3],
  [10, 9.4],
  [16, 9.5],
  [20, 9.6],
];
const workshop = "load-test table of a car maker's workshop manual";

const assumed = {
  beforeMs: 10_000,
  afterMs: 5_000,
  hotRestartMs: 1_800_000,
  hotCoolantCelsius: 60,
  jumpVolts: 0.8,
  ofStarts: 5,
  weakStarts: 2,
  goodStarts: 10,
};

/** Starts whose voltage falls below what a healthy battery holds. */
export const lvCrankDeclineAbout: RuleAbout = {
  id: "lv-crank-decline",
  title: "Starts are getting weaker",
  levels: ["warning"],
  reads:
    "LowVoltageBattery.CurrentVoltage (adapter or T-Box) or ControlModuleVoltage (PID 42) [V]; IsRunning (derived); coolant (05), outside (46) and intake (0F) temperature [Celsius]; Fettle.SoakTime [h].",
  judges:
    "Per start: the voltage under the starter from 10 s before to 5 s after the engine runs, since readings of a row are not simultaneous. With 10 readings or more it is the plateau from 100 ms after the least one, otherwise the least reading. It is held against the table for the coldest temperature that is known.",
  warns:
    "`warning` when 2 of the last 5 starts that count are below the table. One low reading is normal: it may have caught the inrush.",
  clears: "10 starts in a row above the table.",
  silence:
    "A start whose dip no reading caught does not count; neither do restarts within 30 minutes, starts of a warm engine (coolant above 60 Celsius), nor starts after the resting voltage jumped by 0.8 V (jump leads). The slow decline against the car's own baseline needs 50 readings a second and is not part of it. 24 V and lithium batteries: unknown.",
  data: "`v` least voltage of the weakest start [V], `limit` its table value [V], `t` its temperature [Celsius], `below` weak starts of `starts`.",
  limits: [
    { what: "voltage at 20 Celsius", value: 9.6, unit: "V", source: workshop },
    { what: "voltage at -1 Celsius", value: 9.1, unit: "V", source: workshop },
    { what: "voltage at -18 Celsius", value: 8.5, unit: "V", source: workshop },
    { what: "weak starts", value: "2 of 5", unit: "starts", source: "our choice" },
    { what: "to clear", value: assumed.goodStarts, unit: "starts", source: "our choice" },
  ],
};

/** The table's voltage, linear between its rows; a start whose temperature nobody knows gets the most lenient row. */
export const leastVolts = (celsius: number | undefined): number => {
  const [coldest, warmest] = [table[0], table.at(-1)];
  if (coldest === undefined || warmest === undefined) return 0;
  if (celsius === undefined || celsius <= coldest[0]) return coldest[1];
  const above = table.findIndex(([row]) => row >= celsius);
  const [to, from] = [table[above], table[above - 1]];
  if (to === undefined || from === undefined) return warmest[1];
  return from[1] + ((to[1] - from[1]) * (celsius - from[0])) / (to[0] - from[0]);
};

/** One start that counts. `t` is null where no temperature was known. */
interface Start {
  readonly v: number;
  readonly limit: number;
  readonly t: number | null;
}

interface State extends Judged {
  verdicts: Judged["verdicts"];
  volts: Record<VoltagePath, Window>;
  coolant: number | null;
  air: number | null;
  intake: number | null;
  soakHours: number | null;
  running: boolean | null;
  stoppedAt: number | null;
  /** The engine has just come to life; judged once the voltage around it is complete. */
  startedAt: number | null;
  starts: Start[];
}

const blank = (): Omit<State, "verdicts" | "starts"> => ({
  volts: { [voltagePaths[0]]: emptyWindow(), [voltagePaths[1]]: emptyWindow() },
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

const isWeak = (start: Start): boolean => start.v < start.limit;

/** The rule for a car of this profile. */
export const lvCrankDecline = (profile: CompleteProfile): Rule<State> => {
  const applies = profile.lvNominalVolts === 12 && profile.lvChemistry !== "lithium";

  const speakOf = (state: State): void => {
    const recent = state.starts.slice(-assumed.ofStarts);
    const weak = recent.filter(isWeak);
    const [weakest] = weak.toSorted((a, b) => a.v - a.limit - (b.v - b.limit));
    const raised = state.verdicts[""]?.level === "warning";
    if (weakest !== undefined && weak.length >= assumed.weakStarts) {
      const temperature = weakest.t === null ? {} : { t: weakest.t };
      const data = { v: weakest.v, limit: weakest.limit, ...temperature, below: weak.length, starts: recent.length };
      state.verdicts = speak(state.verdicts, "", "warning", data);
    } else if (!raised || (state.starts.length >= assumed.goodStarts && !state.starts.some(isWeak)))
      state.verdicts = speak(state.verdicts, "", "quiet", nothingMeasured);
  };

  const judgeStart = (state: State, startedAt: number, at: number): void => {
    state.startedAt = null;
    const from = startedAt - assumed.beforeMs;
    const cranks = voltagePaths
      .map((path) => crankIn(state.volts[path], from, at))
      .filter((crank) => crank !== undefined);
    // Two gauges that disagree: the higher one, since a poor contact of the adapter only ever reads low.
    const [crank] = cranks.toSorted((a: Crank, b: Crank) => b.volts - a.volts);
    const jumped = voltagePaths.some((path) => jumpedIn(state.volts[path], from, assumed.jumpVolts));
    if (crank === undefined || jumped || !counts(state, startedAt)) return;
    const celsius = coldest(state);
    state.starts.push({
      v: Math.round(crank.volts * 100) / 100,
      limit: Math.round(leastVolts(celsius) * 100) / 100,
      t: celsius === undefined ? null : Math.round(celsius),
    });
    if (state.starts.length > assumed.goodStarts) state.starts.shift();
    speakOf(state);
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
    reads: applies ? [...voltagePaths, runningPath, coolantPath, airPath, intakePath, soakPath] : [],
    hears: applies ? ["drive", "tick"] : [],
    start: () => ({ verdicts: unknownYet, ...blank(), starts: [] }),
    step(state: State, event: VehicleEvent): State {
      if (event.kind === "drive") return { verdicts: state.verdicts, ...blank(), starts: state.starts };
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
