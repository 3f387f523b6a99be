import type { SignalPath } from "../../contract/signals.ts";
import { readiness } from "./monitors.ts";
import { celsius, linear, type PidSpec, percent, pid, trim, word } from "./quantity.ts";
import { emissionStandards, fuelTypes } from "./words.ts";

const minutes = (id: string, name: string, path: SignalPath): PidSpec =>
  pid(id, 2, linear(name, "min", 0, { size: 2, path }));

/** Banks 1 and 3 (or 2 and 4) share a PID; an ECU without the second bank may leave its byte out. */
const secondaryTrim = (id: string, term: string, banks: readonly [number, number], path: SignalPath): PidSpec =>
  pid(
    id,
    [1, 2],
    trim(`${term}_SECONDARY_O2_TRIM_BANK_${banks[0]}`, 0, path),
    trim(`${term}_SECONDARY_O2_TRIM_BANK_${banks[1]}`, 1),
  );

/** Service 01, PIDs 41..5F (SAE J1979 appendix B). */
export const pids40: readonly PidSpec[] = [
  pid("41", 4, ...readiness("not enabled")),
  pid(
    "42",
    2,
    linear("CONTROL_MODULE_VOLTAGE", "V", 0, { size: 2, div: 1_000, path: "Vehicle.OBD.ControlModuleVoltage" }),
  ),
  pid(
    "43",
    2,
    linear("ABSOLUTE_LOAD", "percent", 0, { size: 2, mul: 100, div: 255, path: "Vehicle.OBD.AbsoluteLoad" }),
  ),
  pid(
    "44",
    2,
    linear("COMMANDED_EQUIVALENCE_RATIO", "ratio", 0, {
      size: 2,
      mul: 2,
      div: 65_536,
      path: "Vehicle.OBD.CommandedEquivalenceRatio",
    }),
  ),
  pid("45", 1, percent("RELATIVE_THROTTLE_POSITION", 0, "Vehicle.OBD.RelativeThrottlePosition")),
  pid("46", 1, celsius("AMBIENT_AIR_TEMPERATURE", 0, "Vehicle.Exterior.AirTemperature")),
  pid("47", 1, percent("THROTTLE_POSITION_B", 0, "Vehicle.OBD.ThrottlePositionB")),
  pid("48", 1, percent("THROTTLE_POSITION_C", 0, "Vehicle.OBD.ThrottlePositionC")),
  pid("49", 1, percent("ACCELERATOR_POSITION_D", 0, "Vehicle.OBD.AcceleratorPositionD")),
  pid("4A", 1, percent("ACCELERATOR_POSITION_E", 0, "Vehicle.OBD.AcceleratorPositionE")),
  pid("4B", 1, percent("ACCELERATOR_POSITION_F", 0, "Vehicle.OBD.AcceleratorPositionF")),
  pid("4C", 1, percent("COMMANDED_THROTTLE_ACTUATOR", 0, "Vehicle.OBD.ThrottleActuator")),
  minutes("4D", "TIME_WITH_MIL", "Vehicle.OBD.RunTimeMIL"),
  minutes("4E", "TIME_SINCE_CODES_CLEARED", "Vehicle.OBD.TimeSinceDTCCleared"),
  pid(
    "4F",
    4,
    linear("MAXIMUM_EQUIVALENCE_RATIO", "ratio", 0),
    linear("MAXIMUM_O2_SENSOR_VOLTAGE", "V", 1),
    linear("MAXIMUM_O2_SENSOR_CURRENT", "mA", 2),
    linear("MAXIMUM_INTAKE_MANIFOLD_PRESSURE", "kPa", 3, { mul: 10 }),
  ),
  // Bytes B, C and D are reserved.
  pid("50", 4, linear("MAXIMUM_MASS_AIR_FLOW", "g/s", 0, { mul: 10, path: "Vehicle.OBD.MaxMAF" })),
  pid("51", 1, word("FUEL_TYPE", 0, fuelTypes)),
  pid("52", 1, percent("ETHANOL", 0, "Vehicle.OBD.EthanolPercent")),
  pid(
    "53",
    2,
    linear("EVAPORATIVE_VAPOR_PRESSURE_ABSOLUTE", "kPa", 0, {
      size: 2,
      div: 200,
      path: "Vehicle.OBD.EVAPVaporPressureAbsolute",
    }),
  ),
  pid(
    "54",
    2,
    linear("EVAPORATIVE_VAPOR_PRESSURE_WIDE", "Pa", 0, {
      size: 2,
      signed: true,
      path: "Vehicle.OBD.EVAPVaporPressureAlternate",
    }),
  ),
  secondaryTrim("55", "SHORT_TERM", [1, 3], "Vehicle.OBD.ShortTermO2Trim1"),
  secondaryTrim("56", "LONG_TERM", [1, 3], "Vehicle.OBD.LongTermO2Trim1"),
  secondaryTrim("57", "SHORT_TERM", [2, 4], "Vehicle.OBD.ShortTermO2Trim2"),
  secondaryTrim("58", "LONG_TERM", [2, 4], "Vehicle.OBD.LongTermO2Trim2"),
  pid(
    "59",
    2,
    linear("FUEL_RAIL_PRESSURE_ABSOLUTE", "kPa", 0, { size: 2, mul: 10, path: "Vehicle.OBD.FuelRailPressureAbsolute" }),
  ),
  pid("5A", 1, percent("RELATIVE_ACCELERATOR_POSITION", 0, "Vehicle.OBD.RelativeAcceleratorPosition")),
  pid("5B", 1, percent("HYBRID_BATTERY_REMAINING", 0, "Vehicle.OBD.HybridBatteryRemaining")),
  pid("5C", 1, celsius("ENGINE_OIL_TEMPERATURE", 0, "Vehicle.Powertrain.CombustionEngine.EngineOil.Temperature")),
  pid(
    "5D",
    2,
    linear("FUEL_INJECTION_TIMING", "degrees", 0, {
      size: 2,
      div: 128,
      add: -210,
      path: "Vehicle.OBD.FuelInjectionTiming",
    }),
  ),
  pid("5E", 2, linear("ENGINE_FUEL_RATE", "l/h", 0, { size: 2, div: 20, path: "Vehicle.OBD.FuelRate" })),
  pid("5F", 1, word("EMISSION_STANDARD", 0, emissionStandards)),
];
