import type { Bilingual } from "../../../contract/language.ts";
import type { Severity } from "../../../contract/warning.ts";

const w = (zh: string, en: string): Bilingual => ({ "zh-CN": zh, en });

/** Severity of the warning behind a ticket, as the car told its driver. */
export const severityWords: Readonly<Record<Severity, Bilingual>> = {
  info: w("提示", "Info"),
  advisory: w("建议", "Advisory"),
  warning: w("警告", "Warning"),
  critical: w("紧急", "Critical"),
};

/** Words of the ticket page. */
export const ticketWords = {
  back: w("返回列表", "Back to the list"),
  of: (place: number, count: number): Bilingual => w(`第 ${place} 张，共 ${count} 张`, `${place} of ${count}`),
  previous: w("上一张", "Previous ticket"),
  next: w("下一张", "Next ticket"),
  more: w("其他", "More"),
  moves: w("可做的操作", "What can be done"),
  movesWait: w("断线中，操作稍候", "Offline: moves wait"),
  steps: w("处理步骤", "Steps"),
  evidence: w("依据", "Evidence"),
  chart: w("曲线", "Chart"),
  table: w("数值表", "Values"),
  raised: w("预警", "raised"),
  limit: (value: string): Bilingual => w(`限值 ${value}`, `Limit ${value}`),
  time: w("时间", "Time"),
  yes: w("是", "Yes"),
  no: w("否", "No"),
  measured: w("测得", "Measured"),
  atRaise: w("预警那一刻", "When it was raised"),
  noEvidence: w(
    "车辆还没有传来这段数据。传到后会自动出现，一般在预警后一两分钟。",
    "The car has not sent this recording yet. It appears here by itself, usually a minute or two after the warning.",
  ),
  incomplete: w("预警后的一分钟还未传到", "The minute after the warning has not arrived yet"),
  noData: w("无数据", "no data"),
  plan: w("维修方案", "Plan"),
  noPlan: w("没有预设方案，请按检测结果决定。", "No plan is set for this fault; decide after diagnosis."),
  parts: w("可能用到的配件", "Parts to have ready"),
  noParts: w("不需要备件。", "No parts expected."),
  clock: w("时限", "Clock"),
  due: (at: string): Bilingual => w(`截止 ${at}`, `due ${at}`),
  car: w("车辆报告", "What the car says"),
  condition: w("故障状态", "Condition"),
  stillActive: w("仍在报", "Still reported"),
  notActive: w("已不再报", "No longer reported"),
  severity: w("预警级别", "Severity"),
  firstRaised: w("首次预警（车辆时间）", "Raised (car time)"),
  occurrences: w("预警次数", "Warnings received"),
  opened: w("建单", "Ticket opened"),
  recurrenceOf: w("上次工单", "Repeats ticket"),
  category: w("类别", "Category"),
  history: w("记录", "History"),
  addNote: w("写备注", "Add note"),
  note: w("备注", "Note"),
  notePlaceholder: w("写下原因或客户说了什么", "The reason, or what the customer said"),
  noteNeeded: w("这一步需要写明原因，会留在记录里。", "This step needs a reason; it stays in the history."),
  noteFree: w("备注会留在记录里，同事都能看到。", "A note stays in the history for every colleague."),
  noteOffline: w("现在断线：备注保存在本机，连上后自动发送。", "Offline: the note is kept here and sent by itself."),
  notSent: w("待发送", "waiting to be sent"),
  save: w("保存", "Save"),
  cancel: w("取消", "Cancel"),
  changedTitle: (number: string, at: string): Bilingual =>
    w(`您操作时，${number} 在 ${at} 被改动`, `${number} was changed at ${at} while you were working`),
  savedNow: w("现在已存", "Saved now"),
  yours: w("您", "You"),
  state: w("状态", "Status"),
  keepTheirs: w("用现在的状态", "Keep what is saved"),
  keepTheirsWithNote: w("用现在的状态，加上我的备注", "Keep it, add my note"),
  moveAnyway: (move: string): Bilingual => w(`仍然“${move}”`, `Still: ${move}`),
  noteKept: w("您的备注不会丢。", "Your note is never dropped."),
  refusedTitle: (move: string): Bilingual => w(`现在不能“${move}”`, `“${move}” is not possible now`),
  legalNow: w("现在可以：", "Possible now:"),
  noMoves: w("这张工单已结束，没有后续操作。", "This ticket has ended; nothing more to do."),
  failedMove: w("没有保存", "Not saved"),
  failedMoveText: w(
    "服务器没有正常应答，工单没有变化。您写的内容还在。",
    "The server did not answer as it should; the ticket is unchanged. What you wrote is still here.",
  ),
} as const;

/** Category of a ticket; a word of the desk that has no name here is shown as it is. */
export const categoryWords: Readonly<Record<string, Bilingual>> = {
  electrical: w("电气", "Electrical"),
  engine: w("发动机", "Engine"),
  "brake-safety": w("制动安全", "Brake safety"),
  diagnostic: w("诊断", "Diagnostic"),
  battery: w("电池", "Battery"),
  rescue: w("救援", "Rescue"),
  service: w("服务", "Service"),
  location: w("位置", "Location"),
};
