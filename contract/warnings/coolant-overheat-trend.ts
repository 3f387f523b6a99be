import { say } from "../language.ts";
import { defineWarning, maybe, measured, minuteMs } from "./warning.ts";

export const warning = defineWarning({
  id: "coolant-overheat-trend",
  title: say("水温正在升高", "Engine is getting hot"),
  system: "cooling",
  levels: ["warning", "critical"],
  data: {
    t: measured("Celsius", "测得温度", "Temperature"),
    limit: measured("Celsius", "限值", "Limit"),
    rise: measured("Celsius/min", "上升速度", "Rise"),
    m: maybe(measured("min", "预计剩余时间", "Time left, about")),
  },
  episode: { clearAfterMs: 3 * minuteMs, news: { m: 1, t: 5 } },
  cause: "overheating",
  shows: ["Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature"],
  gauges: ["coolant"],
});
