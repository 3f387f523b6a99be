import type { VehicleEvent } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import type { WarningData } from "../../../contract/warning.ts";
import { theilSenPerMinute } from "../../features/slope.ts";
import { clear, emptyWindow, slide, spanMsOf, type Window } from "../../features/window.ts";
import type { RuleAbout } from "../kit/about.ts";
import type { Judged, Level, Rule } from "../kit/rule.ts";
import type { CompleteSpecification } from "../kit/specification.ts";
import { nothingMeasured, speak, unknownYet } from "../kit/verdicts.ts";
import { type Effort, isSteady, noEffort, smooth } from "./engine-effort.ts";
import { acute, creeping, minutesTo } from "./time-to-limit.ts";

const coolantPath = "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature";
const loadPath = "Vehicle.OBD.EngineLoad";
const rpmPath = "Vehicle.Powertrain.CombustionEngine.Speed";
const runningPath = "Vehicle.Powertrain.CombustionEngine.IsRunning";

const assumed = {
  /** Only what is hotter than a working thermostat allows belongs to the trend. */
  trendFromCelsius: 95,
  /** Below the limit; electric fans switch on at 95 to 104 Celsius, so nothing slow is forecast there. */
  forecastBelowLimitCelsius: 10,
  horizonMinutes: 5,
  /** A rise that no fan explains is forecast from further down, and only when it is near. */
  quickBelowLimitCelsius: 17,
  quickHorizonMinutes: 2.5,
  /** A thermostat answers within about a minute: before, a rise past its opening is its lag, or the block's heat after a stop. */
  opensCelsius: 82,
  settlesMs: 60_000,
  /** As long after a greater load, a trailer on a pass: the coolant overshoots until the thermostat has followed. */
  steadyMs: 90_000,
  criticalAboveLimitCelsius: 3,
  coolCelsius: 102,
};

const textbook = "P0217 is set at 118–125 Celsius on most cars, on some at 110 (workshop texts)";

/** Coolant on its way to overheating, minutes before the needle shows it. */
export const coolantOverheatTrendAbout: RuleAbout = {
  id: "coolant-overheat-trend",
  title: "Engine coolant is heading for overheat",
  levels: ["warning", "critical"],
  reads:
    "EngineCoolant.Temperature [Celsius], service 01 PID 05, 1 Celsius a bit; EngineLoad (04) [percent] and CombustionEngine.Speed (0C) [1/min] where the car has them; CombustionEngine.IsRunning (derived).",
  judges:
    "Theil–Sen rise of readings above 95 Celsius gives the minutes to the limit: over 90 s for coolant that is lost, over 5 min for a fan that stays off. Where the rise is dying away, the level it is heading for counts instead: a lumped radiator model rises as an exponential. Below 105 Celsius nothing is forecast in the first minute above 82 with the engine running, nor for 90 s after the engine is asked for 30 percent more (load times speed) than in the minutes before, unless the coolant has been above 95 for a minute: a thermostat follows with a lag.",
  warns:
    "`warning` from 17 Celsius below the limit when the limit is less than 2.5 minutes away: no fan and no hill makes that of a sound engine, and from 105 Celsius on a leak leaves less than a minute. From 10 below when it is less than 5 minutes away, and at the limit; `critical` from 3 Celsius above it. With the engine stopped only the limit itself counts: coolant rises by several Celsius after switching off.",
  clears: "Below 102 Celsius for 3 minutes.",
  silence:
    "A stale or implausible temperature makes it unknown, and what was raised stays. Without load or engine speed a quick rise is believed a little later; fan and level are not needed, so plain OBD is enough; the weekly comparison with matched drives is not part of it. Jumps of more than 10 Celsius a second never arrive: `signals` holds them.",
  data: "`t` coolant now [Celsius], `limit` [Celsius], `rise` [Celsius/min], `m` minutes to the limit, left out where it does not rise.",
  limits: [
    { what: "limit", value: 115, unit: "Celsius", source: `vehicle specification; ${textbook}` },
    { what: "forecast from", value: 105, unit: "Celsius", source: "10 below the limit; our choice" },
    { what: "horizon", value: assumed.horizonMinutes, unit: "min", source: "our choice" },
    {
      what: "quick rise from",
      value: 98,
      unit: "Celsius",
      source: "17 below the limit: above the wax of most thermostats (82–95); our choice",
    },
    {
      what: "horizon of a quick rise",
      value: assumed.quickHorizonMinutes,
      unit: "min",
      source: "a sound diesel in a summer's queue rose by 3 Celsius/min at 103: 4 min; our choice",
    },
    { what: "settling", value: assumed.settlesMs / 1_000, unit: "s", source: "lag of a wax thermostat, about 60 s" },
    {
      what: "steady before a quick rise",
      value: assumed.steadyMs / 1_000,
      unit: "s",
      source: "one and a half such lags",
    },
    { what: "critical above the limit", value: assumed.criticalAboveLimitCelsius, unit: "Celsius", source: textbook },
    { what: "clear below", value: assumed.coolCelsius, unit: "Celsius", source: "our choice" },
  ],
};

interface State extends Judged {
  verdicts: Judged["verdicts"];
  window: Window;
  slow: Window;
  effort: Effort;
  /** null: nobody says. */
  running: boolean | null;
  /** Since when the coolant is warm enough for the thermostat to answer, with the engine running; null while it is not. */
  openSince: number | null;
  /** Raised, and not yet cool again. */
  hot: boolean;
  critical: boolean;
}

/** The rule for this car. */
export const coolantOverheatTrend = (car: CompleteSpecification): Rule<State> => {
  const limit = car.coolantLimitCelsius;
  const forecastFrom = limit - assumed.forecastBelowLimitCelsius;
  const quickFrom = limit - assumed.quickBelowLimitCelsius;
  const criticalFrom = limit + assumed.criticalAboveLimitCelsius;

  /** Whether a rise from below the fan's last step is no lag of the thermostat behind a start or a greater load. */
  const hasSettled = ({ openSince, effort, slow }: State, at: number): boolean => {
    if (openSince === null || at - openSince < assumed.settlesMs) return false;
    return isSteady(effort, at, assumed.steadyMs) || spanMsOf(slow) >= assumed.settlesMs;
  };

  /** Minutes to the limit where they are few enough to warn; undefined otherwise. */
  const comingIn = (state: State, celsius: number, at: number): number | undefined => {
    if (state.running === false || celsius < quickFrom || celsius >= limit) return undefined;
    const quick = minutesTo(limit, celsius, state.window, acute);
    if (celsius < forecastFrom) {
      const isNear = quick !== undefined && quick < assumed.quickHorizonMinutes;
      return isNear && hasSettled(state, at) ? quick : undefined;
    }
    const minutes = quick ?? minutesTo(limit, celsius, state.slow, creeping);
    return minutes !== undefined && minutes < assumed.horizonMinutes ? minutes : undefined;
  };

  const levelAt = (state: State, celsius: number, minutes: number | undefined): Level => {
    if (state.hot && celsius < assumed.coolCelsius && minutes === undefined) state.hot = false;
    if (celsius >= criticalFrom) state.critical = true;
    else if (celsius < limit) state.critical = false;
    if (celsius >= limit || minutes !== undefined) state.hot = true;
    if (!state.hot) return "quiet";
    return state.critical ? "critical" : "warning";
  };

  const dataOf = (celsius: number, minutes: number | undefined, { window, slow }: State): WarningData => {
    // A creeping rise may not take one step of the sensor within the short window.
    const perMinute = theilSenPerMinute(window) || theilSenPerMinute(slow) || 0;
    const rise = Math.round(perMinute * 10) / 10;
    const measured = { t: Math.round(celsius * 10) / 10, limit, rise };
    return minutes === undefined ? measured : { ...measured, m: Math.max(1, Math.round(minutes)) };
  };

  const judge = (state: State, celsius: number, at: number): void => {
    if (celsius <= assumed.trendFromCelsius) {
      clear(state.window);
      clear(state.slow);
    } else {
      slide(state.window, at, celsius, acute.windowMs, acute.spacingMs);
      slide(state.slow, at, celsius, creeping.windowMs, creeping.spacingMs);
    }
    if (celsius < assumed.opensCelsius || state.running === false) state.openSince = null;
    else state.openSince ??= at;
    const minutes = comingIn(state, celsius, at);
    const level = levelAt(state, celsius, minutes);
    const data = level === "quiet" ? nothingMeasured : dataOf(celsius, minutes, state);
    state.verdicts = speak(state.verdicts, "", level, data);
  };

  const forget = (state: State): void => {
    clear(state.window);
    clear(state.slow);
    state.effort = noEffort();
    state.openSince = null;
  };

  const restart = (state: State): void => {
    forget(state);
    state.running = null;
  };

  const takeSample = (state: State, path: SignalPath, value: number, at: number): void => {
    switch (path) {
      case coolantPath:
        judge(state, value, at);
        return;
      case runningPath:
        state.running = value === 1;
        return;
      case loadPath:
        state.effort.load = value;
        smooth(state.effort, at);
        return;
      case rpmPath:
        state.effort.rpm = value;
    }
  };

  const doubt = (state: State, path: SignalPath): void => {
    if (path === runningPath) state.running = null;
    else if (path === loadPath || path === rpmPath) state.effort = noEffort();
    else {
      forget(state);
      state.verdicts = speak(state.verdicts, "", "unknown", nothingMeasured);
    }
  };

  return {
    id: coolantOverheatTrendAbout.id,
    title: coolantOverheatTrendAbout.title,
    reads: [coolantPath, runningPath, loadPath, rpmPath],
    hears: ["drive", "clockStep"],
    start: () => ({
      verdicts: unknownYet,
      window: emptyWindow(),
      slow: emptyWindow(),
      effort: noEffort(),
      running: null,
      openSince: null,
      hot: false,
      critical: false,
    }),
    step(state: State, event: VehicleEvent): State {
      if (event.kind === "drive") restart(state);
      else if (event.kind === "clockStep") forget(state);
      else if (event.kind === "sample") takeSample(state, event.path, event.value, event.at);
      else if (event.kind === "quality" && event.state !== "fresh") doubt(state, event.path);
      return state;
    },
  };
};
