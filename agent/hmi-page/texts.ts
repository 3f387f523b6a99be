import type { Language } from "../../contract/language.ts";
import type { TileId } from "../../contract/systems.ts";
import type { RequestKind } from "../hmi/protocol.ts";

/** The page's own words. Those of warnings come with the warning. */
export interface Texts {
  readonly pages: Readonly<Record<"car" | "help" | "visits" | "settings", string>>;
  readonly tiles: Readonly<Record<TileId, string>>;
  readonly noData: string;
  readonly attention: string;
  readonly live: string;
  readonly range: (low: string, high: string) => string;
  readonly ago: (ms: number) => string;
  readonly span: (ms: number) => string;
  readonly online: string;
  readonly offline: string;
  readonly offlineFor: (span: string) => string;
  readonly unlinked: string;
  readonly noDisplay: string;
  readonly valuesFrom: (time: string) => string;
  readonly noCar: string;
  readonly carRests: string;
  readonly carRestsWhy: string;
  readonly retrying: string;
  readonly waitingForCar: string;
  readonly noReadings: string;
  readonly dataMissing: string;
  readonly missing: (none: number, stale: number) => string;
  readonly noProblems: string;
  readonly allLive: (count: number) => string;
  readonly more: (count: number) => string;
  readonly about: string;
  readonly trip: string;
  readonly tripFor: (span: string) => string;
  readonly sending: string;
  readonly messages: (count: number) => string;
  readonly sendingLater: string;
  readonly openWarning: string;
  /** How much a warning wants of the driver. */
  readonly urgency: Readonly<Record<"info" | "advisory" | "warning" | "critical", string>>;
  readonly close: string;
  readonly helpTitle: string;
  readonly helpNearest: (count: number) => string;
  readonly helpDirectory: (count: number) => string;
  readonly noPlace: string;
  readonly noPlaceWhy: string;
  readonly noDirectory: string;
  readonly noDirectoryWhy: string;
  readonly configuredPlace: string;
  readonly placeFrom: (ago: string) => string;
  readonly placeLive: string;
  readonly openUntil: (time: string) => string;
  readonly openAlways: string;
  readonly opensAt: (time: string) => string;
  readonly closed: string;
  readonly compass: readonly string[];
  readonly call: string;
  readonly dial: string;
  readonly tellThem: string;
  readonly askRescue: string;
  readonly rescueSaved: string;
  readonly rescueDelivered: string;
  readonly visitsTitle: string;
  readonly visitsNothing: string;
  readonly requests: Readonly<Record<RequestKind, string>>;
  readonly requestSaved: string;
  readonly requestDelivered: string;
  readonly ticketStates: Readonly<Record<string, string>>;
  readonly ticketOther: string;
  readonly language: string;
  readonly look: string;
  readonly looks: Readonly<Record<"auto" | "day" | "night", string>>;
  readonly plan: string;
}

const minute = 60_000;

const zh: Texts = {
  pages: { car: "车况", help: "求助", visits: "预约", settings: "设置" },
  tiles: {
    "lv-battery": "12V 电瓶",
    "pack-charge": "动力电池",
    "pack-temperature": "电池温度",
    coolant: "水温",
    "brake-pads": "刹车片",
    tyres: "胎压",
    fuel: "油量",
    oil: "机油温度",
    "engine-speed": "发动机",
    speed: "车速",
  },
  noData: "无数据",
  attention: "需留意",
  live: "实时",
  range: (low, high) => `本程 ${low}${low.startsWith("−") ? "～" : "–"}${high}`,
  ago: (ms) =>
    ms < minute
      ? "刚刚"
      : ms < 60 * minute
        ? `${Math.floor(ms / minute)} 分钟前`
        : `${Math.floor(ms / 60 / minute)} 小时前`,
  span: (ms) => (ms < 60 * minute ? `${Math.floor(ms / minute)} 分钟` : `${Math.floor(ms / 60 / minute)} 小时`),
  online: "已连接",
  offline: "离线",
  offlineFor: (span) => `离线 ${span}`,
  unlinked: "未联网",
  noDisplay: "显示未连接",
  valuesFrom: (time) => `以下为 ${time} 的数值，正在重新连接`,
  noCar: "未连接车辆",
  carRests: "车辆休眠中",
  carRestsWhy: "上车后自动恢复数据",
  retrying: "正在重新连接，数值可能已过时",
  waitingForCar: "等待车辆数据",
  noReadings: "还没有收到读数",
  dataMissing: "部分数据缺失",
  missing: (none, stale) =>
    [none > 0 ? `${none} 项无数据` : "", stale > 0 ? `${stale} 项已过时` : ""].filter(Boolean).join("，"),
  noProblems: "未发现异常",
  allLive: (count) => `${count} 项数据实时更新`,
  more: (count) => `还有 ${count} 条`,
  about: "约",
  trip: "本次行程",
  tripFor: (span) => `已行驶 ${span}`,
  sending: "等待发送",
  messages: (count) => `${count} 条消息`,
  sendingLater: "已存好，联网后自动发送",
  openWarning: "未处理的提醒",
  urgency: { info: "提示", advisory: "建议检查", warning: "请尽快处理", critical: "立即停车" },
  close: "关闭",
  helpTitle: "求助",
  helpNearest: (count) => `最近的 ${count} 个网点`,
  helpDirectory: (count) => `离线目录 · ${count} 个网点`,
  noPlace: "位置未知",
  noPlaceWhy: "车辆没有提供位置，无法列出最近网点。请拨打救援电话。",
  noDirectory: "没有网点目录",
  noDirectoryWhy: "本车没有离线网点目录。请拨打救援电话。",
  configuredPlace: "常用地点",
  placeFrom: (ago) => `位置更新于${ago}`,
  placeLive: "实时位置",
  openUntil: (time) => `营业至 ${time}`,
  openAlways: "24 小时",
  opensAt: (time) => `${time} 开门`,
  closed: "今日已关门",
  compass: "北 北偏东 东北 东偏北 东 东偏南 东南 南偏东 南 南偏西 西南 西偏南 西 西偏北 西北 北偏西".split(" "),
  call: "电话",
  dial: "请用手机拨打",
  tellThem: "报给接线员：",
  askRescue: "联网求助",
  rescueSaved: "求助已存好，联网即发",
  rescueDelivered: "求助已送达",
  visitsTitle: "预约与工单",
  visitsNothing: "还没有工单",
  requests: { "battery-health-check": "电池健康检测", "book-service": "预约到店", rescue: "道路救援" },
  requestSaved: "已存好，联网后自动发送",
  requestDelivered: "已送达，服务中心会联系您",
  ticketStates: {
    new: "服务中心已收到",
    triaged: "服务顾问已查看",
    contacting: "服务顾问正在联系您",
    scheduled: "已预约",
    checked_in: "已到店",
    diagnosing: "正在检测",
    awaiting_approval: "等您确认方案",
    in_repair: "维修中",
    awaiting_parts: "等待配件",
    quality_check: "质检中",
    ready: "可以取车",
    delivered: "已交车",
    follow_up: "回访中",
    closed: "已完成",
    monitoring: "持续观察",
    awaiting_customer: "等您回复",
    cancelled: "已取消",
    merged: "已并入另一工单",
  },
  ticketOther: "处理中",
  language: "语言",
  look: "外观",
  looks: { auto: "自动", day: "日间", night: "夜间" },
  plan: "周边方位图",
};

const en: Texts = {
  pages: { car: "Car", help: "Help", visits: "Visits", settings: "Settings" },
  tiles: {
    "lv-battery": "12 V battery",
    "pack-charge": "Main battery",
    "pack-temperature": "Pack temp.",
    coolant: "Coolant",
    "brake-pads": "Brake pads",
    tyres: "Tyres",
    fuel: "Fuel",
    oil: "Oil temp.",
    "engine-speed": "Engine",
    speed: "Speed",
  },
  noData: "No data",
  attention: "Attention",
  live: "Live",
  range: (low, high) => `Trip ${low}${low.startsWith("−") ? " to " : "–"}${high}`,
  ago: (ms) =>
    ms < minute
      ? "just now"
      : ms < 60 * minute
        ? `${Math.floor(ms / minute)} min ago`
        : `${Math.floor(ms / 60 / minute)} h ago`,
  span: (ms) => (ms < 60 * minute ? `${Math.floor(ms / minute)} min` : `${Math.floor(ms / 60 / minute)} h`),
  online: "Online",
  offline: "Offline",
  offlineFor: (span) => `Offline ${span}`,
  unlinked: "No network",
  noDisplay: "Display not connected",
  valuesFrom: (time) => `Values are from ${time}; connecting again`,
  noCar: "Car not connected",
  carRests: "Car is asleep",
  carRestsWhy: "Readings return when it wakes",
  retrying: "Connecting again; values may be old",
  waitingForCar: "Waiting for the car",
  noReadings: "No reading has come in yet",
  dataMissing: "Some data missing",
  missing: (none, stale) =>
    [none > 0 ? `${none} unknown` : "", stale > 0 ? `${stale} out of date` : ""].filter(Boolean).join(", "),
  noProblems: "No problems found",
  allLive: (count) => `${count} ${count === 1 ? "reading" : "readings"} live`,
  more: (count) => `${count} more`,
  about: "about",
  trip: "This trip",
  tripFor: (span) => `Driving for ${span}`,
  sending: "Waiting to send",
  messages: (count) => `${count} ${count === 1 ? "message" : "messages"}`,
  sendingLater: "Saved until back online",
  openWarning: "Still open",
  urgency: { info: "Good to know", advisory: "Plan a visit", warning: "Needs action", critical: "Stop" },
  close: "Close",
  helpTitle: "Help",
  helpNearest: (count) => `Nearest ${count} service points`,
  helpDirectory: (count) => `Offline list · ${count} points`,
  noPlace: "Position unknown",
  noPlaceWhy: "The car gives no position, so the nearest points cannot be listed. Please call rescue.",
  noDirectory: "No dealer directory",
  noDirectoryWhy: "This car has no offline directory. Please call rescue.",
  configuredPlace: "Usual place",
  placeFrom: (ago) => `Position: ${ago}`,
  placeLive: "Live position",
  openUntil: (time) => `Open to ${time}`,
  openAlways: "24 hours",
  opensAt: (time) => `Opens ${time}`,
  closed: "Closed today",
  compass: "N NNE NE ENE E ESE SE SSE S SSW SW WSW W WNW NW NNW".split(" "),
  call: "Phone",
  dial: "Dial from your phone",
  tellThem: "Tell them: ",
  askRescue: "Ask online",
  rescueSaved: "Saved; goes out once online",
  rescueDelivered: "Help request delivered",
  visitsTitle: "Visits and tickets",
  visitsNothing: "No ticket yet",
  requests: { "battery-health-check": "Battery health check", "book-service": "Book a visit", rescue: "Road rescue" },
  requestSaved: "Saved; goes out once online",
  requestDelivered: "Delivered; the service centre will call you",
  ticketStates: {
    new: "Received by the service centre",
    triaged: "Seen by your advisor",
    contacting: "Your advisor is calling you",
    scheduled: "Booked",
    checked_in: "Checked in",
    diagnosing: "Being examined",
    awaiting_approval: "Waiting for your approval",
    in_repair: "In repair",
    awaiting_parts: "Waiting for parts",
    quality_check: "Quality check",
    ready: "Ready for pick-up",
    delivered: "Handed over",
    follow_up: "Follow-up",
    closed: "Done",
    monitoring: "Being watched",
    awaiting_customer: "Waiting for your answer",
    cancelled: "Cancelled",
    merged: "Part of another ticket",
  },
  ticketOther: "In progress",
  language: "Language",
  look: "Look",
  looks: { auto: "Auto", day: "Day", night: "Night" },
  plan: "Plan of the surroundings",
};

export const textsOf: Readonly<Record<Language, Texts>> = { "zh-CN": zh, en };
