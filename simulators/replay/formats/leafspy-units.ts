import { kilometresBetween, type Position } from "../globe.ts";
import { numberIn } from "./columns.ts";
import type { LeafColumns } from "./leafspy-columns.ts";

/** Units that the app's settings decide and the log does not name; undefined where the rows do not tell them apart. */
export interface LeafUnits {
  readonly speed: "km/h" | "mph" | undefined;
  readonly ambient: "C" | "F" | undefined;
  readonly height: "m" | "ft" | undefined;
  /** The odometer's header says km, and it counts fewer than the speed: its cells may be miles. */
  readonly odometerSlow: boolean;
}

type Row = readonly string[];
export type LeafTime = (row: Row, columns: LeafColumns) => number | undefined;

export const leafCell = (row: Row, columns: LeafColumns, column: string): number | undefined =>
  numberIn(row[columns.index.get(column) ?? -1]);

const median = (values: readonly number[]): number | undefined => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Motor turns a minute for each km/h: reduction gear 8.193, tyre 1.97 m round (a Leaf's on 16 and 17 inches). */
const turnsPerKmh = (1_000 / 60 / 1.97) * 8.193;
const drivingKmh = 20;
const kmPerMile = 1.609344;

/** Older logs write degrees and decimal minutes with a blank between, newer ones decimal degrees. */
const degrees = (cell: string | undefined): number | undefined => {
  const [, sign = "", whole, minutes = ""] = /^\s*(-?)(\d{1,3}) (\d{1,2}(?:[.,]\d+)?)\s*$/.exec(cell ?? "") ?? [];
  if (whole === undefined) return numberIn(cell);
  return Number(`${sign}${(Number(whole) + Number(minutes.replace(",", ".")) / 60).toFixed(7)}`);
};

/** Where the telephone was; nothing for exactly 0, 0, which is a receiver without a fix. */
export const leafPosition = (row: Row, columns: LeafColumns): Position | undefined => {
  const latitude = degrees(row[columns.index.get("Lat") ?? -1]);
  const longitude = degrees(row[columns.index.get("Long") ?? -1]);
  if (latitude === undefined || longitude === undefined || (latitude === 0 && longitude === 0)) return undefined;
  return { latitude, longitude };
};

/** The car's own speed, in hundredths of a km/h whatever the settings, as a part of the speed that the row writes. */
const byWheels = (rows: readonly Row[], columns: LeafColumns): readonly number[] =>
  rows.flatMap((row) => {
    const speed = leafCell(row, columns, "Speed") ?? 0;
    const own = leafCell(row, columns, "Speed1") ?? 0;
    return own > 0 && speed > drivingKmh ? [own / 100 / speed] : [];
  });

/** Turns of the motor for the speed that the row writes, as a part of what they are at that many km/h. */
const byTurns = (rows: readonly Row[], columns: LeafColumns): readonly number[] =>
  rows.flatMap((row) => {
    const speed = leafCell(row, columns, "Speed") ?? 0;
    const turns = leafCell(row, columns, "RPM") ?? 0;
    return turns > 500 && speed > drivingKmh ? [turns / speed / turnsPerKmh] : [];
  });

interface Leg {
  readonly from: Row;
  readonly to: Row;
  /** What speed and time say: in km where the speed is km/h. */
  readonly length: number;
}

/** Pairs of rows between which the car drove. A row at a standstill says nothing of the minutes around it. */
const legsOf = (rows: readonly Row[], columns: LeafColumns, timeOf: LeafTime): readonly Leg[] =>
  rows.flatMap((from, k) => {
    const to = rows[k + 1];
    if (to === undefined) return [];
    const hours = ((timeOf(to, columns) ?? 0) - (timeOf(from, columns) ?? 0)) / 3_600_000;
    const [a, b] = [leafCell(from, columns, "Speed") ?? 0, leafCell(to, columns, "Speed") ?? 0];
    return hours > 0 && hours <= 0.1 && Math.min(a, b) >= drivingKmh
      ? [{ from, to, length: ((a + b) / 2) * hours }]
      : [];
  });

/** Kilometres as the crow flies for what speed and time say; roads are a little longer, so it runs low. */
const byPositions = (legs: readonly Leg[], columns: LeafColumns): readonly number[] =>
  legs.flatMap(({ from, to, length }) => {
    const [before, after] = [leafPosition(from, columns), leafPosition(to, columns)];
    return before === undefined || after === undefined ? [] : [kilometresBetween(before, after) / length];
  });

/** What the odometer counted for each unit that speed and time say; undefined where they say too little. */
const byOdometer = (legs: readonly Leg[], columns: LeafColumns): number | undefined => {
  let counted = 0;
  let length = 0;
  for (const leg of legs) {
    counted += (leafCell(leg.to, columns, "Odo(km)") ?? 0) - (leafCell(leg.from, columns, "Odo(km)") ?? 0);
    length += leg.length;
  }
  return length < 15 ? undefined : counted / length;
};

/** Between 1 (km/h) and 1.609 (mph) the geometric mean parts them; what lies far from both tells nothing. */
const unitOf = (factor: number | undefined): LeafUnits["speed"] => {
  if (factor === undefined || factor < 0.7 || factor > 2.3) return undefined;
  return factor < 1.27 ? "km/h" : "mph";
};

const medianOf = (values: readonly number[], least: number): number | undefined =>
  values.length < least ? undefined : median(values);

/**
 * The header of the odometer says km, but its cells follow the settings in some versions and not in others: public logs have
 * mph with km and mph with miles. So one unit for each of speed tells nothing, while 1.61 can only be mph with km, and 0.62
 * km/h with miles.
 */
const unitByOdometer = (counted: number | undefined): LeafUnits["speed"] => {
  if (counted === undefined) return undefined;
  if (counted > 1.4 && counted < 1.9) return "mph";
  return counted > 0.5 && counted < 0.72 ? "km/h" : undefined;
};

/** Speed by the car's own where the log has it, else by the motor's turns, the positions, the odometer, in this order. */
const speedUnit = (rows: readonly Row[], columns: LeafColumns, legs: readonly Leg[]): LeafUnits["speed"] =>
  unitOf(medianOf(byWheels(rows, columns), 3)) ??
  unitOf(medianOf(byTurns(rows, columns), 3)) ??
  unitOf(medianOf(byPositions(legs, columns), 5)) ??
  unitByOdometer(byOdometer(legs, columns));

/** A mile counted as a kilometre makes 0.62 of what speed and time say, an odometer in km about 1. */
const isSlow = (speed: LeafUnits["speed"], counted: number | undefined): boolean =>
  counted !== undefined && speed !== undefined && counted / (speed === "mph" ? kmPerMile : 1) < 0.8;

/** Temperatures of the pack, which the log has in Celsius too. */
export const packTemperatures = (row: Row, columns: LeafColumns): readonly number[] =>
  ["Pack T1 C", "Pack T2 C", "Pack T3 C", "Pack T4 C"].flatMap((column) => leafCell(row, columns, column) ?? []);

/** No outside air is over 60 Celsius or under -10 Fahrenheit for long; else it is the unit that lies nearer to the pack. */
const ambientUnit = (rows: readonly Row[], columns: LeafColumns): LeafUnits["ambient"] => {
  const apart = { C: [] as number[], F: [] as number[] };
  // The median: the sensor says 95 Celsius now and then.
  const usual = median(rows.flatMap((row) => leafCell(row, columns, "Ambient") ?? []));
  if (usual !== undefined && usual > 60) return "F";
  if (usual !== undefined && usual < -10) return "C";
  for (const row of rows) {
    const ambient = leafCell(row, columns, "Ambient");
    const pack = median(packTemperatures(row, columns));
    if (ambient === undefined || pack === undefined) continue;
    apart.C.push(Math.abs(ambient - pack));
    apart.F.push(Math.abs((ambient - 32) / 1.8 - pack));
  }
  const [asC, asF] = [median(apart.C), median(apart.F)];
  if (asC === undefined || asF === undefined || Math.abs(asC - asF) < 4) return undefined;
  return asC < asF ? "C" : "F";
};

/**
 * Decides the units by the rows themselves. Height goes with speed: one setting of the app turns both. The air goes with
 * neither: a public log of Costa Rica has °F and km/h.
 */
export const leafUnits = (rows: readonly Row[], columns: LeafColumns, timeOf: LeafTime): LeafUnits => {
  const legs = legsOf(rows, columns, timeOf);
  const speed = speedUnit(rows, columns, legs);
  return {
    speed,
    ambient: ambientUnit(rows, columns),
    height: speed === undefined ? undefined : speed === "mph" ? "ft" : "m",
    odometerSlow: isSlow(speed, byOdometer(legs, columns)),
  };
};
