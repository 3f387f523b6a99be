import type { Bilingual } from "../../../contract/language.ts";
import type { TicketState, TicketSummary } from "../../../contract/ticket.ts";

const w = (zh: string, en: string): Bilingual => ({ "zh-CN": zh, en });

/** State of a ticket: at most 6 Chinese characters or 18 letters, so that the column never breaks. */
export const stateWords: Readonly<Record<TicketState, Bilingual>> = {
  new: w("新工单", "New"),
  triaged: w("已分级", "Triaged"),
  contacting: w("联系中", "Contacting"),
  scheduled: w("已预约", "Scheduled"),
  checked_in: w("已到店", "Checked in"),
  diagnosing: w("检测中", "Diagnosing"),
  awaiting_approval: w("等客户同意", "Awaiting approval"),
  in_repair: w("维修中", "In repair"),
  awaiting_parts: w("等配件", "Awaiting parts"),
  quality_check: w("质检中", "Quality check"),
  ready: w("可交车", "Ready"),
  delivered: w("已交车", "Delivered"),
  follow_up: w("回访", "Follow-up"),
  closed: w("已关闭", "Closed"),
  monitoring: w("观察中", "Monitoring"),
  awaiting_customer: w("等客户", "Awaiting customer"),
  cancelled: w("已取消", "Cancelled"),
  merged: w("已合并", "Merged"),
};

/** What the desk does next in a state: at most 9 Chinese characters or 22 letters. */
export const nextStepWords: Readonly<Record<TicketState, Bilingual>> = {
  new: w("接单", "Acknowledge"),
  triaged: w("打电话给车主", "Call the owner"),
  contacting: w("约好到店时间", "Agree on a visit"),
  scheduled: w("等车到店", "Expect the car"),
  checked_in: w("开始检测", "Start diagnosis"),
  diagnosing: w("找到原因并报价", "Find cause, estimate"),
  awaiting_approval: w("取得书面同意", "Get written consent"),
  in_repair: w("完成维修", "Finish the repair"),
  awaiting_parts: w("跟进配件到货", "Chase the parts"),
  quality_check: w("由另一人检查", "Checked by another"),
  ready: w("交车并说明", "Hand over, explain"),
  delivered: w("48 小时内回访", "Call within 48 h"),
  follow_up: w("打回访电话", "Make the call"),
  closed: w("已完成", "Done"),
  monitoring: w("看车辆是否再报", "Watch for reports"),
  awaiting_customer: w("提醒车主回复", "Remind the owner"),
  cancelled: w("无需处理", "Nothing to do"),
  merged: w("看合并后的工单", "See the other ticket"),
};

const moves: Readonly<Record<TicketState, Bilingual>> = {
  new: w("退回新工单", "Back to new"),
  triaged: w("接单", "Acknowledge"),
  contacting: w("开始联系", "Start contact"),
  scheduled: w("已约好到店", "Visit agreed"),
  checked_in: w("接车", "Check in"),
  diagnosing: w("开始检测", "Start diagnosis"),
  awaiting_approval: w("等客户同意", "Ask for approval"),
  in_repair: w("开始维修", "Start repair"),
  awaiting_parts: w("等配件", "Wait for parts"),
  quality_check: w("送质检", "To quality check"),
  ready: w("可以交车", "Mark ready"),
  delivered: w("交车", "Hand over"),
  follow_up: w("开始回访", "Start follow-up"),
  closed: w("关闭", "Close"),
  monitoring: w("转观察", "Monitor"),
  awaiting_customer: w("等客户", "Wait for customer"),
  cancelled: w("取消工单", "Cancel ticket"),
  merged: w("合并", "Merge"),
};

const returning: readonly [TicketState, TicketState, Bilingual][] = [
  ["quality_check", "in_repair", w("退回维修", "Back to repair")],
  ["ready", "in_repair", w("退回维修", "Back to repair")],
  ["ready", "quality_check", w("退回质检", "Back to quality")],
  ["awaiting_parts", "in_repair", w("继续维修", "Resume repair")],
  ["awaiting_approval", "in_repair", w("已同意，维修", "Approved, repair")],
  ["awaiting_approval", "diagnosing", w("退回检测", "Back to diagnosis")],
  ["in_repair", "diagnosing", w("退回检测", "Back to diagnosis")],
  ["awaiting_customer", "contacting", w("再次联系", "Contact again")],
  ["scheduled", "contacting", w("改约，再联系", "Change the date")],
  ["monitoring", "contacting", w("联系车主", "Contact the owner")],
  ["monitoring", "triaged", w("结束观察", "Stop monitoring")],
];

/** The button of a move: what the advisor does, not the name of the state. At most 18 letters. */
export const moveWords = (from: TicketState, to: TicketState): Bilingual =>
  returning.find(([a, b]) => a === from && b === to)?.[2] ?? moves[to];

/** Name of a running clock. */
export const clockNames: Readonly<Record<NonNullable<TicketSummary["clock"]>["name"], Bilingual>> = {
  acknowledge: w("接单", "Acknowledge"),
  first_contact: w("首次联系", "First contact"),
  follow_up: w("回访", "Follow-up call"),
};

/** Why no clock runs in a state: it says so instead of hiding the clock. */
export const pauseWords = (state: TicketState): Bilingual => {
  switch (state) {
    case "awaiting_customer":
    case "awaiting_approval":
      return w("等客户", "Customer");
    case "awaiting_parts":
      return w("等配件", "Parts");
    case "monitoring":
      return w("观察中", "Monitoring");
    case "scheduled":
      return w("等到店", "Until arrival");
    default:
      return w("本步不计时", "Not in this step");
  }
};

/** Who acts, as the history says it. */
export const actorWords = (actor: string): Bilingual => {
  switch (actor) {
    case "vehicle":
    case "car":
      return w("车辆", "Car");
    case "bridge":
    case "rules":
    case "system":
    case "fettle":
      return w("系统", "Fettle");
    case "advisor":
    case "desk":
    case "console":
      return w("服务顾问", "Advisor");
    default:
      return w(actor, actor);
  }
};

/** The 13 steps of the strip, in the order of the after-sales flow; side states stand at the step they wait in. */
export const flow = [
  ["new", w("新工单", "New")],
  ["triaged", w("已分级", "Triaged")],
  ["contacting", w("联系中", "Contacting")],
  ["scheduled", w("已预约", "Scheduled")],
  ["checked_in", w("到店", "Checked in")],
  ["diagnosing", w("检测", "Diagnosis")],
  ["awaiting_approval", w("报价同意", "Approval")],
  ["in_repair", w("维修", "Repair")],
  ["quality_check", w("质检", "Quality")],
  ["ready", w("可交车", "Ready")],
  ["delivered", w("已交车", "Delivered")],
  ["follow_up", w("回访", "Follow-up")],
  ["closed", w("关闭", "Closed")],
] as const satisfies readonly (readonly [TicketState, Bilingual])[];
