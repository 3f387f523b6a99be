import { closeSync, existsSync, mkdirSync, openSync, readdirSync, rmSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { VehicleEvent } from "../../../contract/events.ts";
import { journalLine } from "../../../contract/journal.ts";

export interface RecorderOptions {
  readonly folder: string;
  /** All recorded drives together, bytes; the oldest files go first. */
  readonly maxBytes: number;
  /** Recording stopped (once, until it works again); the drive goes on without it. */
  readonly onTrouble: (cause: unknown) => void;
  readonly onRecovered: (lostEvents: number) => void;
  /** The device edge: writes the whole text. */
  readonly write?: (file: number, text: string) => void;
}

/** Keeps the last drives as journals. It never throws into the drive. */
export interface Recorder {
  write(event: VehicleEvent): void;
  flush(): void;
  close(): void;
}

const bufferBytes = 65_536;
/** What a kill may cost, in event time. */
const bufferMs = 1_000;
/** How long a full disk is left alone, in event time. */
const retryMs = 60_000;
const segments = 16;

const numberOf = (name: string): number => Number.parseInt(name, 10);

/** The recorded journals of a folder, oldest first: by the number in front, since a car's clock may stand still or jump. */
export const recordedFiles = (folder: string): string[] =>
  (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => /^\d{6,}-.*\.jsonl$/.test(name))
    .toSorted((a, b) => numberOf(a) - numberOf(b));

const writeAll = (file: number, text: string): void => {
  const bytes = Buffer.from(text, "utf8");
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
};

/** Opens the ring of recorded drives in `folder`. Every file is a whole journal: it begins with a `drive` event. */
export const createRecorder = (options: RecorderOptions): Recorder => {
  const { folder, maxBytes, write = writeAll } = options;
  const segmentBytes = Math.max(bufferBytes, Math.floor(maxBytes / segments));
  let drive = "unnamed";
  let file: number | undefined;
  let fileBytes = 0;
  let buffer = "";
  let buffered = 0;
  let flushedAt = Number.NEGATIVE_INFINITY;
  let troubleAt: number | undefined;
  let lost = 0;

  const makeRoom = (names: readonly string[]): void => {
    let bytes = names.reduce((sum, name) => sum + statSync(join(folder, name)).size, segmentBytes);
    for (const name of names) {
      if (bytes <= maxBytes) return;
      bytes -= statSync(join(folder, name)).size;
      rmSync(join(folder, name));
    }
  };

  const closeFile = (): void => {
    if (file === undefined) return;
    try {
      closeSync(file);
    } catch {
      // A full disk may say so only here. The descriptor is gone either way, and the next write reports the trouble.
    }
    file = undefined;
    fileBytes = 0;
  };

  const openFile = (at: number): number => {
    mkdirSync(folder, { recursive: true });
    const names = recordedFiles(folder);
    makeRoom(names);
    const number = numberOf(names.at(-1) ?? "0") + 1;
    const name = `${String(number).padStart(6, "0")}-${drive.replaceAll(/[^\w.-]/g, "_").slice(0, 80)}.jsonl`;
    const opened = openSync(join(folder, name), "ax");
    if (!buffer.startsWith('{"kind":"drive"')) buffer = journalLine({ kind: "drive", drive, at }) + buffer;
    return opened;
  };

  const flush = (at: number): void => {
    if (buffer === "") return;
    try {
      file ??= openFile(at);
      write(file, buffer);
      fileBytes += Buffer.byteLength(buffer);
      if (troubleAt !== undefined) options.onRecovered(lost);
      [troubleAt, lost] = [undefined, 0];
      if (fileBytes >= segmentBytes) closeFile();
    } catch (cause) {
      if (troubleAt === undefined) options.onTrouble(cause);
      troubleAt = at;
      lost += buffered;
      // The file may end in half a line now; what comes next begins a new one.
      closeFile();
    }
    [buffer, buffered, flushedAt] = ["", 0, at];
  };

  return {
    write(event) {
      if (troubleAt !== undefined && Math.abs(event.at - troubleAt) < retryMs) {
        lost += 1;
        if (event.kind === "drive") drive = event.drive;
        return;
      }
      if (event.kind === "drive") {
        flush(event.at);
        drive = event.drive;
        closeFile();
      }
      buffer += journalLine(event);
      buffered += 1;
      if (buffer.length >= bufferBytes || Math.abs(event.at - flushedAt) >= bufferMs) flush(event.at);
    },
    flush: () => flush(flushedAt),
    close() {
      flush(flushedAt);
      closeFile();
    },
  };
};
