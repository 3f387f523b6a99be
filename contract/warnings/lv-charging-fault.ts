import { say } from "../language.ts";
import { defineWarning, flag, maybe, measured, minuteMs, word } from "./warning.ts";

export const warning = defineWarning({
  id: "lv-charging-fault",
  title: say("充电系统异常", "Charging system fault"),
  system: "charging",
  levels: ["warning", "critical"],
  data: {
    v: measured("V", "测得电压", "Voltage"),
    limit: measured("V", "限值", "Limit"),
    fault: word("电压偏差", "Voltage is", { under: say("过低", "too low"), over: say("过高", "too high") }),
    m: maybe(measured("min", "预计剩余时间", "Time left, about")),
    estimated: maybe(flag("无电流传感器，估算", "Estimated, no sensor")),
  },
  episode: { clearAfterMs: 10 * minuteMs, news: { m: 10, v: 0.4, fault: 0 } },
  cause: "charging",
  shows: [
    "Vehicle.LowVoltageBattery.CurrentVoltage",
    "Vehicle.OBD.ControlModuleVoltage",
    "Vehicle.Powertrain.CombustionEngine.Speed",
  ],
  gauges: ["engine-speed", "low-voltage"],
});
