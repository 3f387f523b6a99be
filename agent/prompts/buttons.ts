import type { Bilingual } from "../../contract/language.ts";
import type { WarningEvent } from "../../contract/warning.ts";

/** What a touch on a prompt does. `call` opens the panel with the number in large; nothing is dialled without a second touch. */
export type ButtonAct = "acknowledge" | "snooze" | "open-help" | "call" | "battery-health-check" | "book-service";

export interface PromptButton {
  readonly act: ButtonAct;
  readonly label: Bilingual;
  /** How it is drawn: the main way on, a second way, or a quiet way out. */
  readonly weight: "main" | "second" | "quiet";
}

const button = (act: ButtonAct, weight: PromptButton["weight"], zh: string, en: string): PromptButton => ({
  act,
  label: { "zh-CN": zh, en },
  weight,
});

const later = button("snooze", "quiet", "稍后", "Later");
const fine = button("acknowledge", "second", "知道了", "OK");
const book = button("book-service", "main", "预约到店", "Book a visit");
const nearest = button("open-help", "second", "最近网点", "Nearest service");

const whenParked: Readonly<Record<string, readonly PromptButton[]>> = {
  "cold-start-preheat": [button("battery-health-check", "main", "电池健康检测", "Battery health check"), later],
  "lv-crank-decline": [book, button("battery-health-check", "second", "电池健康检测", "Battery health check"), later],
  "lv-charging-fault": [book, nearest, later],
  "coolant-overheat-trend": [
    button("open-help", "main", "最近网点", "Nearest service"),
    button("call", "second", "呼叫救援", "Call rescue"),
    button("acknowledge", "quiet", "知道了", "OK"),
  ],
  "thermostat-stuck-open": [book, later],
  "brake-pad-wearout": [book, nearest, later],
  "dtc-confirmed": [book, nearest, later],
  "remote-area-help": [
    button("open-help", "main", "查看三个最近网点", "Show the nearest three"),
    button("call", "second", "救援电话", "Rescue number"),
    button("acknowledge", "quiet", "知道了", "OK"),
  ],
  "warning-data-quality": [button("acknowledge", "main", "知道了", "OK")],
};

const whileMoving: Readonly<Record<string, readonly PromptButton[]>> = {
  "lv-charging-fault": [button("open-help", "main", "最近网点", "Nearest service"), fine],
  "coolant-overheat-trend": [button("open-help", "main", "最近网点", "Nearest service"), fine],
  "remote-area-help": [button("open-help", "main", "最近网点", "Nearest service"), fine],
};

const defer: readonly PromptButton[] = [button("snooze", "main", "停车后处理", "When parked"), fine];
const plain: readonly PromptButton[] = [button("acknowledge", "main", "知道了", "OK")];
const rescue = button("call", "main", "呼叫救援", "Call rescue");
const stopped = button("acknowledge", "second", "已安全停车", "I have stopped");

/** The ways on from a prompt: at most three at standstill, two while moving, and a critical cannot be waved away at speed. */
export const buttonsOf = (event: WarningEvent, parked: boolean): readonly PromptButton[] => {
  if (event.severity === "critical") return parked ? [rescue, stopped] : [rescue];
  return parked ? (whenParked[event.rule] ?? plain) : (whileMoving[event.rule] ?? defer);
};
