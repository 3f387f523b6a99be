import { say } from "../language.ts";
import { always, type DeskSide } from "./for-desk.ts";
import { forDriver, ways } from "./for-driver.ts";
import { defineWarning, flag, maybe, measured } from "./warning.ts";

export const warning = defineWarning({
  id: "cold-start-preheat",
  title: say("天冷，先给电池预热", "Cold: warm the battery first"),
  titleWhere: [say("{?ambient}天冷，先查12V电瓶", "{?ambient}Cold: check the 12 V battery")],
  system: "cold",
  levels: ["info"],
  data: {
    t: maybe(measured("Celsius", "测得温度", "Temperature")),
    ambient: maybe(measured("Celsius", "环境温度", "Outside air")),
    limit: measured("Celsius", "限值", "Limit"),
    charge: maybe(measured("percent", "电量", "Charge")),
    strong: maybe(flag("严寒", "Severe cold")),
  },
  episode: { endsWhenAcknowledged: true },
  shows: [
    "Vehicle.Powertrain.TractionBattery.Temperature.Min",
    "Vehicle.Powertrain.TractionBattery.Temperature.Average",
    "Vehicle.Exterior.AirTemperature",
  ],
  gauges: ["pack-temperature", "outside-air"],
});

export const driver = forDriver(warning, {
  // `{t}` is the pack of an electric car; a combustion car has only the air, and its small battery is what suffers.
  usual: {
    body: [
      say(
        "电池温度{t}℃，请先预热再出发。点此做电池健康检测。",
        "Battery is {t} °C. Preheat before you go. Tap for a battery health check.",
      ),
      say(
        "车外{ambient}℃，12V电瓶动力下降。点此做电池健康检测。",
        "It is {ambient} °C outside; the 12 V battery is weaker now. Tap for a health check.",
      ),
      say(
        "气温很低，请先预热再出发。点此做电池健康检测。",
        "It is very cold. Preheat before you go. Tap for a battery health check.",
      ),
    ],
    line: [
      say("电池温度{t}℃，建议预热", "Battery is {t} °C: preheat"),
      say("车外{ambient}℃，留意12V电瓶", "{ambient} °C: mind the 12 V battery"),
      say("天冷，建议先预热", "Cold: preheat before you go"),
    ],
  },
  parked: [ways.checkBattery("main"), ways.later("quiet")],
  facts: [{ key: "charge", label: say("剩余电量", "of charge left") }],
  thermometer: { keys: ["t", "ambient"], scale: [-30, 20], mark: { key: "limit", label: say("不低于", "at least") } },
  // Where the pack keeps its temperature to itself, the cold is the small battery's.
  parts: [
    { where: "{?t}", part: "pack" },
    { where: "", part: "b12" },
  ],
});

export const desk: DeskSide = {
  faultGroup: null,
  category: "battery",
  priority: always("P3"),
  why: [
    say("电池温度{t} ℃，低温下性能和充电受限", "Battery at {t} °C: power and charging are limited when cold"),
    say("低温下电池性能和充电受限", "Power and charging are limited in the cold"),
  ],
  explanation: [say("低温提醒，无需派单。", "A cold-weather hint to the driver; no work for the desk.")],
  plan: [],
  parts: [],
};
