import type { ObdFailureCode } from "./failures.ts";
import type { Framing } from "./framing.ts";
import { isCodeService, type ObdRequest } from "./request.ts";

/** Tells a batch apart: every number of data bytes that a PID may have; none when nothing is known of it. */
export type LengthsOf = (pid: string, ecu: string) => readonly number[];

/** The data bytes of one PID. */
export interface Part {
  readonly pid: string;
  readonly bytes: readonly number[];
}

type Joined =
  | { readonly ok: true; readonly bytes: readonly number[] }
  | { readonly ok: false; readonly code: ObdFailureCode };

const hex2 = (n: number): string => n.toString(16).toUpperCase().padStart(2, "0");

/** Whether one answer comes as several messages: before CAN a message holds seven bytes and no more. */
export const spreads = (framing: Framing, { service }: ObdRequest): boolean =>
  framing.bus === "serial" && (service === "06" || service === "09" || isCodeService(service));

/** Before CAN the even InfoTypes of service 09 count their messages from 1; a gap or a repeat is no answer. */
const joinCounted = (bodies: readonly (readonly number[])[]): Joined =>
  bodies.every((body, n) => body[0] === n + 1)
    ? { ok: true, bytes: bodies.flatMap((body) => body.slice(1)) }
    : { ok: false, code: "SEQUENCE" };

/** One ECU's answer out of the bodies of its messages. */
export const joinBodies = (bodies: readonly (readonly number[])[], framing: Framing, request: ObdRequest): Joined => {
  const infoType = Number.parseInt(request.pids[0] ?? "0", 16);
  if (spreads(framing, request)) {
    if (request.service !== "09") return { ok: true, bytes: bodies.flat() };
    if (infoType % 2 === 0) return joinCounted(bodies);
  }
  const [only, ...more] = bodies;
  return only === undefined || more.length > 0 ? { ok: false, code: "DUPLICATE_ANSWER" } : { ok: true, bytes: only };
};

/** The bytes behind the echo of service, PID and freeze frame; undefined when the echo is of another request. */
export const behindEcho = (bytes: readonly number[], request: ObdRequest): readonly number[] | undefined => {
  const echo = [Number.parseInt(request.service, 16) + 0x40];
  const [pid = "", ...others] = request.pids;
  // The parts of a batch have an echo each.
  if (others.length === 0) {
    for (const pair of pid.match(/../g) ?? []) echo.push(Number.parseInt(pair, 16));
    if (request.frame !== undefined) echo.push(request.frame);
  }
  return echo.every((byte, n) => bytes[n] === byte) ? bytes.slice(echo.length) : undefined;
};

/**
 * A batch holds PID, data, PID, data …: only the lengths of its PIDs tell them apart, every byte must be used up, and no
 * second way of reading it may be there.
 */
const waysToSplit = (
  bytes: readonly number[],
  request: ObdRequest,
  lengthsOf: (pid: string) => readonly number[],
  taken: readonly Part[],
): readonly (readonly Part[])[] => {
  if (bytes.length === 0) return [taken];
  const pid = hex2(bytes[0] ?? 0);
  if (!request.pids.includes(pid) || taken.some((part) => part.pid === pid)) return [];
  if (request.frame !== undefined && bytes[1] !== request.frame) return [];
  const from = request.frame === undefined ? 1 : 2;
  return lengthsOf(pid).flatMap((length) => {
    const data = bytes.slice(from, from + length);
    if (data.length < length) return [];
    return waysToSplit(bytes.slice(from + length), request, lengthsOf, [...taken, { pid, bytes: data }]);
  });
};

/** The parts of an answer; undefined when a batch cannot be told apart. */
export const partsOf = (
  bytes: readonly number[],
  request: ObdRequest,
  lengthsOf: (pid: string) => readonly number[],
): readonly Part[] | undefined => {
  if (request.pids.length <= 1) return [{ pid: request.pids[0] ?? "", bytes }];
  const [only, ...more] = waysToSplit(bytes, request, lengthsOf, []);
  return only === undefined || only.length === 0 || more.length > 0 ? undefined : only;
};
