import type { ClockStep, Drive, LinkState, Tick } from "../../contract/events.ts";

/**
 * One complete, well-formed answer of one ECU to one request, after framing, echo and length checks: the payload behind
 * the service echo. A source never makes one from anything less.
 */
export interface ObdAnswer {
  readonly kind: "answer";
  /** J1979 service as two hex digits: "01", "02", "09"; "AT" for the adapter's own voltage (ATRV). */
  readonly service: string;
  /** PID or InfoType as two hex digits; "" where the service has none; "RV" for ATRV. */
  readonly pid: string;
  /**
   * Response header as the adapter printed it (7E8, 18DAF110, 486B10 …), "" when unknown. A KWP header stands here
   * without its length bits (80F110), so that it names the ECU and not the message.
   */
  readonly ecu: string;
  /** What carried it: J1979 frames service 03, 07, 09 and 0A differently on CAN and on the older serial buses. */
  readonly bus: "can" | "serial" | "adapter";
  /**
   * Data bytes A, B, C, … without service, PID and freeze-frame echo. On a serial bus the message counters of service 09
   * are checked and taken out. For "AT"/"RV": the voltage in millivolts as a 2-byte big-endian number.
   */
  readonly bytes: Uint8Array;
  /** Event time at which the answer was complete, epoch ms. */
  readonly at: number;
}

/**
 * One complete reading of a service that lists trouble codes: the answers of every ECU that spoke. It is only made when
 * each of them answered well, since a code that is missing here is a code that is gone.
 */
export interface ObdReading {
  readonly kind: "reading";
  readonly service: "03" | "07" | "0A";
  readonly answers: readonly ObdAnswer[];
  /** Event time at which the reading was complete, epoch ms. */
  readonly at: number;
}

/** What a source hands to `decode`. */
export type SourceItem = ObdAnswer | ObdReading | Drive | Tick | LinkState | ClockStep;
