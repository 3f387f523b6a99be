/** ISO 3779: capital letters but I, O and Q, and digits. */
const vinPattern = /^[A-HJ-NPR-Z0-9]{17}$/;

const hex = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, "0");
const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** Only NUL is padding: a VIN may begin or end with the characters 0, 1 and 2. */
const unpadded = (bytes: Uint8Array): Uint8Array => {
  const first = bytes.findIndex((byte) => byte !== 0);
  const last = bytes.findLastIndex((byte) => byte !== 0);
  return first < 0 ? bytes.subarray(0, 0) : bytes.subarray(first, last + 1);
};

/**
 * The items of a service 09 answer of fixed size. On CAN a count of items stands first; off CAN the messages were joined
 * by the source and there is no count.
 */
const items = (bus: "can" | "serial" | "adapter", bytes: Uint8Array, size: number): Uint8Array[] | undefined => {
  const data = bus === "can" ? bytes.subarray(1) : bytes;
  const count = bus === "can" ? (bytes[0] ?? 0) : data.length / size;
  if (!Number.isInteger(count) || count < 1 || data.length !== count * size) return undefined;
  return Array.from({ length: count }, (_, n) => data.subarray(n * size, (n + 1) * size));
};

/** Service 09 InfoType 02: the vehicle identification number; undefined when it is not 17 characters that a VIN may have. */
export const decodeVin = (bus: "can" | "serial" | "adapter", bytes: Uint8Array): string | undefined => {
  // One VIN on CAN; off CAN three NULs stand before it, to fill five messages of four.
  if (bus === "can" && bytes[0] !== 1) return undefined;
  const vin = ascii(unpadded(bus === "can" ? bytes.subarray(1) : bytes));
  return vinPattern.test(vin) ? vin : undefined;
};

/** Printable text before the padding; an ECU name has its acronym and its words apart by a NUL. */
const text = (bytes: Uint8Array): string | undefined => {
  const whole = ascii(unpadded(bytes)).replaceAll(/\0+/g, "");
  return /^[\x20-\x7e]+$/.test(whole) ? whole.trimEnd() : undefined;
};

const all = <T>(values: readonly (T | undefined)[] | undefined): readonly T[] | undefined => {
  const known = values?.filter((value) => value !== undefined);
  return known !== undefined && known.length === values?.length ? known : undefined;
};

/** Service 09 InfoType 04: calibration identifications of 16 characters. */
export const decodeCalibrationIds = (bus: "can" | "serial" | "adapter", bytes: Uint8Array) =>
  all(items(bus, bytes, 16)?.map(text));

/** Service 09 InfoType 06: calibration verification numbers, four bytes as hex. */
export const decodeCvns = (bus: "can" | "serial" | "adapter", bytes: Uint8Array): readonly string[] | undefined =>
  items(bus, bytes, 4)?.map((cvn) => Array.from(cvn, hex).join(""));

/** Service 09 InfoType 0A: the ECU's name, 20 characters. */
export const decodeEcuName = (bus: "can" | "serial" | "adapter", bytes: Uint8Array): string | undefined =>
  all(items(bus, bytes, 20)?.map(text))?.[0];
