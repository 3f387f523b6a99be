import { say } from "../language.ts";
import { always, type DeskSide } from "./for-desk.ts";
import { forDriver, ways } from "./for-driver.ts";
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
  shows: ["Vehicle.Fettle.NearestServiceDistance"],
});

export const driver = forDriver(warning, {
  usual: {
    body: [
      say(
        "续航约{rangeKm}公里，最近网点{d}公里，请掉头或求助。",
        "Range {rangeKm} km, nearest service {d} km. Turn back or call for help.",
      ),
      say("最近网点{d}公里，救援电话{tel}，点此查看。", "Nearest service {d} km. Rescue {tel}. Tap for the list."),
      say("最近网点{d}公里，点此查看。", "Nearest service {d} km. Tap for the list."),
      say("附近没有网点，点此查看。", "No service is near. Tap for the list."),
    ],
    line: [
      say("{?rangeKm}续航可能到不了最近网点", "{?rangeKm}Service may be out of range"),
      say("最近网点{d}公里", "Nearest service {d} km"),
      say("已进入偏远地区", "Remote area"),
    ],
  },
  parked: [ways.nearestThree("main"), ways.rescueNumber("second"), ways.understood("quiet")],
  moving: [ways.nearest("main"), ways.understood("second")],
  facts: [
    { key: "d", label: say("最近网点", "nearest service") },
    { key: "rangeKm", label: say("剩余续航", "of range left"), about: true },
  ],
});

export const desk: DeskSide = {
  faultGroup: null,
  category: "location",
  priority: always("P3"),
  why: [say("最近网点{d}公里", "Nearest service point {d} km away"), say("附近没有网点", "No service point nearby")],
  explanation: [say("位置提醒，无需派单。", "A hint about the surroundings; no work for the desk.")],
  plan: [],
  parts: [],
};
