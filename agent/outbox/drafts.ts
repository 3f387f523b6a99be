import type { WarningEvent } from "../../contract/warning.ts";
import { isRuleId, warningOf } from "../../contract/warnings/catalogue.ts";
import type { Evidence } from "../../contract/wire/up/evidence.ts";
import type { UpMessage } from "../../contract/wire/up/message.ts";
import type { Draft, MessageClass } from "./message.ts";

/** What is about safety is so at every severity (the desk's priority is its own matter). */
const classOf = ({ rule, severity }: WarningEvent): MessageClass =>
  severity === "critical" || (isRuleId(rule) && warningOf(rule).safety) ? "safety" : "event";

/** A warning event as it goes to the bridge; its id is the event's own, so that a repeat is the same message. */
export const warningDraft = (event: WarningEvent, sampledAt: number): Draft => ({
  class: classOf(event),
  type: "warning",
  id: event.id,
  at: event.at,
  data: event,
  sampledAt,
});

/** Evidence: first at the raise, and once more when the time after it is in. */
export const evidenceDraft = (evidence: Evidence): Draft => ({
  class: "evidence",
  type: "evidence",
  id: `${evidence.episode}/evidence/${evidence.complete ? "complete" : "first"}`,
  at: evidence.to,
  data: evidence,
});

/** How the agent is, to be sent when it comes online and when the car says who it is. */
export const statusDraft = (at: number, status: Extract<UpMessage, { type: "status" }>["data"]): Draft => ({
  class: "status",
  type: "status",
  at,
  data: status,
});

/** Something the driver asked for. A call for rescue is never dropped. */
export const requestDraft = (at: number, request: Extract<UpMessage, { type: "request" }>["data"]): Draft => ({
  class: request.request === "rescue" ? "safety" : "request",
  type: "request",
  at,
  data: request,
});
