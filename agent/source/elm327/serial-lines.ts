import { bytesOf, type Messages } from "./can-lines.ts";
import { type AnswerError, failure } from "./failures.ts";
import type { Framing } from "./protocols.ts";

/** SAE J1850 CRC-8: polynomial 1D, start FF, inverted. */
const crc8 = (bytes: readonly number[]): number => {
  let crc = 0xff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80 ? ((crc << 1) ^ 0x1d) & 0xff : (crc << 1) & 0xff;
  }
  return crc ^ 0xff;
};

const sum8 = (bytes: readonly number[]): number => bytes.reduce((sum, byte) => (sum + byte) & 0xff, 0);

const bad = (error: AnswerError): Messages => ({ ok: false, error });

/** The KWP length, and how many bytes stand before the payload: a format byte without length has it in a fourth byte. */
const kwpLength = (bytes: readonly number[]): { readonly length: number; readonly headerBytes: number } => {
  const inFormat = (bytes[0] ?? 0) & 0x3f;
  return inFormat > 0 ? { length: inFormat, headerBytes: 3 } : { length: bytes[3] ?? 0, headerBytes: 4 };
};

/** Messages out of lines with headers on: three header bytes, the payload, one checksum byte. Each line is a message. */
export const messagesOfSerialFrames = (lines: readonly string[], framing: Framing & { bus: "serial" }): Messages => {
  const messages = [];
  for (const line of lines) {
    const bytes = bytesOf(line);
    if (line.length % 2 !== 0 || bytes.length < 5 || !framing.header.test(line.slice(0, 6)))
      return bad(failure("MALFORMED_FRAME", line));
    const body = bytes.slice(0, -1);
    const check = framing.checksum === "crc" ? crc8(body) : sum8(body);
    if (check !== bytes.at(-1)) return bad(failure("CHECKSUM", line));
    const { length, headerBytes } = framing.lengthInHeader
      ? kwpLength(bytes)
      : { length: body.length - 3, headerBytes: 3 };
    const payload = body.slice(headerBytes);
    if (payload.length !== length || length === 0) return bad(failure("INCOMPLETE", line));
    // J1850 and ISO 9141-2 frames hold at most seven bytes of payload.
    if (!framing.lengthInHeader && length > 7) return bad(failure("MALFORMED_FRAME", line));
    const ecu = framing.lengthInHeader ? `80${line.slice(2, 6)}` : line.slice(0, 6);
    messages.push({ ecu, bytes: payload });
  }
  return { ok: true, messages };
};

/** Messages out of lines with headers off: the payload alone; the adapter has checked and dropped the rest. */
export const messagesOfSerialLines = (lines: readonly string[]): Messages => {
  const broken = lines.find((line) => line.length % 2 !== 0 || line.includes(":"));
  if (broken !== undefined) return bad(failure("MALFORMED_FRAME", broken));
  return { ok: true, messages: lines.map((line) => ({ ecu: "", bytes: bytesOf(line) })) };
};
