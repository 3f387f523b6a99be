/** One signal of a bus description. */
export interface DbcSignal {
  readonly name: string;
  /** Start bit in the numbering of the file: of the least bit for Intel order, of the greatest for Motorola. */
  readonly start: number;
  readonly length: number;
  readonly order: "intel" | "motorola";
  readonly form: "unsigned" | "signed" | "float" | "double";
  readonly factor: number;
  readonly offset: number;
  /** Equal where the file gives no range. */
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  /** Present only while that signal of the same message has a raw value in one of these ranges. */
  readonly when?: { readonly signal: string; readonly ranges: readonly (readonly [number, number])[] } | undefined;
}

/** One message of a bus description. */
export interface DbcMessage {
  /** As the file writes it: bit 31 set for a 29-bit identifier. */
  readonly id: number;
  readonly name: string;
  readonly bytes: number;
  /** The file says that this is a J1939 parameter group, found by its number whatever its priority and sender. */
  readonly j1939: boolean;
  readonly signals: ReadonlyMap<string, DbcSignal>;
}

/** A bus description as it was read. */
export interface Dbc {
  readonly origin: string;
  readonly messages: readonly DbcMessage[];
}

const integerOf = (data: Uint8Array, { start, length, order }: DbcSignal): bigint | number | undefined =>
  length > 48 ? wide(data, start, length, order) : narrow(data, start, length, order);

/** Up to 48 bits: exact in a plain number. */
const narrow = (data: Uint8Array, start: number, length: number, order: DbcSignal["order"]): number | undefined => {
  let value = 0;
  let weight = 1;
  let left = length;
  let byte = start >> 3;
  let bit = start & 7;
  while (left > 0) {
    const cell = data[byte];
    if (cell === undefined) return undefined;
    if (order === "intel") {
      const take = Math.min(8 - bit, left);
      value += ((cell >> bit) & ((1 << take) - 1)) * weight;
      weight *= 2 ** take;
      left -= take;
      bit = 0;
    } else {
      const take = Math.min(bit + 1, left);
      value = value * 2 ** take + ((cell >> (bit + 1 - take)) & ((1 << take) - 1));
      left -= take;
      bit = 7;
    }
    byte += 1;
  }
  return value;
};

/** Up to 64 bits, in two exact parts. */
const wide = (data: Uint8Array, start: number, length: number, order: DbcSignal["order"]): bigint | undefined => {
  const half = length - 32;
  if (order === "intel") {
    const low = narrow(data, start, 32, order);
    const high = narrow(data, start + 32, half, order);
    return low === undefined || high === undefined ? undefined : (BigInt(high) << 32n) | BigInt(low);
  }
  const high = narrow(data, start, half, order);
  const low = narrow(data, motorolaAfter(start, half), 32, order);
  return low === undefined || high === undefined ? undefined : (BigInt(high) << 32n) | BigInt(low);
};

/** The bit that follows `count` bits from `start` in Motorola order. */
const motorolaAfter = (start: number, count: number): number => {
  const linear = (start >> 3) * 8 + (7 - (start & 7)) + count;
  return (linear >> 3) * 8 + (7 - (linear & 7));
};

const view = new DataView(new ArrayBuffer(8));

/** The raw value of a signal: what multiplexing and sentinels are judged by. Undefined when the data end before it. */
export const rawOf = (data: Uint8Array, signal: DbcSignal): number | undefined => {
  const { form, length } = signal;
  // A text or a block of bytes is described as one long signal too, and is no number.
  if (length > 64 || (form === "float" && length !== 32) || (form === "double" && length !== 64)) return undefined;
  const integer = integerOf(data, signal);
  if (integer === undefined) return undefined;
  if (form === "float") {
    view.setUint32(0, Number(integer));
    return view.getFloat32(0);
  }
  if (form === "double") {
    view.setBigUint64(0, BigInt(integer));
    return view.getFloat64(0);
  }
  if (form === "unsigned") return Number(integer);
  return typeof integer === "bigint"
    ? Number(BigInt.asIntN(length, integer))
    : integer >= 2 ** (length - 1)
      ? integer - 2 ** length
      : integer;
};

/** What a multiplexor says: a number without a sign, even where its description has one. */
const selectorOf = (data: Uint8Array, signal: DbcSignal): number | undefined =>
  rawOf(data, { ...signal, form: "unsigned" });

/** Whether a multiplexed signal is in these data: its multiplexor has the right value, and so on up to the first one. */
export const isPresent = (data: Uint8Array, message: DbcMessage, signal: DbcSignal, depth = 0): boolean => {
  if (signal.when === undefined) return true;
  const by = message.signals.get(signal.when.signal);
  // Deeper than any file nests: two multiplexors that name each other must not turn for ever.
  if (by === undefined || depth > 8 || !isPresent(data, message, by, depth + 1)) return false;
  const raw = selectorOf(data, by);
  return raw !== undefined && signal.when.ranges.some(([from, to]) => raw >= from && raw <= to);
};
