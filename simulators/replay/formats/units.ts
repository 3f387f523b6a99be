import { type SignalPath, signals } from "../../../contract/signals.ts";

/** value in the signal's unit = value as recorded × factor + offset. */
export interface Scaling {
  readonly factor: number;
  readonly offset: number;
}

const times = (factor: number): Scaling => ({ factor, offset: 0 });

/** Exact by definition: international mile and foot, avoirdupois pound on the square inch, conventional inch of mercury, standard gravity. */
const kmPerMile = 1.609344;
const metresPerFoot = 0.3048;
const kPaPerPsi = 6.894757293168;
const kPaPerInchOfMercury = 3.386389;
const metresPerSecondSquaredPerG = 9.80665;

/**
 * Spellings of units in recordings, for each unit of the signal table. Only what has one meaning stands here: a gallon may be
 * American or imperial, so a column in gallons stays unknown.
 */
const spellings: Readonly<Record<string, Readonly<Record<string, Scaling>>>> = {
  "km/h": {
    "km/h": times(1),
    kmh: times(1),
    kph: times(1),
    mph: times(kmPerMile),
    "m/s": times(3.6),
    mps: times(3.6),
    "meters/second": times(3.6),
  },
  Celsius: {
    c: times(1),
    degc: times(1),
    celsius: times(1),
    f: { factor: 5 / 9, offset: -160 / 9 },
    degf: { factor: 5 / 9, offset: -160 / 9 },
    k: { factor: 1, offset: -273.15 },
  },
  kPa: {
    kpa: times(1),
    pa: times(0.001),
    mpa: times(1_000),
    bar: times(100),
    mbar: times(0.1),
    mb: times(0.1),
    hpa: times(0.1),
    psi: times(kPaPerPsi),
    inhg: times(kPaPerInchOfMercury),
  },
  Pa: { pa: times(1), kpa: times(1_000) },
  V: { v: times(1), mv: times(0.001), volts: times(1) },
  A: { a: times(1), ma: times(0.001) },
  W: { w: times(1), kw: times(1_000) },
  rpm: { rpm: times(1), "1/min": times(1), "u/min": times(1), "r/min": times(1) },
  percent: { "%": times(1), percent: times(1) },
  m: {
    m: times(1),
    km: times(1_000),
    mi: times(kmPerMile * 1_000),
    miles: times(kmPerMile * 1_000),
    meters: times(1),
    ft: times(metresPerFoot),
    "ft.": times(metresPerFoot),
  },
  km: { km: times(1), m: times(0.001), mi: times(kmPerMile), miles: times(kmPerMile) },
  degrees: { deg: times(1), degrees: times(1), "": times(1) },
  "g/s": { "g/s": times(1), "g/sec": times(1), "kg/h": times(1 / 3.6), "kg/hr": times(1 / 3.6) },
  "m/s^2": { "m/s^2": times(1), "m/s2": times(1), g: times(metresPerSecondSquaredPerG) },
  s: { s: times(1), sec: times(1), seconds: times(1), min: times(60), h: times(3_600) },
  min: { min: times(1), s: times(1 / 60), h: times(60) },
  h: { h: times(1) },
  "l/h": { "l/h": times(1), "l/hr": times(1) },
  ratio: { ratio: times(1), "": times(1), "-": times(1) },
  "-": { "-": times(1), "": times(1) },
  kg: { kg: times(1) },
  kOhm: { kohm: times(1) },
};

/** How a value in a unit as a recording spells it becomes the signal's own; undefined for a unit that we do not know or that cannot be. */
export const scalingTo = (path: SignalPath, unit: string): Scaling | undefined => {
  // The degree sign comes in several encodings and never decides; the one-character signs of Celsius and Fahrenheit (read as
  // UTF-8 or byte by byte) do.
  const plain = unit.replace(/\u2103|\u00e2\u0084\u0083/, "C").replace(/\u2109|\u00e2\u0084\u0089/, "F");
  const spelt = plain
    .replace(/[^\x21-\x7e]/g, "")
    .replace(/^\?+(?=[CFK]$)/i, "")
    .toLowerCase();
  return spellings[signals[path].unit]?.[spelt];
};

/** A value on its new scale, without the last bits that the arithmetic adds (68 °F is 20 °C, not 20.000000000000004). */
export const scaled = (value: number, { factor, offset }: Scaling): number =>
  factor === 1 && offset === 0 ? value : Number((value * factor + offset).toPrecision(12));
