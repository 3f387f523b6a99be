import type { Bilingual } from "../../../contract/language.ts";
import { unitSymbol } from "../../../contract/signals/units.ts";
import { type SignalPath, signalName, signals } from "../../../contract/signals.ts";
import { ruleWords } from "../../report/rule-words.ts";
import type { DrawnTime } from "./drawn-time.ts";
import type { EpisodeSpan, Gathered, GatheredSignal } from "./gathering.ts";

/** A curve as the script of the page draws it: plain JSON. Times are seconds on the drawn axis, since uPlot counts so. */
export interface Chart {
  readonly title: Bilingual;
  readonly path: string;
  readonly unit: string;
  readonly xs: readonly number[];
  readonly ys: readonly (number | null)[];
  /** Stretches in which a warning stood that this signal caused. */
  readonly bands: readonly { readonly from: number; readonly to: number; readonly severity: string }[];
}

/** Signals that a reader wants to see under any warning, in this order, then whatever else there is. */
const usual: readonly SignalPath[] = [
  "Vehicle.Speed",
  "Vehicle.Powertrain.CombustionEngine.Speed",
  "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature",
  "Vehicle.OBD.ControlModuleVoltage",
  "Vehicle.LowVoltageBattery.CurrentVoltage",
  "Vehicle.Powertrain.TractionBattery.StateOfCharge.Current",
  "Vehicle.Powertrain.TractionBattery.CurrentCurrent",
  "Vehicle.Powertrain.TractionBattery.Temperature.Max",
  "Vehicle.Exterior.AirTemperature",
];
const mostOthers = 8;
const notCurves = new Set<SignalPath>(["Vehicle.CurrentLocation.Latitude", "Vehicle.CurrentLocation.Longitude"]);

const seconds = (at: number): number => Math.round(at) / 1_000;

/** The greatest severity an episode came to. */
export const severityOf = ({ events }: EpisodeSpan): string =>
  ["critical", "warning", "advisory", "info"].find((word) => events.some(({ severity }) => severity === word)) ??
  "info";

const chartOf = ({ path, points }: GatheredSignal, episodes: readonly EpisodeSpan[], { place }: DrawnTime): Chart => ({
  title: signalName(path),
  path,
  unit: unitSymbol(signals[path].unit, "en"),
  xs: points.map(([at]) => seconds(place(at))),
  ys: points.map(([, value]) => (value === null ? null : Number(value.toPrecision(6)))),
  bands: episodes.map((span) => ({
    from: seconds(place(span.from)),
    to: seconds(place(span.to)),
    severity: severityOf(span),
  })),
});

/** The curves of a report: what caused the warnings first, then the usual ones. */
export const chartsOf = (
  { signals, episodes }: Gathered,
  time: DrawnTime,
): { readonly causing: readonly Chart[]; readonly others: readonly Chart[] } => {
  const byPath = new Map(signals.map((signal) => [signal.path, signal]));
  const causes = new Map<SignalPath, EpisodeSpan[]>();
  for (const span of episodes)
    for (const path of ruleWords(span.rule).signals)
      if (byPath.has(path) && !notCurves.has(path)) causes.set(path, [...(causes.get(path) ?? []), span]);
  const causing = [...causes].flatMap(([path, spans]) => {
    const signal = byPath.get(path);
    return signal === undefined ? [] : [chartOf(signal, spans, time)];
  });
  const rest = signals.filter(({ path, readings }) => !causes.has(path) && !notCurves.has(path) && readings > 1);
  const rank = (path: SignalPath): number => (usual.includes(path) ? usual.indexOf(path) : usual.length);
  const others = rest.toSorted((a, b) => rank(a.path) - rank(b.path)).slice(0, mostOthers);
  return { causing, others: others.map((signal) => chartOf(signal, [], time)) };
};
