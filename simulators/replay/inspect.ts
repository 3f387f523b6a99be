import type { VehicleEvent } from "../../contract/events.ts";
import { type SignalPath, signals } from "../../contract/signals.ts";
import { diagnosticLines } from "./can/diagnostic-summary.ts";
import type { EventBatch } from "./drive-file.ts";
import type { ImportReport } from "./formats/format.ts";
import { count, type Distance, distanceOf, newTally } from "./odometer.ts";
import { createOutliers, type Outliers } from "./outliers.ts";

/** What a recording says of one signal. */
export interface SignalSummary {
  readonly path: SignalPath;
  readonly samples: number;
  readonly min: number;
  readonly max: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** Time between readings, without what lies between two drives. */
  readonly activeMs: number;
  readonly longestGapMs: number;
  readonly longestGapAt: number;
  /** Readings outside what the signal can mean. */
  readonly impossible: number;
  /** Single readings far from those before and after. */
  readonly spikes: number;
}

/** What is in a recording: its signals with rates, ranges, gaps and outliers. */
export interface Inspection {
  readonly drive: string;
  readonly drives: number;
  readonly startAt: number;
  readonly endAt: number;
  readonly distance: Distance;
  readonly signals: readonly SignalSummary[];
  readonly report: ImportReport | undefined;
}

interface Seen {
  samples: number;
  min: number;
  max: number;
  readonly firstAt: number;
  lastAt: number;
  rested: boolean;
  activeMs: number;
  longestGapMs: number;
  longestGapAt: number;
  impossible: number;
  readonly outliers: Outliers;
}

const addSample = (table: Map<SignalPath, Seen>, path: SignalPath, value: number, at: number): void => {
  let seen = table.get(path);
  if (seen === undefined) {
    seen = {
      samples: 0,
      min: value,
      max: value,
      firstAt: at,
      lastAt: at,
      rested: true,
      activeMs: 0,
      longestGapMs: 0,
      longestGapAt: at,
      impossible: 0,
      outliers: createOutliers(),
    };
    table.set(path, seen);
  }
  if (!seen.rested) seen.activeMs += at - seen.lastAt;
  if (!seen.rested && at - seen.lastAt > seen.longestGapMs) {
    seen.longestGapMs = at - seen.lastAt;
    seen.longestGapAt = seen.lastAt;
  }
  const { min, max } = signals[path];
  seen.samples += 1;
  seen.min = Math.min(seen.min, value);
  seen.max = Math.max(seen.max, value);
  seen.lastAt = at;
  seen.rested = false;
  if (value < min || value > max) seen.impossible += 1;
  seen.outliers.add(value);
};

/** Reads a drive once and sums it up. */
export const inspect = async (drive: AsyncIterable<EventBatch>): Promise<Inspection> => {
  const table = new Map<SignalPath, Seen>();
  const tally = newTally();
  let first: VehicleEvent | undefined;
  let drives = 0;
  let endAt = 0;
  let report: ImportReport | undefined;
  for await (const batch of drive) {
    for (const event of batch.events) {
      first ??= event;
      endAt = event.at;
      if (event.kind === "drive") {
        drives += 1;
        for (const seen of table.values()) seen.rested = true;
      }
      count(tally, event);
      if (event.kind === "sample") addSample(table, event.path, event.value, event.at);
    }
    ({ report } = batch);
  }
  return {
    drive: first?.kind === "drive" ? first.drive : "",
    drives,
    startAt: first?.at ?? 0,
    endAt,
    distance: distanceOf(tally),
    signals: [...table].map(([path, { outliers, rested: _, ...rest }]) => ({
      path,
      ...rest,
      spikes: outliers.spikes(),
    })),
    report,
  };
};

const round = (value: number): number => Number(value.toPrecision(4));

const rateOf = ({ samples, activeMs }: SignalSummary): string => {
  const seconds = activeMs / 1_000;
  return seconds > 0 ? ((samples - 1) / seconds).toFixed(2) : "-";
};

const signalLine = (signal: SignalSummary, width: number): string => {
  const { path, samples, longestGapMs, min, max, impossible, spikes } = signal;
  const doubts = [
    ...(impossible > 0 ? [`${impossible} outside ${signals[path].min}..${signals[path].max}`] : []),
    ...(spikes > 0 ? [`${spikes} ${spikes === 1 ? "spike" : "spikes"}`] : []),
  ];
  const range = `${round(min)} to ${round(max)} ${signals[path].unit}`;
  const gap = `${(longestGapMs / 1_000).toFixed(1)} s`;
  const line = `${path.padEnd(width)}  ${String(samples).padStart(8)}  ${rateOf(signal).padStart(6)}  ${gap.padStart(11)}  ${range}`;
  return doubts.length === 0 ? line : `${line}  (${doubts.join(", ")})`;
};

const mostNames = 40;

const reportLines = (report: ImportReport): readonly string[] => {
  const reasons = Object.entries(report.reasons).map(([reason, times]) => `  ${times} × ${reason}`);
  const names = report.unknownColumns.slice(0, mostNames).map((name) => {
    const times = report.unknownCounts[name] ?? 0;
    return times > 0 ? `${name} (${times})` : name;
  });
  const more = report.unknownColumns.length > mostNames ? `, and ${report.unknownColumns.length - mostNames} more` : "";
  const diagnosis = report.diagnostics === undefined ? [] : diagnosticLines(report.diagnostics);
  return [
    importText(report),
    ...reasons,
    ...diagnosis,
    ...(names.length === 0 ? [] : [`  unknown: ${names.join(", ")}${more}`]),
  ];
};

/** The inspection as an engineer reads it. */
export const inspectionText = (inspection: Inspection): string => {
  const { drive, drives, startAt, endAt, distance, signals: table, report } = inspection;
  const minutes = ((endAt - startAt) / 60_000).toFixed(1);
  const several = drives > 1 ? `, ${drives} drives` : "";
  const lines = [
    `${drive}: ${minutes} min from ${new Date(startAt).toISOString()}${several}, ${distance.km.toFixed(2)} km, ${distance.samples} readings`,
    ...(report === undefined ? [] : reportLines(report)),
  ];
  const width = Math.max(...table.map(({ path }) => path.length), 6);
  if (table.length > 0) lines.push(`${"signal".padEnd(width)}  readings   per s  longest gap  range`);
  for (const signal of table) lines.push(signalLine(signal, width));
  return `${lines.join("\n")}\n`;
};

/** The inspection as one line of JSON. */
export const inspectionJson = (inspection: Inspection): string => `${JSON.stringify({ inspection })}\n`;

/** What the importer had to mend or leave out, in one line. */
export const importText = ({ format, rows, repaired, dropped, unknownColumns }: ImportReport): string => {
  const columns = unknownColumns.length === 0 ? "" : `, ${unknownColumns.length} names without a signal`;
  return `read as ${format}: ${rows} rows, ${repaired} repaired, ${dropped} dropped${columns}`;
};
