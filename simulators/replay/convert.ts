import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { VehicleEvent } from "../../contract/events.ts";
import { journalLine } from "../../contract/journal.ts";
import { signals } from "../../contract/signals.ts";
import { SimulatorError } from "../errors.ts";
import { asRecorded, type Overlay } from "../inject/overlay.ts";
import type { EventBatch } from "./drive-file.ts";

/** A drive as text: what stands before the first event, and the line of each; "" for one that has none. */
interface Writing {
  readonly begin: string;
  readonly line: (event: VehicleEvent) => string;
}

const asJournal: Writing = { begin: "", line: journalLine };

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A tidy table: one reading a row, in the units of the signal table. Ticks and the like have no row. */
const asTable: Writing = {
  begin: "time,path,value,unit\n",
  line: (event) =>
    event.kind === "sample"
      ? `${new Date(event.at).toISOString()},${event.path},${event.value},${quoted(signals[event.path].unit)}\n`
      : "",
};

async function* textOf(drive: AsyncIterable<EventBatch>, overlay: Overlay, writing: Writing): AsyncGenerator<string> {
  yield writing.begin;
  for await (const { events } of drive) {
    const bent: VehicleEvent[] = [];
    for (const event of events) overlay(event, bent);
    yield bent.map(writing.line).join("");
  }
}

const isOurs = (cause: unknown): boolean => cause instanceof SimulatorError;

/** Writes a drive as a journal, or as a table when the name ends in `.csv`; gzipped when it ends in `.gz`. */
export const convert = async (
  drive: AsyncIterable<EventBatch>,
  out: string,
  overlay: Overlay = asRecorded,
): Promise<void> => {
  const text = Readable.from(textOf(drive, overlay, /\.csv(\.gz)?$/i.test(out) ? asTable : asJournal));
  const file = createWriteStream(out);
  try {
    if (out.endsWith(".gz")) await pipeline(text, createGzip(), file);
    else await pipeline(text, file);
  } catch (cause) {
    if (isOurs(cause)) throw cause;
    throw new SimulatorError("SIMULATOR_FILE_UNWRITABLE", out, { cause });
  }
};
