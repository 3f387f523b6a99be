import { celsius, hotCelsius, linear, type PidSpec, percent, pid, type Quantity, word } from "./quantity.ts";
import { indicatorModes, inducement } from "./words.ts";

const hours = (name: string, at: number, support?: number): Quantity =>
  linear(name, "h", at, { size: 2, ...(support === undefined ? {} : { support }) });
const kilometres = (name: string, at: number): Quantity => linear(name, "km", at, { size: 2 });

/** Run times of five auxiliary emission control devices, two timers of 4 bytes each. */
const auxiliaryDevices = (id: string, first: number): PidSpec =>
  pid(
    id,
    41,
    ...[0, 1, 2, 3, 4].flatMap((n) =>
      [1, 2].map((timer) =>
        linear(`AECD_${first + n}_TIMER_${timer}`, "s", 1 + n * 8 + (timer - 1) * 4, { size: 4, support: 1 << n }),
      ),
    ),
  );

/** Four NOx sensors, of which byte A says which are there: PIDs 83 and A1. */
export const nox = (id: string, name: string): PidSpec =>
  pid(
    id,
    9,
    ...["B1S1", "B1S2", "B2S1", "B2S2"].map((sensor, n) =>
      linear(`${name}_${sensor}`, "ppm", n * 2 + 1, { size: 2, support: 1 << n }),
    ),
  );

const wideOxygen = (id: string, sensors: readonly string[]): PidSpec =>
  pid(
    id,
    17,
    // 100 percent over 65,535 steps and 8 over 65,536: the standard prints them as 0.001526 and 0.000122.
    ...sensors.map((sensor, n) =>
      linear(`O2_CONCENTRATION_${sensor}`, "percent", n * 2 + 1, { size: 2, mul: 1_526, div: 1e6, support: 1 << n }),
    ),
    ...sensors.map((sensor, n) =>
      linear(`O2_LAMBDA_${sensor}`, "ratio", n * 2 + 9, { size: 2, mul: 122, div: 1e6, support: 0x10 << n }),
    ),
  );

const laterExhaust = (id: string, bank: 1 | 2): PidSpec =>
  pid(
    id,
    9,
    ...[5, 6, 7, 8].map((sensor, n) =>
      hotCelsius(`EXHAUST_GAS_TEMPERATURE_B${bank}S${sensor}`, n * 2 + 1, undefined, 1 << n),
    ),
  );

const chargingStates = { 0: "charge sustaining", 1: "charge depleting", 2: "charge increasing" };
const closedLoop = { 0: "not in closed loop", 1: "in closed loop" };

/** Service 01, PIDs 81..9F (SAE J1979-DA). */
export const pids80: readonly PidSpec[] = [
  auxiliaryDevices("81", 1),
  auxiliaryDevices("82", 6),
  nox("83", "NOX"),
  pid("84", 1, celsius("MANIFOLD_SURFACE_TEMPERATURE", 0)),
  pid(
    "85",
    10,
    linear("REAGENT_CONSUMPTION", "l/h", 1, { size: 2, div: 200, support: 0x01 }),
    linear("REAGENT_DEMAND", "l/h", 3, { size: 2, div: 200, support: 0x02 }),
    percent("REAGENT_LEVEL", 5, undefined, 0x04),
    linear("NOX_WARNING_TIME", "s", 6, { size: 4, support: 0x08 }),
  ),
  pid(
    "86",
    5,
    linear("PARTICULATE_MASS_B1S1", "mg/m^3", 1, { size: 2, div: 80, support: 0x01 }),
    linear("PARTICULATE_MASS_B2S1", "mg/m^3", 3, { size: 2, div: 80, support: 0x02 }),
  ),
  pid(
    "87",
    5,
    linear("INTAKE_MANIFOLD_PRESSURE_A", "kPa", 1, { size: 2, div: 32, support: 0x01 }),
    linear("INTAKE_MANIFOLD_PRESSURE_B", "kPa", 3, { size: 2, div: 32, support: 0x02 }),
  ),
  pid(
    "88",
    13,
    word("SCR_INDUCEMENT", 0, { 0: "inactive", 1: "active" }, { mask: 0x80 }),
    kilometres("SCR_INDUCEMENT_DISTANCE_CURRENT", 3),
    kilometres("SCR_DISTANCE_CURRENT", 5),
    kilometres("SCR_INDUCEMENT_DISTANCE_20", 7),
    kilometres("SCR_INDUCEMENT_DISTANCE_30", 9),
    kilometres("SCR_INDUCEMENT_DISTANCE_40", 11),
  ),
  auxiliaryDevices("89", 11),
  auxiliaryDevices("8A", 16),
  pid(
    "8B",
    7,
    word("PARTICULATE_FILTER_REGENERATION", 1, { 0: "not in progress", 1: "in progress" }, { mask: 1, support: 1 }),
    word("PARTICULATE_FILTER_REGENERATION_TYPE", 1, { 0: "passive", 1: "active" }, { mask: 2, support: 2 }),
    word("NOX_ADSORBER", 1, { 0: "adsorbing", 1: "regenerating" }, { mask: 4, support: 4 }),
    word("NOX_ADSORBER_DESULFURIZATION", 1, { 0: "not in progress", 1: "in progress" }, { mask: 8, support: 8 }),
    percent("REGENERATION_TRIGGER", 2, undefined, 0x10),
    linear("TIME_BETWEEN_REGENERATIONS", "min", 3, { size: 2, support: 0x20 }),
    linear("DISTANCE_BETWEEN_REGENERATIONS", "km", 5, { size: 2, support: 0x40 }),
  ),
  wideOxygen("8C", ["B1S1", "B1S2", "B2S1", "B2S2"]),
  pid("8D", 1, percent("THROTTLE_POSITION_G", 0)),
  pid("8E", 1, linear("ENGINE_FRICTION_TORQUE", "percent", 0, { add: -125 })),
  pid(
    "8F",
    7,
    word("PARTICULATE_SENSOR_B1S1", 1, { 0: "not measuring", 1: "measuring" }, { mask: 1, support: 0x01 }),
    word("PARTICULATE_SENSOR_B1S1_REGENERATION", 1, { 0: "no", 1: "yes" }, { mask: 2, support: 0x01 }),
    linear("PARTICULATE_OUTPUT_B1S1", "percent", 2, { size: 2, signed: true, div: 100, support: 0x02 }),
    word("PARTICULATE_SENSOR_B2S1", 4, { 0: "not measuring", 1: "measuring" }, { mask: 1, support: 0x04 }),
    word("PARTICULATE_SENSOR_B2S1_REGENERATION", 4, { 0: "no", 1: "yes" }, { mask: 2, support: 0x04 }),
    linear("PARTICULATE_OUTPUT_B2S1", "percent", 5, { size: 2, signed: true, div: 100, support: 0x08 }),
  ),
  pid(
    "90",
    3,
    word(
      "VEHICLE_INDICATOR_STRATEGY",
      0,
      { 0: "non-discriminatory", 1: "discriminatory", 3: "not available" },
      { mask: 3 },
    ),
    word("VEHICLE_INDICATOR_MODE", 0, indicatorModes, { mask: 0x3c }),
    word("VEHICLE_EMISSION_MONITORS", 0, { 0: "complete", 1: "not complete" }, { mask: 0x40 }),
    hours("VEHICLE_CONTINUOUS_INDICATOR_TIME", 1),
  ),
  pid(
    "91",
    5,
    word("ECU_INDICATOR_MODE", 0, indicatorModes, { mask: 0x0f }),
    hours("ECU_CONTINUOUS_INDICATOR_TIME", 1),
    hours("ECU_HIGHEST_B1_COUNTER", 3),
  ),
  pid(
    "92",
    2,
    ...["1", "2"].flatMap((system, s) =>
      ["FUEL_PRESSURE", "INJECTION_QUANTITY", "INJECTION_TIMING", "IDLE_BALANCE"].map((name, n) => {
        const mask = 1 << (s * 4 + n);
        return word(`${name}_CONTROL_${system}`, 1, closedLoop, { mask, support: mask });
      }),
    ),
  ),
  pid("93", 3, hours("CUMULATIVE_INDICATOR_TIME", 1, 0x01)),
  pid(
    "94",
    12,
    word("NOX_WARNING", 1, { 0: "inactive", 1: "active" }, { mask: 0x01, support: 0x01 }),
    word("INDUCEMENT_LEVEL_1", 1, inducement, { mask: 0x06, support: 0x01 }),
    word("INDUCEMENT_LEVEL_2", 1, inducement, { mask: 0x18, support: 0x01 }),
    word("INDUCEMENT_LEVEL_3", 1, inducement, { mask: 0x60, support: 0x01 }),
    hours("REAGENT_QUALITY_COUNTER", 2, 0x02),
    hours("REAGENT_CONSUMPTION_COUNTER", 4, 0x04),
    hours("DOSING_COUNTER", 6, 0x08),
    hours("EGR_VALVE_COUNTER", 8, 0x10),
    hours("MONITORING_COUNTER", 10, 0x20),
  ),
  laterExhaust("98", 1),
  laterExhaust("99", 2),
  pid(
    "9A",
    6,
    word("HYBRID_CHARGING_STATE", 1, chargingStates, { mask: 0x01, support: 0x01 }),
    word("ENHANCED_HYBRID_CHARGING_STATE", 1, chargingStates, { mask: 0x06, support: 0x08 }),
    linear("HYBRID_BATTERY_VOLTAGE", "V", 2, {
      size: 2,
      div: 64,
      support: 0x02,
      path: "Vehicle.Powertrain.TractionBattery.CurrentVoltage",
    }),
    // The standard does not say which direction is positive, so the current is shown and no signal is made of it.
    linear("HYBRID_BATTERY_CURRENT", "A", 4, { size: 2, signed: true, div: 10, support: 0x04 }),
  ),
  // Concentration and temperature of the exhaust fluid have no public scaling.
  pid("9B", 4, percent("EXHAUST_FLUID_LEVEL", 3)),
  wideOxygen("9C", ["B1S3", "B1S4", "B2S3", "B2S4"]),
  pid(
    "9D",
    4,
    linear("ENGINE_FUEL_RATE", "g/s", 0, { size: 2, div: 50 }),
    linear("VEHICLE_FUEL_RATE", "g/s", 2, { size: 2, div: 50 }),
  ),
  pid("9E", 2, linear("EXHAUST_FLOW_RATE", "kg/h", 0, { size: 2, div: 5 })),
  pid(
    "9F",
    9,
    ...["B1A", "B1B", "B2A", "B2B", "B3A", "B3B", "B4A", "B4B"].map((system, n) =>
      percent(`FUEL_SYSTEM_USE_${system}`, n + 1, undefined, 1 << n),
    ),
  ),
];
