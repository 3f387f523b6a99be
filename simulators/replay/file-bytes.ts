import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { SimulatorError } from "../errors.ts";

/** What a file holds as text: unpacked, and never UTF-16. */
export interface FileBytes {
  readonly chunks: AsyncIterable<Buffer>;
  /** Bytes taken from the disk so far: what progress is measured by. */
  readonly read: () => number;
}

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

/** The Unicode encoding of two bytes a character that a byte-order mark announces. */
const wideEncoding = (first: Buffer): "utf-16le" | "utf-16be" | undefined => {
  if (first[0] === 0xff && first[1] === 0xfe) return "utf-16le";
  if (first[0] === 0xfe && first[1] === 0xff) return "utf-16be";
  return undefined;
};

/** Spreadsheets save "Unicode text" as UTF-16: it becomes UTF-8 here, so that nobody behind meets two bytes a character. */
async function* narrowed(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | undefined;
  let first = true;
  for await (const chunk of chunks) {
    const encoding = first ? wideEncoding(chunk) : undefined;
    if (encoding !== undefined) decoder = new TextDecoder(encoding);
    first = false;
    yield decoder === undefined ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }));
  }
}

/** Bytes of the file, unpacked where it is gzipped: by its first bytes, whatever its name says. */
export const bytesOf = async (path: string): Promise<FileBytes> => {
  const gzipped = await beginsWithGzip(path);
  const raw = createReadStream(path, { highWaterMark: 65_536 });
  const read = (): number => raw.bytesRead;
  if (!gzipped) return { chunks: narrowed(raw), read };
  const unpacked = createGunzip();
  raw.on("error", (cause) => unpacked.destroy(cause));
  // Whoever stops reading closes the unpacked side only; the file must not stay open behind it.
  unpacked.on("close", () => raw.destroy());
  return { chunks: narrowed(raw.pipe(unpacked)), read };
};
