import { type Bilingual, say } from "../../../contract/language.ts";
import type { Group } from "../data/groups.ts";

/** Words of the frame around every page. */
export const shellWords = {
  main: say("主导航", "Main"),
  tickets: say("工单", "Tickets"),
  vehicles: say("车辆", "Vehicles"),
  views: say("工单视图", "Views"),
  shortcuts: say("快捷键", "Shortcuts"),
  search: say("工单号、车辆、故障码", "Ticket, vehicle, fault code"),
  live: say("实时", "Live"),
  offline: say("已断开", "Offline"),
  connecting: say("连接中", "Connecting"),
  language: say("语言", "Language"),
  toDark: say("切换到深色", "Switch to dark"),
  toLight: say("切换到浅色", "Switch to light"),
  loopback: say("仅限本机访问，尚无登录", "This computer only, no logins yet"),
  close: say("关闭", "Close"),
} as const;

/** Names of the groups of the queue. */
export const groupWords: Readonly<Record<Group, Bilingual>> = {
  overdue: say("已超时", "Overdue"),
  hour: say("1 小时内", "Within 1 hour"),
  today: say("今天", "Today"),
  later: say("以后", "Later"),
};

/** Words of the queue. */
export const queueWords = {
  due: say("到期", "Due"),
  priority: say("级别", "Priority"),
  what: say("问题与依据", "What and why"),
  vehicle: say("车辆", "Vehicle"),
  status: say("状态与下一步", "Status and next step"),
  number: say("编号", "No."),
  all: say("全部", "All"),
  byPriority: say("按级别筛选", "Filter by priority"),
  sorted: say("按到期时间", "By due time"),
  sortAgain: say("重新排序", "Sort again"),
  paused: say("已暂停", "Paused"),
  noClock: say("无时限", "No clock"),
  safety: say("涉及安全", "Safety"),
  vinUnknown: say("车架号未知", "VIN not known yet"),
  again: say("修后再现", "Back again"),
  cleared: say("车辆已不再报", "Car no longer reports it"),
  retry: say("立即重试", "Retry now"),
  fresh: (count: number): Bilingual => say(`${count} 张新工单`, count === 1 ? "1 new ticket" : `${count} new tickets`),
  times: (count: number): Bilingual => say(`${count} 次`, `${count}×`),
} as const;

/** Words for the moments when there is no list. */
export const stateTexts = {
  emptyTitle: say("没有未结工单", "No open tickets"),
  emptyText: say(
    "车辆发来预警后，这里会立即出现工单，无需刷新。",
    "A ticket appears here by itself as soon as a car sends a warning.",
  ),
  viewEmptyTitle: say("这个视图里没有工单", "Nothing in this view"),
  viewEmptyText: (open: number): Bilingual =>
    say(
      `全部未结共 ${open} 张。`,
      open === 1 ? "There is 1 open ticket in all." : `There are ${open} open tickets in all.`,
    ),
  noMatchTitle: say("没有符合的工单", "No ticket matches"),
  noMatch: (words: string, without: number): Bilingual =>
    say(
      `找不到“${words}”。去掉搜索词有 ${without} 张。`,
      `Nothing contains “${words}”. Without the words there ${without === 1 ? "is 1" : `are ${without}`}.`,
    ),
  seeAll: say("看全部未结", "See all open"),
  clearWords: say("清除搜索词", "Clear the words"),
  clearAll: say("清除筛选", "Clear all"),
  failedTitle: say("工单没有载入", "Tickets did not load"),
  ticketFailedTitle: say("工单没有载入", "The ticket did not load"),
  vehiclesFailedTitle: say("车辆没有载入", "Vehicles did not load"),
  failedText: say(
    "服务器没有正常应答。已保存的内容没有丢失，请重试。",
    "The server did not answer as it should. Nothing that was saved is lost; please try again.",
  ),
  tryAgain: say("重试", "Try again"),
  copyDetails: say("复制详情", "Copy details"),
  copied: say("已复制", "Copied"),
  notFetchedTitle: say("页面没有载入", "This page did not load"),
  notFetchedText: say(
    "现在没有连接。恢复后会自动载入，列表和备注都在。",
    "There is no connection just now. It loads by itself once that is back; the list and your notes are kept.",
  ),
  notFoundTitle: say("没有这张工单", "No such ticket"),
  notFoundText: say("它可能已被合并，或者地址有误。", "It may have been merged, or the address is wrong."),
  noPageTitle: say("没有这个页面", "No such page"),
  noPageText: say("地址有误，回到工单列表即可继续。", "The address is wrong; the ticket list is one click away."),
  toQueue: say("回到工单列表", "Back to the tickets"),
  loading: say("正在载入", "Loading"),
  offline: (span: string, at: string): Bilingual =>
    say(
      `与服务器断开 ${span}。列表停在 ${at}，倒计时已停止，可以阅读、写备注（稍后发送），暂不能改状态。`,
      `No connection for ${span}. The list shows ${at}; countdowns are stopped. Read and write notes (sent later); moves wait.`,
    ),
  caughtUp: (span: string): Bilingual => say(`已重新连接，补上 ${span}`, `Connected again, ${span} caught up`),
  cameIn: (fresh: number, changed: number, notes: number): Bilingual =>
    say(
      `新工单 ${fresh} 张，有变化 ${changed} 张${notes > 0 ? `，已发出待发备注 ${notes} 条` : ""}`,
      `${fresh} new, ${changed} changed${notes > 0 ? `, ${notes} waiting ${notes === 1 ? "note" : "notes"} sent` : ""}`,
    ),
} as const;
