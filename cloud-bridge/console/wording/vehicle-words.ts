import { type Bilingual, say } from "../../../contract/language.ts";
import type { VehicleSummary } from "../../../contract/ticket.ts";

/** Whether a car is heard. Unknown is a state of its own, never taken for offline. */
export const vehicleStateWords: Readonly<Record<VehicleSummary["state"], Bilingual>> = {
  online: say("在线", "Online"),
  offline: say("离线", "Offline"),
  unknown: say("未知", "Unknown"),
};

/** Words of the vehicles page. */
export const vehicleWords = {
  title: say("车辆", "Vehicles"),
  columns: [
    say("车辆", "Vehicle"),
    say("状态", "Status"),
    say("最后上报", "Last heard"),
    say("车端版本", "Agent version"),
    say("未结工单", "Open tickets"),
  ],
  none: say("无", "None"),
  versionUnknown: say("未知", "unknown"),
  tickets: (count: number): Bilingual => say(`${count} 张工单`, count === 1 ? "1 ticket" : `${count} tickets`),
  emptyTitle: say("还没有车辆上报", "No car has reported yet"),
  emptyText: say("车端程序连上后，车辆会出现在这里。", "A car appears here once its agent has connected."),
} as const;
