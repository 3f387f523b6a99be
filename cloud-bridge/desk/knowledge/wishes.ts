import { type Bilingual, say } from "../../../contract/language.ts";
import { always, type DeskSide } from "../../../contract/warnings/for-desk.ts";

/** Something a driver asks for on the head unit: work for the desk without a condition behind it. */
export interface Wish {
  readonly title: Bilingual;
  /** A person in trouble: the ticket may not fall below P1. */
  readonly safety: boolean;
  readonly desk: DeskSide;
}

/** The desk's side of each wish, by the name under which it is filed. */
export const wishes: Readonly<Record<string, Wish>> = {
  "rescue-call": {
    title: say("车主请求救援", "Driver asks for rescue"),
    safety: true,
    desk: {
      faultGroup: "rescue",
      category: "rescue",
      priority: always("P1"),
      why: [
        say(
          "车主在{latitude}，{longitude}请求救援，请立即联系",
          "Rescue asked at {latitude}, {longitude}: call the driver now",
        ),
        say("车主按下救援，请立即联系", "The driver pressed rescue: call now"),
      ],
      explanation: [
        say(
          "车主在车机上请求救援。请立即回电，确认人员安全和位置。",
          "The driver asked for rescue on the head unit. Call back at once; make sure of people's safety and the place.",
        ),
      ],
      plan: [
        say("立即回电，确认人员安全", "Call back at once: is everybody safe?"),
        say("确认位置并派出救援", "Confirm the place and send help"),
        say("24小时内回访", "Follow up within 24 h"),
      ],
      parts: [],
    },
  },
  "battery-health-check": {
    title: say("车主预约电池健康检测", "Battery health check asked"),
    safety: false,
    desk: {
      faultGroup: "battery-check",
      category: "battery",
      priority: always("P3"),
      why: [say("车主在车机上预约电池检测，请回电约时间", "Asked for on the head unit: call to agree a time")],
      explanation: [
        say(
          "车主在低温提醒后要求做电池健康检测。",
          "The driver asked for a battery health check, usually after a cold-weather hint.",
        ),
      ],
      plan: [
        say("出具电池健康报告（SOH）", "State-of-health report of the battery"),
        say("12V电瓶负载测试", "Load test of the 12 V battery"),
        say("检查电池加热", "Check the battery heater"),
      ],
      parts: [],
    },
  },
  "service-booking": {
    title: say("车主希望预约到店", "Driver wants an appointment"),
    safety: false,
    desk: {
      faultGroup: "booking",
      category: "service",
      priority: always("P3"),
      why: [say("车主在车机上请求预约，请回电约时间", "Asked for on the head unit: call to agree a time")],
      explanation: [say("车主在车机上请求预约到店。", "The driver asked for an appointment on the head unit.")],
      plan: [say("回电约定到店时间", "Call and agree a time")],
      parts: [],
    },
  },
};

/** A warning of a newer agent that this desk does not know yet: shown as what it is, never dropped. */
export const unknownWarning: Wish = {
  title: say("车辆新类型提醒", "Warning of a new kind"),
  safety: false,
  desk: {
    faultGroup: "unknown",
    category: "diagnostic",
    priority: { info: "P3", advisory: "P3", warning: "P2", critical: "P1" },
    why: [say("本系统还不认识这种提醒，请看测量值", "This desk does not know the warning yet; see its values")],
    explanation: [
      say(
        "车端程序较新，发来了本系统还不认识的提醒。请查看测量值并联系技术支持。",
        "The car runs newer software and sent a warning this desk does not know. Look at its values and ask technical support.",
      ),
    ],
    plan: [say("查看测量值，联系技术支持", "Look at the values and ask technical support")],
    parts: [],
  },
};
