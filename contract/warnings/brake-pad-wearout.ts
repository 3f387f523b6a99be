import { say } from "../language.ts";
import { always, type DeskSide } from "./for-desk.ts";
import { forDriver, ways } from "./for-driver.ts";
import { defineWarning, flag, maybe, measured, minuteMs } from "./warning.ts";

export const warning = defineWarning({
  id: "brake-pad-wearout",
  title: say("刹车片快用完", "Brake pads nearly worn"),
  system: "brakes",
  levels: ["advisory", "warning", "critical"],
  data: {
    km: maybe(measured("km", "预计剩余里程", "Distance left, about")),
    kmLeast: maybe(measured("km", "剩余里程下限", "Distance left, least")),
    kmMost: maybe(measured("km", "剩余里程上限", "Distance left, most")),
    wear: maybe(measured("percent", "磨损", "Wear")),
    mm: measured("mm", "剩余厚度", "Pad left"),
    limit: measured("mm", "限值", "Limit"),
    pin: maybe(flag("磨损触点接通", "Wear contact closed")),
    uneven: maybe(flag("左右磨损不一致", "Wheels wear unevenly")),
  },
  episode: { news: { km: 500, pin: 0, uneven: 0 }, updateEveryMs: 10 * minuteMs },
  shows: [
    "Vehicle.Chassis.Axle.Row1.Wheel.Left.Brake.PadWear",
    "Vehicle.Chassis.Axle.Row1.Wheel.Right.Brake.PadWear",
    "Vehicle.Chassis.Axle.Row2.Wheel.Left.Brake.PadWear",
    "Vehicle.Chassis.Axle.Row2.Wheel.Right.Brake.PadWear",
  ],
  gauges: ["speed"],
  subject: { of: "parts", names: { front: say("前轴", "front axle"), rear: say("后轴", "rear axle") } },
  safety: true,
});

export const driver = forDriver(warning, {
  usual: {
    body: [
      say(
        "{?uneven}左右刹车片磨损不一致，可能拖刹，建议检查。",
        "{?uneven}The pads wear unevenly; a brake may be dragging. Please have it checked.",
      ),
      say("{?km=0}刹车片已到更换线，请尽快预约更换。", "{?km=0}The pads have reached their limit. Book a change now."),
      say(
        "{?subject=rear}后刹车片约剩{km}公里，建议提前预约更换。",
        "{?subject=rear}Rear pads: about {km} km left. Book a change now.",
      ),
      say("前刹车片约剩{km}公里，建议提前预约更换。", "Front pads: about {km} km left. Book a change now."),
      say("刹车片已接近更换线，建议提前预约更换。", "The pads are close to their limit. Book a change now."),
    ],
    line: [
      say("{?km=0}刹车片已到更换线", "{?km=0}Brake pads have reached their limit"),
      say("{?subject=rear}后刹车片约剩{km}公里", "{?subject=rear}Rear pads: about {km} km left"),
      say("前刹车片约剩{km}公里", "Front pads: about {km} km left"),
      say("刹车片快用完", "Brake pads nearly worn"),
    ],
  },
  critical: {
    title: [say("刹车片已磨尽，请停车", "Brakes worn out: stop safely")],
    body: [
      say(
        "制动距离会变长。请慢行到安全处停车，联系救援。",
        "Stopping takes longer now. Drive slowly to a safe place, stop and call for help.",
      ),
    ],
    line: [say("刹车片磨尽，请安全停车", "Brakes worn out: stop safely")],
  },
  parked: [ways.book("main"), ways.nearest("second"), ways.later("quiet")],
  facts: [
    { key: "km", label: say("还可行驶", "left to drive"), about: true },
    { key: "mm", label: say("剩余厚度", "of pad left"), about: true },
    { key: "limit", label: say("更换线", "change at") },
  ],
  parts: [
    { where: "{?subject=rear}", part: "brakes-rear" },
    { where: "", part: "brakes-front" },
  ],
});

export const desk: DeskSide = {
  faultGroup: "brake-pads",
  category: "brake-safety",
  priority: always("P1"),
  why: [
    say(
      "剩{mm} mm，限值{limit} mm；约{km}公里后必须更换",
      "{mm} mm left, limit {limit} mm; about {km} km until they must be changed",
    ),
    say("剩{mm} mm，限值{limit} mm；到限后制动变差", "{mm} mm left, limit {limit} mm; beyond it braking suffers"),
    say("刹车片约剩{km}公里，到限后制动变差", "About {km} km of pad left; beyond that braking suffers"),
    say("刹车片已到更换限值，制动会变差", "Pads are at their limit; braking will suffer"),
  ],
  explanation: [
    say(
      "按磨损传感器和最近的磨损速度推算，刹车片将在给出的里程内到达更换限值（剩余{limit}毫米）。现在制动正常，超过限值会伤刹车盘、制动距离变长。",
      "From the wear sensor and the recent rate of wear the pads reach their change limit ({limit} mm left) within the distance given. Braking is normal today; past the limit the discs are damaged and stopping takes longer.",
    ),
    say(
      "按磨损传感器和最近的磨损速度推算，刹车片将在给出的里程内到达更换限值。现在制动正常，超过限值会伤刹车盘、制动距离变长。",
      "From the wear sensor and the recent rate of wear the pads reach their change limit within the distance given. Braking is normal today; past the limit the discs are damaged and stopping takes longer.",
    ),
  ],
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
};
