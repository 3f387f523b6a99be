import { z } from "zod";
import type { SignalPath } from "../../../contract/signals.ts";
import { warningOf } from "../../../contract/warnings/catalogue.ts";
import { medianDeviationOf, medianOf } from "../../features/median.ts";
import { clear, emptyWindow, slide, spanMsOf, valuesOf, type Window } from "../../features/window.ts";
import { figure, minuteMs, type RuleAbout, secondMs } from "../kit/about.ts";
import { learns } from "../kit/learned.ts";
import type { Inputs, Rule, RuleFile, Seat } from "../kit/rule.ts";
import type { CompleteSpecification } from "../kit/specification.ts";
import { assumedLoadAmperes, minutesLeft, stepMinutes } from "./power-left.ts";

const id = "lv-charging-fault";
const entry = warningOf(id);

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

const about: RuleAbout = {
  title: "Charging system fault",
  reads:
    "LowVoltageBattery.CurrentVoltage and ControlModuleVoltage (PID 42) [V]; LowVoltageBattery.CurrentCurrent [A, negative flows out] and StateOfCharge [percent] of a battery sensor; engine speed (0C) and IsRunning (derived).",
  judges: `Median voltage over ${assumed.windowMs / secondMs} s of a running engine, from ${assumed.settleMs / minuteMs} minutes after the start, at a median above ${figure(assumed.leastRpm)} rpm. With two gauges the kinder one counts; gauges ${assumed.gaugesDisagreeVolts} V apart are a sensor matter and judge nothing. The band that this car keeps (median ± ${assumed.bandDeviations} deviations of its ${assumed.learnEveryMs / minuteMs}-minute medians) widens the limits for cars that legally run high or low.`,
  warns: `\`warning\` below ${figure(assumed.underVolts, 1)} V while current flows out for ${assumed.underMs / minuteMs} minutes, or above ${assumed.overVolts} V for ${assumed.overMs / secondMs} s; \`critical\` when less than ${assumed.criticalMinutes} minutes of power are left.`,
  clears: `At ${figure(assumed.underVolts, 1)} V or more (${figure(assumed.overVolts - assumed.overHysteresisVolts, 1)} or less after over-charging) for ${entry.episode.clearAfterMs / minuteMs} minutes.`,
  silence: `Without a current sensor, as on plain OBD, smart charging must not be taken for a fault: then below ${assumed.underBlindVolts} V for ${assumed.underBlindMs / minuteMs} minutes. A standing engine or no voltage: unknown. Ripple needs fast sampling and is not part of it. 24 V and lithium batteries, and electric cars, which have a converter instead: unknown.`,
  data: `\`v\` median voltage [V], \`limit\` [V], \`fault\` under or over, \`m\` minutes of power left when nothing charges, to ${stepMinutes}; \`estimated\` 1 where no sensor measures the current.`,
  limits: [
    { what: "under, current flows out", value: assumed.underVolts, unit: "V", source: trade },
    { what: "under, no current sensor", value: assumed.underBlindVolts, unit: "V", source: "our choice, see silence" },
    { what: "over", value: assumed.overVolts, unit: "V", source: trade },
    { what: "critical", value: assumed.criticalMinutes, unit: "min", source: "our choice" },
    { what: "load where not measured", value: assumedLoadAmperes, unit: "A", source: "our assumption" },
  ],
};

const other = "the other gauge alone counts; with neither it is unknown";
const inputs = {
  [adapterPath]: { stale: "forgotten", without: other },
  [modulePath]: { stale: "forgotten", without: other },
  [currentPath]: { stale: "forgotten", without: "the lower limit and the longer time count, and the load is assumed" },
  [chargePath]: { stale: "forgotten", without: "the power left is reckoned from the voltage" },
  [rpmPath]: { stale: "forgotten", without: "a low voltage is not counted" },
  [runningPath]: { stale: "forgotten", without: "it is unknown" },
} as const satisfies Inputs;

interface Trip {
  volts: Window;
  rpm: Window;
  amperes: Window;
  runningSince: number | null;
  judgedAt: number | null;
  underMs: number;
  overMs: number;
  learnedAt: number | null;
}

const learned = learns(
  z.object({
    /** 10-minute medians of a healthy car, V, newest last. */
    medians: z.array(z.number()),
    /** What stands, from one drive to the next. */
    fault: z.enum(["under", "over"]).nullable(),
  }),
  () => ({ medians: [], fault: null }),
  [({ learned: medians, ...rest }) => ({ ...rest, medians })],
);
type Learned = ReturnType<typeof learned.start>;
type Here = Seat<typeof id, keyof typeof inputs, Trip, Learned>;

const parked = (): Trip => ({
  volts: emptyWindow(),
  rpm: emptyWindow(),
  amperes: emptyWindow(),
  runningSince: null,
  judgedAt: null,
  underMs: 0,
  overMs: 0,
  learnedAt: null,
});

/** The limits of this car: the textbook's, widened by the band it is known to keep. */
const bandOf = (medians: readonly number[]): { under: number; over: number } => {
  const [median, deviation] = [medianOf(medians), medianDeviationOf(medians)];
  if (median === undefined || deviation === undefined || medians.length < assumed.learnFrom)
    return { under: assumed.underVolts, over: assumed.overVolts };
  const half = Math.max(assumed.bandDeviations * deviation, assumed.leastBandVolts);
  return {
    under: Math.max(Math.min(assumed.underVolts, median - half), assumed.learnedUnderFloor),
    over: Math.min(Math.max(assumed.overVolts, median + half), assumed.learnedOverCeiling),
  };
};

const forCar = (car: CompleteSpecification): Rule<typeof id, keyof typeof inputs, Trip, Learned> => {
  const applies = car.lvNominalVolts === 12 && car.lvChemistry !== "lithium" && car.powertrain !== "electric";

  const tell = (seat: Here, volts: number, limit: number): void => {
    const measured = { v: Math.round(volts * 100) / 100, limit: Math.round(limit * 100) / 100 };
    if (seat.learned.fault !== "under") {
      seat.warn("warning", { ...measured, fault: "over" });
      return;
    }
    const amperes = medianOf(valuesOf(seat.trip.amperes));
    const charge = seat.latest(chargePath);
    const m = minutesLeft({ volts, amperes, charge, capacityAh: car.lvCapacityAh });
    const level = m < assumed.criticalMinutes ? "critical" : "warning";
    seat.warn(level, { ...measured, fault: "under", m, ...(amperes === undefined ? { estimated: 1 } : {}) });
  };

  const learn = ({ trip, learned: { medians } }: Here, volts: number, at: number): void => {
    if (trip.learnedAt !== null && at - trip.learnedAt < assumed.learnEveryMs) return;
    const isFirst = trip.learnedAt === null;
    trip.learnedAt = at;
    if (isFirst || volts < assumed.learnedUnderFloor || volts > assumed.learnedOverCeiling) return;
    medians.push(Math.round(volts * 100) / 100);
    if (medians.length > assumed.learnAtMost) medians.shift();
  };

  /** Adds up how long each fault has stood; at idle an alternator may give little, so idling neither adds nor takes. */
  const addUp = (
    { trip, learned: known }: Here,
    { volts, instant, passedMs }: { volts: number; instant: number; passedMs: number },
    { over, under }: { over: number; under: number },
  ): void => {
    trip.overMs = instant > over ? trip.overMs + passedMs : 0;
    if (trip.overMs >= assumed.overMs) known.fault = "over";
    if (volts >= under) {
      trip.underMs = 0;
      return;
    }
    const amperes = medianOf(valuesOf(trip.amperes));
    const isBlind = amperes === undefined;
    if (isBlind ? volts >= assumed.underBlindVolts : amperes >= 0) trip.underMs = 0;
    else if ((medianOf(valuesOf(trip.rpm)) ?? 0) > assumed.leastRpm) trip.underMs += passedMs;
    if (trip.underMs >= (isBlind ? assumed.underBlindMs : assumed.underMs)) known.fault = "under";
  };

  const judge = (seat: Here, instant: number, at: number): void => {
    const { trip, learned: known } = seat;
    const volts = medianOf(valuesOf(trip.volts));
    const settled = trip.runningSince !== null && at - trip.runningSince >= assumed.settleMs;
    const passedMs = Math.min(at - (trip.judgedAt ?? at), assumed.longestStepMs);
    trip.judgedAt = at;
    if (volts === undefined || !settled || spanMsOf(trip.volts) < assumed.windowMs * 0.8) return;
    const band = bandOf(known.medians);
    addUp(seat, { volts, instant, passedMs }, band);
    if (known.fault === "under" && volts >= band.under) known.fault = null;
    if (known.fault === "over" && volts <= band.over - assumed.overHysteresisVolts) known.fault = null;
    if (known.fault !== null) tell(seat, volts, band[known.fault]);
    else {
      learn(seat, volts, at);
      seat.quiet();
    }
  };

  const takeVoltage = (seat: Here, at: number): void => {
    const [adapter, module] = [seat.latest(adapterPath), seat.latest(modulePath)];
    const both = adapter !== undefined && module !== undefined;
    if (both && Math.abs(adapter - module) > assumed.gaugesDisagreeVolts) return;
    const low = Math.min(adapter ?? Infinity, module ?? Infinity);
    const high = Math.max(adapter ?? -Infinity, module ?? -Infinity);
    // The kinder gauge: the one nearer to what a healthy alternator holds.
    const volts = low > assumed.underVolts ? low : Math.min(high, assumed.underVolts);
    if (slide(seat.trip.volts, at, volts, assumed.windowMs, assumed.spacingMs)) judge(seat, volts, at);
  };

  const silence = (seat: Here): void => {
    for (const window of [seat.trip.volts, seat.trip.rpm]) clear(window);
    seat.trip.judgedAt = null;
    seat.unknown();
  };

  const turn = (seat: Here, isRunning: boolean, at: number): void => {
    if (isRunning) seat.trip.runningSince ??= at;
    else {
      seat.trip.runningSince = null;
      silence(seat);
    }
  };

  const takeSample = (seat: Here, path: SignalPath, value: number, at: number): void => {
    const { trip } = seat;
    if (path === adapterPath || path === modulePath) takeVoltage(seat, at);
    else if (path === rpmPath) slide(trip.rpm, at, value, assumed.windowMs, assumed.spacingMs);
    else if (path === currentPath) slide(trip.amperes, at, value, assumed.windowMs, assumed.spacingMs);
    else if (path === runningPath) turn(seat, value === 1, at);
  };

  const doubt = (seat: Here, path: SignalPath): void => {
    if (path === currentPath) clear(seat.trip.amperes);
    if (path === runningPath) seat.trip.runningSince = null;
    const isBlind = seat.latest(adapterPath) === undefined && seat.latest(modulePath) === undefined;
    if (isBlind || path === runningPath) silence(seat);
  };

  return {
    id,
    inputs: applies ? inputs : {},
    hears: applies ? ["drive", "clockStep"] : [],
    learned,
    trip: parked,
    take(seat, event) {
      if (event.kind === "clockStep") seat.trip = { ...parked(), runningSince: seat.trip.runningSince };
      if (event.kind === "drive" || event.kind === "clockStep") seat.unknown();
      else if (event.kind === "sample") takeSample(seat, event.path, event.value, event.at);
      else if (event.kind === "quality" && event.state !== "fresh") doubt(seat, event.path);
    },
  };
};

/** The alternator does not charge, or charges too hard. */
export const rule: RuleFile<typeof id> = { id, about, inputs, forCar };
