import { type Scaling, scale, scalings } from "./scalings.ts";

/** One test of an on-board monitor (service 06): what was measured, and between which limits it passes. */
export interface MonitorResult {
  /** Monitor identifier as two hex digits; absent before CAN, where only tests are numbered. */
  readonly mid?: string;
  /** Test identifier as two hex digits. */
  readonly tid: string;
  /** Component of the test, before CAN only. */
  readonly component?: string;
  readonly value: number;
  /** Absent where the standard gives one limit and it is the other. */
  readonly min?: number;
  readonly max?: number;
  readonly unit: string;
}

const hex = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, "0");
const word = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);

/** A scaling that the standard does not know leaves the count as it came, and says so in its unit. */
const unscaled = (id: number): Scaling => ({ signed: false, factor: 1, offset: 0, unit: `raw (scaling ${hex(id)})` });

/** On CAN: MID, TID, scaling, value, least, greatest; nine bytes a test, the first MID being the echo of the request. */
const recordLength = 9;

const canResults = (mid: string, data: Uint8Array): readonly MonitorResult[] | undefined => {
  const bytes = Uint8Array.of(Number.parseInt(mid, 16), ...data);
  if (data.length === 0 || bytes.length % recordLength !== 0) return undefined;
  const results: MonitorResult[] = [];
  for (let at = 0; at < bytes.length; at += recordLength) {
    if (bytes[at] !== bytes[0]) return undefined;
    const scalingId = bytes[at + 2] ?? 0;
    const scaling = scalings.get(scalingId) ?? unscaled(scalingId);
    results.push({
      mid,
      tid: hex(bytes[at + 1] ?? 0),
      value: scale(scaling, word(bytes, at + 3)),
      min: scale(scaling, word(bytes, at + 5)),
      max: scale(scaling, word(bytes, at + 7)),
      unit: scaling.unit,
    });
  }
  return results;
};

/**
 * Before CAN each message holds one test: component (bit 7 says that the limit is the least), value, limit. The
 * standard gives these no unit.
 */
const messageLength = 5;

const serialResults = (tid: string, bytes: Uint8Array): readonly MonitorResult[] | undefined => {
  if (bytes.length === 0 || bytes.length % messageLength !== 0) return undefined;
  const results: MonitorResult[] = [];
  for (let at = 0; at < bytes.length; at += messageLength) {
    const component = bytes[at] ?? 0;
    const limit = word(bytes, at + 3);
    results.push({
      tid,
      component: hex(component & 0x7f),
      value: word(bytes, at + 1),
      ...(component & 0x80 ? { min: limit } : { max: limit }),
      unit: "raw",
    });
  }
  return results;
};

/** The tests of one ECU's answer to service 06; undefined when its length fits none. */
export const monitorResults = (
  bus: "can" | "serial" | "adapter",
  pid: string,
  bytes: Uint8Array,
): readonly MonitorResult[] | undefined => (bus === "can" ? canResults(pid, bytes) : serialResults(pid, bytes));

/** TID 0B: misfires averaged over the last ten driving cycles; TID 0C: misfires of this one. */
const misfiresNow = "0C";
/** MID A1 is the engine as a whole, A2 to AD its cylinders. */
const misfireMids = /^A[1-9A-D]$/;

/** Whether a test counts the misfires of this driving cycle, of the engine or of one cylinder. */
export const countsMisfires = ({ mid, tid }: MonitorResult): boolean =>
  mid !== undefined && misfireMids.test(mid) && tid === misfiresNow;
