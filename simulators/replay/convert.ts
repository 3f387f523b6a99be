import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { journalLine } from "../../contract/journal.ts";
import { SimulatorError } from "../errors.ts";
import { asRecorded, type Overlay } from "../inject/overlay.ts";
import type { EventBatch } from "./drive-file.ts";

async function* journalText(drive: AsyncIterable<EventBatch>, overlay: Overlay): AsyncGenerator<string> {
  for await (const { events } of drive) {
    const bent: (typeof events)[number][] = [];
    for (const event of events) overlay(event, bent);
    yield bent.map(journalLine).join("");
  }
}

const isOurs = (cause: unknown): boolean => cause instanceof SimulatorError;

/** Writes a drive as a journal, gzipped when the name ends in `.gz`. */
export const convert = async (
  drive: AsyncIterable<EventBatch>,
  out: string,
  overlay: Overlay = asRecorded,
): Promise<void> => {
  const text = Readable.from(journalText(drive, overlay));
  const file = createWriteStream(out);
  try {
    if (out.endsWith(".gz")) await pipeline(text, createGzip(), file);
    else await pipeline(text, file);
  } catch (cause) {
    if (isOurs(cause)) throw cause;
    throw new SimulatorError("SIMULATOR_FILE_UNWRITABLE", out, { cause });
  }
};
