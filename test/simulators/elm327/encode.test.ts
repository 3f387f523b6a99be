import { describe, expect, test } from "vitest";
import { isSignalPath, type SignalPath, signals } from "../../../contract/signals.ts";
import { encodeCode, pidEncodings, supportBitmap } from "../../../simulators/elm327/encode.ts";
import { checkDigit, fictitiousVin, isVin } from "../../../simulators/vehicle/vin.ts";

const bytesOf = (path: SignalPath, ...values: readonly number[]): readonly number[] | undefined =>
  pidEncodings.find(({ carries }) => carries[0] === path)?.encode(values);

describe("values as an ECU puts them into bytes", () => {
  test.each<readonly [SignalPath, number, readonly number[]]>([
    ["Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature", 83, [0x7b]],
    ["Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature", -40, [0x00]],
    ["Vehicle.Powertrain.CombustionEngine.Speed", 1_726, [0x1a, 0xf8]],
    ["Vehicle.Speed", 50, [0x32]],
    ["Vehicle.OBD.EngineLoad", 100, [0xff]],
    ["Vehicle.OBD.ShortTermFuelTrim1", 0, [0x80]],
    ["Vehicle.OBD.ShortTermFuelTrim1", -100, [0x00]],
    ["Vehicle.OBD.TimingAdvance", 0, [0x80]],
    ["Vehicle.OBD.MAF", 655.35, [0xff, 0xff]],
    ["Vehicle.OBD.ControlModuleVoltage", 14.1, [0x37, 0x14]],
    ["Vehicle.OBD.EVAPVaporPressure", -0.25, [0xff, 0xff]],
    ["Vehicle.OBD.Catalyst.Bank1.Temperature1", 0, [0x01, 0x90]],
    ["Vehicle.OBD.CommandedEquivalenceRatio", 1, [0x80, 0x00]],
    ["Vehicle.TraveledDistance", 123_456_700, [0x00, 0x12, 0xd6, 0x87]],
    ["Vehicle.OBD.O2.Sensor1.Voltage", 0.45, [0x5a, 0xff]],
  ])("%s of %d", (path, value, bytes) => {
    expect(bytesOf(path, value)).toEqual(bytes);
  });

  test("a value beyond the carrier saturates, as a real one does", () => {
    expect(bytesOf("Vehicle.Speed", 300)).toEqual([255]);
    expect(bytesOf("Vehicle.Speed", -5)).toEqual([0]);
  });

  test("every PID comes once, fits its bytes at both ends of the range, and speaks of a known signal", () => {
    expect(new Set(pidEncodings.map(({ pid }) => pid)).size).toBe(pidEncodings.length);
    expect(pidEncodings.length).toBeGreaterThanOrEqual(60);
    for (const { carries, encode } of pidEncodings) {
      expect(carries.every(isSignalPath)).toBe(true);
      const ends = [carries.map((path) => signals[path].min), carries.map((path) => signals[path].max)];
      for (const values of ends)
        for (const byte of encode(values)) expect(byte).toSatisfy((b: number) => b >= 0 && b <= 255);
    }
  });
});

test.each([
  ["P0217", [0x02, 0x17]],
  ["C0035", [0x40, 0x35]],
  ["B1A2F", [0x9a, 0x2f]],
  ["U0100", [0xc1, 0x00]],
  ["P3456", [0x34, 0x56]],
] as const)("trouble code %s", (code, bytes) => {
  expect(encodeCode(code)).toEqual(bytes);
});

test("the support bitmap of J1979's own example, and the bit that says more follow", () => {
  // 0xBE1FA813: the example every OBD text shows.
  const pids = new Set([1, 3, 4, 5, 6, 7, 0x0c, 0x0d, 0x0e, 0x0f, 0x10, 0x11, 0x13, 0x15, 0x1c, 0x1f, 0x21]);
  expect(supportBitmap(0x00, pids)).toEqual([0xbe, 0x1f, 0xa8, 0x13]);
  expect(supportBitmap(0x20, pids)).toEqual([0x80, 0, 0, 0]);
});

test("the fictitious VIN is well-formed, and the check digit is the standard's", () => {
  expect(isVin(fictitiousVin)).toBe(true);
  expect(fictitiousVin.charAt(8)).toBe(checkDigit(fictitiousVin));
  expect(checkDigit("1M8GDM9AXKP042788")).toBe("X");
  expect(checkDigit("11111111111111111")).toBe("1");
});
