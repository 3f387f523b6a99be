import { say } from "../language.ts";
import { defineWarning, maybe, measured, minuteMs } from "./warning.ts";

export const warning = defineWarning({
  id: "remote-area-help",
  title: say("已进入偏远地区", "Remote area"),
  system: "help",
  levels: ["info", "warning"],
  data: {
    d: measured("km", "最近网点距离", "Nearest service"),
    rangeKm: maybe(measured("km", "续航", "Range")),
  },
  episode: { raiseAfterMs: 5 * minuteMs, news: { d: 20 }, updateEveryMs: 10 * minuteMs },
  cause: "surroundings",
  shows: ["Vehicle.Fettle.NearestServiceDistance"],
});
