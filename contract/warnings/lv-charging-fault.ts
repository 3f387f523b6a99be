import { say } from "../language.ts";
import { always, type DeskSide } from "./for-desk.ts";
import { forDriver, ways } from "./for-driver.ts";
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

export const driver = forDriver(warning, {
  usual: {
    body: [
      say(
        "{?fault=over}充电电压过高，可能损坏电器，请尽快到店。",
        "{?fault=over}The charging voltage is too high and may damage electronics; go to a garage.",
      ),
      say(
        "发电机可能不充电，还能开约{m}分钟，请尽快到店。",
        "The alternator may not be charging. About {m} min of power left; go to a garage.",
      ),
      say(
        "发电机可能不充电，车辆可能断电，请尽快到店。",
        "The alternator may not be charging and the car may shut down; go to a garage.",
      ),
    ],
    line: [
      say("{?fault=over}充电电压过高，请尽快到店", "{?fault=over}Charging voltage is too high"),
      say("充电异常，约剩{m}分钟", "Not charging: about {m} min left"),
      say("充电异常，请尽快到店", "Not charging: go to a garage"),
    ],
  },
  critical: {
    title: [say("即将断电，请停靠", "Power is running out")],
    body: [
      say(
        "电量约剩{m}分钟，请在安全处停车并求助。",
        "About {m} min of power left. Stop in a safe place and call for help.",
      ),
      say(
        "车辆随时可能断电，请在安全处停车并求助。",
        "The car may shut down at any moment. Stop in a safe place and call for help.",
      ),
    ],
    line: [say("即将断电，请安全停靠", "Power is running out: pull over")],
  },
  parked: [ways.book("main"), ways.nearest("second"), ways.later("quiet")],
  moving: [ways.nearest("main"), ways.understood("second")],
  facts: [
    { key: "v", label: say("系统电压", "system voltage") },
    // The lower one or the upper one: `fault` says which.
    { key: "limit", label: say("限值", "limit") },
    { key: "m", label: say("剩余电量", "of power left"), about: true },
  ],
});

export const desk: DeskSide = {
  faultGroup: "charging",
  category: "electrical",
  priority: always("P1"),
  why: [
    say(
      "{?fault=over}行驶电压{v} V，上限{limit} V；会损坏电瓶和控制单元",
      "{?fault=over}{v} V while driving, limit {limit} V; harms battery and control units",
    ),
    say(
      "电压{v} V，限值{limit} V；约{m}分钟后断电",
      "{v} V while driving, limit {limit} V; about {m} min until power fails",
    ),
    say(
      "行驶电压{v} V，限值{limit} V；可能途中断电",
      "{v} V while driving, limit {limit} V; power may fail on the road",
    ),
    say("行驶电压{v} V，不正常；可能途中断电", "{v} V while driving is out of range; power may fail on the road"),
    say("行驶中充电电压不正常，可能途中断电", "Charging voltage is out of range; power may fail on the road"),
  ],
  explanation: [
    say(
      "{?fault=over}发动机运转时，12V电压长时间高于{limit} V。多半是电压调节器失灵，会损坏电瓶和控制单元。",
      "{?fault=over}With the engine running the 12 V supply stays above {limit} V. The regulator has probably failed; it harms battery and control units.",
    ),
    say(
      "发动机运转时，12V电压长时间低于{limit} V。发电机没有供电，车辆靠电瓶行驶，几十分钟内可能熄火。",
      "With the engine running the 12 V supply stays below {limit} V. The alternator does not feed the car, which runs on its battery and may stop within the hour.",
    ),
    say(
      "发动机运转时，12V电压长时间不正常。电压低时车辆靠电瓶行驶，几十分钟内可能熄火；电压高会损坏电瓶和控制单元。",
      "With the engine running the 12 V supply stays out of range. Too low means that the car runs on its battery and may stop within the hour; too high harms battery and control units.",
    ),
  ],
  plan: [
    say("先检查皮带和张紧器", "Check belt and tensioner first"),
    say("检查发电机输出端子和线束压降", "Check output stud and cable for voltage drop"),
    say("测试发电机和调节器", "Test alternator and regulator"),
    say("更换后复测电压和纹波", "After the repair measure voltage and ripple again"),
  ],
  parts: [say("皮带套件", "Belt kit"), say("发电机", "Alternator")],
};
