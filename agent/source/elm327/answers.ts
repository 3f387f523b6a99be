import { type Answer, answersOf, type Heard } from "../obd/answers.ts";
import { type Framing, openToAnyHeader } from "../obd/framing.ts";
import type { Messages } from "../obd/iso-tp.ts";
import type { LengthsOf } from "../obd/payloads.ts";
import { compact, isReadable, isUds, parseRequest } from "../obd/request.ts";
import { type MayBeShort, messagesOfCanFrames, messagesOfCanLines } from "./can-lines.ts";
import { type AnswerError, type FailureCode, failure, failureIn, withoutChatter } from "./failures.ts";
import { framingOf, framingOfLines, protocolDigit } from "./protocols.ts";
import { messagesOfSerialFrames, messagesOfSerialLines } from "./serial-lines.ts";

/** What a command brought: answers of one or more ECUs, or one error. Never a value of a bad answer. */
export type ParsedAnswer = Heard | { readonly ok: false; readonly error: AnswerError };

/** The lines between a command and its prompt, and how the adapter is set. */
export interface RawAnswer {
  readonly request: string;
  readonly lines: readonly string[];
  /** ATH1: lines begin with the header of the ECU. */
  readonly headers: boolean;
  /** As ATDPN or ATDP says it; "" when it is not known. */
  readonly protocol: string;
}

const refuse = (code: FailureCode, detail = ""): ParsedAnswer => ({ ok: false, error: failure(code, detail) });

const parseVoltage = (lines: readonly string[]): ParsedAnswer => {
  const volts = /^(\d{1,2}\.\d{1,2})V?$/.exec(lines[0] ?? "")?.[1];
  if (lines.length !== 1 || volts === undefined) return refuse("MALFORMED_VOLTAGE", lines.join(" "));
  const millivolts = Math.round(Number(volts) * 1_000);
  if (millivolts > 0xffff) return refuse("MALFORMED_VOLTAGE", lines.join(" "));
  const bytes = Uint8Array.of(millivolts >> 8, millivolts & 0xff);
  const answer: Answer = { service: "AT", pid: "RV", ecu: "", bus: "adapter", bytes };
  return { ok: true, answers: [answer], refusals: [], complete: true };
};

const frame = (
  lines: readonly string[],
  headers: boolean,
  framing: Framing,
  mayBeShort: MayBeShort | undefined,
): Messages => {
  if (framing.bus === "can")
    return headers ? messagesOfCanFrames(lines, framing, mayBeShort) : messagesOfCanLines(lines);
  return headers ? messagesOfSerialFrames(lines, framing) : messagesOfSerialLines(lines);
};

/**
 * What the lines of one command mean: hex check, framing, grouping by ECU, echo, negative and pending responses. What is
 * not complete, matching and well-formed is an error; one bad line spoils all, since its header may be the bad part.
 * `mayBeShort` is for a live way, where characters vanish: a CAN frame without its filling needs a yes then.
 */
export const parseAnswer = (raw: RawAnswer, lengthsOf?: LengthsOf, mayBeShort?: MayBeShort): ParsedAnswer => {
  const request = parseRequest(raw.request);
  if (request === undefined) return refuse("REQUEST_INVALID", raw.request);
  if (request.kind === "obd" && !isReadable(request.service)) return refuse("REQUEST_UNSUPPORTED", raw.request);

  const spoken = raw.lines.flatMap((line) => line.toUpperCase().split(/[\r\n>\0]+/)).map((line) => line.trim());
  const failed = spoken.map(failureIn).filter((code) => code !== undefined);
  const code = failed.find((one) => one === "ADAPTER_RESET") ?? failed[0];
  if (code !== undefined) return refuse(code, spoken.filter((line) => line !== "").join(" | "));

  const lines = spoken.map((line) => compact(withoutChatter(line))).filter((line) => line !== "");
  // An echo stands first until ATE0 has taken effect. It cannot be an answer: a service is never its own echo.
  if (lines[0] === compact(raw.request)) lines.shift();
  if (lines.length === 0) return refuse("EMPTY_ANSWER");
  if (request.kind === "voltage") return parseVoltage(lines);
  const text = lines.find((line) => !/^[0-9A-F:]+$/.test(line));
  if (text !== undefined) return refuse("NOT_HEX", text);

  const digit = protocolDigit(raw.protocol);
  const standard = digit === "" ? framingOfLines(lines, raw.headers) : framingOf(digit);
  if (standard === undefined) return refuse("PROTOCOL_UNSUPPORTED", raw.protocol);
  const framing = isUds(request.service) ? openToAnyHeader(standard) : standard;
  const framed = frame(lines, raw.headers, framing, mayBeShort);
  if (!framed.ok) return { ok: false, error: framed.error };
  return answersOf(framed.messages, framing, request, lengthsOf);
};
