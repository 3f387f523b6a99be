import { airKiloPascals, type CarView } from "./car-view.ts";
import { within } from "./curve.ts";
import { burns, exact, row, type Sensor, voltageNoise } from "./sensor.ts";

const engine = "Vehicle.Powertrain.CombustionEngine";

const ifBurns =
  (read: (view: CarView) => number) =>
  (view: CarView): number | undefined =>
    burns(view) ? read(view) : undefined;

/** An ECU's percentages travel in 255 steps, its fuel trims in 128 to each side. */
const byte = 100 / 255;
const half = 100 / 128;

const throttle = ({ state }: CarView): number => within(12 + state.engine.load * 70, 0, 100);
const pedal = ({ state }: CarView): number => (state.engine.load > 0.25 ? (state.engine.load - 0.2) * 100 : 0);

/** What any OBD adapter reads. */
export const obdSensors: readonly Sensor[] = [
  row("Vehicle.Speed", 1, 1, [0.05, 0], ({ state }) => state.kmPerHour),
  row(
    `${engine}.Speed`,
    1,
    0.25,
    [4, 0],
    ifBurns(({ state }) => (state.engineOn ? state.engine.rpm : 0)),
  ),
  row("Vehicle.OBD.ControlModuleVoltage", 1, 0.001, [voltageNoise(0.015), 0.03], ({ state }) => state.bus.volts),
  row(
    "Vehicle.OBD.EngineLoad",
    2,
    byte,
    [0.4, 0],
    ifBurns(({ state }) => state.engine.load * 100),
  ),
  row(
    "Vehicle.OBD.MAF",
    2,
    0.01,
    [0.05, 0.1],
    ifBurns(({ state }) => state.engine.airGramsPerSecond),
  ),
  row(
    "Vehicle.OBD.FuelRate",
    2,
    0.05,
    [0.02, 0.01],
    ifBurns(({ state }) => state.engine.litresPerHour),
  ),
  row("Vehicle.OBD.ThrottlePosition", 2, byte, [0.3, 0.5], ifBurns(throttle)),
  row("Vehicle.OBD.RelativeAcceleratorPosition", 2, byte, [0.2, 0.3], ifBurns(pedal)),
  row(
    "Vehicle.OBD.ShortTermFuelTrim1",
    2,
    half,
    [0.6, 0],
    ifBurns(({ state }) => state.mixture.shortTerm),
  ),
  row(
    "Vehicle.OBD.LongTermFuelTrim1",
    5,
    half,
    [0.1, 0],
    ifBurns(({ state }) => state.mixture.longTerm),
  ),
  row(
    `${engine}.EngineCoolant.Temperature`,
    3,
    1,
    [0.15, 0.5],
    ifBurns(({ state }) => state.coolant.celsius),
  ),
  row(
    "Vehicle.OBD.IntakeTemp",
    5,
    1,
    [0.3, 0.5],
    ifBurns(({ state }) => state.bayCelsius),
  ),
  row(
    `${engine}.EngineOil.Temperature`,
    5,
    1,
    [0.3, 0.7],
    ifBurns(({ state }) => state.oilCelsius),
  ),
  row("Vehicle.Exterior.AirTemperature", 10, 1, [0.2, 0.5], ({ airCelsius }) => airCelsius),
  row(
    "Vehicle.OBD.RunTime",
    10,
    1,
    exact,
    ifBurns(({ state }) => state.runSeconds),
  ),
  row(
    "Vehicle.OBD.BarometricPressure",
    30,
    1,
    [0.2, 0.5],
    ifBurns(({ state }) => airKiloPascals(state.place.altitude)),
  ),
  row(
    "Vehicle.Powertrain.FuelSystem.RelativeLevel",
    30,
    byte,
    [0.5, 1],
    ifBurns(({ state }) => state.fuelLitres / 0.5),
  ),
  row(
    "Vehicle.OBD.Catalyst.Bank1.Temperature1",
    10,
    0.1,
    [2, 5],
    ifBurns(({ state }) => state.catalyst.celsius),
  ),
  row(
    "Vehicle.OBD.O2.Sensor1.Voltage",
    1,
    0.005,
    [0.01, 0],
    ifBurns(({ state }) => state.catalyst.upstreamVolts),
  ),
  row(
    "Vehicle.OBD.O2.Sensor2.Voltage",
    1,
    0.005,
    [0.01, 0],
    ifBurns(({ state }) => state.catalyst.downstreamVolts),
  ),
  row(
    "Vehicle.OBD.MisfireCount",
    30,
    1,
    exact,
    ifBurns(({ state }) => state.misfires % 65_536),
  ),
  row(
    `${engine}.EOP`,
    5,
    1,
    [2, 4],
    ifBurns((view) => view.oilKiloPascals),
  ),
  row("Vehicle.TraveledDistance", 10, 100, exact, ({ state }) => state.odometerMetres),
];
