import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { SimulatorError } from "../errors.ts";

/** One line of a drive file, without its end. `complete` is false for a last line that no line feed ends: it may be cut. */
export interface Line {
  readonly text: string;
  readonly number: number;
  readonly complete: boolean;
}

/** Lines as they arrive, many at a time: an await per line would cost more than the line. `read` counts bytes on the disk. */
export interface LineBatch {
  readonly lines: readonly Line[];
  readonly read: number;
}

/** Longer than any row of the formats we read: a file without line feeds must not fill the memory. */
const longestLineBytes = 1_048_576;

const lineFeed = 0x0a;
const opening = 0x3c;
const closing = 0x3e;
const carriageReturn = 0x0d;

const gunzipFailure = (path: string, line: number, cause: unknown): SimulatorError => {
  const where = `${path}, after line ${line}`;
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  return new SimulatorError(code === "Z_BUF_ERROR" ? "SIMULATOR_DRIVE_TRUNCATED" : "SIMULATOR_DRIVE_CORRUPT", where, {
    cause,
  });
};

const beginsWithGzip = async (path: string): Promise<boolean> => {
  const file = await open(path).catch((cause: unknown) => {
    throw new SimulatorError("SIMULATOR_FILE_MISSING", path, { cause });
  });
  try {
    if ((await file.stat()).isDirectory()) throw new SimulatorError("SIMULATOR_FILE_MISSING", `${path} is a folder`);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
};

interface Bytes {
  readonly chunks: AsyncIterable<Buffer>;
  /** Bytes taken from the disk so far: what progress is measured by. */
  readonly read: () => number;
}

/** Bytes of the file, unpacked where it is gzipped: by its first bytes, whatever its name says. */
const bytesOf = async (path: string): Promise<Bytes> => {
  const gzipped = await beginsWithGzip(path);
  const raw = createReadStream(path, { highWaterMark: 65_536 });
  const read = (): number => raw.bytesRead;
  if (!gzipped) return { chunks: raw, read };
  const unpacked = createGunzip();
  raw.on("error", (cause) => unpacked.destroy(cause));
  // Whoever stops reading closes the unpacked side only; the file must not stay open behind it.
  unpacked.on("close", () => raw.destroy());
  return { chunks: raw.pipe(unpacked), read };
};

/** XML need not have line feeds at all: it is cut behind each tag instead. Its lines are still counted, for messages. */
const isXml = (bytes: Buffer): boolean => bytes.find((byte) => byte > 0x20 && byte < 0x80) === opening;

const lineFeedsIn = (bytes: Buffer): number => {
  let count = 0;
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) count += 1;
  return count;
};

/**
 * Cuts a file into lines, with bounded memory. Latin-1 unless asked otherwise: every byte is a character then, so a header
 * in a broken encoding still reads, and the numbers are ASCII in all formats.
 */
export async function* readLines(
  path: string,
  encodingOf: (first: string) => "latin1" | "utf8",
): AsyncGenerator<LineBatch> {
  const { chunks, read } = await bytesOf(path);
  let number = 0;
  let encoding: "latin1" | "utf8" | undefined;
  let rest: Buffer = Buffer.alloc(0);
  let separator: number | undefined;

  const lineOf = (bytes: Buffer, complete: boolean): Line => {
    number += separator === closing ? lineFeedsIn(bytes) + (number === 0 ? 1 : 0) : 1;
    if (bytes.includes(0)) throw new SimulatorError("SIMULATOR_DRIVE_BINARY", `${path}, line ${number}`);
    const end = bytes.at(-1) === carriageReturn ? bytes.length - 1 : bytes.length;
    encoding ??= encodingOf(bytes.toString("latin1", 0, Math.min(end, 16)));
    return { text: bytes.toString(encoding, 0, end), number, complete };
  };

  try {
    for await (const chunk of chunks) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const lines: Line[] = [];
      let from = 0;
      separator ??= isXml(bytes) ? closing : lineFeed;
      for (let at = bytes.indexOf(separator); at !== -1; at = bytes.indexOf(separator, from)) {
        lines.push(lineOf(bytes.subarray(from, at), true));
        from = at + 1;
      }
      rest = bytes.subarray(from);
      if (rest.length > longestLineBytes)
        throw new SimulatorError("SIMULATOR_DRIVE_BINARY", `${path}, line ${number + 1} is over 1 MiB long`);
      if (lines.length > 0) yield { lines, read: read() };
    }
  } catch (cause) {
    if (cause instanceof SimulatorError) throw cause;
    throw gunzipFailure(path, number, cause);
  }
  if (rest.length > 0) yield { lines: [lineOf(rest, false)], read: read() };
}
