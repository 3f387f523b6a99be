import type { VehicleEvent } from "../../../contract/events.ts";
import type { Line } from "../lines.ts";

/** What an importer did with a recording, so that nothing is bent or left out in silence. */
export interface ImportReport {
  readonly format: string;
  /** Rows (journal: lines) behind the header. */
  rows: number;
  /** Rows that were used after a repair: a step back in time, a wrong number of fields, an unreadable cell. */
  repaired: number;
  /** Rows that could not be used at all. */
  dropped: number;
  /** Columns of the header that this version maps to no signal. */
  readonly unknownColumns: readonly string[];
}

/** Takes a recording line by line and appends the vehicle events each line stands for. */
export interface Importer {
  take(line: Line, events: VehicleEvent[]): void;
  /** The recording is over: hands out what waited for a later line. */
  finish(events: VehicleEvent[]): void;
  readonly report: ImportReport;
}

/** One recording format: how to know it by its first line, and how to begin reading it. */
export interface DriveFormat {
  readonly name: string;
  recognises(header: string): boolean;
  /** `path` names the file in errors; the drive takes its name from it. The first line is handed to `take` only by a format without a header. */
  begin(header: string, path: string): Importer;
  readonly hasHeader: boolean;
}
