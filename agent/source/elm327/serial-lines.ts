import { type ObdFailure, obdFailure } from "../obd/failures.ts";
import type { Framing } from "../obd/framing.ts";
import type { Messages } from "../obd/iso-tp.ts";
import { serialPayload } from "../obd/serial-frame.ts";
import { bytesOf } from "./can-lines.ts";

const bad = (error: ObdFailure): Messages => ({ ok: false, error });

/** Messages out of lines with headers on: three header bytes, the payload, one checksum byte. Each line is a message. */
export const messagesOfSerialFrames = (lines: readonly string[], framing: Framing & { bus: "serial" }): Messages => {
  const messages = [];
  for (const line of lines) {
    const bytes = bytesOf(line);
    if (line.length % 2 !== 0 || bytes.length < 5 || !framing.header.test(line.slice(0, 6)))
      return bad(obdFailure("MALFORMED_FRAME", line));
    const payload = serialPayload(bytes, framing);
    if (typeof payload === "string") return bad(obdFailure(payload, line));
    const ecu = framing.lengthInHeader ? `80${line.slice(2, 6)}` : line.slice(0, 6);
    messages.push({ ecu, bytes: payload });
  }
  return { ok: true, messages };
};

/** Messages out of lines with headers off: the payload alone; the adapter has checked and dropped the rest. */
export const messagesOfSerialLines = (lines: readonly string[]): Messages => {
  const broken = lines.find((line) => line.length % 2 !== 0 || line.includes(":"));
  if (broken !== undefined) return bad(obdFailure("MALFORMED_FRAME", broken));
  return { ok: true, messages: lines.map((line) => ({ ecu: "", bytes: bytesOf(line) })) };
};
