import type { VehicleEvent } from "../../contract/events.ts";
import type { WarningData } from "../../contract/warning.ts";
import { theilSenPerMinute } from "../features/slope.ts";
import { clear, countOf, emptyWindow, slide, spanMsOf, type Window } from "../features/window.ts";
import type { RuleAbout } from "./about.ts";
import type { CompleteProfile } from "./profile.ts";
import type { Judged, Level, Rule } from "./rule.ts";
import { nothingMeasured, speak, unknownYet } from "./verdicts.ts";

const coolantPath = "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature";
const runningPath = "Vehicle.Powertrain.CombustionEngine.IsRunning";

const assumed = {
  /** Only what is hotter than a working thermostat allows belongs to the trend. */
  trendFromCelsius: 95,
  /** Below the limit; electric fans switch on at 95 to 104 Celsius, so nothing is forecast there. */
  forecastBelowLimitCelsius: 10,
  horizonMinutes: 5,
  windowMs: 90_000,
  /** One point in 3 s makes 31 points and 465 pairs: the sensor's own step is 1 Celsius. */
  spacingMs: 3_000,
  leastPoints: 4,
  leastSpanMs: 15_000,
  /** Three steps of the sensor: fewer are its unrest, or the last of a rise that is over. */
  leastRiseCelsius: 3,
  /** Over this span the bend of the curve can be told from the steps of the sensor. */
  bendSpanMs: 40_000,
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
    "EngineCoolant.Temperature [Celsius], service 01 PID 05, 1 Celsius a bit; CombustionEngine.IsRunning (derived).",
  judges:
    "Theil–Sen rise over 90 s of readings above 95 Celsius gives the minutes to the limit. Where the rise is dying away, the level it is heading for counts instead: a lumped radiator model rises as an exponential.",
  warns:
    "`warning` from 10 Celsius below the limit when the limit is less than 5 minutes away, and at the limit; `critical` from 3 Celsius above it. With the engine stopped only the limit itself counts: coolant rises by several Celsius after switching off.",
  clears: "Below 102 Celsius for 3 minutes.",
  silence:
    "A stale or implausible temperature makes it unknown, and what was raised stays. Load, fan and level are not needed, so plain OBD is enough; the weekly comparison with matched drives is not part of it. Jumps of more than 10 Celsius a second never arrive: `signals` holds them.",
  data: "`t` coolant now [Celsius], `limit` [Celsius], `rise` [Celsius/min], `m` minutes to the limit, left out where it does not rise.",
  limits: [
    { what: "limit", value: 115, unit: "Celsius", source: `vehicle profile; ${textbook}` },
    { what: "forecast from", value: 105, unit: "Celsius", source: "10 below the limit; our choice" },
    { what: "horizon", value: assumed.horizonMinutes, unit: "min", source: "our choice" },
    { what: "critical above the limit", value: assumed.criticalAboveLimitCelsius, unit: "Celsius", source: textbook },
    { what: "clear below", value: assumed.coolCelsius, unit: "Celsius", source: "our choice" },
  ],
};

interface State extends Judged {
  verdicts: Judged["verdicts"];
  window: Window;
  /** null: nobody says. */
  running: boolean | null;
  /** Raised, and not yet cool again. */
  hot: boolean;
  critical: boolean;
}

/** Minutes until `limit` at the present rise; undefined while there is none, or while it is dying away below the limit. */
const minutesTo = (limit: number, celsius: number, window: Window): number | undefined => {
  const span = spanMsOf(window);
  if (countOf(window) < assumed.leastPoints || span < assumed.leastSpanMs) return undefined;
  if (celsius - (window.value[window.head] ?? celsius) < assumed.leastRiseCelsius) return undefined;
  if (span < assumed.bendSpanMs) {
    const rise = theilSenPerMinute(window);
    return rise !== undefined && rise > 0 ? (limit - celsius) / rise : undefined;
  }
  const [early, late] = [theilSenPerMinute(window, 0, 0.5), theilSenPerMinute(window, 0.5, 1)];
  if (early === undefined || late === undefined || late <= 0) return undefined;
  const ratio = late / early;
  if (ratio > 0 && ratio < 1) {
    // Rises of equal stretches shrink by `ratio`: what is still to come is a geometric series.
    const toCome = (late * (span / 120_000) * ratio) / (1 - ratio);
    if (celsius + toCome < limit) return undefined;
  }
  return (limit - celsius) / late;
};

/** The rule for a car of this profile. */
export const coolantOverheatTrend = (profile: CompleteProfile): Rule<State> => {
  const limit = profile.coolantLimitCelsius;
  const forecastFrom = limit - assumed.forecastBelowLimitCelsius;
  const criticalFrom = limit + assumed.criticalAboveLimitCelsius;

  const levelAt = (state: State, celsius: number, minutes: number | undefined): Level => {
    if (state.hot && celsius < assumed.coolCelsius) state.hot = false;
    if (celsius >= criticalFrom) state.critical = true;
    else if (celsius < limit) state.critical = false;
    const coming = state.running !== false && minutes !== undefined && minutes < assumed.horizonMinutes;
    if (celsius >= limit || (celsius >= forecastFrom && coming)) state.hot = true;
    if (!state.hot) return "quiet";
    return state.critical ? "critical" : "warning";
  };

  const dataOf = (celsius: number, minutes: number | undefined, window: Window): WarningData => {
    const rise = Math.round((theilSenPerMinute(window) ?? 0) * 10) / 10;
    const measured = { t: Math.round(celsius * 10) / 10, limit, rise };
    return minutes === undefined || celsius >= limit ? measured : { ...measured, m: Math.max(1, Math.round(minutes)) };
  };

  const judge = (state: State, celsius: number, at: number): void => {
    if (celsius <= assumed.trendFromCelsius) clear(state.window);
    else slide(state.window, at, celsius, assumed.windowMs, assumed.spacingMs);
    const near = celsius >= forecastFrom || state.hot;
    const minutes = near && celsius < limit ? minutesTo(limit, celsius, state.window) : undefined;
    const level = levelAt(state, celsius, minutes);
    const data = level === "quiet" ? nothingMeasured : dataOf(celsius, minutes, state.window);
    state.verdicts = speak(state.verdicts, "", level, data);
  };

  const restart = (state: State): void => {
    clear(state.window);
    state.running = null;
  };

  return {
    id: coolantOverheatTrendAbout.id,
    title: coolantOverheatTrendAbout.title,
    reads: [coolantPath, runningPath],
    hears: ["drive", "clockStep"],
    start: () => ({ verdicts: unknownYet, window: emptyWindow(), running: null, hot: false, critical: false }),
    step(state: State, event: VehicleEvent): State {
      if (event.kind === "drive") restart(state);
      else if (event.kind === "clockStep") clear(state.window);
      else if (event.kind === "quality" && event.path === runningPath) {
        if (event.state !== "fresh") state.running = null;
      } else if (event.kind === "quality" && event.state !== "fresh") {
        clear(state.window);
        state.verdicts = speak(state.verdicts, "", "unknown", nothingMeasured);
      } else if (event.kind === "sample" && event.path === runningPath) state.running = event.value === 1;
      else if (event.kind === "sample") judge(state, event.value, event.at);
      return state;
    },
  };
};
