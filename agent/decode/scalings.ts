/** How the two bytes of a monitor result become a value: signed or not, value = raw · factor + offset. */
export interface Scaling {
  readonly signed: boolean;
  readonly factor: number;
  readonly offset: number;
  readonly unit: string;
}

type Row = readonly [id: number, factor: number, unit: string, offset?: number];

/** Unit and scaling identifiers of SAE J1979 appendix E for unsigned results. */
const unsigned: readonly Row[] = [
  [0x01, 1, "count"],
  [0x02, 0.1, "count"],
  [0x03, 0.01, "count"],
  [0x04, 0.001, "count"],
  [0x05, 0.0000305, "count"],
  [0x06, 0.000305, "count"],
  [0x07, 0.25, "rpm"],
  [0x08, 0.01, "km/h"],
  [0x09, 1, "km/h"],
  [0x0a, 0.122, "mV"],
  [0x0b, 0.001, "V"],
  [0x0c, 0.01, "V"],
  [0x0d, 0.00390625, "mA"],
  [0x0e, 0.001, "A"],
  [0x0f, 0.01, "A"],
  [0x10, 1, "ms"],
  [0x11, 100, "ms"],
  [0x12, 1, "s"],
  [0x13, 1, "mOhm"],
  [0x14, 1, "Ohm"],
  [0x15, 1, "kOhm"],
  [0x16, 0.1, "Celsius", -40],
  [0x17, 0.01, "kPa"],
  [0x18, 0.0117, "kPa"],
  [0x19, 0.079, "kPa"],
  [0x1a, 1, "kPa"],
  [0x1b, 10, "kPa"],
  [0x1c, 0.01, "degrees"],
  [0x1d, 0.5, "degrees"],
  [0x1e, 0.0000305, "ratio"],
  [0x1f, 0.05, "ratio"],
  [0x20, 0.00390625, "ratio"],
  [0x21, 1, "mHz"],
  [0x22, 1, "Hz"],
  [0x23, 1, "kHz"],
  [0x24, 1, "count"],
  [0x25, 1, "km"],
  [0x26, 0.1, "mV/ms"],
  [0x27, 0.01, "g/s"],
  [0x28, 1, "g/s"],
  [0x29, 0.25, "Pa/s"],
  [0x2a, 0.001, "kg/h"],
  [0x2b, 1, "count"],
  [0x2c, 0.01, "g/cylinder"],
  [0x2d, 0.01, "mg/stroke"],
  [0x2e, 1, "-"],
  [0x2f, 0.01, "percent"],
  [0x30, 0.001526, "percent"],
  [0x31, 0.001, "l"],
  [0x32, 0.0000305, "inch"],
  [0x33, 0.00024414, "ratio"],
  [0x34, 1, "min"],
  [0x35, 10, "ms"],
  [0x36, 0.01, "g"],
  [0x37, 0.1, "g"],
  [0x38, 1, "g"],
  [0x39, 0.01, "percent", -327.68],
  [0x3a, 0.001, "g"],
  [0x3b, 0.0001, "g"],
  [0x3c, 0.1, "us"],
  [0x3d, 0.01, "mA"],
  [0x3e, 0.00006103516, "mm^2"],
  [0x3f, 0.01, "l"],
  [0x40, 1, "ppm"],
  [0x41, 0.01, "uA"],
];

/** The same for results in two's complement. */
const signed: readonly Row[] = [
  [0x81, 1, "count"],
  [0x82, 0.1, "count"],
  [0x83, 0.01, "count"],
  [0x84, 0.001, "count"],
  [0x85, 0.0000305, "count"],
  [0x86, 0.000305, "count"],
  [0x87, 1, "ppm"],
  [0x8a, 0.122, "mV"],
  [0x8b, 0.001, "V"],
  [0x8c, 0.01, "V"],
  [0x8d, 0.00390625, "mA"],
  [0x8e, 0.001, "A"],
  [0x90, 1, "ms"],
  [0x96, 0.1, "Celsius"],
  [0x99, 0.1, "kPa"],
  [0x9c, 0.01, "degrees"],
  [0x9d, 0.5, "degrees"],
  [0xa8, 1, "g/s"],
  [0xa9, 0.25, "Pa/s"],
  [0xad, 0.01, "mg/stroke"],
  [0xae, 0.1, "mg/stroke"],
  [0xaf, 0.01, "percent"],
  [0xb0, 0.003052, "percent"],
  [0xb1, 2, "mV/s"],
  [0xfc, 0.01, "kPa"],
  [0xfd, 0.001, "kPa"],
  [0xfe, 0.25, "Pa"],
];

const rowsOf = (rows: readonly Row[], isSigned: boolean): readonly (readonly [number, Scaling])[] =>
  rows.map(([id, factor, unit, offset = 0]) => [id, { signed: isSigned, factor, offset, unit }]);

/** Every public unit and scaling identifier, by its number. */
export const scalings: ReadonlyMap<number, Scaling> = new Map([...rowsOf(unsigned, false), ...rowsOf(signed, true)]);

/** A result under its scaling, without the noise that binary fractions leave behind the finest step of the table. */
export const scale = ({ signed: isSigned, factor, offset }: Scaling, raw: number): number =>
  Number(((isSigned && raw >= 0x8000 ? raw - 0x1_0000 : raw) * factor + offset).toFixed(11));
