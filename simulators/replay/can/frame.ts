/** One CAN frame as a logger wrote it, or one message put together from several. */
export interface Frame {
  /** Recorded time, ms. */
  readonly at: number;
  readonly bus: string;
  /** Identifier as a DBC file writes it: bit 31 set for a 29-bit identifier. */
  readonly id: number;
  readonly data: Uint8Array;
}

const extendedBit = 0x8000_0000;

/** The first number that is no 11-bit identifier, and the first that is no 29-bit one. */
export const standardIds = 0x800;
export const widestId = 0x2000_0000;

/** The identifier as a DBC file writes it. */
export const dbcId = (id: number, extended: boolean): number => (extended ? (id | extendedBit) >>> 0 : id);

export const isExtended = (id: number): boolean => id >= extendedBit;

/** The identifier as people write it, in hex. */
export const idText = (id: number): string =>
  isExtended(id)
    ? (id & 0x1fff_ffff).toString(16).toUpperCase().padStart(8, "0")
    : id.toString(16).toUpperCase().padStart(3, "0");

/** Bytes of hex digits without blanks; undefined for anything else. */
export const hexBytes = (text: string): Uint8Array | undefined =>
  /^(?:[0-9A-Fa-f]{2})*$/.test(text) ? Uint8Array.from(Buffer.from(text, "hex")) : undefined;
