import type { VehicleEvent } from "../../contract/events.ts";
import { SimulatorError } from "../errors.ts";
import type { Importer, ImportOptions, ImportReport } from "./formats/format.ts";
import { formats, formatTitles } from "./formats/registry.ts";
import { type Line, type LineBatch, readLines } from "./lines.ts";

const delimiters = [",", ";", "\t", "|"];

/** Events of a drive as they are read, many at a time, with the bytes of the file used so far. */
export interface EventBatch {
  readonly events: readonly VehicleEvent[];
  readonly read: number;
  /** What became of the rows until here; complete with the last batch. */
  readonly report: ImportReport;
}

const unknownFormat = (header: string, where: string): SimulatorError => {
  for (const written of delimiters)
    for (const format of formats)
      for (const expected of [",", ";"])
        if (written !== expected && format.recognises(header.split(written).join(expected)))
          return new SimulatorError(
            "SIMULATOR_DRIVE_DELIMITER",
            `${where}: ${JSON.stringify(written)} where the format ${format.name} has ${JSON.stringify(expected)}`,
          );
  const shown = header.replace(/[^\x20-\x7e]/g, "?").slice(0, 60);
  return new SimulatorError(
    "SIMULATOR_DRIVE_UNKNOWN",
    `${where} begins with ${JSON.stringify(shown)}. Formats read: ${formatTitles.join(", ")}`,
  );
};

interface Opened {
  readonly importer: Importer;
  readonly hasHeader: boolean;
}

/** A byte-order mark, and a line that tells spreadsheets the delimiter, belong to no format. */
const headerOf = (first: string): string => first.replace(/^(\ufeff|\u00ef\u00bb\u00bf)/, "");
const withoutMark = (line: Line): Line => ({ ...line, text: headerOf(line.text) });
const isBeforeHeader = (text: string): boolean => /^\s*(sep=.)?\s*$/i.test(headerOf(text));

const openImporter = ({ text, number }: Line, path: string, options: ImportOptions): Opened => {
  const header = headerOf(text);
  const format = formats.find((candidate) => candidate.recognises(header));
  if (format === undefined) throw unknownFormat(header, `${path}, line ${number}`);
  return { importer: format.begin(header, path, options), hasHeader: format.hasHeader };
};

/** Says that a drive is empty, and what became of the rows that it had. */
const emptyDrive = (path: string, report: ImportReport | undefined): SimulatorError => {
  const reasons = Object.entries(report?.reasons ?? {}).map(([reason, times]) => `${times} × ${reason}`);
  const why =
    reasons.length === 0 ? "" : `, ${report?.rows ?? 0} rows read as ${report?.format}: ${reasons.join(", ")}`;
  return new SimulatorError("SIMULATOR_DRIVE_EMPTY", `${path}${why}`);
};

/**
 * Reads a recorded drive of any known format as vehicle events, with bounded memory: the format is known by the content of
 * the first line, whatever the file is called.
 */
export async function* readDrive(path: string, options: ImportOptions = {}): AsyncGenerator<EventBatch> {
  let opened: Opened | undefined;
  let seen = 0;
  let read = 0;

  const take = (batch: LineBatch): VehicleEvent[] => {
    const events: VehicleEvent[] = [];
    let from = 0;
    if (opened === undefined) {
      from = batch.lines.findIndex(({ text }) => !isBeforeHeader(text));
      const first = batch.lines[from];
      if (first === undefined) return events;
      opened = openImporter(first, path, options);
      if (opened.hasHeader) from += 1;
    }
    for (let k = from; k < batch.lines.length; k += 1) {
      const line = batch.lines[k];
      if (line !== undefined) opened.importer.take(line.number === 1 ? withoutMark(line) : line, events);
    }
    seen += events.length;
    read = batch.read;
    return events;
  };

  for await (const batch of readLines(path)) {
    const events = take(batch);
    if (opened !== undefined) yield { events, read, report: opened.importer.report };
  }
  const rest: VehicleEvent[] = [];
  opened?.importer.finish(rest);
  if (opened === undefined || seen + rest.length === 0) throw emptyDrive(path, opened?.importer.report);
  yield { events: rest, read, report: opened.importer.report };
}
