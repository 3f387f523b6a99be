import { type SignalPath, signals } from "../../../contract/signals.ts";
import type { Bilingual } from "../../report/rule-words.ts";

/** Branches that every path has and that tell a reader nothing; the full path stands beside the title. */
const dropped = new Set(["Vehicle", "Powertrain", "Chassis", "Current"]);

const battery = "Vehicle.Powertrain.TractionBattery";
const engine = "Vehicle.Powertrain.CombustionEngine";

/** Every signal as it is called in Chinese workshops; wheels, banks and sensors follow below. */
const chinese: Readonly<Partial<Record<SignalPath, string>>> = {
  "Vehicle.TraveledDistanceSinceStart": "本次行驶里程",
  "Vehicle.Acceleration.Lateral": "横向加速度",
  "Vehicle.CurrentLocation.HorizontalAccuracy": "定位精度",
  "Vehicle.Connectivity.IsConnectivityAvailable": "网络可用",
  "Vehicle.CurrentOverallWeight": "整车重量",
  "Vehicle.LowVoltageBattery.StateOfCharge": "12V 电瓶电量",
  "Vehicle.LowVoltageBattery.StateOfHealth": "12V 电瓶健康度",
  "Vehicle.LowVoltageBattery.Temperature": "12V 电瓶温度",
  [`${engine}.IsRunning`]: "发动机运转",
  [`${engine}.EOP`]: "机油压力",
  "Vehicle.Powertrain.FuelSystem.Range": "燃油续航",
  [`${battery}.CurrentPower`]: "动力电池功率",
  [`${battery}.CellVoltage.IdMin`]: "最低电芯编号",
  [`${battery}.CellVoltage.IdMax`]: "最高电芯编号",
  [`${battery}.BatteryConditioning.IsActive`]: "电池温度调节",
  [`${battery}.Charging.IsCharging`]: "正在充电",
  "Vehicle.Chassis.Brake.PedalPosition": "制动踏板",
  "Vehicle.OBD.FuelPressure": "燃油压力",
  "Vehicle.OBD.TimingAdvance": "点火提前角",
  "Vehicle.OBD.RunTime": "启动后时间",
  "Vehicle.OBD.DistanceWithMIL": "亮灯后里程",
  "Vehicle.OBD.FuelRailPressureVac": "油轨压力（相对真空）",
  "Vehicle.OBD.FuelRailPressureDirect": "油轨压力（直喷）",
  "Vehicle.OBD.FuelRailPressureAbsolute": "油轨绝对压力",
  "Vehicle.OBD.CommandedEGR": "EGR 目标开度",
  "Vehicle.OBD.EGRError": "EGR 偏差",
  "Vehicle.OBD.CommandedEVAP": "炭罐电磁阀开度",
  "Vehicle.OBD.WarmupsSinceDTCClear": "清码后暖机次数",
  "Vehicle.OBD.DistanceSinceDTCClear": "清码后里程",
  "Vehicle.OBD.EVAPVaporPressure": "燃油蒸气压力",
  "Vehicle.OBD.EVAPVaporPressureAbsolute": "燃油蒸气绝对压力",
  "Vehicle.OBD.EVAPVaporPressureAlternate": "燃油蒸气压力（备用）",
  "Vehicle.OBD.BarometricPressure": "大气压力",
  "Vehicle.OBD.AbsoluteLoad": "绝对负荷",
  "Vehicle.OBD.CommandedEquivalenceRatio": "目标当量比",
  "Vehicle.OBD.RelativeThrottlePosition": "节气门相对开度",
  "Vehicle.OBD.ThrottlePositionB": "节气门开度 B",
  "Vehicle.OBD.ThrottlePositionC": "节气门开度 C",
  "Vehicle.OBD.AcceleratorPositionF": "油门踏板 F",
  "Vehicle.OBD.RelativeAcceleratorPosition": "油门踏板相对位置",
  "Vehicle.OBD.ThrottleActuator": "节气门执行器",
  "Vehicle.OBD.RunTimeMIL": "亮灯后运行时间",
  "Vehicle.OBD.TimeSinceDTCCleared": "清码后时间",
  "Vehicle.OBD.MaxMAF": "进气量上限",
  "Vehicle.OBD.EthanolPercent": "乙醇含量",
  "Vehicle.OBD.HybridBatteryRemaining": "混动电池剩余",
  "Vehicle.OBD.FuelInjectionTiming": "喷油正时",
  "Vehicle.OBD.FuelRate": "油耗速率",
  "Vehicle.OBD.ShortTermFuelTrim2": "短期燃油修正 2",
  "Vehicle.OBD.LongTermFuelTrim2": "长期燃油修正 2",
  "Vehicle.OBD.ShortTermO2Trim1": "后氧短期修正 1",
  "Vehicle.OBD.LongTermO2Trim1": "后氧长期修正 1",
  "Vehicle.OBD.ShortTermO2Trim2": "后氧短期修正 2",
  "Vehicle.OBD.LongTermO2Trim2": "后氧长期修正 2",
  [`${battery}.InsulationResistance`]: "绝缘电阻",
  "Vehicle.OBD.MisfireCount": "失火次数",
  "Vehicle.Fettle.SoakTime": "停放时间",
  "Vehicle.Fettle.NearestServiceDistance": "最近网点距离",
  "Vehicle.OBD.Status.IsMILOn": "故障灯",
  "Vehicle.OBD.Status.DTCCount": "故障码数量",
  "Vehicle.Speed": "车速",
  "Vehicle.TraveledDistance": "总里程",
  "Vehicle.Exterior.AirTemperature": "车外温度",
  "Vehicle.CurrentLocation.Latitude": "纬度",
  "Vehicle.CurrentLocation.Longitude": "经度",
  "Vehicle.CurrentLocation.Altitude": "海拔",
  "Vehicle.CurrentLocation.Heading": "航向",
  "Vehicle.Acceleration.Longitudinal": "纵向加速度",
  "Vehicle.LowVoltageBattery.CurrentVoltage": "12V 电瓶电压",
  "Vehicle.LowVoltageBattery.CurrentCurrent": "12V 电瓶电流",
  [`${engine}.Speed`]: "发动机转速",
  [`${engine}.EngineCoolant.Temperature`]: "冷却液温度",
  [`${engine}.EngineOil.Temperature`]: "机油温度",
  "Vehicle.Powertrain.FuelSystem.RelativeLevel": "油量",
  [`${battery}.CurrentVoltage`]: "动力电池电压",
  [`${battery}.CurrentCurrent`]: "动力电池电流",
  [`${battery}.StateOfCharge.Current`]: "动力电池电量",
  [`${battery}.StateOfCharge.Displayed`]: "显示电量",
  [`${battery}.StateOfHealth`]: "电池健康度",
  [`${battery}.Temperature.Min`]: "电池最低温度",
  [`${battery}.Temperature.Max`]: "电池最高温度",
  [`${battery}.Temperature.Average`]: "电池平均温度",
  [`${battery}.CellVoltage.Min`]: "最低电芯电压",
  [`${battery}.CellVoltage.Max`]: "最高电芯电压",
  [`${battery}.Range`]: "续航里程",
  "Vehicle.OBD.ControlModuleVoltage": "12V 系统电压",
  "Vehicle.OBD.EngineLoad": "发动机负荷",
  "Vehicle.OBD.IntakeTemp": "进气温度",
  "Vehicle.OBD.MAP": "进气歧管压力",
  "Vehicle.OBD.MAF": "进气量",
  "Vehicle.OBD.ThrottlePosition": "节气门开度",
  "Vehicle.OBD.AcceleratorPositionD": "油门踏板 D",
  "Vehicle.OBD.AcceleratorPositionE": "油门踏板 E",
  "Vehicle.OBD.ShortTermFuelTrim1": "短期燃油修正 1",
  "Vehicle.OBD.LongTermFuelTrim1": "长期燃油修正 1",
};

const places: Readonly<Record<string, string>> = {
  "Row1.Wheel.Left": "左前",
  "Row1.Wheel.Right": "右前",
  "Row2.Wheel.Left": "左后",
  "Row2.Wheel.Right": "右后",
};
const wheelParts: Readonly<Record<string, string>> = {
  "Brake.PadWear": "刹车片磨损",
  "Brake.IsBrakesWorn": "刹车片报警",
  "Tire.Pressure": "胎压",
  "Tire.Temperature": "胎温",
};
const sensorParts: Readonly<Record<string, string>> = {
  Voltage: "电压",
  ShortTermFuelTrim: "短期修正",
  Lambda: "过量空气系数",
  Current: "电流",
};

/** What there are several of: named by the place and the part. */
const ofMany = (path: string): string | undefined => {
  const [, place = "", part = ""] = /Axle\.(Row\d\.Wheel\.\w+)\.(.+)$/.exec(path) ?? [];
  if (part !== "") return `${places[place] ?? place}${wheelParts[part] ?? part}`;
  const [, bank, number] = /Catalyst\.Bank(\d)\.Temperature(\d)$/.exec(path) ?? [];
  if (bank !== undefined) return `催化器温度 ${bank}-${number}`;
  const [, wide = "", sensor, value = ""] = /O2(WR)?\.Sensor(\d)\.(\w+)$/.exec(path) ?? [];
  return sensor === undefined
    ? undefined
    : `${wide === "" ? "" : "宽域"}氧传感器 ${sensor} ${sensorParts[value] ?? value}`;
};

/** A path as a heading: the standard's words in English, the workshop's in Chinese. */
export const signalTitle = (path: SignalPath): Bilingual => {
  const en = path
    .split(".")
    .filter((word) => !dropped.has(word))
    .join(" · ")
    .replace(/([a-z])([A-Z])/g, "$1 $2");
  return { zh: chinese[path] ?? ofMany(path) ?? en, en };
};

const signs: Readonly<Record<string, string>> = { Celsius: "°C", percent: "%", degrees: "°", "-": "", ratio: "" };

/** The unit as people write it. */
export const unitText = (path: SignalPath): string => signs[signals[path].unit] ?? signals[path].unit;
