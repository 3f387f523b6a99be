import type { Frame } from "./frame.ts";
import { idOfPgn, pgnOf, sourceAddress, transportManagement } from "./j1939.ts";

/** What became of a frame of a longer message: the whole message, nothing yet, or a loss that must be said. */
export type Assembly = { readonly whole: Frame } | "waiting" | "lost";

interface Part {
  readonly data: Uint8Array;
  readonly packets: number;
  /** Number of the next packet, from 1. */
  next: number;
  at: number;
  readonly id: number;
}

/** The longest pause of SAE J1939-21, T3: a receiver in connection mode may think for 1.25 s. */
const longestPauseMs = 1_250;
const bytesInPacket = 7;
const leastBytes = 9;
const mostBytes = 1_785;
/** Two hundred and fifty-six addresses on a few buses; the oldest transfer gives way to a newer one. */
const mostTransfers = 1_024;

/** Control bytes of TP.CM; the end of a message is seen by its packets. */
const requestToSend = 16;
const clearToSend = 17;
const announce = 32;
const abort = 255;

/** Puts messages of the J1939 transport protocol together, broadcast (BAM) and connection mode (RTS, CTS). */
export const createJ1939Transport = () => {
  /** By bus, destination and source; `undefined`: lost, and the rest of it says nothing more. */
  const parts = new Map<string, Part | undefined>();

  const keyOf = (bus: string, addresses: number): string => `${bus}/${addresses}`;

  const keep = (key: string, part: Part | undefined): void => {
    const [oldest] = parts.size >= mostTransfers && !parts.has(key) ? parts.keys() : [];
    if (oldest !== undefined) parts.delete(oldest);
    parts.set(key, part);
  };

  const lose = (key: string): Assembly => {
    keep(key, undefined);
    return "lost";
  };

  const begin = (key: string, { id, data, at }: Frame): Assembly => {
    const pgn = (data[5] ?? 0) | ((data[6] ?? 0) << 8) | ((data[7] ?? 0) << 16);
    const length = (data[1] ?? 0) | ((data[2] ?? 0) << 8);
    const packets = data[3] ?? 0;
    const broken = parts.get(key) !== undefined;
    if (length < leastBytes || length > mostBytes || packets !== Math.ceil(length / bytesInPacket)) return lose(key);
    keep(key, { data: new Uint8Array(length), packets, next: 1, at, id: idOfPgn(pgn, sourceAddress(id)) });
    return broken ? "lost" : "waiting";
  };

  /** The receiver says which packet it wants next, which may be one that was sent before. It writes to the sender. */
  const rewind = ({ bus, id, data, at }: Frame): Assembly => {
    const part = parts.get(keyOf(bus, ((id & 0xff) << 8) | ((id >>> 8) & 0xff)));
    const wanted = data[2] ?? 0;
    if (part === undefined) return "waiting";
    part.at = at;
    if (wanted >= 1 && wanted < part.next) part.next = wanted;
    return "waiting";
  };

  const manage = (key: string, frame: Frame): Assembly => {
    if (frame.data.length < 8) return "waiting";
    switch (frame.data[0]) {
      case announce:
      case requestToSend:
        return begin(key, frame);
      case clearToSend:
        return rewind(frame);
      case abort: {
        // Either side may give up.
        const back = keyOf(frame.bus, ((frame.id & 0xff) << 8) | ((frame.id >>> 8) & 0xff));
        const open = [key, back].find((one) => parts.get(one) !== undefined);
        return open === undefined ? "waiting" : lose(open);
      }
      default:
        return "waiting";
    }
  };

  const transfer = (key: string, { bus, data, at }: Frame): Assembly => {
    const part = parts.get(key);
    if (part === undefined) return parts.has(key) ? "waiting" : lose(key);
    const from = (part.next - 1) * bytesInPacket;
    const wanted = Math.min(bytesInPacket, part.data.length - from);
    if (data[0] !== part.next || Math.abs(at - part.at) > longestPauseMs || data.length - 1 < wanted) return lose(key);
    part.data.set(data.subarray(1, 1 + wanted), from);
    part.next += 1;
    part.at = at;
    if (part.next <= part.packets) return "waiting";
    parts.delete(key);
    return { whole: { at, bus, id: part.id, data: part.data } };
  };

  return {
    /** A frame of TP.CM or TP.DT. */
    take(frame: Frame): Assembly {
      const key = keyOf(frame.bus, frame.id & 0xffff);
      return pgnOf(frame.id) === transportManagement ? manage(key, frame) : transfer(key, frame);
    },
    /** The log is over: how many messages still lack their end. */
    finish: (): number => [...parts.values()].filter((part) => part !== undefined).length,
  };
};
