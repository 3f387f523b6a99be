import type { ClockStep, Drive, LinkState, Tick } from "../../contract/events.ts";

/**
 * One complete, well-formed answer of one ECU to one request, after framing, echo and length checks: the payload behind
 * the service echo. A source never makes one from anything less.
 */
export interface ObdAnswer {
  readonly kind: "answer";
  /** J1979 service as two hex digits: "01", "03", "07", "09", "0A"; "AT" for the adapter's own voltage (ATRV). */
  readonly service: string;
  /** PID or InfoType as two hex digits; "" where the service has none; "RV" for ATRV. */
  readonly pid: string;
  /** Response header as the adapter printed it (7E8, 18DAF110, 486B10 …), "" when unknown. */
  readonly ecu: string;
  /** Data bytes A, B, C, … without service and PID echo. For "AT"/"RV": the voltage in millivolts as a 2-byte big-endian number. */
  readonly bytes: Uint8Array;
  /** Event time at which the answer was complete, epoch ms. */
  readonly at: number;
}

/** What a source hands to `decode`. */
export type SourceItem = ObdAnswer | Drive | Tick | LinkState | ClockStep;
