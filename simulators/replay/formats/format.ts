import type { VehicleEvent } from "../../../contract/events.ts";
import type { Bus } from "../can/bus.ts";
import type { DiagnosticSummary } from "../can/diagnostic-summary.ts";
import type { Line } from "../lines.ts";

/** What an importer did with a recording, so that nothing is bent or left out in silence. */
export interface ImportReport {
  readonly format: string;
  /** Rows (journal: lines, CAN log: frames, XML: elements) behind the header. */
  rows: number;
  /** Rows that were used after a repair: a step back in time, a wrong number of fields, an unreadable cell. */
  repaired: number;
  /** Rows that could not be used at all. */
  dropped: number;
  /** Columns, signals and ids that this version maps to no signal, by the name that the recording gives them. */
  readonly unknownColumns: string[];
  /** How often each of them came, where the format names them row by row. */
  readonly unknownCounts: Record<string, number>;
  /** Every repair and every omission by its reason, counted; one row may have several. */
  readonly reasons: Record<string, number>;
  /** What a CAN log holds of diagnosis, known when the log is over. */
  diagnostics?: DiagnosticSummary;
}

/** An empty report. */
export const newReport = (format: string, unknownColumns: readonly string[] = []): ImportReport => ({
  format,
  rows: 0,
  repaired: 0,
  dropped: 0,
  unknownColumns: [...unknownColumns],
  unknownCounts: {},
  reasons: {},
});

/** Counts one repair or omission under its reason. */
export const because = (report: ImportReport, reason: string): void => {
  report.reasons[reason] = (report.reasons[reason] ?? 0) + 1;
};

/** Counts a row that was left out, under its reason. */
export const drop = (report: ImportReport, reason: string): void => {
  report.dropped += 1;
  because(report, reason);
};

/** What may be wrong with a row that is used all the same. */
export interface Repairs {
  readonly stepBack: boolean;
  readonly unreadable: boolean;
  readonly ragged: boolean;
  readonly decimalComma?: boolean | undefined;
}

/** Counts the repairs of one row. */
export const noteRepairs = (report: ImportReport, repairs: Repairs): void => {
  const { stepBack, unreadable, ragged, decimalComma = false } = repairs;
  if (!stepBack && !unreadable && !ragged && !decimalComma) return;
  report.repaired += 1;
  if (stepBack) because(report, "time stepped back");
  if (unreadable) because(report, "unreadable cell");
  if (ragged) because(report, "wrong number of fields");
  if (decimalComma) because(report, "decimal comma");
};

/** A broken or foreign file may name a new thing in every line; beyond this many the rest is counted together. */
const mostNames = 5_000;

/** Counts something that has a name and no signal. */
export const unknown = (report: ImportReport, name: string, times = 1): void => {
  const known = report.unknownCounts[name];
  if (known === undefined && report.unknownColumns.length >= mostNames) {
    report.unknownCounts["others"] = (report.unknownCounts["others"] ?? 0) + times;
    return;
  }
  if (known === undefined) report.unknownColumns.push(name);
  report.unknownCounts[name] = (known ?? 0) + times;
};

/** Takes a recording line by line and appends the vehicle events each line stands for. */
export interface Importer {
  take(line: Line, events: VehicleEvent[]): void;
  /** The recording is over: hands out what waited for a later line. */
  finish(events: VehicleEvent[]): void;
  readonly report: ImportReport;
}

/** What an importer may be told beside the file. */
export interface ImportOptions {
  /** How the frames of a CAN log are to be read. */
  readonly bus?: Bus | undefined;
  /** A CAN log without a bus description is an error, save where only its frames are to be listed. */
  readonly framesOnly?: boolean | undefined;
  /** Which vehicle of a traffic simulation is the drive; the first one by default. */
  readonly select?: string | undefined;
}

/** One recording format: how to know it by its first line, and how to begin reading it. */
export interface DriveFormat {
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  recognises(header: string): boolean;
  /** `path` names the file in errors; the drive takes its name from it. The first line is handed to `take` only by a format without a header. */
  begin(header: string, path: string, options: ImportOptions): Importer;
  readonly hasHeader: boolean;
}
