import type { CarView } from "./car-view.ts";
import { within } from "./curve.ts";
import { firings } from "./misfire.ts";

/** What the car's own controllers know of its faults: the codes an adapter reads. */
export interface DiagnosisState {
  readonly pending: readonly string[];
  readonly confirmed: readonly string[];
  /** Codes that failed in this drive. */
  readonly failed: readonly string[];
  /** Seconds for which each monitor has seen its fault. */
  readonly held: Readonly<Record<string, number>>;
  /** Heat since the start, J, and coolant then: the warm-up that a thermostat monitor expects. */
  readonly heatJoules: number;
  readonly startCelsius: number | undefined;
  /** The engine has been warm in this drive: a long descent may cool it again. */
  readonly warmedUp: boolean;
  /** Smoothed share of misfires, and their count before. */
  readonly misfireShare: number;
  readonly misfiresBefore: number | undefined;
  /** Smoothed swing behind the catalyst, V. */
  readonly swingVolts: number;
  readonly downstreamMean: number;
}

export const noDiagnosis: DiagnosisState = {
  pending: [],
  confirmed: [],
  failed: [],
  held: {},
  heatJoules: 0,
  startCelsius: undefined,
  warmedUp: false,
  misfireShare: 0,
  misfiresBefore: undefined,
  swingVolts: 0,
  downstreamMean: 0.6,
};

/** One monitor: its code, when it sees a fault, for how long, and in how many trips. */
interface Monitor {
  readonly code: (view: CarView) => string;
  readonly fails: (view: CarView, state: DiagnosisState) => boolean;
  readonly seconds: number;
  readonly trips: 1 | 2;
}

const monitor = (
  code: string | ((view: CarView) => string),
  seconds: number,
  trips: 1 | 2,
  fails: Monitor["fails"],
): Monitor => ({ code: typeof code === "string" ? () => code : code, seconds, trips, fails });

const runs = ({ state }: CarView): boolean => state.engineOn && state.engine.rpm > 400;
const packVolts = ({ pack }: CarView): number => pack?.volts ?? 0;

/** Limits as workshop texts give them; two trips where J1979's emission monitors ask for two. */
const monitors: readonly Monitor[] = [
  // The heat that brings a shut engine to 75 Celsius has been there twice, and the coolant is not [S23].
  monitor("P0128", 10, 2, ({ state, airCelsius }, { heatJoules, startCelsius = 0, warmedUp }) => {
    const needed = 75_000 * Math.max(75 - startCelsius, 20) * 2;
    return runsSince(state.runSeconds) && airCelsius > -10 && heatJoules > needed && !warmedUp;
  }),
  monitor("P0217", 5, 1, ({ state }) => state.coolant.celsius >= 122),
  monitor(
    ({ levels }) => `P030${levels.cylinder}`,
    60,
    2,
    (view, { misfireShare }) => runs(view) && misfireShare > 0.02,
  ),
  monitor("P0171", 60, 2, ({ state }) => state.mixture.shortTerm + state.mixture.longTerm > 25),
  monitor(
    "P0420",
    100,
    2,
    (view, { swingVolts }) => runs(view) && view.state.catalyst.celsius > 500 && swingVolts > 0.12,
  ),
  monitor("P0524", 5, 1, (view) => runs(view) && view.state.runSeconds > 10 && view.oilKiloPascals < 45),
  monitor("P0562", 60, 1, (view) => runs(view) && view.state.bus.volts < 11),
  monitor("P0563", 10, 1, ({ state }) => state.bus.volts > 16),
  monitor(
    "P0A94",
    60,
    1,
    ({ model, state }) => model.charger.kind === "converter" && model.charger.setVolts - state.bus.volts >= 2.11,
  ),
  monitor(
    "P0AA6",
    30,
    1,
    (view) => packVolts(view) > 0 && ((view.insulationKiloOhms ?? 1e6) * 1_000) / packVolts(view) < 100,
  ),
  monitor("P0A7E", 10, 1, ({ pack }) => (pack?.hottest ?? 0) > 60),
];

const runsSince = (runSeconds: number): boolean => runSeconds > 300;
const misfireSeconds = 120;
const swingSeconds = 60;

const added = (codes: readonly string[], code: string): readonly string[] =>
  codes.includes(code) ? codes : [...codes, code].toSorted();

/** One second of self-diagnosis. */
export const diagnoseSecond = (before: DiagnosisState, view: CarView): DiagnosisState => {
  const { state } = view;
  const fired = firings(state.engine.rpm, 1) * 4;
  const missed = Math.max(0, state.misfires - (before.misfiresBefore ?? state.misfires));
  const share = fired > 0 ? missed / fired : 0;
  const downstreamMean =
    before.downstreamMean + (state.catalyst.downstreamVolts - before.downstreamMean) / swingSeconds;
  const swing = Math.abs(state.catalyst.downstreamVolts - downstreamMean);
  const seen: DiagnosisState = {
    ...before,
    heatJoules: before.heatJoules + 0.3 * state.engine.fuelWatts,
    startCelsius: before.startCelsius ?? state.coolant.celsius,
    warmedUp: before.warmedUp || state.coolant.celsius >= 72,
    misfireShare: within(before.misfireShare + (share - before.misfireShare) / misfireSeconds, 0, 1),
    misfiresBefore: state.misfires,
    swingVolts: before.swingVolts + (swing - before.swingVolts) / swingSeconds,
    downstreamMean,
  };
  let { pending, confirmed, failed, held } = seen;
  for (const { code, fails, seconds, trips } of monitors) {
    const name = code(view);
    if (!fails(view, seen)) {
      if (held[name] !== undefined) held = { ...held, [name]: 0 };
      continue;
    }
    held = { ...held, [name]: (held[name] ?? 0) + 1 };
    if ((held[name] ?? 0) < seconds || failed.includes(name)) continue;
    failed = added(failed, name);
    if (trips === 1 || pending.includes(name)) confirmed = added(confirmed, name);
    pending = added(pending, name);
  }
  return { ...seen, pending, confirmed, failed, held };
};

/** The ignition goes off: what did not fail in this drive is no longer pending. */
export const endOfTrip = (state: DiagnosisState): DiagnosisState => ({
  ...noDiagnosis,
  pending: state.pending.filter((code) => state.failed.includes(code)),
  confirmed: state.confirmed,
});
