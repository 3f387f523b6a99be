import { z } from "zod";
import type { SignalPath } from "../../../contract/signals.ts";
import { type WarningOf, warningOf } from "../../../contract/warnings/catalogue.ts";
import type { DataOf } from "../../../contract/warnings/warning.ts";
import { theilSenPerMinute } from "../../features/slope.ts";
import { clear, emptyWindow, slide, spanMsOf, type Window } from "../../features/window.ts";
import { minuteMs, percentOf, type RuleAbout, secondMs } from "../kit/about.ts";
import { learns } from "../kit/learned.ts";
import type { Inputs, Rule, RuleFile, Seat } from "../kit/rule.ts";
import { type CompleteSpecification, completeSpecification } from "../kit/specification.ts";
import { type Effort, isSteady, noEffort, smooth, stepShare } from "./engine-effort.ts";
import { acute, creeping, minutesTo } from "./time-to-limit.ts";

const id = "coolant-overheat-trend";
const entry = warningOf(id);

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

const usual = completeSpecification();
const forecastFrom = usual.coolantLimitCelsius - assumed.forecastBelowLimitCelsius;

const about: RuleAbout = {
  title: "Engine coolant is heading for overheat",
  reads:
    "EngineCoolant.Temperature [Celsius], service 01 PID 05, 1 Celsius a bit; EngineLoad (04) [percent] and CombustionEngine.Speed (0C) [1/min] where the car has them; CombustionEngine.IsRunning (derived).",
  judges: `Theil–Sen rise of readings above ${assumed.trendFromCelsius} Celsius gives the minutes to the limit: over ${acute.windowMs / secondMs} s for coolant that is lost, over ${creeping.windowMs / minuteMs} min for a fan that stays off. Where the rise is dying away, the level it is heading for counts instead: a lumped radiator model rises as an exponential. Below ${forecastFrom} Celsius nothing is forecast in the first ${assumed.settlesMs / secondMs} s above ${assumed.opensCelsius} with the engine running, nor for ${assumed.steadyMs / secondMs} s after the engine is asked for ${percentOf(stepShare - 1)} percent more (load times speed) than in the minutes before, unless the coolant has been above ${assumed.trendFromCelsius} for ${assumed.settlesMs / secondMs} s: a thermostat follows with a lag.`,
  warns: `\`warning\` from ${assumed.quickBelowLimitCelsius} Celsius below the limit when the limit is less than ${assumed.quickHorizonMinutes} minutes away: no fan and no hill makes that of a sound engine, and from ${forecastFrom} Celsius on a leak leaves less than a minute. From ${assumed.forecastBelowLimitCelsius} below when it is less than ${assumed.horizonMinutes} minutes away, and at the limit; \`critical\` from ${assumed.criticalAboveLimitCelsius} Celsius above it. With the engine stopped only the limit itself counts: coolant rises by several Celsius after switching off.`,
  clears: `Below ${assumed.coolCelsius} Celsius for ${entry.episode.clearAfterMs / minuteMs} minutes.`,
  silence: `A stale or implausible temperature makes it unknown, and what was raised stays. Without load or engine speed a quick rise is believed a little later; fan and level are not needed, so plain OBD is enough; the weekly comparison with matched drives is not part of it. Jumps that coolant cannot make never arrive: \`signals\` holds them.`,
  data: "`t` coolant now [Celsius], `limit` [Celsius], `rise` [Celsius/min], `m` minutes to the limit, left out where it does not rise.",
  limits: [
    { what: "limit", value: usual.coolantLimitCelsius, unit: "Celsius", source: `vehicle specification; ${textbook}` },
    {
      what: "forecast from",
      value: forecastFrom,
      unit: "Celsius",
      source: `${assumed.forecastBelowLimitCelsius} below the limit; our choice`,
    },
    { what: "horizon", value: assumed.horizonMinutes, unit: "min", source: "our choice" },
    {
      what: "quick rise from",
      value: usual.coolantLimitCelsius - assumed.quickBelowLimitCelsius,
      unit: "Celsius",
      source: `${assumed.quickBelowLimitCelsius} below the limit: above the wax of most thermostats (82–95); our choice`,
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

const later = "a quick rise is believed a little later";
const inputs = {
  [coolantPath]: { stale: "forgotten", without: "it is unknown, and what was raised stays" },
  [runningPath]: { stale: "forgotten", without: "the engine is taken to run" },
  [loadPath]: { stale: "forgotten", without: later },
  [rpmPath]: { stale: "forgotten", without: later },
} as const satisfies Inputs;

interface Trip {
  window: Window;
  slow: Window;
  effort: Effort;
  /** Since when the coolant is warm enough for the thermostat to answer, with the engine running; null while it is not. */
  openSince: number | null;
}

/** Raised and not yet cool again, from one drive to the next. */
const learned = learns(z.object({ hot: z.boolean(), critical: z.boolean() }), () => ({ hot: false, critical: false }));
type Learned = ReturnType<typeof learned.start>;
type Here = Seat<typeof id, keyof typeof inputs, Trip, Learned>;

const parked = (): Trip => ({ window: emptyWindow(), slow: emptyWindow(), effort: noEffort(), openSince: null });

const forCar = (car: CompleteSpecification): Rule<typeof id, keyof typeof inputs, Trip, Learned> => {
  const limit = car.coolantLimitCelsius;
  const forecastFrom = limit - assumed.forecastBelowLimitCelsius;
  const quickFrom = limit - assumed.quickBelowLimitCelsius;
  const criticalFrom = limit + assumed.criticalAboveLimitCelsius;

  /** Whether a rise from below the fan's last step is no lag of the thermostat behind a start or a greater load. */
  const hasSettled = ({ openSince, effort, slow }: Trip, at: number): boolean => {
    if (openSince === null || at - openSince < assumed.settlesMs) return false;
    return isSteady(effort, at, assumed.steadyMs) || spanMsOf(slow) >= assumed.settlesMs;
  };

  /** Minutes to the limit where they are few enough to warn; undefined otherwise. */
  const comingIn = (trip: Trip, isStopped: boolean, celsius: number, at: number): number | undefined => {
    if (isStopped || celsius < quickFrom || celsius >= limit) return undefined;
    const quick = minutesTo(limit, celsius, trip.window, acute);
    if (celsius < forecastFrom) {
      const isNear = quick !== undefined && quick < assumed.quickHorizonMinutes;
      return isNear && hasSettled(trip, at) ? quick : undefined;
    }
    const minutes = quick ?? minutesTo(limit, celsius, trip.slow, creeping);
    return minutes !== undefined && minutes < assumed.horizonMinutes ? minutes : undefined;
  };

  const levelAt = (state: Learned, celsius: number, minutes: number | undefined): "quiet" | "warning" | "critical" => {
    if (state.hot && celsius < assumed.coolCelsius && minutes === undefined) state.hot = false;
    if (celsius >= criticalFrom) state.critical = true;
    else if (celsius < limit) state.critical = false;
    if (celsius >= limit || minutes !== undefined) state.hot = true;
    if (!state.hot) return "quiet";
    return state.critical ? "critical" : "warning";
  };

  const dataOf = (
    celsius: number,
    minutes: number | undefined,
    { window, slow }: Trip,
  ): DataOf<WarningOf<typeof id>> => {
    // A creeping rise may not take one step of the sensor within the short window.
    const perMinute = theilSenPerMinute(window) || theilSenPerMinute(slow) || 0;
    const rise = Math.round(perMinute * 10) / 10;
    const measured = { t: Math.round(celsius * 10) / 10, limit, rise };
    return minutes === undefined ? measured : { ...measured, m: Math.max(1, Math.round(minutes)) };
  };

  const judge = (seat: Here, celsius: number, at: number): void => {
    const { trip } = seat;
    if (celsius <= assumed.trendFromCelsius) {
      clear(trip.window);
      clear(trip.slow);
    } else {
      slide(trip.window, at, celsius, acute.windowMs, acute.spacingMs);
      slide(trip.slow, at, celsius, creeping.windowMs, creeping.spacingMs);
    }
    const isStopped = seat.latest(runningPath) === 0;
    if (celsius < assumed.opensCelsius || isStopped) trip.openSince = null;
    else trip.openSince ??= at;
    const minutes = comingIn(trip, isStopped, celsius, at);
    const level = levelAt(seat.learned, celsius, minutes);
    if (level === "quiet") seat.quiet();
    else seat.warn(level, dataOf(celsius, minutes, trip));
  };

  const forgetEffort = (seat: Here): void => {
    seat.trip.effort = noEffort();
    seat.forget(loadPath, rpmPath);
  };

  const restart = (seat: Here): void => {
    clear(seat.trip.window);
    clear(seat.trip.slow);
    forgetEffort(seat);
    seat.trip.openSince = null;
  };

  const doubt = (seat: Here, path: SignalPath): void => {
    if (path === loadPath || path === rpmPath) forgetEffort(seat);
    else if (path === coolantPath) {
      restart(seat);
      seat.unknown();
    }
  };

  return {
    id,
    inputs,
    hears: ["clockStep"],
    learned,
    trip: parked,
    take(seat, event) {
      if (event.kind === "clockStep") restart(seat);
      else if (event.kind === "sample") {
        if (event.path === coolantPath) judge(seat, event.value, event.at);
        else if (event.path === loadPath) smooth(seat.trip.effort, event.value, seat.latest(rpmPath), event.at);
      } else if (event.kind === "quality" && event.state !== "fresh") doubt(seat, event.path);
    },
  };
};

/** Coolant on its way to overheating, minutes before the needle shows it. */
export const rule: RuleFile<typeof id> = { id, about, inputs, forCar };
