import { say } from "../language.ts";
import type { SignalSpec } from "./signal.ts";

/**
 * The traction battery.
 *
 * A pack weighs hundreds of kilograms: it does not warm by 5 Celsius between two readings, and one row of a recording that says
 * 60.9 beside a mean of 22 is the state of charge in the wrong column.
 */
export const packSignals = {
  "Vehicle.Powertrain.TractionBattery.CurrentVoltage": {
    unit: "V",
    min: 0,
    max: 1_000,
    name: say("动力电池电压", "Pack voltage"),
    pace: "fast",
  },
  "Vehicle.Powertrain.TractionBattery.CurrentCurrent": {
    unit: "A",
    min: -2_000,
    max: 2_000,
    name: say("动力电池电流", "Pack current"),
    pace: "fast",
  },
  "Vehicle.Powertrain.TractionBattery.CurrentPower": {
    unit: "W",
    min: -1_000_000,
    max: 1_000_000,
    name: say("动力电池功率", "Pack power"),
  },
  "Vehicle.Powertrain.TractionBattery.StateOfCharge.Current": {
    unit: "percent",
    min: 0,
    max: 100,
    name: say("电池电量", "Battery charge"),
    jump: { step: 5, perSecond: 1, confirmFirst: true },
  },
  "Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed": {
    unit: "percent",
    min: 0,
    max: 100,
    name: say("仪表显示电量", "Charge shown"),
    jump: { step: 5, perSecond: 1, confirmFirst: true },
  },
  "Vehicle.Powertrain.TractionBattery.StateOfHealth": {
    unit: "percent",
    min: 0,
    max: 100,
    name: say("动力电池健康度", "Pack health"),
    pace: "kept",
  },
  "Vehicle.Powertrain.TractionBattery.Temperature.Average": {
    unit: "Celsius",
    min: -60,
    max: 120,
    name: say("电池温度", "Battery temperature"),
    jump: { step: 3, perSecond: 1, confirmFirst: true },
  },
  "Vehicle.Powertrain.TractionBattery.Temperature.Min": {
    unit: "Celsius",
    min: -60,
    max: 120,
    name: say("电池最低温度", "Coldest cell"),
    jump: { step: 3, perSecond: 1, confirmFirst: true },
  },
  "Vehicle.Powertrain.TractionBattery.Temperature.Max": {
    unit: "Celsius",
    min: -60,
    max: 120,
    name: say("电池最高温度", "Hottest cell"),
    jump: { step: 3, perSecond: 1, confirmFirst: true },
  },
  "Vehicle.Powertrain.TractionBattery.CellVoltage.Min": {
    unit: "V",
    min: 0,
    max: 6,
    name: say("最低电芯电压", "Lowest cell voltage"),
  },
  "Vehicle.Powertrain.TractionBattery.CellVoltage.Max": {
    unit: "V",
    min: 0,
    max: 6,
    name: say("最高电芯电压", "Highest cell voltage"),
  },
  "Vehicle.Powertrain.TractionBattery.CellVoltage.IdMin": {
    unit: "-",
    min: 0,
    max: 65_535,
    name: say("最低电芯编号", "Number of the lowest cell"),
  },
  "Vehicle.Powertrain.TractionBattery.CellVoltage.IdMax": {
    unit: "-",
    min: 0,
    max: 65_535,
    name: say("最高电芯编号", "Number of the highest cell"),
  },
  "Vehicle.Powertrain.TractionBattery.Range": {
    unit: "m",
    min: 0,
    max: 4_294_967_295,
    name: say("纯电续航", "Range on the battery"),
  },
  "Vehicle.Powertrain.TractionBattery.BatteryConditioning.IsActive": {
    unit: "-",
    min: 0,
    max: 1,
    boolean: true,
    name: say("电池温度调节", "Battery conditioning"),
    pace: "kept",
  },
  "Vehicle.Powertrain.TractionBattery.Charging.IsCharging": {
    unit: "-",
    min: 0,
    max: 1,
    boolean: true,
    name: say("正在充电", "Charging"),
    pace: "kept",
  },
} as const satisfies Record<string, SignalSpec>;
