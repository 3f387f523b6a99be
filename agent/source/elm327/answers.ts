import type { ObdAnswer } from "../source.ts";
import { type Message, type Messages, messagesOfCanFrames, messagesOfCanLines } from "./can-frames.ts";
import { type AnswerError, type FailureCode, failure, failureIn, withoutChatter } from "./failures.ts";
import { type Framing, framingOf, framingOfLines, protocolDigit } from "./protocols.ts";
import { compact, isCodeService, isReadable, parseRequest, type Request } from "./request.ts";
import { messagesOfSerialFrames, messagesOfSerialLines } from "./serial-frames.ts";

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

/** Tells a batch apart: how many data bytes a PID has. */
export type LengthOf = (pid: string) => number | undefined;

const refuse = (code: FailureCode, detail = ""): ParsedAnswer => ({ ok: false, error: failure(code, detail) });

/** ISO 14229 codes that mean "I have nothing of the kind", which for a list of codes is an answer. */
const doesNotKnow = [0x11, 0x12];
const pending = 0x78;

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

const frame = (lines: readonly string[], headers: boolean, framing: Framing): Messages => {
  if (framing.bus === "can") return headers ? messagesOfCanFrames(lines, framing) : messagesOfCanLines(lines);
  return headers ? messagesOfSerialFrames(lines, framing) : messagesOfSerialLines(lines);
};

type Payload =
  | { readonly ok: true; readonly bytes: readonly number[] }
  | { readonly ok: false; readonly code: FailureCode };

/** Off CAN the even InfoTypes of service 09 count their messages from 1; a gap or a repeat is no answer. */
const joinCounted = (bodies: readonly (readonly number[])[]): Payload =>
  bodies.every((body, n) => body[0] === n + 1)
    ? { ok: true, bytes: bodies.flatMap((body) => body.slice(1)) }
    : { ok: false, code: "SEQUENCE" };

const join = (
  bodies: readonly (readonly number[])[],
  framing: Framing,
  request: Request & { kind: "obd" },
): Payload => {
  const infoType = Number.parseInt(request.pids[0] ?? "0", 16);
  if (framing.bus === "serial" && request.service === "09" && infoType % 2 === 0) return joinCounted(bodies);
  if (framing.bus === "serial" && isCodeService(request.service)) return { ok: true, bytes: bodies.flat() };
  const [only, ...more] = bodies;
  return only === undefined || more.length > 0 ? { ok: false, code: "DUPLICATE_ANSWER" } : { ok: true, bytes: only };
};

/** The bytes behind the echo of service, PID and freeze frame; undefined when the echo is of another request. */
const behindEcho = (bytes: readonly number[], request: Request & { kind: "obd" }): readonly number[] | undefined => {
  const echo = [Number.parseInt(request.service, 16) + 0x40];
  const [pid] = request.pids;
  if (pid !== undefined && request.pids.length === 1) echo.push(Number.parseInt(pid, 16));
  if (request.frame !== undefined) echo.push(request.frame);
  return echo.every((byte, n) => bytes[n] === byte) ? bytes.slice(echo.length) : undefined;
};

/** A batch holds PID, data, PID, data …: only the lengths of the table tell them apart, and all bytes must be used up. */
const splitBatch = (
  bytes: readonly number[],
  pids: readonly string[],
  lengthOf: LengthOf,
): readonly { pid: string; bytes: readonly number[] }[] | undefined => {
  const parts: { pid: string; bytes: readonly number[] }[] = [];
  for (let at = 0; at < bytes.length; ) {
    const pid = hex2(bytes[at] ?? 0);
    const length = lengthOf(pid);
    if (length === undefined || !pids.includes(pid) || parts.some((part) => part.pid === pid)) return undefined;
    const data = bytes.slice(at + 1, at + 1 + length);
    if (data.length < length) return undefined;
    parts.push({ pid, bytes: data });
    at += 1 + length;
  }
  return parts;
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
  { service }: Request & { kind: "obd" },
): readonly (readonly Message[])[] => {
  if (messages.some((message) => message.ecu !== ""))
    return [...Map.groupBy(messages, (message) => message.ecu).values()];
  const final = messages.filter((message) => !isNegative(message) || message.bytes[2] !== pending);
  const spoken = final.length > 0 ? final : messages;
  const spreads = framing.bus === "serial" && (service === "09" || isCodeService(service));
  return spreads ? [spoken] : spoken.map((message) => [message]);
};

type FromEcu =
  | { readonly answers: readonly Answer[] }
  | { readonly refusal: Refusal }
  | { readonly error: AnswerError };

const readEcu = (
  messages: readonly Message[],
  framing: Framing,
  request: Request & { kind: "obd" },
  lengthOf: LengthOf | undefined,
): FromEcu => {
  const { service, pids } = request;
  const ecu = messages[0]?.ecu ?? "";
  const said = `${ecu} ${messages.map((message) => message.bytes.map(hex2).join("")).join(" ")}`.trim();
  const wrong = (code: FailureCode): FromEcu => ({ error: failure(code, said) });

  const negatives = messages.filter(isNegative);
  if (negatives.some(({ bytes }) => bytes.length !== 3 || hex2(bytes[1] ?? 0) !== service))
    return wrong("ECHO_MISMATCH");
  const final = negatives.find(({ bytes }) => bytes[2] !== pending);
  const positives = messages.filter((message) => !isNegative(message));
  if (final !== undefined)
    return positives.length > 0 ? wrong("DUPLICATE_ANSWER") : { refusal: { ecu, code: final.bytes[2] ?? 0 } };
  if (positives.length === 0) return { refusal: { ecu, code: pending } };

  const bodies = positives.map((message) => behindEcho(message.bytes, request));
  if (bodies.some((body) => body === undefined)) return wrong("ECHO_MISMATCH");
  const payload = join(
    bodies.filter((body) => body !== undefined),
    framing,
    request,
  );
  if (!payload.ok) return wrong(payload.code);
  const parts =
    pids.length > 1
      ? lengthOf && splitBatch(payload.bytes, pids, lengthOf)
      : [{ pid: pids[0] ?? "", bytes: payload.bytes }];
  if (parts === undefined || parts.length === 0) return wrong("LENGTH_MISMATCH");
  const { bus } = framing;
  return { answers: parts.map((part) => ({ service, pid: part.pid, ecu, bus, bytes: Uint8Array.from(part.bytes) })) };
};

const conclude = (ecus: readonly FromEcu[], service: string): ParsedAnswer => {
  const error = ecus.find((ecu) => "error" in ecu)?.error;
  if (error !== undefined) return { ok: false, error };
  const answers = ecus.flatMap((ecu) => ("answers" in ecu ? ecu.answers : []));
  const refusals = ecus.flatMap((ecu) => ("refusal" in ecu ? [ecu.refusal] : []));
  const complete = refusals.every((refusal) => doesNotKnow.includes(refusal.code));
  if (answers.length > 0) return { ok: true, answers, refusals, complete };
  const [first] = refusals;
  if (first === undefined) return refuse("EMPTY_ANSWER");
  const detail = `${first.ecu} service ${service} code ${hex2(first.code)}`.trim();
  return refuse(first.code === pending ? "RESPONSE_PENDING" : "NEGATIVE_RESPONSE", detail);
};

/**
 * What the lines of one command mean: hex check, framing, grouping by ECU, echo, negative and pending responses. What is
 * not complete, matching and well-formed is an error; one bad line spoils all, since its header may be the bad part.
 */
export const parseAnswer = (raw: RawAnswer, lengthOf?: LengthOf): ParsedAnswer => {
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
  const framing = digit === "" ? framingOfLines(lines, raw.headers) : framingOf(digit);
  if (framing === undefined) return refuse("PROTOCOL_UNSUPPORTED", raw.protocol);
  const framed = frame(lines, raw.headers, framing);
  if (!framed.ok) return { ok: false, error: framed.error };
  const ecus = byEcu(framed.messages, framing, request).map((messages) =>
    readEcu(messages, framing, request, lengthOf),
  );
  return conclude(ecus, request.service);
};
