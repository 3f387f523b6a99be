import { isAscii, isUtf8 } from "node:buffer";
import { SimulatorError } from "../errors.ts";
import { bytesOf } from "./file-bytes.ts";

/** One line of a drive file, without its end. `complete` is false for a last line that no line end closes: it may be cut. */
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

/** XML need not have line feeds at all: it is cut behind each tag instead. Its lines are still counted, for messages. */
const isXml = (bytes: Buffer): boolean => bytes.find((byte) => byte > 0x20 && byte < 0x80) === opening;

/** What ends a line, by the beginning of the file; old Macintosh programs wrote a carriage return alone. */
const separatorOf = (beginning: Buffer): number => {
  if (isXml(beginning)) return closing;
  return beginning.includes(lineFeed) || !beginning.includes(carriageReturn) ? lineFeed : carriageReturn;
};

const lineFeedsIn = (bytes: Buffer): number => {
  let count = 0;
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) count += 1;
  return count;
};

/** UTF-8 where it is that, else Latin-1, in which no byte is wrong: a header in a broken encoding still reads. */
const textOf = (bytes: Buffer, ascii: boolean): string => bytes.toString(ascii || !isUtf8(bytes) ? "latin1" : "utf8");

/** Cuts a file into lines, with bounded memory. */
export async function* readLines(path: string): AsyncGenerator<LineBatch> {
  const { chunks, read } = await bytesOf(path);
  let number = 0;
  let rest: Buffer = Buffer.alloc(0);
  let separator: number | undefined;

  const lineOf = (bytes: Buffer, ascii: boolean, complete: boolean): Line => {
    number += separator === closing ? lineFeedsIn(bytes) + (number === 0 ? 1 : 0) : 1;
    if (bytes.includes(0)) throw new SimulatorError("SIMULATOR_DRIVE_BINARY", `${path}, line ${number}`);
    const end = bytes.at(-1) === carriageReturn ? bytes.length - 1 : bytes.length;
    return { text: textOf(bytes.subarray(0, end), ascii), number, complete };
  };

  try {
    for await (const chunk of chunks) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const ascii = isAscii(bytes);
      const lines: Line[] = [];
      let from = 0;
      separator ??= separatorOf(bytes);
      for (let at = bytes.indexOf(separator); at !== -1; at = bytes.indexOf(separator, from)) {
        lines.push(lineOf(bytes.subarray(from, at), ascii, true));
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
  if (rest.length > 0) yield { lines: [lineOf(rest, isAscii(rest), false)], read: read() };
}
