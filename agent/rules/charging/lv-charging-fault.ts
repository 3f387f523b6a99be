import type { VehicleEvent } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import type { WarningData } from "../../../contract/warning.ts";
import { medianDeviationOf, medianOf } from "../../features/median.ts";
import { clear, emptyWindow, slide, spanMsOf, valuesOf, type Window } from "../../features/window.ts";
import type { RuleAbout } from "../kit/about.ts";
import type { Judged, Level, Rule } from "../kit/rule.ts";
import type { CompleteSpecification } from "../kit/specification.ts";
import { nothingMeasured, speak, unknownYet } from "../kit/verdicts.ts";
import { minutesLeft } from "./power-left.ts";

const adapterPath = "Vehicle.LowVoltageBattery.CurrentVoltage";
const modulePath = "Vehicle.OBD.ControlModuleVoltage";
const currentPath = "Vehicle.LowVoltageBattery.CurrentCurrent";
const chargePath = "Vehicle.LowVoltageBattery.StateOfCharge";
const rpmPath = "Vehicle.Powertrain.CombustionEngine.Speed";
const runningPath = "Vehicle.Powertrain.CombustionEngine.IsRunning";

const assumed = {
  windowMs: 60_000,
  spacingMs: 1_000,
  /** The regulator recovers what the start took, and glow plugs of a cold diesel still draw. */
  settleMs: 120_000,
  leastRpm: 1_200,
  underVolts: 13,
  underMs: 120_000,
  /**
   * Without a current sensor a smart alternator that lets a full battery rest at 12.4–12.9 V looks like a dead one. It
   * never lets it fall below its resting voltage for minutes, so the limit is lower and the time longer.
   */
  underBlindVolts: 12.3,
  underBlindMs: 300_000,
  overVolts: 15.2,
  overMs: 30_000,
  overHysteresisVolts: 0.2,
  criticalMinutes: 30,
  gaugesDisagreeVolts: 1,
  longestStepMs: 5_000,
  learnEveryMs: 600_000,
  learnFrom: 12,
  learnAtMost: 40,
  bandDeviations: 4,
  leastBandVolts: 0.3,
  learnedUnderFloor: 12.5,
  learnedOverCeiling: 16.2,
};
const trade = "workshop texts: 13–15 V running, below 13.0 no charging, above 15.0 over-charging";

/** The alternator does not charge, or charges too hard. */
export const lvChargingFaultAbout: RuleAbout = {
  id: "lv-charging-fault",
  title: "Charging system fault",
  levels: ["warning", "critical"],
  reads:
    "LowVoltageBattery.CurrentVoltage and ControlModuleVoltage (PID 42) [V]; LowVoltageBattery.CurrentCurrent [A, negative flows out] and StateOfCharge [percent] of a battery sensor; engine speed (0C) and IsRunning (derived).",
  judges:
    "Median voltage over 60 s of a running engine, from 2 minutes after the start, at a median above 1,200 rpm. With two gauges the kinder one counts; gauges 1 V apart are a sensor matter and judge nothing. The band that this car keeps (median ± 4 deviations of its 10-minute medians) widens the limits for cars that legally run high or low.",
  warns:
    "`warning` below 13.0 V while current flows out for 2 minutes, or above 15.2 V for 30 s; `critical` when less than 30 minutes of power are left.",
  clears: "At 13.0 V or more (15.0 or less after over-charging) for 10 minutes.",
  silence:
    "Without a current sensor, as on plain OBD, smart charging must not be taken for a fault: then below 12.3 V for 5 minutes. A standing engine or no voltage: unknown. Ripple needs fast sampling and is not part of it. 24 V and lithium batteries, and electric cars, which have a converter instead: unknown.",
  data: "`v` median voltage [V], `limit` [V], `fault` under or over, `m` minutes of power left when nothing charges, to 5; `estimated` 1 where no sensor measures the current.",
  limits: [
    { what: "under, current flows out", value: assumed.underVolts, unit: "V", source: trade },
    { what: "under, no current sensor", value: assumed.underBlindVolts, unit: "V", source: "our choice, see silence" },
    { what: "over", value: assumed.overVolts, unit: "V", source: trade },
    { what: "critical", value: assumed.criticalMinutes, unit: "min", source: "our choice" },
    { what: "load where not measured", value: 25, unit: "A", source: "our assumption" },
  ],
};

type Fault = "under" | "over";

interface State extends Judged {
  verdicts: Judged["verdicts"];
  volts: Window;
  rpm: Window;
  amperes: Window;
  latest: Partial<Record<SignalPath, number>>;
  runningSince: number | null;
  judgedAt: number | null;
  underMs: number;
  overMs: number;
  fault: Fault | null;
  /** 10-minute medians of a healthy car, newest last. */
  learned: number[];
  learnedAt: number | null;
}

const start = (learned: number[]): Omit<State, "verdicts" | "fault"> => ({
  volts: emptyWindow(),
  rpm: emptyWindow(),
  amperes: emptyWindow(),
  latest: {},
  runningSince: null,
  judgedAt: null,
  underMs: 0,
  overMs: 0,
  learned,
  learnedAt: null,
});

/** The limits of this car: the textbook's, widened by the band it is known to keep. */
const bandOf = (learned: readonly number[]): { under: number; over: number } => {
  const [median, deviation] = [medianOf(learned), medianDeviationOf(learned)];
  if (median === undefined || deviation === undefined || learned.length < assumed.learnFrom)
    return { under: assumed.underVolts, over: assumed.overVolts };
  const half = Math.max(assumed.bandDeviations * deviation, assumed.leastBandVolts);
  return {
    under: Math.max(Math.min(assumed.underVolts, median - half), assumed.learnedUnderFloor),
    over: Math.min(Math.max(assumed.overVolts, median + half), assumed.learnedOverCeiling),
  };
};

/** The rule for this car. */
export const lvChargingFault = (car: CompleteSpecification): Rule<State> => {
  const applies = car.lvNominalVolts === 12 && car.lvChemistry !== "lithium" && car.powertrain !== "electric";

  const tell = (state: State, volts: number, limit: number): void => {
    const v = Math.round(volts * 100) / 100;
    let level: Level = "warning";
    let data: WarningData = { v, limit: Math.round(limit * 100) / 100, fault: "over" };
    if (state.fault === "under") {
      const amperes = medianOf(valuesOf(state.amperes));
      const charge = state.latest[chargePath];
      const m = minutesLeft({ volts, amperes, charge, capacityAh: car.lvCapacityAh });
      if (m < assumed.criticalMinutes) level = "critical";
      data = { ...data, fault: "under", m, ...(amperes === undefined ? { estimated: 1 } : {}) };
    }
    state.verdicts = speak(state.verdicts, "", level, data);
  };

  const learn = (state: State, volts: number, at: number): void => {
    if (state.learnedAt !== null && at - state.learnedAt < assumed.learnEveryMs) return;
    const isFirst = state.learnedAt === null;
    state.learnedAt = at;
    if (isFirst || volts < assumed.learnedUnderFloor || volts > assumed.learnedOverCeiling) return;
    state.learned.push(Math.round(volts * 100) / 100);
    if (state.learned.length > assumed.learnAtMost) state.learned.shift();
  };

  /** Adds up how long each fault has stood; at idle an alternator may give little, so idling neither adds nor takes. */
  const addUp = (state: State, volts: number, instant: number, passedMs: number, over: number, under: number): void => {
    state.overMs = instant > over ? state.overMs + passedMs : 0;
    if (state.overMs >= assumed.overMs) state.fault = "over";
    if (volts >= under) {
      state.underMs = 0;
      return;
    }
    const amperes = medianOf(valuesOf(state.amperes));
    const isBlind = amperes === undefined;
    if (isBlind ? volts >= assumed.underBlindVolts : amperes >= 0) state.underMs = 0;
    else if ((medianOf(valuesOf(state.rpm)) ?? 0) > assumed.leastRpm) state.underMs += passedMs;
    if (state.underMs >= (isBlind ? assumed.underBlindMs : assumed.underMs)) state.fault = "under";
  };

  const judge = (state: State, instant: number, at: number): void => {
    const volts = medianOf(valuesOf(state.volts));
    const settled = state.runningSince !== null && at - state.runningSince >= assumed.settleMs;
    const passedMs = Math.min(at - (state.judgedAt ?? at), assumed.longestStepMs);
    state.judgedAt = at;
    if (volts === undefined || !settled || spanMsOf(state.volts) < assumed.windowMs * 0.8) return;
    const { under, over } = bandOf(state.learned);
    addUp(state, volts, instant, passedMs, over, under);
    if (state.fault === "under" && volts >= under) state.fault = null;
    if (state.fault === "over" && volts <= over - assumed.overHysteresisVolts) state.fault = null;
    if (state.fault !== null) tell(state, volts, state.fault === "over" ? over : under);
    else {
      learn(state, volts, at);
      state.verdicts = speak(state.verdicts, "", "quiet", nothingMeasured);
    }
  };

  const takeVoltage = (state: State, at: number): void => {
    const [adapter, module] = [state.latest[adapterPath], state.latest[modulePath]];
    const both = adapter !== undefined && module !== undefined;
    if (both && Math.abs(adapter - module) > assumed.gaugesDisagreeVolts) return;
    const low = Math.min(adapter ?? Infinity, module ?? Infinity);
    const high = Math.max(adapter ?? -Infinity, module ?? -Infinity);
    // The kinder gauge: the one nearer to what a healthy alternator holds.
    const volts = low > assumed.underVolts ? low : Math.min(high, assumed.underVolts);
    if (slide(state.volts, at, volts, assumed.windowMs, assumed.spacingMs)) judge(state, volts, at);
  };

  const silence = (state: State): void => {
    for (const window of [state.volts, state.rpm]) clear(window);
    state.judgedAt = null;
    state.verdicts = speak(state.verdicts, "", "unknown", nothingMeasured);
  };

  const turn = (state: State, running: boolean, at: number): void => {
    if (running) state.runningSince ??= at;
    else {
      state.runningSince = null;
      silence(state);
    }
  };

  const takeSample = (state: State, path: SignalPath, value: number, at: number): void => {
    state.latest[path] = value;
    if (path === adapterPath || path === modulePath) takeVoltage(state, at);
    else if (path === rpmPath) slide(state.rpm, at, value, assumed.windowMs, assumed.spacingMs);
    else if (path === currentPath) slide(state.amperes, at, value, assumed.windowMs, assumed.spacingMs);
    else if (path === runningPath) turn(state, value === 1, at);
  };

  const doubt = (state: State, path: SignalPath): void => {
    delete state.latest[path];
    if (path === currentPath) clear(state.amperes);
    if (path === runningPath) state.runningSince = null;
    const isBlind = state.latest[adapterPath] === undefined && state.latest[modulePath] === undefined;
    if (isBlind || path === runningPath) silence(state);
  };

  return {
    id: lvChargingFaultAbout.id,
    title: lvChargingFaultAbout.title,
    reads: applies ? [adapterPath, modulePath, currentPath, chargePath, rpmPath, runningPath] : [],
    hears: applies ? ["drive", "clockStep"] : [],
    start: () => ({ verdicts: unknownYet, fault: null, ...start([]) }),
    step(state: State, event: VehicleEvent): State {
      if (event.kind === "drive" || event.kind === "clockStep") {
        const verdicts = speak(state.verdicts, "", "unknown", nothingMeasured);
        const next = { verdicts, fault: state.fault, ...start(state.learned) };
        return event.kind === "drive" ? next : { ...next, runningSince: state.runningSince, latest: state.latest };
      }
      if (event.kind === "sample") takeSample(state, event.path, event.value, event.at);
      else if (event.kind === "quality" && event.state !== "fresh") doubt(state, event.path);
      return state;
    },
  };
};
