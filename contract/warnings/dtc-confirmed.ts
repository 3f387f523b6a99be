import { say } from "../language.ts";
import { defineWarning, maybe, measured, text } from "./warning.ts";

export const warning = defineWarning({
  id: "dtc-confirmed",
  title: say("故障灯提醒", "Fault light"),
  system: "codes",
  levels: ["info", "advisory", "warning", "critical"],
  data: {
    code: text("故障码", "Code"),
    codes: text("同组故障码", "Codes of the group"),
    class: text("故障类别", "Class"),
    distanceKm: maybe(measured("km", "亮灯后行驶", "Driven with the lamp")),
  },
  episode: { news: { codes: 0 } },
  cause: null,
  shows: [],
  subject: { of: "code" },
});
