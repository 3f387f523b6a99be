import { behindEcho, joinBodies, type LengthsOf, partsOf, spreads } from "../obd/payloads.ts";
import { meansNothingOfTheKind, responsePending, spellRefusal } from "../obd/refusal-codes.ts";
import { compact, isReadable, isUds, type ObdRequest, parseRequest } from "../obd/request.ts";
import type { ObdAnswer } from "../source.ts";
import { type MayBeShort, type Message, type Messages, messagesOfCanFrames, messagesOfCanLines } from "./can-lines.ts";
import { type AnswerError, type FailureCode, failure, failureIn, withoutChatter } from "./failures.ts";
import { type Framing, framingOf, framingOfLines, openToAnyHeader, protocolDigit } from "./protocols.ts";
import { messagesOfSerialFrames, messagesOfSerialLines } from "./serial-lines.ts";

/** An answer without the instant, which only the driver knows. */
export type Answer = Omit<ObdAnswer, "kind" | "at">;

/** An ECU that said no, with the negative response code of ISO 14229. */
export interface Refusal {
  readonly ecu: string;
  readonly code: number;
}

/** What a command brought: answers of one or more ECUs, or one error. Never a value of a bad answer. */
export type ParsedAnswer =
  | {
      readonly ok: true;
      readonly answers: readonly Answer[];
      /** ECUs that refused while others answered. */
      readonly refusals: readonly Refusal[];
      /** Every ECU answered or has nothing of the kind: only then a list of codes is whole. */
      readonly complete: boolean;
    }
  | { readonly ok: false; readonly error: AnswerError };

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

const hex2 = (n: number): string => n.toString(16).toUpperCase().padStart(2, "0");

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

const isNegative = (message: Message): boolean => message.bytes[0] === 0x7f;

/**
 * With headers off nobody knows which ECU a line is of. Then every message stands for an ECU of its own, but where the
 * older buses spread one answer over several messages; and a request for more time is taken to be of the ECU that then
 * answered.
 */
const byEcu = (
  messages: readonly Message[],
  framing: Framing,
  request: ObdRequest,
): readonly (readonly Message[])[] => {
  if (messages.some((message) => message.ecu !== ""))
    return [...Map.groupBy(messages, (message) => message.ecu).values()];
  const final = messages.filter((message) => !isNegative(message) || message.bytes[2] !== responsePending);
  const spoken = final.length > 0 ? final : messages;
  return spreads(framing, request) ? [spoken] : spoken.map((message) => [message]);
};

type FromEcu =
  | { readonly answers: readonly Answer[] }
  | { readonly refusal: Refusal }
  | { readonly error: AnswerError };

const readEcu = (
  messages: readonly Message[],
  framing: Framing,
  request: ObdRequest,
  lengthsOf: LengthsOf | undefined,
): FromEcu => {
  const { service } = request;
  const ecu = messages[0]?.ecu ?? "";
  const said = `${ecu} ${messages.map((message) => message.bytes.map(hex2).join("")).join(" ")}`.trim();
  const wrong = (code: FailureCode): FromEcu => ({ error: failure(code, said) });

  const negatives = messages.filter(isNegative);
  if (negatives.some(({ bytes }) => bytes.length !== 3 || hex2(bytes[1] ?? 0) !== service))
    return wrong("ECHO_MISMATCH");
  const final = negatives.find(({ bytes }) => bytes[2] !== responsePending);
  const positives = messages.filter((message) => !isNegative(message));
  if (final !== undefined)
    return positives.length > 0 ? wrong("DUPLICATE_ANSWER") : { refusal: { ecu, code: final.bytes[2] ?? 0 } };
  if (positives.length === 0) return { refusal: { ecu, code: responsePending } };

  const bodies = positives.map((message) => behindEcho(message.bytes, request));
  if (bodies.some((body) => body === undefined)) return wrong("ECHO_MISMATCH");
  const payload = joinBodies(
    bodies.filter((body) => body !== undefined),
    framing,
    request,
  );
  if (!payload.ok) return wrong(payload.code);
  const parts = partsOf(payload.bytes, request, (pid) => lengthsOf?.(pid, ecu) ?? []);
  if (parts === undefined) return wrong("LENGTH_MISMATCH");
  const { bus } = framing;
  return { answers: parts.map((part) => ({ service, pid: part.pid, ecu, bus, bytes: Uint8Array.from(part.bytes) })) };
};

const conclude = (ecus: readonly FromEcu[], service: string): ParsedAnswer => {
  const error = ecus.find((ecu) => "error" in ecu)?.error;
  if (error !== undefined) return { ok: false, error };
  const answers = ecus.flatMap((ecu) => ("answers" in ecu ? ecu.answers : []));
  const refusals = ecus.flatMap((ecu) => ("refusal" in ecu ? [ecu.refusal] : []));
  const complete = refusals.every(({ code }) => meansNothingOfTheKind(code));
  if (answers.length > 0) return { ok: true, answers, refusals, complete };
  const [first] = refusals;
  if (first === undefined) return refuse("EMPTY_ANSWER");
  const detail = `${first.ecu} service ${service} code ${spellRefusal(first.code)}`.trim();
  return refuse(first.code === responsePending ? "RESPONSE_PENDING" : "NEGATIVE_RESPONSE", detail);
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
  const ecus = byEcu(framed.messages, framing, request).map((messages) =>
    readEcu(messages, framing, request, lengthsOf),
  );
  return conclude(ecus, request.service);
};
