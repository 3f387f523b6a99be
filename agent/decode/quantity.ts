import type { SignalPath } from "../../contract/signals.ts";

/** What a quantity can be: a number in its unit, or a word of the standard. */
export type QuantityValue = number | string;

/** One thing that a PID says: how its bytes become a value, and which signal of the table that is. */
export interface Quantity {
  readonly name: string;
  /** Unit of the J1979 scaling in VSS spelling; "-" where there is none. */
  readonly unit: string;
  /** Undefined where the ECU says that it has no such sensor. */
  readonly of: (bytes: Uint8Array) => QuantityValue | undefined;
  readonly path?: SignalPath;
  /** From the J1979 value to the unit of the signal table; the value itself where absent. */
  readonly toSignal?: (value: QuantityValue) => number;
}

/** One service-01 PID: how many data bytes are right, and what they mean. */
export interface PidSpec {
  readonly pid: string;
  /** Every length that the standard knows for it. */
  readonly lengths: readonly number[];
  readonly quantities: readonly Quantity[];
}

interface Scaling {
  /** Bytes, big-endian; 1 where absent. */
  readonly size?: 1 | 2 | 4;
  readonly signed?: boolean;
  readonly mul?: number;
  readonly div?: number;
  readonly add?: number;
  /** Bit mask in byte A that says whether the ECU has this sensor. */
  readonly support?: number;
  readonly path?: SignalPath;
  /** Factor from the J1979 unit to the unit of the signal table. */
  readonly signalFactor?: number;
}

const raw = (bytes: Uint8Array, at: number, size: number, signed: boolean): number => {
  let value = 0;
  for (let i = at; i < at + size; i++) value = value * 256 + (bytes[i] ?? 0);
  const range = 256 ** size;
  return signed && value >= range / 2 ? value - range : value;
};

/** A length of an older edition ends before the later sensors: what is not there is not read as 0. */
const carries = (bytes: Uint8Array, end: number, support: number | undefined): boolean =>
  end <= bytes.length && (support === undefined || ((bytes[0] ?? 0) & support) !== 0);

/** value = raw · mul / div + add, raw taken at byte `at` (A is 0). */
export const linear = (name: string, unit: string, at: number, scaling: Scaling = {}): Quantity => {
  const { size = 1, signed = false, mul = 1, div = 1, add = 0, support, path, signalFactor } = scaling;
  return {
    name,
    unit,
    of: (bytes) => (carries(bytes, at + size, support) ? (raw(bytes, at, size, signed) * mul) / div + add : undefined),
    ...(path === undefined ? {} : { path }),
    ...(signalFactor === undefined ? {} : { toSignal: (value: QuantityValue) => Number(value) * signalFactor }),
  };
};

interface Bits {
  /** The bits that hold the number; the whole byte where absent. Shifted down to bit 0. */
  readonly mask?: number;
  readonly support?: number;
  readonly path?: SignalPath;
  readonly toSignal?: (value: QuantityValue) => number;
}

const lowestBit = (mask: number): number => mask & -mask;

/** A number of the standard's list as its word; a number that the list does not hold is said to be reserved. */
export const word = (
  name: string,
  at: number,
  words: Readonly<Record<number, string>>,
  { mask = 0xff, support, path, toSignal }: Bits = {},
): Quantity => ({
  name,
  unit: "-",
  of: (bytes) => {
    if (!carries(bytes, at + 1, support)) return undefined;
    const code = ((bytes[at] ?? 0) & mask) / lowestBit(mask);
    return words[code] ?? `reserved (${code})`;
  },
  ...(path === undefined ? {} : { path }),
  ...(toSignal === undefined ? {} : { toSignal }),
});

/** The names of the bits that are set in byte `at`, least bit first; "none" when no bit is. */
export const bits = (name: string, at: number, names: readonly (string | undefined)[]): Quantity => ({
  name,
  unit: "-",
  of: (bytes) => {
    const set = names.filter((bit, i) => bit !== undefined && ((bytes[at] ?? 0) >> i) & 1);
    return set.length === 0 ? "none" : set.join(", ");
  },
});

/** One row of a PID table. */
export const pid = (id: string, lengths: number | readonly number[], ...quantities: readonly Quantity[]): PidSpec => ({
  pid: id,
  lengths: typeof lengths === "number" ? [lengths] : lengths,
  quantities,
});

const known = (path: SignalPath | undefined, support: number | undefined): Scaling => ({
  ...(path === undefined ? {} : { path }),
  ...(support === undefined ? {} : { support }),
});

/** 0..255 as 0..100 percent. */
export const percent = (name: string, at: number, path?: SignalPath, support?: number): Quantity =>
  linear(name, "percent", at, { mul: 100, div: 255, ...known(path, support) });

/** 0..255 as -100..99.2 percent, 128 being none: fuel trims and errors. */
export const trim = (name: string, at: number, path?: SignalPath, support?: number): Quantity =>
  linear(name, "percent", at, { mul: 100, div: 128, add: -100, ...known(path, support) });

/** One byte, 1 Celsius a bit, -40..215. */
export const celsius = (name: string, at: number, path?: SignalPath, support?: number): Quantity =>
  linear(name, "Celsius", at, { add: -40, ...known(path, support) });

/** Two bytes, 0.1 Celsius a bit, -40..6513.5: the exhaust side. */
export const hotCelsius = (name: string, at: number, path?: SignalPath, support?: number): Quantity =>
  linear(name, "Celsius", at, { size: 2, div: 10, add: -40, ...known(path, support) });
