import { say } from "../language.ts";
import type { DeskSide } from "./for-desk.ts";
import { forDriver, ways } from "./for-driver.ts";
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

export const driver = forDriver(warning, {
  usual: {
    body: [
      say("约{m}分钟后可能过热，请减速、关空调、靠边。", "It may overheat in {m} min. Slow down, AC off, pull over."),
      say("发动机可能过热，请减速、关空调、靠边。", "It may overheat soon. Slow down, AC off, pull over."),
    ],
    line: [
      say("约{m}分钟后可能过热，请靠边", "May overheat in {m} min: pull over"),
      say("水温升高，请减速靠边", "Engine is hot: slow down"),
    ],
  },
  critical: {
    title: [say("立即停车，关闭发动机", "Stop now. Engine off.")],
    body: [
      say(
        "水温{t}℃，继续行驶会损坏发动机。请勿打开水箱盖。",
        "Coolant is {t} °C. Driving on ruins the engine. Do not open the radiator cap.",
      ),
      say(
        "水温过高，继续行驶会损坏发动机。请勿打开水箱盖。",
        "Coolant is too hot. Driving on ruins the engine. Do not open the radiator cap.",
      ),
    ],
    line: [say("立即停车，关闭发动机", "Stop now. Engine off.")],
  },
  parked: [ways.nearest("main"), ways.callRescue("second"), ways.understood("quiet")],
  moving: [ways.nearest("main"), ways.understood("second")],
  facts: [
    { key: "t", label: say("当前水温", "coolant now") },
    { key: "rise", label: say("升温速度", "rise") },
    { key: "m", label: say("到达上限", "to the limit"), about: true },
  ],
  thermometer: { keys: ["t"], scale: [60, 130], mark: { key: "limit", label: say("上限", "limit") } },
});

export const desk: DeskSide = {
  faultGroup: "cooling",
  category: "engine",
  priority: { info: "P2", advisory: "P2", warning: "P2", critical: "P1" },
  why: [
    say("水温{t} ℃，限值{limit} ℃；约{m}分钟后过热", "Coolant {t} °C, limit {limit} °C; overheats in about {m} min"),
    say(
      "水温{t} ℃，限值{limit} ℃；继续行驶会伤发动机",
      "Coolant {t} °C, limit {limit} °C; driving on damages the engine",
    ),
    say("水温{t} ℃，偏高；继续行驶会伤发动机", "Coolant {t} °C is too hot; driving on damages the engine"),
    say("水温上升过快，继续行驶会伤发动机", "Coolant rises too fast; driving on damages the engine"),
  ],
  explanation: [
    say(
      "冷却液温度持续上升，按当前速度几分钟内到达过热限值。常见原因是缺冷却液、风扇不转、节温器卡在关闭位置、水泵或散热器堵塞。请车主停车降温，不要打开水箱盖。",
      "The coolant keeps rising and at this pace reaches the overheat limit within minutes. Usual causes are lost coolant, a fan that does not run, a thermostat stuck shut, the pump or a blocked radiator. Ask the owner to stop and let it cool, and not to open the cap.",
    ),
  ],
  plan: [
    say("检查冷却液液位和泄漏（冷机）", "Check level and leaks, engine cold"),
    say("检查风扇和继电器", "Check fan and relay"),
    say("检查节温器是否卡在关闭位置", "Check the thermostat for sticking shut"),
    say("检查水泵和散热器", "Check pump and radiator"),
    say("做缸垫测试", "Test the head gasket"),
  ],
  parts: [say("冷却液", "Coolant"), say("节温器", "Thermostat"), say("散热风扇", "Radiator fan")],
};
