import type { CodeClass } from "../causes.ts";
import { type Bilingual, say } from "../language.ts";
import { always, type DeskSide } from "./for-desk.ts";
import { forDriver, ways } from "./for-driver.ts";
import { defineWarning, maybe, measured, text, word } from "./warning.ts";

export const warning = defineWarning({
  id: "dtc-confirmed",
  title: say("故障灯提醒", "Fault light"),
  system: "codes",
  levels: ["info", "advisory", "warning", "critical"],
  data: {
    code: text("故障码", "Code"),
    codes: text("同组故障码", "Codes of the group"),
    class: word("故障类别", "Class", {
      "stop-now": say("立即停车", "stop now"),
      "safety-soon": say("涉及安全", "safety, soon"),
      function: say("功能", "function"),
      emission: say("排放", "emission"),
      comfort: say("舒适", "comfort"),
      network: say("车内通信", "network"),
    } satisfies Readonly<Record<CodeClass, Bilingual>>),
    distanceKm: maybe(measured("km", "亮灯后行驶", "Driven with the lamp")),
  },
  episode: { news: { codes: 0 } },
  shows: [],
  subject: { of: "code" },
});

export const driver = forDriver(warning, {
  usual: {
    body: [say("{plain}，建议{when}到店检查。", "{plain}. Please have it checked {when}.")],
    line: [say("{plain}", "{plain}")],
  },
  critical: {
    title: [say("请立即安全停车", "Stop in a safe place now")],
    body: [say("{plain}。请靠边停车、关闭动力，联系救援。", "{plain}. Switch off and call for help.")],
    line: [say("{plain}，请立即停车", "{plain}: stop now")],
  },
  parked: [ways.book("main"), ways.nearest("second"), ways.later("quiet")],
});

export const desk: DeskSide = {
  faultGroup: "dtc",
  category: "diagnostic",
  priority: always("P2"),
  why: [
    say("故障码{code}已确认：{area}", "Code {code} confirmed: {area}"),
    say("车辆报告已确认的故障码", "The car reports a confirmed trouble code"),
  ],
  explanation: [
    say(
      "车辆自己确认了这个故障码。故障码指出从哪里查起，不等于要换哪个零件；请先看冻结帧和相关数据再下结论。",
      "The car itself has confirmed this code. A code says where to begin looking, not which part to change: read the freeze frame and related data first.",
    ),
  ],
  plan: [
    say("读取全部故障码和冻结帧", "Read all codes and the freeze frame"),
    say("按故障码所属系统检查线束、插头和传感器", "Check wiring, plugs and sensors of the system named"),
    say("修复后清码并试车确认", "Repair, clear the code and confirm on a road test"),
  ],
  parts: [],
};
