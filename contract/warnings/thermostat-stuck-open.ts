import { say } from "../language.ts";
import { always, type DeskSide } from "./for-desk.ts";
import { forDriver, ways } from "./for-driver.ts";
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

export const driver = forDriver(warning, {
  usual: {
    body: [say("水温长时间偏低，节温器可能卡住，建议检查。", "It stays too cold. The thermostat may be stuck open.")],
    line: [say("发动机热得太慢，建议检查", "Engine warms too slowly")],
  },
  parked: [ways.book("main"), ways.later("quiet")],
  facts: [
    { key: "t", label: say("实测水温", "coolant measured") },
    { key: "model", label: say("应达到", "expected by then"), about: true },
  ],
});

export const desk: DeskSide = {
  faultGroup: "thermostat",
  category: "engine",
  priority: always("P2"),
  why: [
    say(
      "水温只到{t} ℃，应达{model} ℃；油耗升高、暖风弱",
      "Coolant only {t} °C where {model} °C is due; more fuel, weak heater",
    ),
    say("水温长时间偏低，油耗升高、暖风弱", "Coolant stays too cold for long: more fuel used, weak heater"),
  ],
  // One start that lags far behind the car's own usual is enough; a small lag takes several.
  explanation: [
    say(
      "{?bad=1}最近一次冷启动，水温远远落后于这辆车平时的速度：该到{model} ℃时只有{t} ℃。节温器多半卡在打开位置。不影响安全，但费油、暖风弱，长期会增加磨损。",
      "{?bad=1}At the latest cold start the coolant lagged far behind what is usual for this car: {t} °C when {model} °C was due. The thermostat is probably stuck open. It is not dangerous, but costs fuel and cabin heat and adds wear.",
    ),
    say(
      "最近{starts}次冷启动中有{bad}次，水温上升明显慢于同样行驶应有的速度：最近的一次该到{model} ℃时只有{t} ℃。节温器多半卡在打开位置。不影响安全，但费油、暖风弱，长期会增加磨损。",
      "At {bad} of the last {starts} cold starts the coolant warmed far slower than such a drive should make it: {t} °C when {model} °C was due at the latest of them. The thermostat is probably stuck open. It is not dangerous, but costs fuel and cabin heat and adds wear.",
    ),
    say(
      "冷启动后，水温上升明显慢于同样行驶应有的速度。节温器多半卡在打开位置。不影响安全，但费油、暖风弱，长期会增加磨损。",
      "After a cold start the coolant warmed far slower than such a drive should make it. The thermostat is probably stuck open. It is not dangerous, but costs fuel and cabin heat and adds wear.",
    ),
  ],
  plan: [
    say("先检查冷却液液位", "Check the coolant level first"),
    say("读取水温上升曲线", "Read the warm-up curve"),
    say("更换节温器并加注冷却液", "Replace the thermostat and refill coolant"),
  ],
  parts: [say("节温器", "Thermostat"), say("冷却液", "Coolant")],
};
