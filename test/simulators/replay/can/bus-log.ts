import { type Read, read, written } from "../../recorded.ts";

/** Bytes as hex: `410C1AF8` or `41 0C 1A F8`. */
export type Hex = string;

/** One frame of a log: seconds, identifier as candump writes it, data. */
export type LoggedFrame = readonly [seconds: number, id: string, data: Hex];

const compact = (hex: Hex): string => hex.replaceAll(" ", "");

/** Lines of candump, seconds from 2020-09-13T12:26:40Z on. */
export const candumpLines = (frames: readonly LoggedFrame[], bus = "can0"): readonly string[] =>
  frames.map(([seconds, id, data]) => `(${(1_600_000_000 + seconds).toFixed(6)}) ${bus} ${id}#${compact(data)}`);

/** A log of these frames, read without any description. */
export const readFrames = (frames: readonly LoggedFrame[]): Promise<Read> =>
  read(written("t.log", candumpLines(frames)), { framesOnly: true });

/** A message as ISO 15765-2 sends it, each frame a tenth of a second after the one before; filled up with AA. */
export const isoTpFrames = (seconds: number, id: string, payload: Hex): readonly LoggedFrame[] => {
  const digits = compact(payload);
  const length = digits.length / 2;
  const filled = (data: string): string => data.padEnd(16, "A");
  if (length < 8) return [[seconds, id, filled(`0${length}${digits}`)]];
  const frames: LoggedFrame[] = [[seconds, id, `1${length.toString(16).padStart(3, "0")}${digits.slice(0, 12)}`]];
  for (let at = 12, n = 1; at < digits.length; at += 14, n += 1)
    frames.push([seconds + n / 10, id, filled(`2${(n % 16).toString(16)}${digits.slice(at, at + 14)}`)]);
  return frames;
};
