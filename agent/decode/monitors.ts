import { linear, type Quantity, word } from "./quantity.ts";

/** Monitors that run all the time, by bit of byte B: support in bits 0..2, not complete in bits 4..6. */
const continuous = ["MISFIRE", "FUEL_SYSTEM", "COMPONENTS"];
/** Byte C bit n says support and byte D bit n not complete; which monitors they are depends on the ignition. */
const ofSparkIgnition = [
  "CATALYST",
  "HEATED_CATALYST",
  "EVAPORATIVE_SYSTEM",
  "SECONDARY_AIR",
  "AC_REFRIGERANT",
  "OXYGEN_SENSOR",
  "OXYGEN_SENSOR_HEATER",
  "EGR_VVT",
];
const ofCompressionIgnition = [
  "NMHC_CATALYST",
  "NOX_SCR_AFTERTREATMENT",
  undefined,
  "BOOST_PRESSURE",
  undefined,
  "EXHAUST_GAS_SENSOR",
  "PM_FILTER",
  "EGR_VVT",
];

const bit = (bytes: Uint8Array, at: number, n: number): boolean => (((bytes[at] ?? 0) >> n) & 1) === 1;
const isCompression = (bytes: Uint8Array): boolean => bit(bytes, 1, 3);

const monitor = (
  name: string,
  absent: string,
  applies: (bytes: Uint8Array) => boolean,
  [supportAt, supportBit]: readonly [number, number],
  [pendingAt, pendingBit]: readonly [number, number],
): Quantity => ({
  name: `MONITOR_${name}`,
  unit: "-",
  of: (bytes) => {
    if (!applies(bytes)) return undefined;
    if (!bit(bytes, supportAt, supportBit)) return absent;
    return bit(bytes, pendingAt, pendingBit) ? "incomplete" : "complete";
  },
});

/** The readiness monitors of PID 01 (since the codes were cleared) and PID 41 (this driving cycle). */
export const readiness = (absent: "not supported" | "not enabled"): readonly Quantity[] => [
  word("IGNITION_TYPE", 1, { 0: "spark", 1: "compression" }, { mask: 0x08 }),
  ...continuous.map((name, n) => monitor(name, absent, () => true, [1, n], [1, n + 4])),
  ...ofSparkIgnition.map((name, n) => monitor(name, absent, (bytes) => !isCompression(bytes), [2, n], [3, n])),
  ...ofCompressionIgnition.flatMap((name, n) =>
    name === undefined ? [] : [monitor(name, absent, isCompression, [2, n], [3, n])],
  ),
];

/** Byte A of PID 01: the malfunction indicator lamp and how many confirmed codes this ECU holds. */
export const milAndCount: readonly Quantity[] = [
  word(
    "MIL",
    0,
    { 0: "off", 1: "on" },
    { mask: 0x80, path: "Vehicle.OBD.Status.IsMILOn", toSignal: (value) => (value === "on" ? 1 : 0) },
  ),
  {
    ...linear("DTC_COUNT", "-", 0, { path: "Vehicle.OBD.Status.DTCCount" }),
    of: (bytes) => (bytes[0] ?? 0) & 0x7f,
  },
];
