import { type FileHandle, open } from "node:fs/promises";
import type { Writable } from "node:stream";
import { SimulatorError } from "../errors.ts";

/** Where the lines of a replay go. What was flushed has left this process. */
export interface Output {
  write(line: string): void;
  flush(): Promise<void>;
  /** Bytes flushed so far, counted from the beginning of the file; 0 for a stream. */
  bytes(): number;
  close(): Promise<void>;
}

/** Lines to a stream: a terminal or a pipe, which cannot be taken back. */
export const streamOutput = (stream: Writable): Output => {
  let waiting = "";
  const flush = async (): Promise<void> => {
    if (waiting === "") return;
    const text = waiting;
    waiting = "";
    await new Promise<void>((resolve, reject) => {
      stream.write(text, (error) => (error ? reject(error) : resolve()));
    });
  };
  return {
    write: (line) => {
      waiting += line;
    },
    flush,
    bytes: () => 0,
    close: flush,
  };
};

const openAt = async (path: string, keepBytes: number): Promise<FileHandle> => {
  try {
    const file = await open(path, keepBytes === 0 ? "w" : "r+");
    // Lines behind the checkpoint were written by a replay that died: they will be written again.
    if (keepBytes > 0) await file.truncate(keepBytes);
    return file;
  } catch (cause) {
    throw new SimulatorError("SIMULATOR_FILE_UNWRITABLE", path, { cause });
  }
};

/** Lines to a file that keeps its first `keepBytes` bytes; flushed means on the disk. */
export const fileOutput = async (path: string, keepBytes: number): Promise<Output> => {
  const file = await openAt(path, keepBytes);
  let waiting = "";
  let length = keepBytes;
  const flush = async (): Promise<void> => {
    if (waiting === "") return;
    const bytes = Buffer.from(waiting);
    waiting = "";
    try {
      await file.write(bytes, 0, bytes.length, length);
      await file.datasync();
    } catch (cause) {
      throw new SimulatorError("SIMULATOR_FILE_UNWRITABLE", path, { cause });
    }
    length += bytes.length;
  };
  return {
    write: (line) => {
      waiting += line;
    },
    flush,
    bytes: () => length,
    close: async () => {
      await flush();
      await file.close();
    },
  };
};
