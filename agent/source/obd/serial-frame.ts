import type { ObdFailureCode } from "./failures.ts";
import type { Framing } from "./framing.ts";

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

/** The KWP length, and how many bytes stand before the payload: a format byte without length has it in a fourth byte. */
const kwpLength = (bytes: readonly number[]): { readonly length: number; readonly headerBytes: number } => {
  const inFormat = (bytes[0] ?? 0) & 0x3f;
  return inFormat > 0 ? { length: inFormat, headerBytes: 3 } : { length: bytes[3] ?? 0, headerBytes: 4 };
};

/**
 * The payload of one frame of J1850, ISO 9141-2 or ISO 14230-4: three or four header bytes, the payload, one checksum byte.
 * The code of what is wrong when checksum or length does not fit.
 */
export const serialPayload = (
  bytes: readonly number[],
  framing: Framing & { bus: "serial" },
): readonly number[] | ObdFailureCode => {
  const body = bytes.slice(0, -1);
  const check = framing.checksum === "crc" ? crc8(body) : sum8(body);
  if (check !== bytes.at(-1)) return "CHECKSUM";
  const { length, headerBytes } = framing.lengthInHeader
    ? kwpLength(bytes)
    : { length: body.length - 3, headerBytes: 3 };
  const payload = body.slice(headerBytes);
  if (payload.length !== length || length === 0) return "INCOMPLETE";
  // J1850 and ISO 9141-2 frames hold at most seven bytes of payload.
  return !framing.lengthInHeader && length > 7 ? "MALFORMED_FRAME" : payload;
};
