import type { Bilingual } from "../../contract/language.ts";
import { isSignalPath, type SignalPath } from "../../contract/signals.ts";

const say = (zh: string, en: string): Bilingual => ({ "zh-CN": zh, en });

const pads = say("刹车片磨损", "brake pad wear");
const tyre = say("胎压", "tyre pressure");
const packCell = say("电芯电压", "cell voltage");
const packTemperature = say("电池温度", "battery temperature");
const place = say("车辆位置", "the car's position");

/** What a driver calls a signal, in the middle of a sentence. Signals no sentence speaks of have no name here. */
export const signalNames: Readonly<Partial<Record<SignalPath, Bilingual>>> = {
  "Vehicle.Speed": say("车速", "speed"),
  "Vehicle.TraveledDistance": say("总里程", "the odometer"),
  "Vehicle.CurrentLocation.Latitude": place,
  "Vehicle.CurrentLocation.Longitude": place,
  "Vehicle.Exterior.AirTemperature": say("车外温度", "outside temperature"),
  "Vehicle.LowVoltageBattery.CurrentVoltage": say("12V电瓶电压", "12 V battery"),
  "Vehicle.LowVoltageBattery.CurrentCurrent": say("12V电瓶电流", "12 V battery current"),
  "Vehicle.OBD.ControlModuleVoltage": say("12V系统电压", "12 V supply"),
  "Vehicle.OBD.IntakeTemp": say("进气温度", "intake air temperature"),
  "Vehicle.OBD.MAF": say("进气量", "air intake"),
  "Vehicle.OBD.EngineLoad": say("发动机负荷", "engine load"),
  "Vehicle.Powertrain.CombustionEngine.Speed": say("发动机转速", "engine speed"),
  "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature": say("水温", "coolant temperature"),
  "Vehicle.Powertrain.CombustionEngine.EngineOil.Temperature": say("机油温度", "oil temperature"),
  "Vehicle.Powertrain.FuelSystem.RelativeLevel": say("油量", "fuel level"),
  "Vehicle.Powertrain.TractionBattery.StateOfCharge.Current": say("电池电量", "battery charge"),
  "Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed": say("电池电量", "battery charge"),
  "Vehicle.Powertrain.TractionBattery.Temperature.Average": packTemperature,
  "Vehicle.Powertrain.TractionBattery.Temperature.Min": packTemperature,
  "Vehicle.Powertrain.TractionBattery.Temperature.Max": packTemperature,
  "Vehicle.Powertrain.TractionBattery.CellVoltage.Min": packCell,
  "Vehicle.Powertrain.TractionBattery.CellVoltage.Max": packCell,
  "Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.PadWear": pads,
  "Vehicle.Chassis.Axle.Row1.Wheel.Right.Brake.PadWear": pads,
  "Vehicle.Chassis.Axle.Row2.Wheel.Left.Brake.PadWear": pads,
  "Vehicle.Chassis.Axle.Row2.Wheel.Right.Brake.PadWear": pads,
  "Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.Pressure": tyre,
  "Vehicle.Chassis.Axle.Row1.Wheel.Right.Tire.Pressure": tyre,
  "Vehicle.Chassis.Axle.Row2.Wheel.Left.Tire.Pressure": tyre,
  "Vehicle.Chassis.Axle.Row2.Wheel.Right.Tire.Pressure": tyre,
};

/** The name of the signal at `path`, or undefined where a sentence has to do without. */
export const signalName = (path: string): Bilingual | undefined => (isSignalPath(path) ? signalNames[path] : undefined);
