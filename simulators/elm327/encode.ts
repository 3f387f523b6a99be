import type { SignalPath } from "../../contract/signals.ts";

/**
 * Service 01 of SAE J1979 (ISO 15031-5), from value to bytes, as an ECU computes it. Written from the standard's scaling
 * column and apart from the agent's decoder, so that the two are witnesses of each other.
 */
export interface PidEncoding {
  readonly pid: number;
  /** The signals the PID carries, in the order of its bytes. The PID is answered when the first has a value. */
  readonly carries: readonly SignalPath[];
  /** One bit of each signal, in its unit: what is lost in the bytes is at most half of it. */
  readonly steps: readonly number[];
  encode(values: readonly (number | undefined)[]): readonly number[];
}

const clamp = (raw: number, bytes: number): number => Math.min(Math.max(Math.round(raw), 0), 256 ** bytes - 1);

/** A whole number, high byte first. */
const bigEndian = (raw: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, k) => Math.floor(clamp(raw, bytes) / 256 ** (bytes - 1 - k)) % 256);

/** value = raw x perBit + offset. */
const linear = (pid: number, path: SignalPath, bytes: number, perBit: number, offset = 0): PidEncoding => ({
  pid,
  carries: [path],
  steps: [perBit],
  encode: ([value = 0]) => bigEndian((value - offset) / perBit, bytes),
});

/** Two's complement over 16 bits. */
const signed16 = (pid: number, path: SignalPath, perBit: number): PidEncoding => ({
  pid,
  carries: [path],
  steps: [perBit],
  encode: ([value = 0]) => {
    const raw = Math.min(Math.max(Math.round(value / perBit), -32_768), 32_767);
    return bigEndian(raw < 0 ? raw + 65_536 : raw, 2);
  },
});

const percent = (pid: number, path: SignalPath): PidEncoding => linear(pid, path, 1, 100 / 255);
const trim = (pid: number, path: SignalPath): PidEncoding => linear(pid, path, 1, 100 / 128, -100);
const celsius = (pid: number, path: SignalPath): PidEncoding => linear(pid, path, 1, 1, -40);
const catalyst = (pid: number, path: SignalPath): PidEncoding => linear(pid, path, 2, 0.1, -40);

/** Secondary oxygen-sensor trims: the bank, and the bank behind it, which our cars lack (FF: not used). */
const bankTrim = (pid: number, path: SignalPath): PidEncoding => ({
  pid,
  carries: [path],
  steps: [100 / 128],
  encode: ([value = 0]) => [clamp(((value + 100) * 128) / 100, 1), 0xff],
});

const sensors = [1, 2, 3, 4, 5, 6, 7, 8] as const;

/** Conventional oxygen sensors: 5 mV a bit, and a trim; FF when the sensor is not used for one. */
const narrowBand = sensors.map((n): PidEncoding => {
  const carries = [`Vehicle.OBD.O2.Sensor${n}.Voltage`, `Vehicle.OBD.O2.Sensor${n}.ShortTermFuelTrim`] as const;
  return {
    pid: 0x13 + n,
    carries,
    steps: [0.005, 100 / 128],
    encode: ([volts = 0, percentTrim]) => [
      clamp(volts / 0.005, 1),
      percentTrim === undefined ? 0xff : clamp(((percentTrim + 100) * 128) / 100, 1),
    ],
  };
});

/** Wide-range sensors: lambda 2/65,536 a bit, voltage 8/65,536 V a bit. */
const wideBand = sensors.map((n): PidEncoding => {
  const carries = [`Vehicle.OBD.O2WR.Sensor${n}.Lambda`, `Vehicle.OBD.O2WR.Sensor${n}.Voltage`] as const;
  return {
    pid: 0x23 + n,
    carries,
    steps: [2 / 65_536, 8 / 65_536],
    encode: ([lambda = 0, volts = 0]) => [
      ...bigEndian((lambda * 65_536) / 2, 2),
      ...bigEndian((volts * 65_536) / 8, 2),
    ],
  };
});

/** Every PID of service 01 that the emulated car can answer from a signal, by PID. */
export const pidEncodings: readonly PidEncoding[] = [
  percent(0x04, "Vehicle.OBD.EngineLoad"),
  celsius(0x05, "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature"),
  trim(0x06, "Vehicle.OBD.ShortTermFuelTrim1"),
  trim(0x07, "Vehicle.OBD.LongTermFuelTrim1"),
  trim(0x08, "Vehicle.OBD.ShortTermFuelTrim2"),
  trim(0x09, "Vehicle.OBD.LongTermFuelTrim2"),
  linear(0x0a, "Vehicle.OBD.FuelPressure", 1, 3),
  linear(0x0b, "Vehicle.OBD.MAP", 1, 1),
  linear(0x0c, "Vehicle.Powertrain.CombustionEngine.Speed", 2, 0.25),
  linear(0x0d, "Vehicle.Speed", 1, 1),
  linear(0x0e, "Vehicle.OBD.TimingAdvance", 1, 0.5, -64),
  celsius(0x0f, "Vehicle.OBD.IntakeTemp"),
  linear(0x10, "Vehicle.OBD.MAF", 2, 0.01),
  percent(0x11, "Vehicle.OBD.ThrottlePosition"),
  ...narrowBand,
  linear(0x1f, "Vehicle.OBD.RunTime", 2, 1),
  linear(0x21, "Vehicle.OBD.DistanceWithMIL", 2, 1),
  linear(0x22, "Vehicle.OBD.FuelRailPressureVac", 2, 0.079),
  linear(0x23, "Vehicle.OBD.FuelRailPressureDirect", 2, 10),
  ...wideBand,
  percent(0x2c, "Vehicle.OBD.CommandedEGR"),
  trim(0x2d, "Vehicle.OBD.EGRError"),
  percent(0x2e, "Vehicle.OBD.CommandedEVAP"),
  percent(0x2f, "Vehicle.Powertrain.FuelSystem.RelativeLevel"),
  linear(0x30, "Vehicle.OBD.WarmupsSinceDTCClear", 1, 1),
  linear(0x31, "Vehicle.OBD.DistanceSinceDTCClear", 2, 1),
  signed16(0x32, "Vehicle.OBD.EVAPVaporPressure", 0.25),
  linear(0x33, "Vehicle.OBD.BarometricPressure", 1, 1),
  catalyst(0x3c, "Vehicle.OBD.Catalyst.Bank1.Temperature1"),
  catalyst(0x3d, "Vehicle.OBD.Catalyst.Bank2.Temperature1"),
  catalyst(0x3e, "Vehicle.OBD.Catalyst.Bank1.Temperature2"),
  catalyst(0x3f, "Vehicle.OBD.Catalyst.Bank2.Temperature2"),
  linear(0x42, "Vehicle.OBD.ControlModuleVoltage", 2, 0.001),
  linear(0x43, "Vehicle.OBD.AbsoluteLoad", 2, 100 / 255),
  linear(0x44, "Vehicle.OBD.CommandedEquivalenceRatio", 2, 2 / 65_536),
  percent(0x45, "Vehicle.OBD.RelativeThrottlePosition"),
  celsius(0x46, "Vehicle.Exterior.AirTemperature"),
  percent(0x47, "Vehicle.OBD.ThrottlePositionB"),
  percent(0x48, "Vehicle.OBD.ThrottlePositionC"),
  percent(0x49, "Vehicle.OBD.AcceleratorPositionD"),
  percent(0x4a, "Vehicle.OBD.AcceleratorPositionE"),
  percent(0x4b, "Vehicle.OBD.AcceleratorPositionF"),
  percent(0x4c, "Vehicle.OBD.ThrottleActuator"),
  linear(0x4d, "Vehicle.OBD.RunTimeMIL", 2, 1),
  linear(0x4e, "Vehicle.OBD.TimeSinceDTCCleared", 2, 1),
  {
    pid: 0x50,
    carries: ["Vehicle.OBD.MaxMAF"],
    steps: [10],
    encode: ([grams = 0]) => [clamp(grams / 10, 1), 0, 0, 0],
  },
  percent(0x52, "Vehicle.OBD.EthanolPercent"),
  linear(0x53, "Vehicle.OBD.EVAPVaporPressureAbsolute", 2, 0.005),
  signed16(0x54, "Vehicle.OBD.EVAPVaporPressureAlternate", 1),
  bankTrim(0x55, "Vehicle.OBD.ShortTermO2Trim1"),
  bankTrim(0x56, "Vehicle.OBD.LongTermO2Trim1"),
  bankTrim(0x57, "Vehicle.OBD.ShortTermO2Trim2"),
  bankTrim(0x58, "Vehicle.OBD.LongTermO2Trim2"),
  linear(0x59, "Vehicle.OBD.FuelRailPressureAbsolute", 2, 10),
  percent(0x5a, "Vehicle.OBD.RelativeAcceleratorPosition"),
  percent(0x5b, "Vehicle.OBD.HybridBatteryRemaining"),
  celsius(0x5c, "Vehicle.Powertrain.CombustionEngine.EngineOil.Temperature"),
  linear(0x5d, "Vehicle.OBD.FuelInjectionTiming", 2, 1 / 128, -210),
  linear(0x5e, "Vehicle.OBD.FuelRate", 2, 0.05),
  // The odometer travels in tenths of a kilometre; VSS counts metres.
  linear(0xa6, "Vehicle.TraveledDistance", 4, 100),
];

/** A trouble code as its two bytes: letter and first digit in the high nibble, the rest as hexadecimal digits. */
export const encodeCode = (code: string): readonly [number, number] => {
  const letter = "PCBU".indexOf(code.charAt(0));
  const raw = (letter << 14) | (Number.parseInt(code.charAt(1), 10) << 12) | Number.parseInt(code.slice(2), 16);
  return [(raw >> 8) & 0xff, raw & 0xff];
};

/** Support bitmap of the 32 PIDs behind `base`: the first PID is the highest bit; the last bit says that more follow. */
export const supportBitmap = (base: number, supported: ReadonlySet<number>): readonly number[] => {
  const bytes = [0, 0, 0, 0];
  for (let k = 0; k < 32; k += 1) {
    const pid = base + 1 + k;
    const listed = k === 31 ? [...supported].some((other) => other >= pid) : supported.has(pid);
    if (listed) bytes[k >> 3] = (bytes[k >> 3] ?? 0) | (0x80 >> (k & 7));
  }
  return bytes;
};
