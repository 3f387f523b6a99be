import { type Bilingual, say } from "../../../contract/language.ts";
import type { TicketState, TicketSummary } from "../../../contract/ticket.ts";

/** State of a ticket: at most 6 Chinese characters or 18 letters, so that the column never breaks. */
export const stateWords: Readonly<Record<TicketState, Bilingual>> = {
  new: say("新工单", "New"),
  triaged: say("已分级", "Triaged"),
  contacting: say("联系中", "Contacting"),
  scheduled: say("已预约", "Scheduled"),
  checked_in: say("已到店", "Checked in"),
  diagnosing: say("检测中", "Diagnosing"),
  awaiting_approval: say("等客户同意", "Awaiting approval"),
  in_repair: say("维修中", "In repair"),
  awaiting_parts: say("等配件", "Awaiting parts"),
  quality_check: say("质检中", "Quality check"),
  ready: say("可交车", "Ready"),
  delivered: say("已交车", "Delivered"),
  follow_up: say("回访", "Follow-up"),
  closed: say("已关闭", "Closed"),
  monitoring: say("观察中", "Monitoring"),
  awaiting_customer: say("等客户", "Awaiting customer"),
  cancelled: say("已取消", "Cancelled"),
  merged: say("已合并", "Merged"),
};

/** What the desk does next in a state: at most 9 Chinese characters or 22 letters. */
export const nextStepWords: Readonly<Record<TicketState, Bilingual>> = {
  new: say("接单", "Acknowledge"),
  triaged: say("打电话给车主", "Call the owner"),
  contacting: say("约好到店时间", "Agree on a visit"),
  scheduled: say("等车到店", "Expect the car"),
  checked_in: say("开始检测", "Start diagnosis"),
  diagnosing: say("找到原因并报价", "Find cause, estimate"),
  awaiting_approval: say("取得书面同意", "Get written consent"),
  in_repair: say("完成维修", "Finish the repair"),
  awaiting_parts: say("跟进配件到货", "Chase the parts"),
  quality_check: say("由另一人检查", "Checked by another"),
  ready: say("交车并说明", "Hand over, explain"),
  delivered: say("48 小时内回访", "Call within 48 h"),
  follow_up: say("打回访电话", "Make the call"),
  closed: say("已完成", "Done"),
  monitoring: say("看车辆是否再报", "Watch for reports"),
  awaiting_customer: say("提醒车主回复", "Remind the owner"),
  cancelled: say("无需处理", "Nothing to do"),
  merged: say("看合并后的工单", "See the other ticket"),
};

const moves: Readonly<Record<TicketState, Bilingual>> = {
  new: say("退回新工单", "Back to new"),
  triaged: say("接单", "Acknowledge"),
  contacting: say("开始联系", "Start contact"),
  scheduled: say("已约好到店", "Visit agreed"),
  checked_in: say("接车", "Check in"),
  diagnosing: say("开始检测", "Start diagnosis"),
  awaiting_approval: say("等客户同意", "Ask for approval"),
  in_repair: say("开始维修", "Start repair"),
  awaiting_parts: say("等配件", "Wait for parts"),
  quality_check: say("送质检", "To quality check"),
  ready: say("可以交车", "Mark ready"),
  delivered: say("交车", "Hand over"),
  follow_up: say("开始回访", "Start follow-up"),
  closed: say("关闭", "Close"),
  monitoring: say("转观察", "Monitor"),
  awaiting_customer: say("等客户", "Wait for customer"),
  cancelled: say("取消工单", "Cancel ticket"),
  merged: say("合并", "Merge"),
};

const returning: readonly [TicketState, TicketState, Bilingual][] = [
  ["quality_check", "in_repair", say("退回维修", "Back to repair")],
  ["ready", "in_repair", say("退回维修", "Back to repair")],
  ["ready", "quality_check", say("退回质检", "Back to quality")],
  ["awaiting_parts", "in_repair", say("继续维修", "Resume repair")],
  ["awaiting_approval", "in_repair", say("已同意，维修", "Approved, repair")],
  ["awaiting_approval", "diagnosing", say("退回检测", "Back to diagnosis")],
  ["in_repair", "diagnosing", say("退回检测", "Back to diagnosis")],
  ["awaiting_customer", "contacting", say("再次联系", "Contact again")],
  ["scheduled", "contacting", say("改约，再联系", "Change the date")],
  ["monitoring", "contacting", say("联系车主", "Contact the owner")],
  ["monitoring", "triaged", say("结束观察", "Stop monitoring")],
];

/** The button of a move: what the advisor does, not the name of the state. At most 18 letters. */
export const moveWords = (from: TicketState, to: TicketState): Bilingual =>
  returning.find(([a, b]) => a === from && b === to)?.[2] ?? moves[to];

/** Name of a running clock. */
export const clockNames: Readonly<Record<NonNullable<TicketSummary["clock"]>["name"], Bilingual>> = {
  acknowledge: say("接单", "Acknowledge"),
  first_contact: say("首次联系", "First contact"),
  follow_up: say("回访", "Follow-up call"),
};

/** Why no clock runs in a state: it says so instead of hiding the clock. */
export const pauseWords = (state: TicketState): Bilingual => {
  switch (state) {
    case "awaiting_customer":
    case "awaiting_approval":
      return say("等客户", "Customer");
    case "awaiting_parts":
      return say("等配件", "Parts");
    case "monitoring":
      return say("观察中", "Monitoring");
    case "scheduled":
      return say("等到店", "Until arrival");
    default:
      return say("本步不计时", "Not in this step");
  }
};

/** Who acts, as the history says it. */
export const actorWords = (actor: string): Bilingual => {
  switch (actor) {
    case "vehicle":
    case "car":
      return say("车辆", "Car");
    case "bridge":
    case "rules":
    case "system":
    case "fettle":
      return say("系统", "Fettle");
    case "advisor":
    case "desk":
    case "console":
      return say("服务顾问", "Advisor");
    default:
      return say(actor, actor);
  }
};

/** The 13 steps of the strip, in the order of the after-sales flow; side states stand at the step they wait in. */
export const flow = [
  ["new", say("新工单", "New")],
  ["triaged", say("已分级", "Triaged")],
  ["contacting", say("联系中", "Contacting")],
  ["scheduled", say("已预约", "Scheduled")],
  ["checked_in", say("到店", "Checked in")],
  ["diagnosing", say("检测", "Diagnosis")],
  ["awaiting_approval", say("报价同意", "Approval")],
  ["in_repair", say("维修", "Repair")],
  ["quality_check", say("质检", "Quality")],
  ["ready", say("可交车", "Ready")],
  ["delivered", say("已交车", "Delivered")],
  ["follow_up", say("回访", "Follow-up")],
  ["closed", say("关闭", "Closed")],
] as const satisfies readonly (readonly [TicketState, Bilingual])[];
