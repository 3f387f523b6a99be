import { say } from "../language.ts";
import { defineWarning, flag, maybe, measured } from "./warning.ts";

export const warning = defineWarning({
  id: "cold-start-preheat",
  title: say("天冷，先给电池预热", "Cold: warm the battery first"),
  system: "cold",
  levels: ["info"],
  data: {
    t: maybe(measured("Celsius", "测得温度", "Temperature")),
    ambient: maybe(measured("Celsius", "环境温度", "Outside air")),
    limit: measured("Celsius", "限值", "Limit"),
    charge: maybe(measured("percent", "电量", "Charge")),
    strong: maybe(flag("低于 −10 ℃", "At or below −10 °C")),
  },
  episode: { endsWhenAcknowledged: true },
  cause: "cold",
  shows: [
    "Vehicle.Powertrain.TractionBattery.Temperature.Min",
    "Vehicle.Powertrain.TractionBattery.Temperature.Average",
    "Vehicle.Exterior.AirTemperature",
  ],
  gauges: ["pack-temperature", "outside-air"],
});
