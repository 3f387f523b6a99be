import type { SignalPath } from "../../contract/signals.ts";
import { encodeCode, pidEncodings, supportBitmap } from "./encode.ts";

/** The car as its ECU sees it at one instant. */
export interface CarView {
  /** Signals this car has at all: what the support bitmaps say. */
  readonly signals: ReadonlySet<SignalPath>;
  /** The present reading; undefined while a signal is silent. */
  value(path: SignalPath): number | undefined;
  codes(service: "03" | "07" | "0A"): readonly string[];
  readonly vin: string;
}

/** Messages (service byte first) that answer a request; none when the ECU keeps silent, as it does for all it does not know. */
export type Answer = readonly (readonly number[])[];

const silence: Answer = [];
const monitorStatusPid = 0x01;
const obdStandardPid = 0x1c;
/** PID 1C: EOBD, Europe. */
const eobd = 0x06;
/** PID 01 bytes B to D of a petrol engine whose monitors are all there and complete. */
const monitorsComplete = [0x07, 0x65, 0x00];

const supportedPids = (car: CarView): ReadonlySet<number> =>
  new Set([
    monitorStatusPid,
    obdStandardPid,
    ...pidEncodings
      .filter(({ carries: [first] }) => first !== undefined && car.signals.has(first))
      .map(({ pid }) => pid),
  ]);

/** Byte A of PID 01: the lamp in the highest bit, the number of confirmed codes below it. */
const monitorStatus = (car: CarView): number[] => {
  const confirmed = car.codes("03").length;
  return [(confirmed > 0 ? 0x80 : 0) | Math.min(confirmed, 127), ...monitorsComplete];
};

const pidData = (car: CarView, pid: number): readonly number[] | undefined => {
  if (pid % 0x20 === 0) {
    const supported = supportedPids(car);
    return pid === 0 || [...supported].some((other) => other > pid) ? supportBitmap(pid, supported) : undefined;
  }
  if (pid === monitorStatusPid) return monitorStatus(car);
  if (pid === obdStandardPid) return [eobd];
  const encoding = pidEncodings.find((candidate) => candidate.pid === pid);
  const values = encoding?.carries.map((path) => car.value(path));
  return encoding === undefined || values?.[0] === undefined ? undefined : encoding.encode(values);
};

/** Service 01. On CAN up to six PIDs at once, answered in one message without those that are not known. */
const currentData = (car: CarView, pids: readonly number[], can: boolean): Answer => {
  if (pids.length === 0 || pids.length > (can ? 6 : 1)) return silence;
  const data = pids.flatMap((pid) => {
    const bytes = pidData(car, pid);
    return bytes === undefined ? [] : [pid, ...bytes];
  });
  return data.length === 0 ? silence : [[0x41, ...data]];
};

/** Services 03, 07 and 0A: on CAN a count and all codes; before CAN three codes a message, filled with zeros. */
const troubleCodes = (service: number, codes: readonly string[], can: boolean): Answer => {
  const pairs = codes.map(encodeCode);
  if (can) return [[service + 0x40, Math.min(pairs.length, 255), ...pairs.slice(0, 255).flat()]];
  const messages: number[][] = [];
  for (let at = 0; at < Math.max(pairs.length, 1); at += 3) {
    const bytes = pairs.slice(at, at + 3).flat();
    messages.push([service + 0x40, ...bytes, ...Array.from({ length: 6 - bytes.length }, () => 0)]);
  }
  return messages;
};

/** Service 09: the VIN. Before CAN it comes as five numbered messages of four bytes with three zeros in front. */
const vehicleInformation = (car: CarView, infoTypes: readonly number[], can: boolean): Answer => {
  const [infoType] = infoTypes;
  if (infoTypes.length !== 1 || infoType === undefined) return silence;
  if (infoType === 0x00) {
    const bitmap = can ? [0x40, 0, 0, 0] : [0x01, 0xc0, 0, 0, 0];
    return [[0x49, 0x00, ...bitmap]];
  }
  const vin = [...Buffer.from(car.vin, "latin1")];
  if (infoType === 0x02 && can) return [[0x49, 0x02, 0x01, ...vin]];
  if (infoType === 0x01 && !can) return [[0x49, 0x01, 0x05]];
  if (infoType !== 0x02) return silence;
  const padded = [0, 0, 0, ...vin];
  return [1, 2, 3, 4, 5].map((n) => [0x49, 0x02, n, ...padded.slice((n - 1) * 4, n * 4)]);
};

/** What the engine ECU answers to a request (service byte first). */
export const answerOf = (car: CarView, request: readonly number[], can: boolean): Answer => {
  const [service, ...rest] = request;
  switch (service) {
    case 0x01:
      return currentData(car, rest, can);
    case 0x03:
      return rest.length === 0 ? troubleCodes(0x03, car.codes("03"), can) : silence;
    case 0x04:
      return rest.length === 0 ? [[0x44]] : silence;
    case 0x07:
      return rest.length === 0 ? troubleCodes(0x07, car.codes("07"), can) : silence;
    case 0x09:
      return vehicleInformation(car, rest, can);
    case 0x0a:
      return rest.length === 0 ? troubleCodes(0x0a, car.codes("0A"), can) : silence;
    default:
      return silence;
  }
};
