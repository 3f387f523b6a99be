import { type Frame, isExtended } from "./frame.ts";
import { idOfPgn, isTransport, pgnOf, sourceAddress, transportManagement } from "./j1939.ts";

/** What became of a frame of a longer message: the whole message, nothing yet, or a loss that must be said. */
export type Assembly = { readonly whole: Frame } | "waiting" | "lost";

interface Part {
  readonly data: Uint8Array;
  /** Bytes filled so far. */
  filled: number;
  next: number;
  at: number;
  readonly id: number;
}

/** ISO 15765-2 N_Cr: a sender that is silent for a second has given up. J1939-21 allows 750 ms. */
const longestPauseMs = 1_000;

const shownAs = (id: number, bus: string): string => `${bus}/${id}`;

const overdue = (part: Part, at: number): boolean => Math.abs(at - part.at) > longestPauseMs;

/** Adds the bytes of one frame. */
const append = (part: Part, bytes: Uint8Array, at: number): boolean => {
  const room = part.data.length - part.filled;
  part.data.set(bytes.subarray(0, room), part.filled);
  part.filled += Math.min(bytes.length, room);
  part.at = at;
  return part.filled >= part.data.length;
};

/**
 * Puts long messages together: ISO-TP answers (first and consecutive frames, flow control passed over), and the J1939
 * transport protocol (broadcast and connection mode). An ISO-TP answer keeps one length byte before its payload, as bus
 * descriptions of such answers count: the payload begins at byte 1, in short answers and long ones alike.
 */
export const createTransport = () => {
  const parts = new Map<string, Part>();

  const begin = (key: string, part: Part): Assembly => {
    const broken = parts.has(key);
    parts.set(key, part);
    return broken ? "lost" : "waiting";
  };

  const isoTp = (frame: Frame): Assembly => {
    const [control = 0, low = 0] = frame.data;
    const key = shownAs(frame.id, frame.bus);
    if (control >> 4 === 1) {
      const part: Part = {
        data: new Uint8Array(1 + ((control & 0x0f) << 8) + low),
        filled: 0,
        next: 1,
        at: frame.at,
        id: frame.id,
      };
      append(part, frame.data.subarray(1), frame.at);
      return begin(key, part);
    }
    const part = parts.get(key);
    if (control >> 4 !== 2) return "waiting";
    if (part === undefined || (control & 0x0f) !== part.next % 16 || overdue(part, frame.at)) {
      parts.delete(key);
      return "lost";
    }
    part.next += 1;
    if (!append(part, frame.data.subarray(1), frame.at)) return "waiting";
    parts.delete(key);
    return { whole: { ...frame, data: part.data } };
  };

  const j1939 = (frame: Frame): Assembly => {
    const { id, data, at, bus } = frame;
    const key = `${bus}/${id & 0xffff}/j1939`;
    const [control = 0] = data;
    if (pgnOf(id) === transportManagement) {
      // 32 broadcast announce, 16 request to send; the rest steers a transfer that we only watch.
      if ((control !== 32 && control !== 16) || data.length < 8) return "waiting";
      const pgn = (data[5] ?? 0) | ((data[6] ?? 0) << 8) | ((data[7] ?? 0) << 16);
      const length = (data[1] ?? 0) | ((data[2] ?? 0) << 8);
      return begin(key, { data: new Uint8Array(length), filled: 0, next: 1, at, id: idOfPgn(pgn, sourceAddress(id)) });
    }
    const part = parts.get(key);
    if (part === undefined || control !== part.next || overdue(part, at)) {
      parts.delete(key);
      return "lost";
    }
    part.next += 1;
    if (!append(part, data.subarray(1), at)) return "waiting";
    parts.delete(key);
    return { whole: { at, bus, id: part.id, data: part.data } };
  };

  return {
    /** A frame of a message that is described as longer than a frame, or of the J1939 transport protocol. */
    take(frame: Frame): Assembly {
      return isTransport(frame.id) ? j1939(frame) : isoTp(frame);
    },
  };
};

/** Diagnostic identifiers: 11 bits from 0x700 (ISO 15765-4 and the makers' own), 29 bits as 18DAxxyy. */
const isDiagnostic = (id: number): boolean => (isExtended(id) ? pgnOf(id) === 0xda00 : id >= 0x700);

/** Whether a frame only carries a part of something: its identifier is a transport's, or its message is longer than a frame. */
export const isPart = (frame: Frame, bytesDescribed: number | undefined): boolean =>
  isTransport(frame.id) ||
  (bytesDescribed !== undefined &&
    bytesDescribed > 8 &&
    frame.data.length <= 8 &&
    isDiagnostic(frame.id) &&
    (frame.data[0] ?? 0) >> 4 > 0);
