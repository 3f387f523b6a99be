import { type SignalPath, signals } from "../../../contract/signals.ts";
import type { Bilingual } from "./rule-words.ts";

/** Branches that every path has and that tell a reader nothing; the full path stands beside the title. */
const dropped = new Set(["Vehicle", "Powertrain", "Chassis", "Current"]);

const battery = "Vehicle.Powertrain.TractionBattery";
const engine = "Vehicle.Powertrain.CombustionEngine";

/** The signals that most drives have, as they are called in Chinese. */
const chinese: Readonly<Partial<Record<SignalPath, string>>> = {
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

/** A path as a heading; in Chinese where the signal has a usual name. */
export const signalTitle = (path: SignalPath): Bilingual => {
  const en = path
    .split(".")
    .filter((word) => !dropped.has(word))
    .join(" · ")
    .replace(/([a-z])([A-Z])/g, "$1 $2");
  return { zh: chinese[path] ?? en, en };
};

const signs: Readonly<Record<string, string>> = { Celsius: "°C", percent: "%", degrees: "°", "-": "", ratio: "" };

/** The unit as people write it. */
export const unitText = (path: SignalPath): string => signs[signals[path].unit] ?? signals[path].unit;
