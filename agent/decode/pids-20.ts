import type { SignalPath } from "../../contract/signals.ts";
import { hotCelsius, linear, type PidSpec, percent, pid, trim } from "./quantity.ts";

type Sensor = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const lambda = (sensor: Sensor) =>
  linear(`O2_SENSOR_${sensor}_LAMBDA`, "ratio", 0, {
    size: 2,
    mul: 2,
    div: 65_536,
    path: `Vehicle.OBD.O2WR.Sensor${sensor}.Lambda`,
  });

const wideRangeVoltage = (id: string, sensor: Sensor): PidSpec =>
  pid(
    id,
    4,
    lambda(sensor),
    linear(`O2_SENSOR_${sensor}_WIDE_RANGE_VOLTAGE`, "V", 2, {
      size: 2,
      mul: 8,
      div: 65_536,
      path: `Vehicle.OBD.O2WR.Sensor${sensor}.Voltage`,
    }),
  );

const wideRangeCurrent = (id: string, sensor: Sensor): PidSpec =>
  pid(
    id,
    4,
    lambda(sensor),
    // J1979 says milliamperes, the signal table amperes.
    linear(`O2_SENSOR_${sensor}_WIDE_RANGE_CURRENT`, "mA", 2, {
      size: 2,
      div: 256,
      add: -128,
      path: `Vehicle.OBD.O2WR.Sensor${sensor}.Current`,
      signalFactor: 0.001,
    }),
  );

const kilometres = (id: string, name: string, path: SignalPath): PidSpec =>
  pid(id, 2, linear(name, "km", 0, { size: 2, path }));

/** Service 01, PIDs 21..3F (SAE J1979 appendix B). */
export const pids20: readonly PidSpec[] = [
  kilometres("21", "DISTANCE_WITH_MIL", "Vehicle.OBD.DistanceWithMIL"),
  pid(
    "22",
    2,
    linear("FUEL_RAIL_PRESSURE_VACUUM", "kPa", 0, {
      size: 2,
      mul: 79,
      div: 1_000,
      path: "Vehicle.OBD.FuelRailPressureVac",
    }),
  ),
  pid(
    "23",
    2,
    linear("FUEL_RAIL_PRESSURE_GAUGE", "kPa", 0, { size: 2, mul: 10, path: "Vehicle.OBD.FuelRailPressureDirect" }),
  ),
  wideRangeVoltage("24", 1),
  wideRangeVoltage("25", 2),
  wideRangeVoltage("26", 3),
  wideRangeVoltage("27", 4),
  wideRangeVoltage("28", 5),
  wideRangeVoltage("29", 6),
  wideRangeVoltage("2A", 7),
  wideRangeVoltage("2B", 8),
  pid("2C", 1, percent("COMMANDED_EGR", 0, "Vehicle.OBD.CommandedEGR")),
  pid("2D", 1, trim("EGR_ERROR", 0, "Vehicle.OBD.EGRError")),
  pid("2E", 1, percent("COMMANDED_EVAPORATIVE_PURGE", 0, "Vehicle.OBD.CommandedEVAP")),
  pid("2F", 1, percent("FUEL_LEVEL", 0, "Vehicle.Powertrain.FuelSystem.RelativeLevel")),
  pid("30", 1, linear("WARM_UPS_SINCE_CODES_CLEARED", "-", 0, { path: "Vehicle.OBD.WarmupsSinceDTCClear" })),
  kilometres("31", "DISTANCE_SINCE_CODES_CLEARED", "Vehicle.OBD.DistanceSinceDTCClear"),
  pid(
    "32",
    2,
    linear("EVAPORATIVE_VAPOR_PRESSURE", "Pa", 0, {
      size: 2,
      signed: true,
      div: 4,
      path: "Vehicle.OBD.EVAPVaporPressure",
    }),
  ),
  pid("33", 1, linear("BAROMETRIC_PRESSURE", "kPa", 0, { path: "Vehicle.OBD.BarometricPressure" })),
  wideRangeCurrent("34", 1),
  wideRangeCurrent("35", 2),
  wideRangeCurrent("36", 3),
  wideRangeCurrent("37", 4),
  wideRangeCurrent("38", 5),
  wideRangeCurrent("39", 6),
  wideRangeCurrent("3A", 7),
  wideRangeCurrent("3B", 8),
  // The standard numbers bank before sensor: 3D is bank 2 sensor 1, 3E is bank 1 sensor 2.
  pid("3C", 2, hotCelsius("CATALYST_TEMPERATURE_B1S1", 0, "Vehicle.OBD.Catalyst.Bank1.Temperature1")),
  pid("3D", 2, hotCelsius("CATALYST_TEMPERATURE_B2S1", 0, "Vehicle.OBD.Catalyst.Bank2.Temperature1")),
  pid("3E", 2, hotCelsius("CATALYST_TEMPERATURE_B1S2", 0, "Vehicle.OBD.Catalyst.Bank1.Temperature2")),
  pid("3F", 2, hotCelsius("CATALYST_TEMPERATURE_B2S2", 0, "Vehicle.OBD.Catalyst.Bank2.Temperature2")),
];
