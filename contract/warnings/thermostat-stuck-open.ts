import { say } from "../language.ts";
import { counted, defineWarning, measured } from "./warning.ts";

export const warning = defineWarning({
  id: "thermostat-stuck-open",
  title: say("发动机热得太慢", "Engine warms too slowly"),
  system: "cooling",
  levels: ["advisory"],
  data: {
    deficit: measured("Celsius", "比应有温度低", "Colder than due by"),
    t: measured("Celsius", "测得温度", "Temperature"),
    model: measured("Celsius", "应有温度", "Due at this point"),
    bad: counted("偏冷的启动", "Cold starts too slow"),
    starts: counted("统计启动次数", "Starts looked at"),
  },
  episode: { news: { bad: 1 } },
  cause: "thermostat",
  shows: ["Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature", "Vehicle.Speed"],
  gauges: ["coolant", "speed", "outside-air", "fuel-flow"],
});
