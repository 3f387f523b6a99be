import { type CarView, rangeMetres } from "./car-view.ts";
import type { Wheel } from "./faults.ts";
import { burns, connected, exact, row, type Sensor, voltageNoise } from "./sensor.ts";
import { gaugeKiloPascals } from "./tyre.ts";

const ifConnected =
  (read: (view: CarView) => number | undefined) =>
  (view: CarView): number | undefined =>
    connected(view) ? read(view) : undefined;

/** What a telematics box and the car's own bus add. */
const own: readonly Sensor[] = [
  row(
    "Vehicle.LowVoltageBattery.CurrentVoltage",
    1,
    0.01,
    [voltageNoise(0.01), 0.02],
    ifConnected(({ state }) => state.bus.volts),
  ),
  row(
    "Vehicle.LowVoltageBattery.CurrentCurrent",
    1,
    0.1,
    [0.15, 0.1],
    ifConnected(({ state }) => state.bus.batteryAmperes),
  ),
  row(
    "Vehicle.LowVoltageBattery.StateOfCharge",
    30,
    1,
    [0.5, 2],
    ifConnected(({ state }) => state.battery.charge * 100),
  ),
  row(
    "Vehicle.LowVoltageBattery.Temperature",
    30,
    1,
    [0.3, 1],
    ifConnected(({ state }) => state.battery.celsius),
  ),
  row(
    "Vehicle.Acceleration.Longitudinal",
    1,
    0.01,
    [0.08, 0.05],
    ifConnected(({ state }) => state.acceleration),
  ),
  row(
    "Vehicle.CurrentLocation.Latitude",
    5,
    1e-6,
    [2e-5, 0],
    ifConnected(({ state }) => state.place.latitude),
  ),
  row(
    "Vehicle.CurrentLocation.Longitude",
    5,
    1e-6,
    [2e-5, 0],
    ifConnected(({ state }) => state.place.longitude),
  ),
  row(
    "Vehicle.CurrentLocation.Altitude",
    5,
    0.1,
    [3, 2],
    ifConnected(({ state }) => state.place.altitude),
  ),
  row(
    "Vehicle.CurrentLocation.HorizontalAccuracy",
    10,
    0.1,
    [0.4, 0],
    ifConnected(() => 4),
  ),
  row(
    "Vehicle.Connectivity.IsConnectivityAvailable",
    15,
    1,
    exact,
    ifConnected(({ instant }) => (instant.offline ? 0 : 1)),
  ),
  row(
    "Vehicle.Fettle.NearestServiceDistance",
    30,
    0.1,
    exact,
    ifConnected(({ serviceKm }) => serviceKm),
  ),
  row(
    "Vehicle.Powertrain.FuelSystem.Range",
    30,
    1_000,
    exact,
    ifConnected((view) => (burns(view) ? rangeMetres(view) : undefined)),
  ),
];

const wheelPaths = {
  "front-left": "Vehicle.Chassis.Axle.Row1.Wheel.Left",
  "front-right": "Vehicle.Chassis.Axle.Row1.Wheel.Right",
  "rear-left": "Vehicle.Chassis.Axle.Row2.Wheel.Left",
  "rear-right": "Vehicle.Chassis.Axle.Row2.Wheel.Right",
} as const satisfies Readonly<Record<Wheel, string>>;
const wheelNames = ["front-left", "front-right", "rear-left", "rear-right"] as const satisfies readonly Wheel[];

/** Pads wear through their sensor's wire when they are worn. */
const pinClosesAt = 1;

const wheelSensors = (wheel: Wheel): readonly Sensor[] => {
  const path = wheelPaths[wheel];
  return [
    row(
      `${path}.Tire.Pressure`,
      30,
      1,
      [0.5, 1.2],
      ifConnected(({ state }) => gaugeKiloPascals(state.tyres[wheel])),
    ),
    row(
      `${path}.Tire.Temperature`,
      30,
      1,
      [0.5, 1],
      ifConnected(({ state }) => state.tyres[wheel].celsius),
    ),
    row(
      `${path}.Brake.PadWear`,
      30,
      1,
      [0.02, 0],
      ifConnected(({ state }) => state.brakes[wheel].wear * 100),
    ),
    row(
      `${path}.Brake.IsBrakesWorn`,
      30,
      1,
      exact,
      ifConnected(({ state }) => (state.brakes[wheel].wear >= pinClosesAt ? 1 : 0)),
    ),
  ];
};

/** What a telematics box, the battery sensor and the wheels add. */
export const boxSensors: readonly Sensor[] = [...own, ...wheelNames.flatMap(wheelSensors)];
