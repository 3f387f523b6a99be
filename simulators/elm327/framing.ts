import { type Bus, isCan } from "./buses.ts";
import { answerHeader, type ControlUnit } from "./control-units.ts";
import type { Message } from "./services/service.ts";

/** One frame on the bus as the adapter receives it. */
export interface Frame {
  /** Printed piece by piece. */
  readonly header: readonly string[];
  /** On CAN with its control byte and filled up to eight; elsewhere the message alone. */
  readonly data: readonly number[];
  /** Behind the data on a serial bus. */
  readonly check: number | undefined;
  /** How many bytes the whole message has, and which of its frames this is. */
  readonly length: number;
  readonly index: number;
  /** The last frame of its message. */
  readonly ends: boolean;
  /** The unit asks for more time (ISO 14229 code 78). */
  readonly pending: boolean;
  readonly can: boolean;
  /** The message that this frame completes. */
  readonly message: Message | undefined;
}

/** Our units fill their frames up to eight bytes with AA, which is easily told from data. */
const filler = 0xaa;
const filled = (frame: readonly number[]): readonly number[] =>
  frame.length === 8 ? frame : [...frame, ...Array.from({ length: 8 - frame.length }, () => filler)];

/** ISO 15765-2: one frame up to 7 bytes, else a first frame and numbered consecutive frames. */
const canFrames = (payload: readonly number[]): (readonly number[])[] => {
  if (payload.length <= 7) return [filled([payload.length, ...payload])];
  const frames: (readonly number[])[] = [[0x10 | (payload.length >> 8), payload.length & 0xff, ...payload.slice(0, 6)]];
  for (let at = 6, n = 1; at < payload.length; at += 7, n += 1)
    frames.push(filled([0x20 | (n & 0x0f), ...payload.slice(at, at + 7)]));
  return frames;
};

/** SAE J1850: CRC-8 with polynomial 1D, one byte at a time from its table; all ones at the start, inverted at the end. */
const crcTable = Array.from({ length: 256 }, (_, start) => {
  let crc = start;
  for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x80) === 0 ? crc << 1 : ((crc << 1) ^ 0x1d) & 0xff;
  return crc;
});
/** Check byte of a J1850 message. */
export const crcOf = (bytes: readonly number[]): number =>
  bytes.reduce((crc, byte) => crcTable[crc ^ byte] ?? 0, 0xff) ^ 0xff;
const sumOf = (bytes: readonly number[]): number => bytes.reduce((sum, byte) => (sum + byte) & 0xff, 0);

/** J1850 and ISO 9141-2 carry at most seven bytes of a message, KWP 255. */
const longest = (bus: Bus): number => (bus.kind === "kwp" ? 255 : 7);

/** The frames of one message of a unit; none when the bus cannot carry it. */
export const framesOf = (bus: Bus, unit: ControlUnit, physical: boolean, message: Message): readonly Frame[] => {
  const payload = message.bytes;
  const { length } = payload;
  const pending = payload[0] === 0x7f && payload[2] === 0x78;
  const header = answerHeader(bus, unit, physical, length);
  if (isCan(bus)) {
    const frames = canFrames(payload);
    return frames.map((data, index) => {
      const ends = index === frames.length - 1;
      return {
        header,
        data,
        check: undefined,
        length,
        index,
        ends,
        pending,
        can: true,
        message: ends ? message : undefined,
      };
    });
  }
  if (length > longest(bus)) return [];
  const bytes = [...header.map((pair) => Number.parseInt(pair, 16)), ...payload];
  const check = bus.kind === "pwm" || bus.kind === "vpw" ? crcOf(bytes) : sumOf(bytes);
  return [{ header, data: payload, check, length, index: 0, ends: true, pending, can: false, message }];
};
