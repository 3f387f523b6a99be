import type { VehicleEvent } from "../../contract/events.ts";
import { type SignalPath, signals } from "../../contract/signals.ts";
import type { EventBatch } from "./drive-file.ts";
import type { ImportReport } from "./formats/format.ts";
import { count, type Distance, distanceOf, newTally } from "./odometer.ts";

/** What a recording says of one signal. */
export interface SignalSummary {
  samples: number;
  min: number;
  max: number;
  firstAt: number;
  lastAt: number;
  longestGapMs: number;
}

/** What is in a recording: its signals with rates, ranges and gaps. */
export interface Inspection {
  readonly drive: string;
  readonly startAt: number;
  readonly endAt: number;
  readonly distance: Distance;
  readonly signals: ReadonlyMap<SignalPath, Readonly<SignalSummary>>;
  readonly report: ImportReport | undefined;
}

const addSample = (table: Map<SignalPath, SignalSummary>, path: SignalPath, value: number, at: number): void => {
  const known = table.get(path);
  if (known === undefined) {
    table.set(path, { samples: 1, min: value, max: value, firstAt: at, lastAt: at, longestGapMs: 0 });
    return;
  }
  known.samples += 1;
  known.min = Math.min(known.min, value);
  known.max = Math.max(known.max, value);
  known.longestGapMs = Math.max(known.longestGapMs, at - known.lastAt);
  known.lastAt = at;
};

/** Reads a drive once and sums it up. */
export const inspect = async (drive: AsyncIterable<EventBatch>): Promise<Inspection> => {
  const table = new Map<SignalPath, SignalSummary>();
  const tally = newTally();
  let first: VehicleEvent | undefined;
  let endAt = 0;
  let report: ImportReport | undefined;
  for await (const batch of drive) {
    for (const event of batch.events) {
      first ??= event;
      endAt = event.at;
      count(tally, event);
      if (event.kind === "sample") addSample(table, event.path, event.value, event.at);
    }
    ({ report } = batch);
  }
  const name = first?.kind === "drive" ? first.drive : "";
  return { drive: name, startAt: first?.at ?? 0, endAt, distance: distanceOf(tally), signals: table, report };
};

const round = (value: number): number => Number(value.toPrecision(4));

/** The inspection as an engineer reads it. */
export const inspectionText = ({ drive, startAt, endAt, distance, signals: table, report }: Inspection): string => {
  const minutes = ((endAt - startAt) / 60_000).toFixed(1);
  const lines = [
    `${drive}: ${minutes} min from ${new Date(startAt).toISOString()}, ${distance.km.toFixed(2)} km, ${distance.samples} readings`,
  ];
  if (report !== undefined) lines.push(importText(report));
  const width = Math.max(...[...table.keys()].map((path) => path.length), 6);
  lines.push(`${"signal".padEnd(width)}  readings  per s  longest gap  range`);
  for (const [path, known] of table) {
    const seconds = (known.lastAt - known.firstAt) / 1_000;
    const rate = seconds > 0 ? ((known.samples - 1) / seconds).toFixed(2) : "-";
    const gap = `${(known.longestGapMs / 1_000).toFixed(1)} s`;
    const range = `${round(known.min)} to ${round(known.max)} ${signals[path].unit}`;
    lines.push(
      `${path.padEnd(width)}  ${String(known.samples).padStart(8)}  ${rate.padStart(5)}  ${gap.padStart(11)}  ${range}`,
    );
  }
  return `${lines.join("\n")}\n`;
};

/** What the importer had to mend or leave out, in one line. */
export const importText = ({ format, rows, repaired, dropped, unknownColumns }: ImportReport): string => {
  const columns = unknownColumns.length === 0 ? "" : `, ${unknownColumns.length} columns without a signal`;
  return `read as ${format}: ${rows} rows, ${repaired} repaired, ${dropped} dropped${columns}`;
};
