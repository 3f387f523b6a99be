import type { PidEncoding } from "./encode.ts";

const supports = { volts: 0x02, amperes: 0x04 };

const word = (raw: number): readonly number[] => [(raw >> 8) & 0xff, raw & 0xff];
const between = (raw: number, least: number, most: number): number => Math.min(Math.max(Math.round(raw), least), most);

/**
 * PID 9A of SAE J1979-DA, hybrid and electric vehicle system data. Byte A says which of the rest is there, B is the charging
 * state, which a drive does not tell; C and D are the voltage of the pack, 1/64 V a bit; E and F its current in two's
 * complement, 0.1 A a bit (bits and scales as in OBDb/SAEJ1979, signalsets/v3). The standard does not say which way the
 * current counts: ours is positive into the battery, as VSS has it.
 */
export const packEncoding: PidEncoding = {
  pid: 0x9a,
  carries: ["Vehicle.Powertrain.TractionBattery.CurrentVoltage", "Vehicle.Powertrain.TractionBattery.CurrentCurrent"],
  steps: [1 / 64, 0.1],
  encode: ([volts = 0, amperes]) => [
    amperes === undefined ? supports.volts : supports.volts | supports.amperes,
    0,
    ...word(between(volts * 64, 0, 0xffff)),
    ...word(amperes === undefined ? 0 : between(amperes / 0.1, -0x8000, 0x7fff)),
  ],
};
