import { say } from "../language.ts";
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
    uneven: maybe(flag("左右差超过 2 mm", "Wheels differ > 2 mm")),
  },
  episode: { news: { km: 500, pin: 0, uneven: 0 }, updateEveryMs: 10 * minuteMs },
  cause: "brake-pads",
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
