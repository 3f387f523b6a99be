import { expect, test } from "vitest";
import type { SignalPath } from "../../../../contract/signals.ts";
import { scaled, scalingTo } from "../../../../simulators/replay/formats/units.ts";

const becomes = (value: number, unit: string, path: SignalPath): number | undefined => {
  const scaling = scalingTo(path, unit);
  return scaling === undefined ? undefined : scaled(value, scaling);
};

test.each<readonly [number, string, SignalPath, number | undefined]>([
  [60, "mph", "Vehicle.Speed", 96.56064],
  [13.9, "m/s", "Vehicle.Speed", 50.04],
  [68, "°F", "Vehicle.Exterior.AirTemperature", 20],
  [-40, "Â°F", "Vehicle.Exterior.AirTemperature", -40],
  [21, "℃", "Vehicle.Exterior.AirTemperature", 21],
  [21, "\u00e2\u0084\u0083", "Vehicle.Exterior.AirTemperature", 21],
  [35, "psi", "Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.Pressure", 241.316505261],
  [2.4, "bar", "Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.Pressure", 240],
  [4_191, "mV", "Vehicle.Powertrain.TractionBattery.CellVoltage.Min", 4.191],
  [5_685, "ft", "Vehicle.CurrentLocation.Altitude", 1732.788],
  [16_440, "km", "Vehicle.TraveledDistance", 16_440_000],
  [1, "g", "Vehicle.Acceleration.Longitudinal", 9.80665],
  // a gallon may be American or imperial, and nobody says
  [1, "gal/hr", "Vehicle.OBD.FuelRate", undefined],
  [1, "furlong", "Vehicle.Speed", undefined],
])("%d %s as %s is %d", (value, unit, path, expected) => {
  expect(becomes(value, unit, path)).toBe(expected);
});
