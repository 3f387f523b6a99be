import {
  bits,
  celsius,
  hotCelsius,
  linear,
  type PidSpec,
  percent,
  pid,
  type Quantity,
  trim,
  word,
} from "./quantity.ts";
import { controlStatus } from "./words.ts";

const torque = (name: string, at: number): Quantity => linear(name, "percent", at, { add: -125 });
/** 10 kPa a bit: rail and injection pressures. */
const highPressure = (name: string, at: number, support: number): Quantity =>
  linear(name, "kPa", at, { size: 2, mul: 10, support });
/** 1/32 kPa a bit: boost. */
const boost = (name: string, at: number, support: number): Quantity =>
  linear(name, "kPa", at, { size: 2, div: 32, support });
/** 0.01 kPa a bit: exhaust and filter pressures. */
const finePressure = (name: string, at: number, support: number, signed = false): Quantity =>
  linear(name, "kPa", at, { size: 2, div: 100, support, signed });
const seconds = (name: string, at: number, support: number): Quantity => linear(name, "s", at, { size: 4, support });

const turboTemperatures = (id: string, turbo: "A" | "B"): PidSpec =>
  pid(
    id,
    7,
    celsius(`TURBO_${turbo}_COMPRESSOR_INLET_TEMPERATURE`, 1, undefined, 0x01),
    celsius(`TURBO_${turbo}_COMPRESSOR_OUTLET_TEMPERATURE`, 2, undefined, 0x02),
    hotCelsius(`TURBO_${turbo}_TURBINE_INLET_TEMPERATURE`, 3, undefined, 0x04),
    hotCelsius(`TURBO_${turbo}_TURBINE_OUTLET_TEMPERATURE`, 5, undefined, 0x08),
  );

const exhaustTemperatures = (id: string, bank: 1 | 2): PidSpec =>
  pid(
    id,
    9,
    ...[1, 2, 3, 4].map((sensor) =>
      hotCelsius(`EXHAUST_GAS_TEMPERATURE_B${bank}S${sensor}`, sensor * 2 - 1, undefined, 1 << (sensor - 1)),
    ),
  );

const particulateFilter = (id: string, bank: 1 | 2): PidSpec =>
  pid(
    id,
    7,
    finePressure(`PARTICULATE_FILTER_${bank}_DELTA_PRESSURE`, 1, 0x01, true),
    finePressure(`PARTICULATE_FILTER_${bank}_INLET_PRESSURE`, 3, 0x02),
    finePressure(`PARTICULATE_FILTER_${bank}_OUTLET_PRESSURE`, 5, 0x04),
  );

/** Where the engine runs with regard to the not-to-exceed limits of a pollutant. */
const emissionControlArea = (id: string, pollutant: "NOX" | "PM"): PidSpec =>
  pid(
    id,
    1,
    bits(`${pollutant}_CONTROL_AREA`, 0, [
      "inside control area",
      "outside control area",
      "inside carve-out of the maker",
      "deficiency active",
    ]),
  );

/** Service 01, PIDs 61..7F (SAE J1979-DA); byte A of most says which of the sensors the vehicle has. */
export const pids60: readonly PidSpec[] = [
  pid("61", 1, torque("DRIVER_DEMAND_TORQUE", 0)),
  pid("62", 1, torque("ACTUAL_ENGINE_TORQUE", 0)),
  pid("63", 2, linear("ENGINE_REFERENCE_TORQUE", "Nm", 0, { size: 2 })),
  pid(
    "64",
    5,
    torque("ENGINE_TORQUE_AT_IDLE", 0),
    ...[1, 2, 3, 4].map((point) => torque(`ENGINE_TORQUE_AT_POINT_${point + 1}`, point)),
  ),
  pid(
    "65",
    2,
    word("POWER_TAKE_OFF", 1, { 0: "inactive", 1: "active" }, { mask: 0x01, support: 0x01 }),
    word("AUTOMATIC_TRANSMISSION", 1, { 0: "park or neutral", 1: "in gear" }, { mask: 0x02, support: 0x02 }),
    word("MANUAL_TRANSMISSION", 1, { 0: "neutral or clutch in", 1: "in gear" }, { mask: 0x04, support: 0x04 }),
    word("GLOW_PLUG_LAMP", 1, { 0: "off", 1: "on" }, { mask: 0x08, support: 0x08 }),
    {
      ...linear("RECOMMENDED_GEAR", "-", 1),
      of: ([a = 0, b = 0]) => ((a & 0x10) === 0 ? undefined : b >> 4),
    },
  ),
  pid(
    "66",
    5,
    linear("MASS_AIR_FLOW_A", "g/s", 1, { size: 2, div: 32, support: 0x01 }),
    linear("MASS_AIR_FLOW_B", "g/s", 3, { size: 2, div: 32, support: 0x02 }),
  ),
  pid(
    "67",
    3,
    celsius("COOLANT_TEMPERATURE_1", 1, undefined, 0x01),
    celsius("COOLANT_TEMPERATURE_2", 2, undefined, 0x02),
  ),
  // The first edition had two sensors and three bytes.
  pid(
    "68",
    [3, 7],
    ...["B1S1", "B1S2", "B1S3", "B2S1", "B2S2", "B2S3"].map((sensor, n) =>
      celsius(`INTAKE_AIR_TEMPERATURE_${sensor}`, n + 1, undefined, 1 << n),
    ),
  ),
  pid(
    "69",
    7,
    percent("COMMANDED_EGR_A", 1, undefined, 0x01),
    percent("ACTUAL_EGR_A", 2, undefined, 0x02),
    trim("EGR_A_ERROR", 3, undefined, 0x04),
    percent("COMMANDED_EGR_B", 4, undefined, 0x08),
    percent("ACTUAL_EGR_B", 5, undefined, 0x10),
    trim("EGR_B_ERROR", 6, undefined, 0x20),
  ),
  pid(
    "6A",
    5,
    percent("COMMANDED_INTAKE_AIR_FLOW_A", 1, undefined, 0x01),
    percent("RELATIVE_INTAKE_AIR_FLOW_A", 2, undefined, 0x02),
    percent("COMMANDED_INTAKE_AIR_FLOW_B", 3, undefined, 0x04),
    percent("RELATIVE_INTAKE_AIR_FLOW_B", 4, undefined, 0x08),
  ),
  // A second scaling of 4 Celsius a bit, said by the upper support bits, lets one byte reach 980 Celsius.
  pid(
    "6B",
    5,
    ...["B1S1", "B1S2", "B2S1", "B2S2"].flatMap((sensor, n) => [
      celsius(`EGR_TEMPERATURE_${sensor}`, n + 1, undefined, 1 << n),
      linear(`EGR_TEMPERATURE_${sensor}_WIDE`, "Celsius", n + 1, { mul: 4, add: -40, support: 0x10 << n }),
    ]),
  ),
  pid(
    "6C",
    5,
    percent("COMMANDED_THROTTLE_ACTUATOR_A", 1, undefined, 0x01),
    percent("RELATIVE_THROTTLE_POSITION_A", 2, undefined, 0x02),
    percent("COMMANDED_THROTTLE_ACTUATOR_B", 3, undefined, 0x04),
    percent("RELATIVE_THROTTLE_POSITION_B", 4, undefined, 0x08),
  ),
  // The first edition ended after rail A.
  pid(
    "6D",
    [6, 11],
    highPressure("COMMANDED_FUEL_RAIL_PRESSURE_A", 1, 0x01),
    highPressure("FUEL_RAIL_PRESSURE_A", 3, 0x02),
    celsius("FUEL_RAIL_TEMPERATURE_A", 5, undefined, 0x04),
    highPressure("COMMANDED_FUEL_RAIL_PRESSURE_B", 6, 0x08),
    highPressure("FUEL_RAIL_PRESSURE_B", 8, 0x10),
    celsius("FUEL_RAIL_TEMPERATURE_B", 10, undefined, 0x20),
  ),
  pid(
    "6E",
    [5, 9],
    highPressure("COMMANDED_INJECTION_PRESSURE_A", 1, 0x01),
    highPressure("INJECTION_PRESSURE_A", 3, 0x02),
    highPressure("COMMANDED_INJECTION_PRESSURE_B", 5, 0x04),
    highPressure("INJECTION_PRESSURE_B", 7, 0x08),
  ),
  pid(
    "6F",
    3,
    linear("TURBO_A_COMPRESSOR_INLET_PRESSURE", "kPa", 1, { support: 0x01 }),
    linear("TURBO_B_COMPRESSOR_INLET_PRESSURE", "kPa", 2, { support: 0x02 }),
    linear("TURBO_A_COMPRESSOR_INLET_PRESSURE_WIDE", "kPa", 1, { mul: 8, support: 0x04 }),
    linear("TURBO_B_COMPRESSOR_INLET_PRESSURE_WIDE", "kPa", 2, { mul: 8, support: 0x08 }),
  ),
  pid(
    "70",
    10,
    boost("COMMANDED_BOOST_PRESSURE_A", 1, 0x01),
    boost("BOOST_PRESSURE_A", 3, 0x02),
    boost("COMMANDED_BOOST_PRESSURE_B", 5, 0x08),
    boost("BOOST_PRESSURE_B", 7, 0x10),
    word("BOOST_CONTROL_A", 9, controlStatus, { mask: 0x03, support: 0x04 }),
    word("BOOST_CONTROL_B", 9, controlStatus, { mask: 0x0c, support: 0x20 }),
  ),
  pid(
    "71",
    6,
    percent("COMMANDED_TURBINE_GEOMETRY_A", 1, undefined, 0x01),
    percent("TURBINE_GEOMETRY_A", 2, undefined, 0x02),
    percent("COMMANDED_TURBINE_GEOMETRY_B", 3, undefined, 0x08),
    percent("TURBINE_GEOMETRY_B", 4, undefined, 0x10),
    word("TURBINE_CONTROL_A", 5, controlStatus, { mask: 0x03, support: 0x04 }),
    word("TURBINE_CONTROL_B", 5, controlStatus, { mask: 0x0c, support: 0x20 }),
  ),
  pid(
    "72",
    5,
    percent("COMMANDED_WASTEGATE_A", 1, undefined, 0x01),
    percent("WASTEGATE_A", 2, undefined, 0x02),
    percent("COMMANDED_WASTEGATE_B", 3, undefined, 0x04),
    percent("WASTEGATE_B", 4, undefined, 0x08),
  ),
  pid("73", 5, finePressure("EXHAUST_PRESSURE_1", 1, 0x01), finePressure("EXHAUST_PRESSURE_2", 3, 0x02)),
  pid(
    "74",
    5,
    linear("TURBO_A_SPEED", "rpm", 1, { size: 2, mul: 10, support: 0x01 }),
    linear("TURBO_B_SPEED", "rpm", 3, { size: 2, mul: 10, support: 0x02 }),
  ),
  turboTemperatures("75", "A"),
  turboTemperatures("76", "B"),
  pid(
    "77",
    5,
    ...["B1S1", "B1S2", "B2S1", "B2S2"].map((sensor, n) =>
      celsius(`CHARGE_AIR_COOLER_TEMPERATURE_${sensor}`, n + 1, undefined, 1 << n),
    ),
  ),
  exhaustTemperatures("78", 1),
  exhaustTemperatures("79", 2),
  particulateFilter("7A", 1),
  particulateFilter("7B", 2),
  pid(
    "7C",
    9,
    hotCelsius("PARTICULATE_FILTER_1_INLET_TEMPERATURE", 1, undefined, 0x01),
    hotCelsius("PARTICULATE_FILTER_1_OUTLET_TEMPERATURE", 3, undefined, 0x02),
    hotCelsius("PARTICULATE_FILTER_2_INLET_TEMPERATURE", 5, undefined, 0x04),
    hotCelsius("PARTICULATE_FILTER_2_OUTLET_TEMPERATURE", 7, undefined, 0x08),
  ),
  emissionControlArea("7D", "NOX"),
  emissionControlArea("7E", "PM"),
  pid(
    "7F",
    13,
    seconds("ENGINE_TOTAL_RUN_TIME", 1, 0x01),
    seconds("ENGINE_TOTAL_IDLE_TIME", 5, 0x02),
    seconds("ENGINE_TOTAL_PTO_TIME", 9, 0x04),
  ),
];
