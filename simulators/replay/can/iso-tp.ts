import type { Frame } from "./frame.ts";

/**
 * What a frame adds to a message of ISO 15765-2: a whole payload, a part of one, flow control, the certainty that one is
 * lost, or nothing since it is no frame of that protocol.
 */
export type IsoTpStep =
  | { readonly payload: Uint8Array; readonly interrupted: boolean }
  | "part"
  | "control"
  | "lost"
  | "foreign";

interface Growing {
  readonly id: number;
  readonly data: Uint8Array;
  filled: number;
  /** Sequence number of the next consecutive frame, 0 to 15. */
  next: number;
  /** Bytes of the first frame: every consecutive one but the last is as long. */
  readonly frameBytes: number;
  at: number;
}

/** N_Cr of ISO 15765-2: a sender that is silent for a second has given up. */
const longestPauseMs = 1_000;
/** Longer than any message of a control unit that is driven; CAN FD could announce 4 GB, which no log holds. */
const longestBytes = 65_535;
/** So many senders at once is no bus but noise; the oldest gives way. */
const mostSenders = 1_024;

/** A first frame: 12 bits of length, or none and then 32 of them. Undefined for a length that fits a single frame. */
const beginning = ({ id, data, at }: Frame): Growing | undefined => {
  if (data.length < 8) return undefined;
  const [control = 0, low = 0] = data;
  const short = ((control & 0x0f) << 8) | low;
  const from = short === 0 ? 6 : 2;
  const length = short === 0 ? new DataView(data.buffer, data.byteOffset).getUint32(2) : short;
  const fitsSingle = data.length === 8 ? 7 : data.length - 2;
  if (length <= fitsSingle || length > longestBytes) return undefined;
  const growing: Growing = { id, data: new Uint8Array(length), filled: 0, next: 1, frameBytes: data.length, at };
  growing.data.set(data.subarray(from));
  growing.filled = data.length - from;
  return growing;
};

/** A single frame; one of CAN FD has its length in the second byte. */
const single = (data: Uint8Array): Uint8Array | undefined => {
  const [control = 0, second = 0] = data;
  const [from, length] = control === 0 && data.length > 8 ? [2, second] : [1, control];
  return length === 0 || from + length > data.length || (from === 1 && length > 7)
    ? undefined
    : data.subarray(from, from + length);
};

/** Puts messages of ISO 15765-2 (normal addressing) together, for each sender by itself. What is not whole never comes out. */
export const createIsoTp = () => {
  /** `undefined`: a message of this sender is lost, and the rest of it says nothing more. */
  const growing = new Map<string, Growing | undefined>();

  const keep = (key: string, state: Growing | undefined): void => {
    const [oldest] = growing.size >= mostSenders && !growing.has(key) ? growing.keys() : [];
    if (oldest !== undefined) growing.delete(oldest);
    growing.set(key, state);
  };

  const lose = (key: string): IsoTpStep => {
    keep(key, undefined);
    return "lost";
  };

  const goOn = (key: string, { data, at }: Frame): IsoTpStep => {
    const part = growing.get(key);
    if (part === undefined) return growing.has(key) ? "part" : lose(key);
    const left = part.data.length - part.filled;
    const wanted = Math.min(left, part.frameBytes - 1);
    const sequence = (data[0] ?? 0) & 0x0f;
    if (sequence !== part.next || Math.abs(at - part.at) > longestPauseMs || data.length - 1 < wanted) return lose(key);
    part.data.set(data.subarray(1, 1 + wanted), part.filled);
    part.filled += wanted;
    part.next = (part.next + 1) & 0x0f;
    part.at = at;
    if (part.filled < part.data.length) return "part";
    growing.delete(key);
    return { payload: part.data, interrupted: false };
  };

  return {
    take(frame: Frame): IsoTpStep {
      const key = `${frame.bus}/${frame.id}`;
      const kind = (frame.data[0] ?? 0xff) >> 4;
      if (kind === 2) return goOn(key, frame);
      if (kind === 3) return "control";
      if (kind > 3) return "foreign";
      const payload = kind === 0 ? single(frame.data) : undefined;
      const begun = kind === 1 ? beginning(frame) : undefined;
      if (payload === undefined && begun === undefined) return "foreign";
      const interrupted = growing.get(key) !== undefined;
      growing.delete(key);
      if (payload !== undefined) return { payload, interrupted };
      keep(key, begun);
      return interrupted ? "lost" : "part";
    },
    /** The log is over: how many messages of these senders still lack their end. */
    finish: (isWanted: (id: number) => boolean): number =>
      [...growing.values()].filter((part) => part !== undefined && isWanted(part.id)).length,
  };
};
