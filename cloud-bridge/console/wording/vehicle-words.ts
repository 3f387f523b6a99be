import type { Bilingual } from "../../../contract/language.ts";
import type { VehicleSummary } from "../../../contract/ticket.ts";

const w = (zh: string, en: string): Bilingual => ({ "zh-CN": zh, en });

/** Whether a car is heard. Unknown is a state of its own, never taken for offline. */
export const vehicleStateWords: Readonly<Record<VehicleSummary["state"], Bilingual>> = {
  online: w("在线", "Online"),
  offline: w("离线", "Offline"),
  unknown: w("未知", "Unknown"),
};

/** Words of the vehicles page. */
export const vehicleWords = {
  title: w("车辆", "Vehicles"),
  columns: [
    w("车辆", "Vehicle"),
    w("状态", "Status"),
    w("最后上报", "Last heard"),
    w("车端版本", "Agent version"),
    w("未结工单", "Open tickets"),
  ],
  none: w("无", "None"),
  versionUnknown: w("未知", "unknown"),
  tickets: (count: number): Bilingual => w(`${count} 张工单`, count === 1 ? "1 ticket" : `${count} tickets`),
  emptyTitle: w("还没有车辆上报", "No car has reported yet"),
  emptyText: w("车端程序连上后，车辆会出现在这里。", "A car appears here once its agent has connected."),
} as const;
