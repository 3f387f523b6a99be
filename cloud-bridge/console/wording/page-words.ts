import type { Bilingual } from "../../../contract/language.ts";
import type { Group } from "../desk/groups.ts";

const w = (zh: string, en: string): Bilingual => ({ "zh-CN": zh, en });

/** Words of the frame around every page. */
export const shellWords = {
  main: w("主导航", "Main"),
  tickets: w("工单", "Tickets"),
  vehicles: w("车辆", "Vehicles"),
  views: w("工单视图", "Views"),
  shortcuts: w("快捷键", "Shortcuts"),
  search: w("工单号、车辆、故障码", "Ticket, vehicle, fault code"),
  live: w("实时", "Live"),
  offline: w("已断开", "Offline"),
  connecting: w("连接中", "Connecting"),
  language: w("语言", "Language"),
  toDark: w("切换到深色", "Switch to dark"),
  toLight: w("切换到浅色", "Switch to light"),
  loopback: w("仅限本机访问，尚无登录", "This computer only, no logins yet"),
  close: w("关闭", "Close"),
} as const;

/** Names of the groups of the queue. */
export const groupWords: Readonly<Record<Group, Bilingual>> = {
  overdue: w("已超时", "Overdue"),
  hour: w("1 小时内", "Within 1 hour"),
  today: w("今天", "Today"),
  later: w("以后", "Later"),
};

/** Words of the queue. */
export const queueWords = {
  due: w("到期", "Due"),
  priority: w("级别", "Priority"),
  what: w("问题与依据", "What and why"),
  vehicle: w("车辆", "Vehicle"),
  status: w("状态与下一步", "Status and next step"),
  number: w("编号", "No."),
  all: w("全部", "All"),
  byPriority: w("按级别筛选", "Filter by priority"),
  sorted: w("按到期时间", "By due time"),
  sortAgain: w("重新排序", "Sort again"),
  paused: w("已暂停", "Paused"),
  noClock: w("无时限", "No clock"),
  safety: w("涉及安全", "Safety"),
  vinUnknown: w("车架号未知", "VIN not known yet"),
  again: w("修后再现", "Back again"),
  cleared: w("车辆已不再报", "Car no longer reports it"),
  retry: w("立即重试", "Retry now"),
  fresh: (count: number): Bilingual => w(`${count} 张新工单`, count === 1 ? "1 new ticket" : `${count} new tickets`),
  times: (count: number): Bilingual => w(`${count} 次`, `${count}×`),
} as const;

/** Words for the moments when there is no list. */
export const stateTexts = {
  emptyTitle: w("没有未结工单", "No open tickets"),
  emptyText: w(
    "车辆发来预警后，这里会立即出现工单，无需刷新。",
    "A ticket appears here by itself as soon as a car sends a warning.",
  ),
  viewEmptyTitle: w("这个视图里没有工单", "Nothing in this view"),
  viewEmptyText: (open: number): Bilingual =>
    w(
      `全部未结共 ${open} 张。`,
      open === 1 ? "There is 1 open ticket in all." : `There are ${open} open tickets in all.`,
    ),
  noMatchTitle: w("没有符合的工单", "No ticket matches"),
  noMatch: (words: string, without: number): Bilingual =>
    w(
      `找不到“${words}”。去掉搜索词有 ${without} 张。`,
      `Nothing contains “${words}”. Without the words there ${without === 1 ? "is 1" : `are ${without}`}.`,
    ),
  seeAll: w("看全部未结", "See all open"),
  clearWords: w("清除搜索词", "Clear the words"),
  clearAll: w("清除筛选", "Clear all"),
  failedTitle: w("工单没有载入", "Tickets did not load"),
  ticketFailedTitle: w("工单没有载入", "The ticket did not load"),
  vehiclesFailedTitle: w("车辆没有载入", "Vehicles did not load"),
  failedText: w(
    "服务器没有正常应答。已保存的内容没有丢失，请重试。",
    "The server did not answer as it should. Nothing that was saved is lost; please try again.",
  ),
  tryAgain: w("重试", "Try again"),
  copyDetails: w("复制详情", "Copy details"),
  copied: w("已复制", "Copied"),
  notFetchedTitle: w("页面没有载入", "This page did not load"),
  notFetchedText: w(
    "现在没有连接。恢复后会自动载入，列表和备注都在。",
    "There is no connection just now. It loads by itself once that is back; the list and your notes are kept.",
  ),
  notFoundTitle: w("没有这张工单", "No such ticket"),
  notFoundText: w("它可能已被合并，或者地址有误。", "It may have been merged, or the address is wrong."),
  noPageTitle: w("没有这个页面", "No such page"),
  noPageText: w("地址有误，回到工单列表即可继续。", "The address is wrong; the ticket list is one click away."),
  toQueue: w("回到工单列表", "Back to the tickets"),
  loading: w("正在载入", "Loading"),
  offline: (span: string, at: string): Bilingual =>
    w(
      `与服务器断开 ${span}。列表停在 ${at}，倒计时已停止，可以阅读、写备注（稍后发送），暂不能改状态。`,
      `No connection for ${span}. The list shows ${at}; countdowns are stopped. Read and write notes (sent later); moves wait.`,
    ),
  caughtUp: (span: string): Bilingual => w(`已重新连接，补上 ${span}`, `Connected again, ${span} caught up`),
  cameIn: (fresh: number, changed: number, notes: number): Bilingual =>
    w(
      `新工单 ${fresh} 张，有变化 ${changed} 张${notes > 0 ? `，已发出待发备注 ${notes} 条` : ""}`,
      `${fresh} new, ${changed} changed${notes > 0 ? `, ${notes} waiting ${notes === 1 ? "note" : "notes"} sent` : ""}`,
    ),
} as const;
