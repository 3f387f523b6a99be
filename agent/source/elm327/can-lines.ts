import { type AnswerError, failure } from "./failures.ts";
import type { Framing } from "./protocols.ts";

/** One whole message of one ECU: service echo first. */
export interface Message {
  readonly ecu: string;
  readonly bytes: readonly number[];
}

/** Messages, or the first thing that was wrong with the lines. */
export type Messages =
  | { readonly ok: true; readonly messages: readonly Message[] }
  | { readonly ok: false; readonly error: AnswerError };

const bad = (error: AnswerError): Messages => ({ ok: false, error });

/** The bytes of a run of hex digits. */
export const bytesOf = (digits: string): number[] =>
  (digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));

interface Growing {
  readonly length: number;
  readonly bytes: readonly number[];
  readonly nextSequence: number;
}

/** What one CAN frame adds: a whole message, a message that is not whole yet, or nothing but an error. */
type Step =
  /** `spare` bytes stood behind the last one that was declared. */
  | { readonly whole: readonly number[]; readonly spare: number }
  | { readonly growing: Growing }
  | { readonly error: AnswerError };

/** Says of an ECU that it may leave out the filling of a frame. Asked only for frames that have none. */
export type MayBeShort = (ecu: string) => boolean;
const frameBytes = 8;

/**
 * ISO 15765-2 (ISO-TP), strictly: an ECU that skips, repeats or shortens a frame has not answered. What stands behind
 * the declared length is padding and is dropped.
 */
const takeFrame = (line: string, frame: readonly number[], before: Growing | undefined): Step => {
  const [control = 0, second = 0] = frame;
  const malformed: Step = { error: failure("MALFORMED_FRAME", line) };
  switch (control >> 4) {
    case 0: {
      if (before !== undefined) return { error: failure("INCOMPLETE", line) };
      if (control === 0 || control > 7) return malformed;
      const bytes = frame.slice(1, 1 + control);
      if (bytes.length < control) return { error: failure("INCOMPLETE", line) };
      return { whole: bytes, spare: frame.length - 1 - control };
    }
    case 1: {
      if (before !== undefined) return { error: failure("SEQUENCE", line) };
      const length = (control & 15) * 256 + second;
      // A message that fits a single frame may not come as a first frame.
      if (length < 8 || frame.length !== frameBytes) return malformed;
      return { growing: { length, bytes: frame.slice(2), nextSequence: 1 } };
    }
    case 2: {
      if (before === undefined || (control & 15) !== before.nextSequence) return { error: failure("SEQUENCE", line) };
      const wanted = Math.min(7, before.length - before.bytes.length);
      const more = frame.slice(1, 1 + wanted);
      if (more.length < wanted) return { error: failure("INCOMPLETE", line) };
      const bytes = [...before.bytes, ...more];
      if (bytes.length === before.length) return { whole: bytes, spare: frame.length - 1 - wanted };
      return { growing: { length: before.length, bytes, nextSequence: (before.nextSequence + 1) & 15 } };
    }
    default:
      return malformed;
  }
};

/**
 * Messages out of lines with headers on (ATH1): identifier, control byte, up to seven data bytes; ECUs may interleave.
 * Without `mayBeShort` the filling of a frame may be missing in whole or in part.
 */
export const messagesOfCanFrames = (
  lines: readonly string[],
  framing: Framing & { bus: "can" },
  mayBeShort?: MayBeShort,
): Messages => {
  const messages: Message[] = [];
  const growing = new Map<string, Growing>();
  for (const line of lines) {
    const ecu = line.slice(0, framing.headerDigits);
    const digits = line.slice(framing.headerDigits);
    if (!framing.header.test(ecu) || digits.length % 2 !== 0 || digits.length < 4 || digits.length > 16)
      return bad(failure("MALFORMED_FRAME", line));
    const frame = bytesOf(digits);
    const step = takeFrame(line, frame, growing.get(ecu));
    if ("error" in step) return bad(step.error);
    const isShort = frame.length < frameBytes && "whole" in step;
    if (isShort && mayBeShort !== undefined && (step.spare > 0 || !mayBeShort(ecu)))
      return bad(failure("SHORT_FRAME", line));
    if ("growing" in step) growing.set(ecu, step.growing);
    else {
      growing.delete(ecu);
      messages.push({ ecu, bytes: step.whole });
    }
  }
  const cut = [...growing.keys()][0];
  return cut === undefined ? { ok: true, messages } : bad(failure("INCOMPLETE", cut));
};

/**
 * Messages out of lines with headers off (ATH0): the adapter prints a long answer as its length in three digits and
 * numbered lines `0:`, `1:` …, a short one as its bytes. Two ECUs with long answers cannot be told apart, and are an error.
 */
export const messagesOfCanLines = (lines: readonly string[]): Messages => {
  const messages: Message[] = [];
  let long: Growing | undefined;
  for (const line of lines) {
    const numbered = /^([0-9A-F]):((?:[0-9A-F]{2})+)$/.exec(line);
    if (/^[0-9A-F]{3}$/.test(line)) {
      if (long !== undefined) return bad(failure("SEQUENCE", line));
      long = { length: Number.parseInt(line, 16), bytes: [], nextSequence: 0 };
      if (long.length < 8) return bad(failure("MALFORMED_FRAME", line));
    } else if (numbered !== null) {
      const [, index = "", digits = ""] = numbered;
      if (long === undefined || Number.parseInt(index, 16) !== long.nextSequence) return bad(failure("SEQUENCE", line));
      // The first line carries six bytes, every other seven, as the frames behind them do.
      const wanted = Math.min(
        long.nextSequence === 0 && long.bytes.length === 0 ? 6 : 7,
        long.length - long.bytes.length,
      );
      const more = bytesOf(digits).slice(0, wanted);
      if (more.length < wanted) return bad(failure("INCOMPLETE", line));
      const bytes = [...long.bytes, ...more];
      if (bytes.length === long.length) {
        messages.push({ ecu: "", bytes });
        long = undefined;
      } else long = { length: long.length, bytes, nextSequence: (long.nextSequence + 1) & 15 };
    } else if (line.length % 2 === 0 && line.length >= 2 && line.length <= 14 && !line.includes(":"))
      messages.push({ ecu: "", bytes: bytesOf(line) });
    else return bad(failure("MALFORMED_FRAME", line));
  }
  return long === undefined ? { ok: true, messages } : bad(failure("INCOMPLETE", `${long.length} bytes declared`));
};
