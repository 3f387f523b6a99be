import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { AgentError } from "../../errors.ts";

/** Some lines of a text file, in order; `first` is the number of the first one, counted from 1. */
export interface LineBatch {
  readonly first: number;
  readonly lines: readonly string[];
}

const codeOf = (cause: unknown): string =>
  cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "";

const faultOf = (file: string, line: number, cause: unknown): AgentError => {
  const code = codeOf(cause);
  if (code === "ENOENT" || code === "EACCES" || code === "EISDIR")
    return new AgentError("AGENT_FILE_MISSING", file, { cause });
  // zlib says "unexpected end of file" for a download or a copy that broke off.
  if (code === "Z_BUF_ERROR")
    return new AgentError("AGENT_JOURNAL_INVALID", `${file} is cut off after line ${line}`, { cause });
  const why = code.startsWith("Z_") ? "is a damaged gzip file" : "is not text";
  return new AgentError("AGENT_JOURNAL_INVALID", `${file} ${why} after line ${line}`, { cause });
};

const isGzip = (head: Buffer): boolean => head[0] === 0x1f && head[1] === 0x8b;

/** The file's bytes, unpacked where they are gzip: the first two bytes decide, not the name. */
const bytesOf = async function* (file: string, signal: AbortSignal): AsyncGenerator<Buffer> {
  const raw: Readable = createReadStream(file, { signal });
  let unpacked: Readable | undefined;
  try {
    const source = raw[Symbol.asyncIterator]();
    const { value: head, done } = await source.next();
    if (done === true) return;
    if (!isGzip(head)) {
      yield head;
      for await (const chunk of { [Symbol.asyncIterator]: () => source }) yield chunk;
      return;
    }
    const gunzip = createGunzip();
    unpacked = gunzip;
    const rest = async function* () {
      yield head;
      for await (const chunk of { [Symbol.asyncIterator]: () => source }) yield chunk;
    };
    // The fault reaches the reader through `gunzip` itself.
    void pipeline(rest, gunzip, { signal }).catch(() => undefined);
    for await (const chunk of gunzip) yield chunk;
  } finally {
    unpacked?.destroy();
    raw.destroy();
  }
};

/** Reads a text file, plain or gzipped, in batches of whole lines. A file that is not text ends in an `AgentError`. */
export const readLines = async function* (file: string, signal: AbortSignal): AsyncGenerator<LineBatch> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let first = 1;
  let rest = "";
  try {
    for await (const chunk of bytesOf(file, signal)) {
      if (chunk.includes(0)) throw new TypeError("a NUL byte");
      const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      if (lines.length > 0) yield { first, lines };
      first += lines.length;
    }
    rest += decoder.decode();
  } catch (cause) {
    if (signal.aborted) return;
    throw faultOf(file, first - 1, cause);
  }
  if (rest !== "") yield { first, lines: [rest] };
};
