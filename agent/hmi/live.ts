import type { Quality, Sample, VehicleEvent } from "../../contract/events.ts";
import type { SignalPath } from "../../contract/signals.ts";
import type { TileId } from "../../contract/systems.ts";
import type { HmiState, Tile } from "./protocol.ts";
import { type TileSpec, tileOf, tileSpecs } from "./tiles.ts";

interface Reading {
  /** As shown: converted and rounded. */
  readonly value: number;
  readonly at: number;
  readonly freshness: "live" | "stale";
}

/** The latest values of the signals a page shows. Plain JSON. */
export interface Live {
  readonly readings: Readonly<Partial<Record<SignalPath, Reading>>>;
  readonly ranges: Readonly<Partial<Record<TileId, { readonly low: number; readonly high: number }>>>;
  /** What this car has ever given, over all drives: these tiles stay, with "no data" when it is silent. */
  readonly known: readonly TileId[];
  readonly outside: Reading | null;
  readonly tripMetres: number | null;
  readonly startedAt: number | null;
  readonly link: HmiState["car"]["link"];
}

const nothing = { readings: {}, ranges: {}, outside: null, tripMetres: null };

export const emptyLive = (known: readonly TileId[] = []): Live => ({
  ...nothing,
  known,
  startedAt: null,
  link: "unknown",
});

const outsidePath = "Vehicle.Exterior.AirTemperature";
const tripPath = "Vehicle.TraveledDistanceSinceStart";

const shown = (spec: TileSpec, value: number): number => Number(spec.convert(value).toFixed(spec.decimals));

const widened = (live: Live, id: TileId, value: number): Live["ranges"] => {
  const range = live.ranges[id];
  if (range !== undefined && value >= range.low && value <= range.high) return live.ranges;
  return {
    ...live.ranges,
    [id]: { low: Math.min(value, range?.low ?? value), high: Math.max(value, range?.high ?? value) },
  };
};

const sampled = (live: Live, { path, value, at }: Sample): Live => {
  if (path === outsidePath) return { ...live, outside: { value: Math.round(value), at, freshness: "live" } };
  if (path === tripPath) return { ...live, tripMetres: value };
  const spec = tileOf(path);
  if (spec === undefined) return live;
  const reading: Reading = { value: shown(spec, value), at, freshness: "live" };
  return {
    ...live,
    readings: { ...live.readings, [path]: reading },
    ranges: widened(live, spec.id, reading.value),
    known: live.known.includes(spec.id) ? live.known : [...live.known, spec.id],
  };
};

const aged = (reading: Reading, state: Quality["state"]): Reading => ({
  ...reading,
  freshness: state === "fresh" ? "live" : "stale",
});

const judged = (live: Live, { path, state }: Quality): Live => {
  if (path === outsidePath) return live.outside === null ? live : { ...live, outside: aged(live.outside, state) };
  const reading = live.readings[path];
  return reading === undefined ? live : { ...live, readings: { ...live.readings, [path]: aged(reading, state) } };
};

/** Takes one measured event in. A new drive knows nothing yet: yesterday's value is not today's. */
export const reduceLive = (live: Live, event: VehicleEvent): Live => {
  switch (event.kind) {
    case "sample":
      return sampled(live, event);
    case "quality":
      return judged(live, event);
    case "drive":
      return { ...live, ...nothing, startedAt: event.at };
    case "link":
      return live.link === event.state ? live : { ...live, link: event.state };
    default:
      return live;
  }
};

/** How many figures a page has room for. */
const room = 5;

const chosen = (spec: TileSpec, readings: readonly Reading[]): Reading | undefined => {
  const live = readings.filter(({ freshness }) => freshness === "live");
  const from = live.length > 0 ? live : readings;
  if (spec.combine === "first") return from[0];
  const sorted = from.toSorted((a, b) => a.value - b.value);
  return spec.combine === "least" ? sorted[0] : sorted.at(-1);
};

/** The figures to show: those this car gives, most telling first. */
export const tilesOf = (live: Live, attention: Readonly<Partial<Record<TileId, Tile["attention"]>>>): readonly Tile[] =>
  tileSpecs
    .filter(({ id }) => live.known.includes(id))
    .slice(0, room)
    .map((spec) => {
      const found = spec.paths.map((path) => live.readings[path]).filter((reading) => reading !== undefined);
      const reading = chosen(spec, found);
      const range = live.ranges[spec.id];
      return {
        id: spec.id,
        value: reading?.value ?? null,
        unit: spec.unit,
        decimals: spec.decimals,
        freshness: reading?.freshness ?? "none",
        at: reading?.freshness === "stale" ? reading.at : null,
        low: range?.low ?? null,
        high: range?.high ?? null,
        attention: attention[spec.id] ?? null,
      };
    });

const gives = (live: Live, part: string): boolean =>
  Object.keys(live.readings).some((path) => path.startsWith(`Vehicle.Powertrain.${part}.`)) ||
  tileSpecs.some(
    ({ id, paths }) => live.known.includes(id) && paths.some((path) => path.startsWith(`Vehicle.Powertrain.${part}.`)),
  );

/** What drives the car, told by what it gives; "unknown" draws neither engine nor pack. */
export const powertrainOf = (live: Live): HmiState["car"]["powertrain"] => {
  const [burns, charges] = [gives(live, "CombustionEngine"), gives(live, "TractionBattery")];
  if (burns && charges) return "hybrid";
  if (burns) return "combustion";
  return charges ? "electric" : "unknown";
};
