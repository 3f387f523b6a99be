import type { DbcSignal } from "./dbc.ts";

/** What the signal line of a bus description says, or why it says nothing. */
export type SignalLine =
  | {
      readonly signal: DbcSignal;
      /** It selects others, it is selected by this value, or both. */
      readonly selects: boolean;
      readonly selectedBy: number | undefined;
    }
  | { readonly fault: string };

/** What the message line says. */
export type MessageLine =
  | { readonly id: number; readonly name: string; readonly bytes: number }
  | { readonly fault: string };

const messageLine = /^BO_\s+(\d+)\s+([^\s:]+)\s*:\s*(\d+)(?:\s|$)/;
const signalLine =
  /^SG_\s+([^\s:]+)\s*(M|m\d+M?)?\s*:\s*(\d+)\s*\|\s*(\d+)\s*@\s*([01])\s*([+-])\s*\(\s*([^,()]+)\s*,\s*([^,()]+)\s*\)\s*\[\s*([^|\]]*)\|([^\]]*)\]\s*"([^"]*)"/;

/** J1939 transport protocol: the longest message that a DBC describes. */
export const longestBytes = 1_785;
const standardIds = 0x800;
const widestId = 0x2000_0000;
const extendedBit = 0x8000_0000;
/** Vector's tools keep signals that belong to no message in one that is none. */
export const noMessage = 0xc000_0000;

/**
 * The identifier as frames carry it, bit 31 set for 29 bits; undefined for a number that is none. Some files leave the bit
 * out where a number beyond 11 bits cannot be anything else.
 */
export const identifierOf = (written: number): number | undefined => {
  const id = written >= extendedBit ? written - extendedBit : written;
  if (id >= widestId) return undefined;
  return written >= standardIds && written < extendedBit ? written + extendedBit : written;
};

/** Reads `BO_ id Name: bytes Sender`. */
export const readMessageLine = (text: string): MessageLine => {
  const [, id, name = "", bytes] = messageLine.exec(text) ?? [];
  if (id === undefined) return { fault: "a message is written BO_ id Name: bytes Sender" };
  if (Number(id) !== noMessage && identifierOf(Number(id)) === undefined)
    return { fault: `${id} is no identifier of 11 bits, nor one of 29 with bit 31 set` };
  if (Number(bytes) > longestBytes) return { fault: `${name} has ${bytes} bytes, which must be 0 to ${longestBytes}` };
  return { id: Number(id), name, bytes: Number(bytes) };
};

/** A limit may be left out. */
const limitOf = (text: string | undefined): number => (text === undefined || text.trim() === "" ? 0 : Number(text));

/** Reads `SG_ Name m0 : start|length@order± (factor,offset) [min|max] "unit" receivers`. */
export const readSignalLine = (text: string): SignalLine => {
  const parts = signalLine.exec(text);
  if (parts === null)
    return { fault: 'a signal is written SG_ Name : start|length@order± (factor,offset) [min|max] "unit" receivers' };
  const [, name = "", mux = "", start, length, order, sign, factor, offset, min, max, unit = ""] = parts;
  const signal: DbcSignal = {
    name,
    start: Number(start),
    length: Number(length),
    order: order === "1" ? "intel" : "motorola",
    form: sign === "-" ? "signed" : "unsigned",
    factor: Number(factor),
    offset: Number(offset),
    min: limitOf(min),
    max: limitOf(max),
    unit,
  };
  for (const key of ["factor", "offset", "min", "max"] as const)
    if (!Number.isFinite(signal[key])) return { fault: `the ${key} of ${name} is not a number` };
  if (signal.length < 1) return { fault: `${name} is 0 bits long` };
  if (signal.start + signal.length > 8 * longestBytes) return { fault: `${name} reaches beyond any message` };
  const value = /^m(\d+)/.exec(mux)?.[1];
  return { signal, selects: mux.endsWith("M"), selectedBy: value === undefined ? undefined : Number(value) };
};
