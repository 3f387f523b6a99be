import type { Bilingual } from "../../../contract/language.ts";

const w = (zh: string, en: string): Bilingual => ({ "zh-CN": zh, en });

const known: Readonly<Record<string, Bilingual>> = {
  "Vehicle.Speed": w("车速", "Speed"),
  "Vehicle.TraveledDistance": w("总里程", "Odometer"),
  "Vehicle.TraveledDistanceSinceStart": w("本次行驶", "This drive"),
  "Vehicle.Exterior.AirTemperature": w("环境温度", "Outside air"),
  "Vehicle.LowVoltageBattery.CurrentVoltage": w("12 V 电压", "12 V battery"),
  "Vehicle.LowVoltageBattery.CurrentCurrent": w("12 V 电流", "12 V current"),
  "Vehicle.LowVoltageBattery.StateOfCharge": w("12 V 电量", "12 V charge"),
  "Vehicle.LowVoltageBattery.StateOfHealth": w("12 V 健康度", "12 V health"),
  "Vehicle.LowVoltageBattery.Temperature": w("12 V 电瓶温度", "12 V temperature"),
  "Vehicle.Powertrain.CombustionEngine.Speed": w("发动机转速", "Engine speed"),
  "Vehicle.Powertrain.CombustionEngine.IsRunning": w("发动机运转", "Engine running"),
  "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature": w("水温", "Coolant"),
  "Vehicle.Powertrain.CombustionEngine.EngineOil.Temperature": w("机油温度", "Engine oil"),
  "Vehicle.Powertrain.FuelSystem.RelativeLevel": w("燃油量", "Fuel level"),
  "Vehicle.Powertrain.TractionBattery.CurrentVoltage": w("动力电池电压", "Pack voltage"),
  "Vehicle.Powertrain.TractionBattery.CurrentCurrent": w("动力电池电流", "Pack current"),
  "Vehicle.Powertrain.TractionBattery.CurrentPower": w("动力电池功率", "Pack power"),
  "Vehicle.Powertrain.TractionBattery.StateOfCharge.Current": w("动力电池电量", "Pack charge"),
  "Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed": w("仪表显示电量", "Charge shown"),
  "Vehicle.Powertrain.TractionBattery.StateOfHealth": w("动力电池健康度", "Pack health"),
  "Vehicle.Powertrain.TractionBattery.Temperature.Average": w("电池平均温度", "Pack temperature"),
  "Vehicle.Powertrain.TractionBattery.Temperature.Min": w("电池最低温度", "Coldest cell"),
  "Vehicle.Powertrain.TractionBattery.Temperature.Max": w("电池最高温度", "Hottest cell"),
  "Vehicle.Powertrain.TractionBattery.CellVoltage.Min": w("最低电芯电压", "Lowest cell"),
  "Vehicle.Powertrain.TractionBattery.CellVoltage.Max": w("最高电芯电压", "Highest cell"),
  "Vehicle.Chassis.Brake.PedalPosition": w("制动踏板", "Brake pedal"),
  "Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.PadWear": w("左前刹车片磨损", "Front left pad wear"),
  "Vehicle.Chassis.Axle.Row1.Wheel.Right.Brake.PadWear": w("右前刹车片磨损", "Front right pad wear"),
  "Vehicle.Chassis.Axle.Row2.Wheel.Left.Brake.PadWear": w("左后刹车片磨损", "Rear left pad wear"),
  "Vehicle.Chassis.Axle.Row2.Wheel.Right.Brake.PadWear": w("右后刹车片磨损", "Rear right pad wear"),
  "Vehicle.OBD.EngineLoad": w("发动机负荷", "Engine load"),
  "Vehicle.OBD.AbsoluteLoad": w("绝对负荷", "Absolute load"),
  "Vehicle.OBD.IntakeTemp": w("进气温度", "Intake air"),
  "Vehicle.OBD.MAP": w("进气压力", "Intake pressure"),
  "Vehicle.OBD.MAF": w("进气流量", "Air flow"),
  "Vehicle.OBD.TimingAdvance": w("点火提前角", "Timing advance"),
  "Vehicle.OBD.ThrottlePosition": w("节气门开度", "Throttle"),
  "Vehicle.OBD.AcceleratorPositionD": w("加速踏板", "Accelerator"),
  "Vehicle.OBD.ControlModuleVoltage": w("控制单元电压", "Module voltage"),
  "Vehicle.OBD.ShortTermFuelTrim1": w("短期燃油修正", "Short fuel trim"),
  "Vehicle.OBD.LongTermFuelTrim1": w("长期燃油修正", "Long fuel trim"),
  "Vehicle.OBD.BarometricPressure": w("大气压力", "Barometric"),
  "Vehicle.OBD.FuelRate": w("油耗速率", "Fuel rate"),
  "Vehicle.OBD.RunTime": w("启动后时间", "Run time"),
  "Vehicle.OBD.DistanceWithMIL": w("亮灯后里程", "Distance with MIL"),
  "Vehicle.OBD.Status.IsMILOn": w("故障灯", "Fault light"),
  "Vehicle.OBD.Status.DTCCount": w("故障码数量", "Trouble codes"),
  "Vehicle.Fettle.SoakTime": w("停放时间", "Time parked"),
  "Vehicle.Fettle.NearestServiceDistance": w("最近网点距离", "Nearest service"),
};

/** `EngineCoolant.Temperature` → `Engine Coolant Temperature`: the standard's own words, where we have none. */
const spelled = (path: string): string =>
  path
    .split(".")
    .slice(-2)
    .join(" ")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2");

/** A signal as the workshop calls it; the words of its VSS path where it has no name here. */
export const signalName = (path: string): Bilingual => known[path] ?? w(spelled(path), spelled(path));
