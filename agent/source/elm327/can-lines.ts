import { type ObdFailure, obdFailure } from "../obd/failures.ts";
import type { Framing } from "../obd/framing.ts";
import { frameBytes, type Growing, type Message, type Messages, takeFrame } from "../obd/iso-tp.ts";

const bad = (error: ObdFailure): Messages => ({ ok: false, error });

/** The bytes of a run of hex digits. */
export const bytesOf = (digits: string): number[] =>
  (digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));

/** Says of an ECU that it may leave out the filling of a frame. Asked only for frames that have none. */
export type MayBeShort = (ecu: string) => boolean;

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
      return bad(obdFailure("MALFORMED_FRAME", line));
    const frame = bytesOf(digits);
    const step = takeFrame(frame, growing.get(ecu), line);
    if ("error" in step) return bad(step.error);
    const isShort = frame.length < frameBytes && "whole" in step;
    if (isShort && mayBeShort !== undefined && (step.spare > 0 || !mayBeShort(ecu)))
      return bad(obdFailure("SHORT_FRAME", line));
    if ("growing" in step) growing.set(ecu, step.growing);
    else {
      growing.delete(ecu);
      messages.push({ ecu, bytes: step.whole });
    }
  }
  const cut = [...growing.keys()][0];
  return cut === undefined ? { ok: true, messages } : bad(obdFailure("INCOMPLETE", cut));
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
      if (long !== undefined) return bad(obdFailure("SEQUENCE", line));
      long = { length: Number.parseInt(line, 16), bytes: [], nextSequence: 0 };
      if (long.length < 8) return bad(obdFailure("MALFORMED_FRAME", line));
    } else if (numbered !== null) {
      const [, index = "", digits = ""] = numbered;
      if (long === undefined || Number.parseInt(index, 16) !== long.nextSequence)
        return bad(obdFailure("SEQUENCE", line));
      // The first line carries six bytes, every other seven, as the frames behind them do.
      const wanted = Math.min(
        long.nextSequence === 0 && long.bytes.length === 0 ? 6 : 7,
        long.length - long.bytes.length,
      );
      const more = bytesOf(digits).slice(0, wanted);
      if (more.length < wanted) return bad(obdFailure("INCOMPLETE", line));
      const bytes = [...long.bytes, ...more];
      if (bytes.length === long.length) {
        messages.push({ ecu: "", bytes });
        long = undefined;
      } else long = { length: long.length, bytes, nextSequence: (long.nextSequence + 1) & 15 };
    } else if (line.length % 2 === 0 && line.length >= 2 && line.length <= 14 && !line.includes(":"))
      messages.push({ ecu: "", bytes: bytesOf(line) });
    else return bad(obdFailure("MALFORMED_FRAME", line));
  }
  return long === undefined ? { ok: true, messages } : bad(obdFailure("INCOMPLETE", `${long.length} bytes declared`));
};
