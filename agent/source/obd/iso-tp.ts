import { type ObdFailure, obdFailure } from "./failures.ts";

/** One whole message of one ECU: service echo first. */
export interface Message {
  readonly ecu: string;
  readonly bytes: readonly number[];
}

/** Messages, or the first thing that was wrong. */
export type Messages =
  | { readonly ok: true; readonly messages: readonly Message[] }
  | { readonly ok: false; readonly error: ObdFailure };

/** A message of several frames, as far as it has come. */
export interface Growing {
  readonly length: number;
  readonly bytes: readonly number[];
  readonly nextSequence: number;
}

/** What one CAN frame adds: a whole message, a message that is not whole yet, or nothing but an error. */
export type FrameStep =
  /** `spare` bytes stood behind the last one that was declared. */
  | { readonly whole: readonly number[]; readonly spare: number }
  | { readonly growing: Growing }
  | { readonly error: ObdFailure };

/** Bytes of data that a frame of classic CAN holds. */
export const frameBytes = 8;

/**
 * ISO 15765-2 (ISO-TP), strictly: an ECU that skips, repeats or shortens a frame has not answered. What stands behind
 * the declared length is padding and is dropped. `before` is what this ECU has sent of the message so far, `detail` what a
 * failure shows of the frame.
 */
export const takeFrame = (frame: readonly number[], before: Growing | undefined, detail: string): FrameStep => {
  const [control = 0, second = 0] = frame;
  const malformed: FrameStep = { error: obdFailure("MALFORMED_FRAME", detail) };
  switch (control >> 4) {
    case 0: {
      if (before !== undefined) return { error: obdFailure("INCOMPLETE", detail) };
      if (control === 0 || control > 7) return malformed;
      const bytes = frame.slice(1, 1 + control);
      if (bytes.length < control) return { error: obdFailure("INCOMPLETE", detail) };
      return { whole: bytes, spare: frame.length - 1 - control };
    }
    case 1: {
      if (before !== undefined) return { error: obdFailure("SEQUENCE", detail) };
      const length = (control & 15) * 256 + second;
      // A message that fits a single frame may not come as a first frame.
      if (length < 8 || frame.length !== frameBytes) return malformed;
      return { growing: { length, bytes: frame.slice(2), nextSequence: 1 } };
    }
    case 2: {
      if (before === undefined || (control & 15) !== before.nextSequence)
        return { error: obdFailure("SEQUENCE", detail) };
      const wanted = Math.min(7, before.length - before.bytes.length);
      const more = frame.slice(1, 1 + wanted);
      if (more.length < wanted) return { error: obdFailure("INCOMPLETE", detail) };
      const bytes = [...before.bytes, ...more];
      if (bytes.length === before.length) return { whole: bytes, spare: frame.length - 1 - wanted };
      return { growing: { length: before.length, bytes, nextSequence: (before.nextSequence + 1) & 15 } };
    }
    default:
      return malformed;
  }
};
