import { say } from "../language.ts";
import { coldest, type SignalSpec } from "./signal.ts";

/**
 * Motion, place and surroundings.
 *
 * 4 km of odometer in 30 s is the platform rule used with GB/T 32960.3-2025 checks.
 */
export const motionSignals = {
  "Vehicle.Speed": {
    unit: "km/h",
    min: 0,
    max: 320,
    name: say("车速", "Speed"),
    pace: "fast",
    jump: { step: 30, perSecond: 60 },
  },
  "Vehicle.TraveledDistance": {
    unit: "m",
    min: 0,
    max: 4_294_967_295,
    name: say("总里程", "Odometer"),
    pace: "kept",
    jump: { step: 4_000, perSecond: 134, confirmFirst: true },
  },
  "Vehicle.TraveledDistanceSinceStart": {
    unit: "m",
    min: 0,
    max: 4_294_967_295,
    name: say("本次行驶里程", "Distance of this drive"),
    pace: "kept",
  },
  "Vehicle.Acceleration.Longitudinal": {
    unit: "m/s^2",
    min: -50,
    max: 50,
    name: say("纵向加速度", "Longitudinal acceleration"),
    pace: "fast",
  },
  "Vehicle.Acceleration.Lateral": {
    unit: "m/s^2",
    min: -50,
    max: 50,
    name: say("横向加速度", "Lateral acceleration"),
    pace: "fast",
  },
  "Vehicle.CurrentLocation.Latitude": {
    unit: "degrees",
    min: -90,
    max: 90,
    name: say("纬度", "Latitude"),
    pace: "fast",
    jump: { step: 0.02, perSecond: 0.002 },
  },
  "Vehicle.CurrentLocation.Longitude": {
    unit: "degrees",
    min: -180,
    max: 180,
    name: say("经度", "Longitude"),
    pace: "fast",
    jump: { step: 0.05, perSecond: 0.01 },
  },
  "Vehicle.CurrentLocation.Altitude": { unit: "m", min: -500, max: 9_000, name: say("海拔", "Altitude") },
  "Vehicle.CurrentLocation.HorizontalAccuracy": {
    unit: "m",
    min: 0,
    max: 100_000,
    name: say("定位精度", "Accuracy of the position"),
    pace: "fast",
  },
  "Vehicle.CurrentLocation.Heading": { unit: "degrees", min: 0, max: 360, name: say("航向", "Heading") },
  "Vehicle.Exterior.AirTemperature": {
    unit: "Celsius",
    min: -60,
    max: 85,
    name: say("车外温度", "Outside temperature"),
    jump: { step: 8, perSecond: 1 },
    missing: coldest,
  },
  "Vehicle.Connectivity.IsConnectivityAvailable": {
    unit: "-",
    min: 0,
    max: 1,
    boolean: true,
    name: say("网络可用", "Network available"),
    pace: "kept",
  },
  "Vehicle.CurrentOverallWeight": {
    unit: "kg",
    min: 0,
    max: 65_535,
    name: say("整车重量", "Weight of the car"),
    pace: "kept",
  },
} as const satisfies Record<string, SignalSpec>;
