import { isExtended } from "./frame.ts";

/** Null address of SAE J1939-81: a DBC writes it where any source address is meant. */
export const nullAddress = 0xfe;

export const sourceAddress = (id: number): number => id & 0xff;

/**
 * Parameter group number of a 29-bit identifier (SAE J1939-21): with a PDU format below 240 the second byte is a destination
 * and no part of it.
 */
export const pgnOf = (id: number): number => {
  const pgn = (id >>> 8) & 0x3_ffff;
  return ((pgn >>> 8) & 0xff) < 0xf0 ? pgn & 0x3_ff00 : pgn;
};

/** An identifier of this parameter group from this source, as a message put together from transport frames carries it. */
export const idOfPgn = (pgn: number, source: number): number => (0x9800_0000 | (pgn << 8) | source) >>> 0;

/** Parameter groups of the transport protocol: connection management and data transfer. */
export const transportManagement = 0xec00;
export const transportData = 0xeb00;

export const isTransport = (id: number): boolean => {
  if (!isExtended(id)) return false;
  const pgn = pgnOf(id);
  return pgn === transportManagement || pgn === transportData;
};

/**
 * Whether a raw value of this many bits means "error", "not available" or is reserved: the top five of each 256 in the
 * highest byte (SAE J1939-71, transmitted signal ranges). Signals below a byte have ranges of their own.
 */
export const saysNotAvailable = (raw: number, bits: number): boolean =>
  bits >= 8 && bits <= 32 && raw >= 0xfb * 2 ** (bits - 8);
