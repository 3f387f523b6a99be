import type { Bilingual } from "../../../contract/language.ts";
import type { Priority } from "../../../contract/ticket.ts";
import type { Severity } from "../../../contract/warning.ts";
import type { Said } from "./sentence.ts";

/** What the workshop knows of one kind of fault: how urgent it is, what it means, what to do and what to have ready. */
export interface RuleKnowledge {
  /** Warnings of one fault group on one car are one ticket; null: the driver is told, the desk is not. */
  readonly faultGroup: string | null;
  /** The subjects of a rule (an axle) are separate work; absent where they are one. */
  readonly subjects?: Readonly<Record<string, Bilingual>>;
  readonly category: string;
  /** Brakes, steering, high voltage, airbag, a person in trouble: the ticket may not fall below P1. */
  readonly safety: boolean;
  readonly priority: Readonly<Record<Severity, Priority>>;
  readonly title: Bilingual;
  /** Measured number + limit + consequence, best first: at most 34 Chinese characters or 78 English ones. */
  readonly why: readonly Said[];
  readonly explanation: Bilingual;
  readonly plan: readonly Bilingual[];
  readonly parts: readonly Bilingual[];
}

const say = (zh: string, en: string): Bilingual => ({ "zh-CN": zh, en });
const always = (priority: Priority): Readonly<Record<Severity, Priority>> => ({
  info: priority,
  advisory: priority,
  warning: priority,
  critical: priority,
});

/** The desk's side of the warning catalogue; ticket class and plan follow its entries, limits are quoted from them. */
export const ruleKnowledge: Readonly<Record<string, RuleKnowledge>> = {
  "cold-start-preheat": {
    faultGroup: null,
    category: "battery",
    safety: false,
    priority: always("P3"),
    title: say("天冷，先给电池预热", "Cold: warm the battery first"),
    why: [
      say("电池温度{t} ℃，低温下性能和充电受限", "Battery at {t} °C: power and charging are limited when cold"),
      say("低温下电池性能和充电受限", "Power and charging are limited in the cold"),
    ],
    explanation: say("低温提醒，无需派单。", "A cold-weather hint to the driver; no work for the desk."),
    plan: [],
    parts: [],
  },
  "remote-area-help": {
    faultGroup: null,
    category: "location",
    safety: false,
    priority: always("P3"),
    title: say("已进入偏远地区", "Remote area"),
    why: [say("最近网点{d}公里", "Nearest service point {d} km away"), say("附近没有网点", "No service point nearby")],
    explanation: say("位置提醒，无需派单。", "A hint about the surroundings; no work for the desk."),
    plan: [],
    parts: [],
  },
  "lv-crank-decline": {
    faultGroup: "starting-battery",
    category: "electrical",
    safety: false,
    priority: always("P2"),
    title: say("启动变慢", "Starts are getting weaker"),
    why: [
      say(
        "启动最低{v} V，限值{limit} V；继续下降会无法启动",
        "Lowest start voltage {v} V, limit {limit} V; the car may stop starting",
      ),
      say(
        "启动电压低于该温度的限值，可能无法启动",
        "Start voltage under the limit for its temperature; it may fail to start",
      ),
    ],
    explanation: say(
      "近几次冷启动时，蓄电池电压跌到低于负载测试表中该温度的最低值。常见原因是电瓶老化，也可能是接线柱或搭铁接触不良。车主目前大多没有感觉。",
      "At several recent cold starts the battery voltage fell below the load-test minimum for that temperature. An ageing battery is the usual cause; a poor terminal or earth looks the same. The owner has mostly noticed nothing yet.",
    ),
    plan: [
      say("电瓶充满后做负载测试（一半CCA，15秒）", "Charge the battery, then load-test it at half its CCA for 15 s"),
      say("测量接线柱和搭铁的压降", "Measure the voltage drop at terminals and earth"),
      say("测量起动机电流", "Measure the starter current"),
      say("按结果更换电瓶或起动机", "Replace battery or starter as the tests prove"),
    ],
    parts: [say("12V电瓶（按VIN确认型号和CCA）", "12 V battery (type and CCA by VIN)")],
  },
  "lv-charging-fault": {
    faultGroup: "charging",
    category: "electrical",
    safety: false,
    priority: always("P1"),
    title: say("充电系统异常", "Charging system fault"),
    why: [
      {
        ...say(
          "行驶电压{v} V，上限{limit} V；会损坏电瓶和控制单元",
          "{v} V while driving, limit {limit} V; harms battery and control units",
        ),
        onlyIf: ["fault", "over"],
      },
      say(
        "电压{v} V，限值{limit} V；约{m}分钟后断电",
        "{v} V while driving, limit {limit} V; about {m} min until power fails",
      ),
      say(
        "行驶电压{v} V，限值{limit} V；可能途中断电",
        "{v} V while driving, limit {limit} V; power may fail on the road",
      ),
      say("行驶电压{v} V，正常13–15 V；可能途中断电", "{v} V while driving, normal 13–15; power may fail on the road"),
      say("行驶中充电电压不正常，可能途中断电", "Charging voltage is out of range; power may fail on the road"),
    ],
    explanation: say(
      "发动机运转时，12V电压长时间不在正常范围（13–15 V）。电压低说明发电机没有供电，车辆靠电瓶行驶，几十分钟内可能熄火；电压高会损坏电瓶和控制单元。",
      "With the engine running the 12 V supply stays outside 13–15 V. Too low means the alternator does not feed the car, which then runs on its battery and may stop within the hour; too high harms battery and control units.",
    ),
    plan: [
      say("先检查皮带和张紧器", "Check belt and tensioner first"),
      say("检查发电机输出端子和线束压降", "Check output stud and cable for voltage drop"),
      say("测试发电机和调节器", "Test alternator and regulator"),
      say("更换后复测电压和纹波", "After the repair measure voltage and ripple again"),
    ],
    parts: [say("皮带套件", "Belt kit"), say("发电机", "Alternator")],
  },
  "coolant-overheat-trend": {
    faultGroup: "cooling",
    category: "engine",
    safety: false,
    priority: { info: "P2", advisory: "P2", warning: "P2", critical: "P1" },
    title: say("水温正在升高", "Engine is getting hot"),
    why: [
      say("水温{t} ℃，限值{limit} ℃；约{m}分钟后过热", "Coolant {t} °C, limit {limit} °C; overheats in about {m} min"),
      say(
        "水温{t} ℃，限值{limit} ℃；继续行驶会伤发动机",
        "Coolant {t} °C, limit {limit} °C; driving on damages the engine",
      ),
      say("水温{t} ℃，限值115 ℃；继续行驶会伤发动机", "Coolant {t} °C, limit 115 °C; driving on damages the engine"),
      say("水温上升过快，继续行驶会伤发动机", "Coolant rises too fast; driving on damages the engine"),
    ],
    explanation: say(
      "冷却液温度持续上升，按当前速度几分钟内到达过热限值。常见原因是缺冷却液、风扇不转、节温器卡在关闭位置、水泵或散热器堵塞。请车主停车降温，不要打开水箱盖。",
      "The coolant keeps rising and at this pace reaches the overheat limit within minutes. Usual causes are lost coolant, a fan that does not run, a thermostat stuck shut, the pump or a blocked radiator. Ask the owner to stop and let it cool, and not to open the cap.",
    ),
    plan: [
      say("检查冷却液液位和泄漏（冷机）", "Check level and leaks, engine cold"),
      say("检查风扇和继电器", "Check fan and relay"),
      say("检查节温器是否卡在关闭位置", "Check the thermostat for sticking shut"),
      say("检查水泵和散热器", "Check pump and radiator"),
      say("做缸垫测试", "Test the head gasket"),
    ],
    parts: [say("冷却液", "Coolant"), say("节温器", "Thermostat"), say("散热风扇", "Radiator fan")],
  },
  "thermostat-stuck-open": {
    faultGroup: "thermostat",
    category: "engine",
    safety: false,
    priority: always("P2"),
    title: say("发动机热得太慢", "Engine warms too slowly"),
    why: [
      say(
        "水温只到{t} ℃，应达{model} ℃；油耗升高、暖风弱",
        "Coolant only {t} °C where {model} °C is due; more fuel, weak heater",
      ),
      say("水温长时间偏低，油耗升高、暖风弱", "Coolant stays too cold for long: more fuel used, weak heater"),
    ],
    explanation: say(
      "最近几次冷启动，水温上升明显慢于同样行驶应有的速度，稳定后也低于节温器开启温度（80–84 ℃）。节温器多半卡在打开位置。不影响安全，但费油、暖风弱，长期会增加磨损。",
      "At several recent cold starts the coolant warmed far slower than such a drive should make it, and settled below the thermostat's opening point (80–84 °C). The thermostat is probably stuck open. It is not dangerous, but costs fuel and cabin heat and adds wear.",
    ),
    plan: [
      say("先检查冷却液液位", "Check the coolant level first"),
      say("读取水温上升曲线", "Read the warm-up curve"),
      say("更换节温器并加注冷却液", "Replace the thermostat and refill coolant"),
    ],
    parts: [say("节温器", "Thermostat"), say("冷却液", "Coolant")],
  },
  "brake-pad-wearout": {
    faultGroup: "brake-pads",
    subjects: { front: say("前轴", "front axle"), rear: say("后轴", "rear axle") },
    category: "brake-safety",
    safety: true,
    priority: always("P1"),
    title: say("刹车片快用完", "Brake pads nearly worn"),
    why: [
      say(
        "剩{mm} mm，限值{limit} mm；约{km}公里后必须更换",
        "{mm} mm left, limit {limit} mm; about {km} km until they must be changed",
      ),
      say("剩{mm} mm，限值{limit} mm；到限后制动变差", "{mm} mm left, limit {limit} mm; beyond it braking suffers"),
      say("刹车片约剩{km}公里，到限后制动变差", "About {km} km of pad left; beyond that braking suffers"),
      say("刹车片已到更换限值，制动会变差", "Pads are at their limit; braking will suffer"),
    ],
    explanation: say(
      "按磨损传感器和最近的磨损速度推算，刹车片将在给出的里程内到达更换限值（剩余3毫米）。现在制动正常，超过限值会伤刹车盘、制动距离变长。",
      "From the wear sensor and the recent rate of wear the pads reach their change limit (3 mm left) within the distance given. Braking is normal today; past the limit the discs are damaged and stopping takes longer.",
    ),
    plan: [
      say("检查四轮刹车片和刹车盘厚度", "Inspect all pads and measure the discs"),
      say("同轴左右成套更换刹车片", "Replace pads as an axle set, both sides"),
      say("低于最小厚度时更换刹车盘", "Replace discs below their minimum"),
      say("磨合并试车", "Bed in and road-test"),
    ],
    parts: [
      say("刹车片（轴套装）", "Brake pads (axle set)"),
      say("磨损传感器", "Wear sensor"),
      say("刹车盘（视测量结果）", "Discs if below minimum"),
    ],
  },
  "dtc-confirmed": {
    faultGroup: "dtc",
    category: "diagnostic",
    safety: false,
    priority: always("P2"),
    title: say("故障灯提醒", "Fault light"),
    why: [
      say("故障码{code}已确认：{areaZh}", "Code {code} confirmed: {areaEn}"),
      say("车辆报告已确认的故障码", "The car reports a confirmed trouble code"),
    ],
    explanation: say(
      "车辆自己确认了这个故障码。故障码指出从哪里查起，不等于要换哪个零件；请先看冻结帧和相关数据再下结论。",
      "The car itself has confirmed this code. A code says where to begin looking, not which part to change: read the freeze frame and related data first.",
    ),
    plan: [
      say("读取全部故障码和冻结帧", "Read all codes and the freeze frame"),
      say("按故障码所属系统检查线束、插头和传感器", "Check wiring, plugs and sensors of the system named"),
      say("修复后清码并试车确认", "Repair, clear the code and confirm on a road test"),
    ],
    parts: [],
  },
  "warning-data-quality": {
    faultGroup: "data-quality",
    category: "diagnostic",
    safety: false,
    priority: always("P3"),
    title: say("部分数据缺失", "Some data missing"),
    why: [say("一个信号中断，相关提醒已暂停", "A signal went missing; the warnings that need it are paused")],
    explanation: say(
      "车辆其他数据正常，但一个提醒所需的信号在行驶中丢失。在恢复之前，相关提醒不会出现，不代表一切正常。",
      "The car still answers, but a signal that warnings need was lost during a drive. Until it returns those warnings cannot speak, which does not mean that all is well.",
    ),
    plan: [
      say("检查OBD适配器插接", "Check the adapter's fit"),
      say("检查对应传感器和线束", "Check the sensor and its wiring"),
    ],
    parts: [],
  },
  "rescue-call": {
    faultGroup: "rescue",
    category: "rescue",
    safety: true,
    priority: always("P1"),
    title: say("车主请求救援", "Driver asks for rescue"),
    why: [
      say(
        "车主在{latitude}，{longitude}请求救援，请立即联系",
        "Rescue asked at {latitude}, {longitude}: call the driver now",
      ),
      say("车主按下救援，请立即联系", "The driver pressed rescue: call now"),
    ],
    explanation: say(
      "车主在车机上请求救援。请立即回电，确认人员安全和位置。",
      "The driver asked for rescue on the head unit. Call back at once; make sure of people's safety and the place.",
    ),
    plan: [
      say("立即回电，确认人员安全", "Call back at once: is everybody safe?"),
      say("确认位置并派出救援", "Confirm the place and send help"),
      say("24小时内回访", "Follow up within 24 h"),
    ],
    parts: [],
  },
  "battery-health-check": {
    faultGroup: "battery-check",
    category: "battery",
    safety: false,
    priority: always("P3"),
    title: say("车主预约电池健康检测", "Battery health check asked"),
    why: [say("车主在车机上预约电池检测，请回电约时间", "Asked for on the head unit: call to agree a time")],
    explanation: say(
      "车主在低温提醒后要求做电池健康检测。",
      "The driver asked for a battery health check, usually after a cold-weather hint.",
    ),
    plan: [
      say("出具电池健康报告（SOH）", "State-of-health report of the battery"),
      say("12V电瓶负载测试", "Load test of the 12 V battery"),
      say("检查电池加热", "Check the battery heater"),
    ],
    parts: [],
  },
  "service-booking": {
    faultGroup: "booking",
    category: "service",
    safety: false,
    priority: always("P3"),
    title: say("车主希望预约到店", "Driver wants an appointment"),
    why: [say("车主在车机上请求预约，请回电约时间", "Asked for on the head unit: call to agree a time")],
    explanation: say("车主在车机上请求预约到店。", "The driver asked for an appointment on the head unit."),
    plan: [say("回电约定到店时间", "Call and agree a time")],
    parts: [],
  },
};

/** A warning of a newer agent that this desk does not know yet: shown as what it is, never dropped. */
export const unknownRule: RuleKnowledge = {
  faultGroup: "unknown",
  category: "diagnostic",
  safety: false,
  priority: { info: "P3", advisory: "P3", warning: "P2", critical: "P1" },
  title: say("车辆新类型提醒", "Warning of a new kind"),
  why: [say("本系统还不认识这种提醒，请看测量值", "This desk does not know the warning yet; see its values")],
  explanation: say(
    "车端程序较新，发来了本系统还不认识的提醒。请查看测量值并联系技术支持。",
    "The car runs newer software and sent a warning this desk does not know. Look at its values and ask technical support.",
  ),
  plan: [say("查看测量值，联系技术支持", "Look at the values and ask technical support")],
  parts: [],
};
