import type { Language } from "../../contract/language.ts";
import type { RuleId } from "../../contract/warnings/catalogue.ts";

/**
 * Sentences of one warning in one language. Each entry lists what may be said, best first: the first whose `{places}` the
 * warning's data can fill is used, so a number that was not measured is left out and never filled in. `{?key}` asks for a
 * key, and `{?key=word}` for a value, without saying it.
 */
export interface Sentences {
  /** At most 12 Chinese or 28 Latin characters. */
  readonly title: readonly string[];
  /** At most 40 Chinese or 90 Latin characters. */
  readonly body: readonly string[];
  /** The one line of the band while moving, read in two seconds. */
  readonly line: readonly string[];
}

export interface RuleTexts {
  readonly usual: Readonly<Record<Language, Sentences>>;
  /** Said instead once the warning is critical: what to do first, then why. */
  readonly critical?: Readonly<Record<Language, Sentences>>;
}

/** What the driver reads, by rule: the texts of the warning catalogue, plus a line for the road and the critical form. */
export const ruleTexts: Readonly<Record<RuleId, RuleTexts>> = {
  // `{t}` is the pack of an electric car; a combustion car has only the air, and its small battery is what suffers.
  "cold-start-preheat": {
    usual: {
      "zh-CN": {
        title: ["{?ambient}天冷，先查12V电瓶", "天冷，先给电池预热"],
        body: [
          "电池温度{t}℃，请先预热再出发。点此做电池健康检测。",
          "车外{ambient}℃，12V电瓶动力下降。点此做电池健康检测。",
          "气温很低，请先预热再出发。点此做电池健康检测。",
        ],
        line: ["电池温度{t}℃，建议预热", "车外{ambient}℃，留意12V电瓶", "天冷，建议先预热"],
      },
      en: {
        title: ["{?ambient}Cold: check the 12 V battery", "Cold: warm the battery first"],
        body: [
          "Battery is {t} °C. Preheat before you go. Tap for a battery health check.",
          "It is {ambient} °C outside; the 12 V battery is weaker now. Tap for a health check.",
          "It is very cold. Preheat before you go. Tap for a battery health check.",
        ],
        line: ["Battery is {t} °C: preheat", "{ambient} °C: mind the 12 V battery", "Cold: preheat before you go"],
      },
    },
  },
  "lv-crank-decline": {
    usual: {
      "zh-CN": {
        title: ["启动变慢"],
        body: ["近期启动电压持续走低，电瓶可能老化，建议检测。"],
        line: ["启动电压走低，请检测电瓶"],
      },
      en: {
        title: ["Starts are getting weaker"],
        body: ["Start voltage keeps falling. The battery may be ageing; please have it tested."],
        line: ["Start voltage keeps falling"],
      },
    },
  },
  "lv-charging-fault": {
    usual: {
      "zh-CN": {
        title: ["充电系统异常"],
        body: [
          "{?fault=over}充电电压过高，可能损坏电器，请尽快到店。",
          "发电机可能不充电，还能开约{m}分钟，请尽快到店。",
          "发电机可能不充电，车辆可能断电，请尽快到店。",
        ],
        line: ["{?fault=over}充电电压过高，请尽快到店", "充电异常，约剩{m}分钟", "充电异常，请尽快到店"],
      },
      en: {
        title: ["Charging system fault"],
        body: [
          "{?fault=over}The charging voltage is too high and may damage electronics; go to a garage.",
          "The alternator may not be charging. About {m} min of power left; go to a garage.",
          "The alternator may not be charging and the car may shut down; go to a garage.",
        ],
        line: [
          "{?fault=over}Charging voltage is too high",
          "Not charging: about {m} min left",
          "Not charging: go to a garage",
        ],
      },
    },
    critical: {
      "zh-CN": {
        title: ["即将断电，请停靠"],
        body: ["电量约剩{m}分钟，请在安全处停车并求助。", "车辆随时可能断电，请在安全处停车并求助。"],
        line: ["即将断电，请安全停靠"],
      },
      en: {
        title: ["Power is running out"],
        body: [
          "About {m} min of power left. Stop in a safe place and call for help.",
          "The car may shut down at any moment. Stop in a safe place and call for help.",
        ],
        line: ["Power is running out: pull over"],
      },
    },
  },
  "coolant-overheat-trend": {
    usual: {
      "zh-CN": {
        title: ["水温正在升高"],
        body: ["约{m}分钟后可能过热，请减速、关空调、靠边。", "发动机可能过热，请减速、关空调、靠边。"],
        line: ["约{m}分钟后可能过热，请靠边", "水温升高，请减速靠边"],
      },
      en: {
        title: ["Engine is getting hot"],
        body: [
          "It may overheat in {m} min. Slow down, AC off, pull over.",
          "It may overheat soon. Slow down, AC off, pull over.",
        ],
        line: ["May overheat in {m} min: pull over", "Engine is hot: slow down"],
      },
    },
    critical: {
      "zh-CN": {
        title: ["立即停车，关闭发动机"],
        body: ["水温{t}℃，继续行驶会损坏发动机。请勿打开水箱盖。", "水温过高，继续行驶会损坏发动机。请勿打开水箱盖。"],
        line: ["立即停车，关闭发动机"],
      },
      en: {
        title: ["Stop now. Engine off."],
        body: [
          "Coolant is {t} °C. Driving on ruins the engine. Do not open the radiator cap.",
          "Coolant is too hot. Driving on ruins the engine. Do not open the radiator cap.",
        ],
        line: ["Stop now. Engine off."],
      },
    },
  },
  "thermostat-stuck-open": {
    usual: {
      "zh-CN": {
        title: ["发动机热得太慢"],
        body: ["水温长时间偏低，节温器可能卡住，建议检查。"],
        line: ["发动机热得太慢，建议检查"],
      },
      en: {
        title: ["Engine warms too slowly"],
        body: ["It stays too cold. The thermostat may be stuck open."],
        line: ["Engine warms too slowly"],
      },
    },
  },
  "brake-pad-wearout": {
    usual: {
      "zh-CN": {
        title: ["刹车片快用完"],
        body: [
          "{?uneven}左右刹车片磨损不一致，可能拖刹，建议检查。",
          "{?km=0}刹车片已到更换线，请尽快预约更换。",
          "{?subject=rear}后刹车片约剩{km}公里，建议提前预约更换。",
          "前刹车片约剩{km}公里，建议提前预约更换。",
          "刹车片已接近更换线，建议提前预约更换。",
        ],
        line: [
          "{?km=0}刹车片已到更换线",
          "{?subject=rear}后刹车片约剩{km}公里",
          "前刹车片约剩{km}公里",
          "刹车片快用完",
        ],
      },
      en: {
        title: ["Brake pads nearly worn"],
        body: [
          "{?uneven}The pads wear unevenly; a brake may be dragging. Please have it checked.",
          "{?km=0}The pads have reached their limit. Book a change now.",
          "{?subject=rear}Rear pads: about {km} km left. Book a change now.",
          "Front pads: about {km} km left. Book a change now.",
          "The pads are close to their limit. Book a change now.",
        ],
        line: [
          "{?km=0}Brake pads have reached their limit",
          "{?subject=rear}Rear pads: about {km} km left",
          "Front pads: about {km} km left",
          "Brake pads nearly worn",
        ],
      },
    },
    critical: {
      "zh-CN": {
        title: ["刹车片已磨尽，请停车"],
        body: ["制动距离会变长。请慢行到安全处停车，联系救援。"],
        line: ["刹车片磨尽，请安全停车"],
      },
      en: {
        title: ["Brakes worn out: stop safely"],
        body: ["Stopping takes longer now. Drive slowly to a safe place, stop and call for help."],
        line: ["Brakes worn out: stop safely"],
      },
    },
  },
  "dtc-confirmed": {
    usual: {
      "zh-CN": {
        title: ["故障灯提醒"],
        body: ["{plain}，建议{when}到店检查。"],
        line: ["{plain}"],
      },
      en: {
        title: ["Fault light"],
        body: ["{plain}. Please have it checked {when}."],
        line: ["{plain}"],
      },
    },
    critical: {
      "zh-CN": {
        title: ["请立即安全停车"],
        body: ["{plain}。请靠边停车、关闭动力，联系救援。"],
        line: ["{plain}，请立即停车"],
      },
      en: {
        title: ["Stop in a safe place now"],
        body: ["{plain}. Switch off and call for help."],
        line: ["{plain}: stop now"],
      },
    },
  },
  "remote-area-help": {
    usual: {
      "zh-CN": {
        title: ["已进入偏远地区"],
        body: [
          "续航约{rangeKm}公里，最近网点{d}公里，请掉头或求助。",
          "最近网点{d}公里，救援电话{tel}，点此查看。",
          "最近网点{d}公里，点此查看。",
          "附近没有网点，点此查看。",
        ],
        line: ["续航可能到不了最近网点{?rangeKm}", "最近网点{d}公里", "已进入偏远地区"],
      },
      en: {
        title: ["Remote area"],
        body: [
          "Range {rangeKm} km, nearest service {d} km. Turn back or call for help.",
          "Nearest service {d} km. Rescue {tel}. Tap for the list.",
          "Nearest service {d} km. Tap for the list.",
          "No service is near. Tap for the list.",
        ],
        line: ["{?rangeKm}Service may be out of range", "Nearest service {d} km", "Remote area"],
      },
    },
  },
  "warning-data-quality": {
    usual: {
      "zh-CN": {
        title: ["部分数据缺失"],
        body: ["{name}暂无数据，相关提醒已暂停。", "部分信号暂无数据，相关提醒已暂停。"],
        line: ["{name}暂无数据", "部分数据缺失"],
      },
      en: {
        title: ["Some data missing"],
        body: ["No data for {name}; its warnings are paused.", "No data for some signals; their warnings are paused."],
        line: ["No data for {name}", "Some data missing"],
      },
    },
  },
};
