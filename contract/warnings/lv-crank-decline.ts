import { say } from "../language.ts";
import { always, type DeskSide } from "./for-desk.ts";
import { forDriver, ways } from "./for-driver.ts";
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

export const driver = forDriver(warning, {
  // Weaker than this car's own usual, or strong enough today and not for the cold ahead: `below` counts the latter.
  usual: {
    body: [
      say(
        "{?below=0}近期启动电压持续走低，电瓶可能老化，建议检测。",
        "{?below=0}Start voltage keeps falling. The battery may be ageing; please have it tested.",
      ),
      say(
        "{?below}天气再冷些，电瓶可能启动不了，建议检测。",
        "{?below}In colder weather the battery may not start the engine. Please have it tested.",
      ),
      say(
        "启动电压偏低，电瓶可能老化，建议检测。",
        "Start voltage is low. The battery may be ageing; please have it tested.",
      ),
    ],
    line: [
      say("{?below=0}启动电压走低，请检测电瓶", "{?below=0}Start voltage keeps falling"),
      say("{?below}天再冷可能启动不了，请检测", "{?below}May not start in colder weather"),
      say("启动电压偏低，请检测电瓶", "Start voltage is low"),
    ],
  },
  parked: [ways.book("main"), ways.checkBattery("second"), ways.later("quiet")],
  facts: [
    { key: "v", label: say("启动时最低", "lowest at start") },
    { key: "limit", label: say("应不低于", "should be at least") },
    { key: "below", label: say("近期启动无力", "were weak lately"), unit: say("次", "starts") },
  ],
});

export const desk: DeskSide = {
  faultGroup: "starting-battery",
  category: "electrical",
  priority: always("P2"),
  why: [
    say(
      "启动最低{v} V，应有{limit} V；继续下降会无法启动",
      "Lowest start voltage {v} V, should be {limit} V; the car may stop starting",
    ),
    say(
      "启动电压低于应有水平，天冷时可能无法启动",
      "Start voltage is lower than it should be; in the cold it may fail",
    ),
  ],
  // What the rule compares with: the car's own first starts, and the cold that may come; no table of fixed voltages.
  explanation: [
    say(
      "{?below=0}启动时电压的跌幅比这辆车自己平时大：启动能力只剩平时的{health}%。常见原因是电瓶老化，也可能是接线柱或搭铁接触不良。车主目前大多没有感觉。",
      "{?below=0}Starting pulls the voltage down further than is usual for this very car: it has {health} % of its usual strength left. An ageing battery is the usual cause; a poor terminal or earth looks the same. The owner has mostly noticed nothing yet.",
    ),
    say(
      "把最近{starts}次启动换算到接下来几周可能的低温，有{below}次电压不够。常见原因是电瓶老化，也可能是接线柱或搭铁接触不良。车主目前大多没有感觉。",
      "Brought to the cold that the next weeks may bring, {below} of the last {starts} starts would leave the battery too little voltage. An ageing battery is the usual cause; a poor terminal or earth looks the same. The owner has mostly noticed nothing yet.",
    ),
    say(
      "启动时电压偏低：和这辆车自己平时相比，或者换算到接下来可能的低温。常见原因是电瓶老化，也可能是接线柱或搭铁接触不良。车主目前大多没有感觉。",
      "The voltage under the starter is too low, compared with this very car's usual starts or brought to the cold that may come. An ageing battery is the usual cause; a poor terminal or earth looks the same. The owner has mostly noticed nothing yet.",
    ),
  ],
  plan: [
    say("电瓶充满后做负载测试（一半CCA，15秒）", "Charge the battery, then load-test it at half its CCA for 15 s"),
    say("测量接线柱和搭铁的压降", "Measure the voltage drop at terminals and earth"),
    say("测量起动机电流", "Measure the starter current"),
    say("按结果更换电瓶或起动机", "Replace battery or starter as the tests prove"),
  ],
  parts: [say("12V电瓶（按VIN确认型号和CCA）", "12 V battery (type and CCA by VIN)")],
};
