import { say } from "../language.ts";
import type { SignalSpec } from "./signal.ts";

/** What VSS lacks: our own overlay. */
export const overlaySignals = {
  "Vehicle.LowVoltageBattery.StateOfCharge": {
    unit: "percent",
    min: 0,
    max: 100,
    ours: true,
    name: say("12V电瓶电量", "12 V battery charge"),
  },
  "Vehicle.LowVoltageBattery.StateOfHealth": {
    unit: "percent",
    min: 0,
    max: 100,
    ours: true,
    name: say("12V电瓶健康度", "12 V battery health"),
    pace: "kept",
  },
  "Vehicle.LowVoltageBattery.Temperature": {
    unit: "Celsius",
    min: -60,
    max: 120,
    ours: true,
    name: say("12V电瓶温度", "12 V battery temperature"),
  },
  "Vehicle.Powertrain.TractionBattery.InsulationResistance": {
    unit: "kOhm",
    min: 0,
    max: 1_000_000,
    ours: true,
    name: say("绝缘电阻", "Insulation resistance"),
  },
  "Vehicle.OBD.MisfireCount": {
    unit: "-",
    min: 0,
    max: 65_535,
    ours: true,
    name: say("失火次数", "Misfires"),
    pace: "kept",
  },
  /** Hours from the last sign of life of the previous drive to the start of this one; absent on the very first drive. */
  "Vehicle.Fettle.SoakTime": {
    unit: "h",
    min: 0,
    max: 100_000,
    ours: true,
    name: say("停放时间", "Time parked"),
    pace: "kept",
  },
  /** Great-circle distance to the nearest service point of the offline directory. */
  "Vehicle.Fettle.NearestServiceDistance": {
    unit: "km",
    min: 0,
    max: 20_100,
    ours: true,
    name: say("最近网点距离", "Distance to the nearest service"),
    pace: "kept",
  },
} as const satisfies Record<string, SignalSpec>;
