import type { SignalPath } from "../../contract/signals.ts";
import { spellDtc } from "./dtc.ts";
import { milAndCount, readiness } from "./monitors.ts";
import { bits, celsius, linear, type PidSpec, percent, pid, type Quantity, trim, word } from "./quantity.ts";
import { obdStandards } from "./words.ts";

const fuelSystem = {
  0: "off or not present",
  1: "open loop: engine not warm enough",
  2: "closed loop: oxygen sensor feedback",
  4: "open loop: engine load or deceleration fuel cut",
  8: "open loop: system failure",
  16: "closed loop: fault in the feedback system",
};

const secondaryAir = {
  1: "upstream",
  2: "downstream of the catalytic converter",
  4: "from the outside atmosphere or off",
  8: "pump commanded on for diagnostics",
};

/** SAE J1979: a trim byte of FF says that this sensor is not used for the trim. */
const usedTrim = (name: string, at: number, path: SignalPath): Quantity => {
  const whole = trim(name, at, path);
  return { ...whole, of: (bytes) => (bytes[at] === 0xff ? undefined : whole.of(bytes)) };
};

const oxygenSensor = (id: string, sensor: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8): PidSpec =>
  pid(
    id,
    2,
    linear(`O2_SENSOR_${sensor}_VOLTAGE`, "V", 0, { div: 200, path: `Vehicle.OBD.O2.Sensor${sensor}.Voltage` }),
    usedTrim(`O2_SENSOR_${sensor}_SHORT_TERM_FUEL_TRIM`, 1, `Vehicle.OBD.O2.Sensor${sensor}.ShortTermFuelTrim`),
  );

const freezeFrameDtc: Quantity = {
  name: "FREEZE_FRAME_DTC",
  unit: "-",
  // 0000 is the standard's word for "no freeze frame is stored".
  of: ([a = 0, b = 0]) => (a === 0 && b === 0 ? "none" : spellDtc(a, b)),
};

/** Service 01, PIDs 01..1F (SAE J1979 appendix B). */
export const pids00: readonly PidSpec[] = [
  pid("01", 4, ...milAndCount, ...readiness("not supported")),
  pid("02", 2, freezeFrameDtc),
  pid("03", 2, word("FUEL_SYSTEM_1_STATUS", 0, fuelSystem), word("FUEL_SYSTEM_2_STATUS", 1, fuelSystem)),
  pid("04", 1, percent("ENGINE_LOAD", 0, "Vehicle.OBD.EngineLoad")),
  pid("05", 1, celsius("COOLANT_TEMPERATURE", 0, "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature")),
  pid("06", 1, trim("SHORT_TERM_FUEL_TRIM_BANK_1", 0, "Vehicle.OBD.ShortTermFuelTrim1")),
  pid("07", 1, trim("LONG_TERM_FUEL_TRIM_BANK_1", 0, "Vehicle.OBD.LongTermFuelTrim1")),
  pid("08", 1, trim("SHORT_TERM_FUEL_TRIM_BANK_2", 0, "Vehicle.OBD.ShortTermFuelTrim2")),
  pid("09", 1, trim("LONG_TERM_FUEL_TRIM_BANK_2", 0, "Vehicle.OBD.LongTermFuelTrim2")),
  pid("0A", 1, linear("FUEL_PRESSURE", "kPa", 0, { mul: 3, path: "Vehicle.OBD.FuelPressure" })),
  pid("0B", 1, linear("INTAKE_MANIFOLD_PRESSURE", "kPa", 0, { path: "Vehicle.OBD.MAP" })),
  pid(
    "0C",
    2,
    linear("ENGINE_SPEED", "rpm", 0, { size: 2, div: 4, path: "Vehicle.Powertrain.CombustionEngine.Speed" }),
  ),
  pid("0D", 1, linear("VEHICLE_SPEED", "km/h", 0, { path: "Vehicle.Speed" })),
  pid("0E", 1, linear("TIMING_ADVANCE", "degrees", 0, { div: 2, add: -64, path: "Vehicle.OBD.TimingAdvance" })),
  pid("0F", 1, celsius("INTAKE_AIR_TEMPERATURE", 0, "Vehicle.OBD.IntakeTemp")),
  pid("10", 2, linear("MASS_AIR_FLOW", "g/s", 0, { size: 2, div: 100, path: "Vehicle.OBD.MAF" })),
  pid("11", 1, percent("THROTTLE_POSITION", 0, "Vehicle.OBD.ThrottlePosition")),
  pid("12", 1, word("SECONDARY_AIR_STATUS", 0, secondaryAir)),
  pid("13", 1, bits("O2_SENSORS_PRESENT", 0, ["B1S1", "B1S2", "B1S3", "B1S4", "B2S1", "B2S2", "B2S3", "B2S4"])),
  oxygenSensor("14", 1),
  oxygenSensor("15", 2),
  oxygenSensor("16", 3),
  oxygenSensor("17", 4),
  oxygenSensor("18", 5),
  oxygenSensor("19", 6),
  oxygenSensor("1A", 7),
  oxygenSensor("1B", 8),
  pid("1C", 1, word("OBD_STANDARD", 0, obdStandards)),
  pid("1D", 1, bits("O2_SENSORS_PRESENT", 0, ["B1S1", "B1S2", "B2S1", "B2S2", "B3S1", "B3S2", "B4S1", "B4S2"])),
  pid("1E", 1, word("POWER_TAKE_OFF", 0, { 0: "inactive", 1: "active" }, { mask: 0x01 })),
  pid("1F", 2, linear("RUN_TIME", "s", 0, { size: 2, path: "Vehicle.OBD.RunTime" })),
];
