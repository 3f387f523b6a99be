import { lengthsOfPid, pidSpecs } from "../../../agent/decode/pids.ts";
import { partsOf } from "../../../agent/source/obd/payloads.ts";

/** One PID of an answer to service 01 and its data bytes. */
export interface PidData {
  readonly pid: string;
  readonly bytes: Uint8Array;
}

/** SAE J1979: so many PIDs at most are asked for at once. */
const mostPids = 6;
const everyPid: readonly string[] = [...pidSpecs.keys(), "00", "20", "40", "60", "80", "A0", "C0", "E0"];

const hexOf = (byte: number | undefined): string => (byte ?? 0).toString(16).toUpperCase().padStart(2, "0");

const split = (payload: Uint8Array, pids: readonly string[]): readonly PidData[] | undefined => {
  const parts = partsOf([...payload.subarray(1)], { kind: "obd", service: "01", pids }, lengthsOfPid);
  if (parts === undefined || parts.length > mostPids) return undefined;
  return parts.map(({ pid, bytes }) => ({ pid, bytes: Uint8Array.from(bytes) }));
};

/**
 * What an answer to service 01 (payload from the byte 41 on) holds, PID by PID. Several PIDs are told apart by their lengths
 * alone: where there are two ways to do it, or none, the answer is `undefined` and nothing is read of it.
 */
export const pidsOf = (payload: Uint8Array, asked: readonly string[] | undefined): readonly PidData[] | undefined => {
  const pid = hexOf(payload[1]);
  const bytes = payload.slice(2);
  if (asked !== undefined && asked.length > 1) return split(payload, asked);
  if (asked !== undefined || lengthsOfPid(pid).includes(bytes.length)) return [{ pid, bytes }];
  // Nobody saw the question. One PID that the table does not hold is told from several by nothing: then it is named, not read.
  return split(payload, everyPid) ?? (lengthsOfPid(pid).length === 0 ? [{ pid, bytes }] : undefined);
};

/** Whether a PID is one of those that become a signal of ours. */
export const hasSignal = (pid: string): boolean =>
  pidSpecs.get(pid)?.quantities.some(({ path }) => path !== undefined) ?? false;
