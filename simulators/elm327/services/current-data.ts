import type { SignalPath } from "../../../contract/signals.ts";
import { isElectric } from "../car-kind.ts";
import { encodeCode, type PidEncoding, pidEncodings, supportBitmap } from "../encode.ts";
import { packEncoding } from "../encode-pack.ts";
import { type Asked, answer, codesOf, type Message, type Reply, refuse, type Said } from "./service.ts";

const monitorStatusPid = 0x01;
const frozenCodePid = 0x02;
const obdStandardPid = 0x1c;
/** PID 1C: EOBD, Europe. */
const eobd = 0x06;
/** PID 01 bytes B to D of a petrol engine whose monitors are all there and complete. */
const monitorsComplete = [0x07, 0x65, 0x00];
/** The same of a car without an engine: there is no monitor of its fuel, its misfires or its exhaust. */
const noMonitors = [0x00, 0x00, 0x00];
const fuelTypePid = 0x51;
/** PID 51: electric. Whether an engine burns petrol or diesel no signal says, so only an electric car knows its type. */
const electric = 0x08;

type Encodings = ReadonlyMap<number, PidEncoding>;
const encodings: Encodings = new Map(pidEncodings.map((encoding) => [encoding.pid, encoding]));
const encodingsOnCan: Encodings = new Map([...encodings, [packEncoding.pid, packEncoding]]);
/** Before CAN a message has no room for what PID 9A says. */
const encodingsOf = ({ can }: Asked): Encodings => (can ? encodingsOnCan : encodings);

const knows = ({ unit, car }: Asked, path: SignalPath | undefined): boolean =>
  path !== undefined && car.signals.has(path) && (unit.knows?.includes(path) ?? true);

/** The unit that stands for the whole car. */
const isFirst = ({ unit, present }: Asked): boolean => unit === present[0];
const knowsFuelType = (asked: Asked): boolean => isFirst(asked) && isElectric(asked.car.signals);

const supportedPids = (asked: Asked): ReadonlySet<number> =>
  new Set([
    monitorStatusPid,
    obdStandardPid,
    ...(knowsFuelType(asked) ? [fuelTypePid] : []),
    ...[...encodingsOf(asked).values()].filter(({ carries: [first] }) => knows(asked, first)).map(({ pid }) => pid),
  ]);

/** Byte A of PID 01: the lamp in the highest bit, the number of confirmed codes below it. */
const monitorStatus = (asked: Asked): number[] => {
  const confirmed = codesOf(asked, "03").length;
  const monitors = isElectric(asked.car.signals) ? noMonitors : monitorsComplete;
  return [(confirmed > 0 ? 0x80 : 0) | Math.min(confirmed, 127), ...monitors];
};

const bitmap = (pid: number, supported: ReadonlySet<number>): readonly number[] | undefined =>
  pid === 0 || [...supported].some((other) => other > pid) ? supportBitmap(pid, supported) : undefined;

interface Data {
  readonly bytes: readonly number[];
  readonly said: readonly Said[];
}

const encoded = (asked: Asked, pid: number, read: (path: SignalPath) => number | undefined): Data | undefined => {
  const encoding = encodingsOf(asked).get(pid);
  if (encoding === undefined || !knows(asked, encoding.carries[0])) return undefined;
  const values = encoding.carries.map(read);
  if (values[0] === undefined) return undefined;
  const said = encoding.carries.flatMap((path, n): Said[] => {
    const value = values[n];
    return value === undefined ? [] : [{ path, value, step: encoding.steps[n] ?? 0 }];
  });
  return { bytes: encoding.encode(values), said };
};

/** Data bytes of one PID now; undefined when the unit has none. */
export const currentPid = (asked: Asked, pid: number): Data | undefined => {
  if (pid % 0x20 === 0) {
    const bytes = bitmap(pid, supportedPids(asked));
    return bytes && { bytes, said: [] };
  }
  if (pid === monitorStatusPid) return { bytes: monitorStatus(asked), said: [] };
  if (pid === obdStandardPid) return { bytes: [eobd], said: [] };
  if (pid === fuelTypePid && knowsFuelType(asked)) return { bytes: [electric], said: [] };
  return encoded(asked, pid, (path) => asked.car.value(path));
};

/** Service 01. On CAN up to six PIDs at once, answered in one message without those that are not known. */
export const currentData = (asked: Asked): Reply => {
  const { data: pids, can } = asked;
  if (pids.length === 0 || pids.length > (can ? 6 : 1)) return refuse("subFunctionNotSupported");
  const bytes = [0x41];
  const said: Said[] = [];
  for (const pid of pids) {
    const data = currentPid(asked, pid);
    if (data === undefined) continue;
    bytes.push(pid, ...data.bytes);
    said.push(...data.said);
  }
  const message: Message = { bytes, said };
  return bytes.length > 1 ? { kind: "answer", messages: [message] } : refuse("subFunctionNotSupported");
};

const frozenPid = (asked: Asked, pid: number): readonly number[] | undefined => {
  const { car } = asked;
  const code = car.frozenBy();
  const mine = code !== undefined && codesOf(asked, "03").includes(code);
  if (pid === frozenCodePid) return mine ? encodeCode(code) : [0, 0];
  if (pid % 0x20 === 0) {
    const stored = [...supportedPids(asked)].filter((one) => encodingsOf(asked).has(one));
    return bitmap(pid, new Set([frozenCodePid, ...(mine ? stored : [])]));
  }
  return mine ? encoded(asked, pid, (path) => car.frozen(path))?.bytes : undefined;
};

/** Service 02: readings of the instant at which the code of PID 02 was stored. There is one frame, number 00. */
export const freezeFrame = (asked: Asked): Reply => {
  const { data, can } = asked;
  if (data.length < 2 || data.length % 2 !== 0 || data.length > (can ? 6 : 2)) return refuse("incorrectLength");
  const bytes = [0x42];
  for (let at = 0; at < data.length; at += 2) {
    const pid = data[at] ?? 0;
    const found = data[at + 1] === 0 ? frozenPid(asked, pid) : undefined;
    if (found !== undefined) bytes.push(pid, 0, ...found);
  }
  return bytes.length > 1 ? answer(bytes) : refuse("subFunctionNotSupported");
};
