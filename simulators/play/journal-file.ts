import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { VehicleEvent } from "../../contract/events.ts";
import { journalLine } from "../../contract/journal.ts";
import { SimulatorError } from "../errors.ts";

/** A journal as it is being written. */
export interface JournalFile {
  write(events: readonly VehicleEvent[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens a journal file; gzipped when its name ends in `.gz`. A disk that is full or a folder that is missing is said. */
export const openJournalFile = (path: string): JournalFile => {
  const file = createWriteStream(path);
  const sink = path.endsWith(".gz") ? createGzip() : file;
  if (sink !== file) sink.pipe(file);
  const done = finished(file).catch((cause: unknown) => {
    throw new SimulatorError("SIMULATOR_FILE_UNWRITABLE", path, { cause });
  });
  // Whoever writes or closes next hears of it.
  done.catch(() => undefined);
  return {
    async write(events) {
      if (events.length === 0) return;
      const room = sink.write(events.map(journalLine).join(""));
      if (!room) await Promise.race([new Promise<void>((resolve) => sink.once("drain", resolve)), done]);
    },
    async close() {
      sink.end();
      await done;
    },
  };
};

/** Where the ground truth of a journal lies unless told otherwise: beside it. */
export const truthBeside = (journal: string): string => `${journal.replace(/(\.jsonl)?(\.gz)?$/, "")}.truth.jsonl`;
