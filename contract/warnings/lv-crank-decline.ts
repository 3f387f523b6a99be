import { say } from "../language.ts";
import { counted, defineWarning, maybe, measured } from "./warning.ts";

export const warning = defineWarning({
  id: "lv-crank-decline",
  title: say("启动变慢", "Starts are getting weaker"),
  system: "starting",
  levels: ["advisory", "warning"],
  data: {
    v: measured("V", "测得电压", "Voltage"),
    limit: measured("V", "限值", "Limit"),
    t: measured("Celsius", "测得温度", "Temperature"),
    health: maybe(measured("percent", "启动能力（与自身平时比）", "Strength, of its own usual")),
    growth: maybe(measured("percent", "启动压降每月增加", "Load grows a month by")),
    below: counted("弱启动次数", "Weak starts"),
    starts: counted("统计启动次数", "Starts looked at"),
  },
  episode: { news: { below: 1, health: 5 } },
  cause: "starting-battery",
  shows: ["Vehicle.LowVoltageBattery.CurrentVoltage", "Vehicle.OBD.ControlModuleVoltage"],
  gauges: ["engine-speed", "low-voltage"],
});
