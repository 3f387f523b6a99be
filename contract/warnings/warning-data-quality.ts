import { say } from "../language.ts";
import { defineWarning, minuteMs, signal, text } from "./warning.ts";

export const warning = defineWarning({
  id: "warning-data-quality",
  title: say("部分数据缺失", "Some data missing"),
  system: "data",
  levels: ["info"],
  data: {
    path: signal("信号", "Signal"),
    rules: text("受影响的提醒", "Warnings paused"),
  },
  episode: { raiseAfterMs: 2 * minuteMs },
  cause: "lost-gauge",
  shows: [],
  subject: { of: "signal" },
});
