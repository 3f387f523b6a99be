import type { VehicleEvent } from "../../../contract/events.ts";
import type { SignalPath } from "../../../contract/signals.ts";
import { numberIn, saysNothing } from "./columns.ts";
import { because, type ImportReport, unknown } from "./format.ts";
import { gpsSpeedNames, phoneName, phoneSignals, usualUnits } from "./phone-names.ts";
import { type Scaling, scaled, scalingTo } from "./units.ts";

/** A column of a telephone's table: the signal it carries, and how its unit becomes the signal's. */
interface PhoneColumn {
  readonly index: number;
  readonly path: SignalPath;
  readonly scaling: Scaling;
}

/** The columns of a table that a telephone wrote, with the unit in the last brackets of each name. */
export interface PhoneColumns {
  readonly own: readonly PhoneColumn[];
  /** Columns of the telephone's speed over ground, by their names. */
  readonly gpsSpeeds: readonly (PhoneColumn & { readonly name: string })[];
}

/** The name of a column in any language, with single blanks. */
export const phoneColumnName = (cell: string): string => cell.replace(/\s+/g, " ").trim();

/** Name and unit of a column: the unit is what stands in the last brackets. */
const nameAndUnit = (column: string): readonly [name: string, unit: string] => {
  const [, before, unit] = /^(.*?)\s*\(([^()]*)\)$/.exec(column) ?? [];
  return before === undefined ? [column, ""] : [before, unit ?? ""];
};

const scalingOf = (path: SignalPath, unit: string): Scaling | undefined =>
  scalingTo(path, unit === "" ? (usualUnits[path] ?? "") : unit);

/** Whether a column is one that both apps write, by its name. */
export const isPhoneColumn = (column: string): boolean => {
  const [plain, unit] = nameAndUnit(column);
  return unit !== "" && Object.hasOwn(phoneSignals, phoneName(plain));
};

/** Finds the signals of a header; `ignored` are its time columns, and what no table knows is counted as unknown. */
export const phoneColumns = (
  names: readonly string[],
  ignored: ReadonlySet<string>,
  report: ImportReport,
): PhoneColumns => {
  const own: PhoneColumn[] = [];
  const gpsSpeeds: (PhoneColumn & { name: string })[] = [];
  for (const [index, name] of names.entries()) {
    if (name === "" || ignored.has(name)) continue;
    const [plain, unit] = nameAndUnit(name);
    const isGpsSpeed = gpsSpeedNames.has(phoneName(plain));
    const named = isGpsSpeed ? "Vehicle.Speed" : phoneSignals[phoneName(plain)];
    // Some last brackets belong to the name, as in `Commanded Equivalence Ratio(lambda)`.
    const path = named ?? phoneSignals[phoneName(name)];
    const scaling = path === undefined ? undefined : scalingOf(path, named === undefined ? "" : unit);
    if (path === undefined || scaling === undefined) unknown(report, name, 0);
    else if (isGpsSpeed) gpsSpeeds.push({ index, path, scaling, name });
    else if (own.some((column) => column.path === path)) unknown(report, name, 0);
    else own.push({ index, path, scaling });
  }
  return { own, gpsSpeeds };
};

const dash = /^\s*-\s*$/;
const position: readonly SignalPath[] = ["Vehicle.CurrentLocation.Latitude", "Vehicle.CurrentLocation.Longitude"];

/**
 * Hands out the readings of a row, and says whether a cell was unreadable. The telephone's speed stands in for the car's own
 * until that is read for the first time. Latitude and longitude of exactly 0 are a receiver without a fix.
 */
export const createPhoneRow = (report: ImportReport) => {
  let ownSpeed = false;

  const withoutFix = (fields: readonly string[], { own }: PhoneColumns): boolean => {
    const places = own.filter(({ path }) => position.includes(path));
    return places.length > 0 && places.every(({ index }) => numberIn(fields[index]) === 0);
  };

  const takeOwnSpeed = ({ gpsSpeeds }: PhoneColumns): void => {
    if (!ownSpeed) for (const { name } of gpsSpeeds) unknown(report, name, 0);
    ownSpeed = true;
  };

  return (fields: readonly string[], columns: PhoneColumns, at: number, events: VehicleEvent[]): boolean => {
    let unreadable = false;
    const noFix = withoutFix(fields, columns);
    if (noFix) because(report, "position 0, 0: no fix");
    const put = ({ index, path, scaling }: PhoneColumn): boolean => {
      const cell = fields[index];
      const value = numberIn(cell);
      if (value !== undefined) events.push({ kind: "sample", path, value: scaled(value, scaling), at });
      else if (!saysNothing(cell) && !dash.test(cell ?? "")) unreadable = true;
      return value !== undefined;
    };
    for (const column of columns.own) {
      if (noFix && position.includes(column.path)) continue;
      if (put(column) && column.path === "Vehicle.Speed") takeOwnSpeed(columns);
    }
    if (!ownSpeed) columns.gpsSpeeds.some(put);
    return unreadable;
  };
};
