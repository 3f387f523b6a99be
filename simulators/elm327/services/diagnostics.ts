import { encodeCode } from "../encode.ts";
import { encodeIdentifier } from "../maker-identifiers.ts";
import { currentPid } from "./current-data.ts";
import { type Asked, answer, codesOf, type Reply, refuse, type Said } from "./service.ts";

/** ISO 14229-1 status bits of a trouble code, and the ones our units keep. */
const status = { pending: 0x04, confirmed: 0x08, testFailed: 0x01 } as const;
const kept = status.pending | status.confirmed | status.testFailed;

const ascii = (text: string): readonly number[] => [...Buffer.from(text, "latin1")];

interface Data {
  readonly bytes: readonly number[];
  readonly said?: readonly Said[];
}

const identifier = (asked: Asked, did: number): Data | undefined => {
  const { unit, car } = asked;
  switch (did) {
    case 0xf190:
      return unit.knowsVin ? { bytes: ascii(car.vin) } : undefined;
    case 0xf187:
      return { bytes: ascii(unit.calibration.slice(0, 11)) };
    case 0xf18c:
      return { bytes: ascii(`SN${unit.node.toString().padStart(8, "0")}`) };
    default: {
      // ISO 15765-4 and WWH-OBD: F4xx is PID xx of service 01.
      if (did >> 8 === 0xf4) return currentPid(asked, did & 0xff);
      const makers = unit.makers.find((one) => one.did === did);
      return makers && encodeIdentifier(makers, (path) => car.value(path));
    }
  }
};

/** UDS 22, ReadDataByIdentifier: up to three identifiers, each followed by its data. */
export const readByIdentifier = (asked: Asked): Reply => {
  const { data } = asked;
  if (data.length < 2 || data.length % 2 !== 0) return refuse("incorrectLength");
  const bytes = [0x62];
  const said: Said[] = [];
  for (let at = 0; at < data.length; at += 2) {
    const [high = 0, low = 0] = data.slice(at, at + 2);
    const found = identifier(asked, high * 256 + low);
    if (found === undefined) continue;
    bytes.push(high, low, ...found.bytes);
    said.push(...(found.said ?? []));
  }
  return bytes.length > 1 ? { kind: "answer", messages: [{ bytes, said }] } : refuse("requestOutOfRange");
};

interface Stored {
  readonly code: string;
  readonly status: number;
}

const storedCodes = (asked: Asked): readonly Stored[] => {
  const confirmed = codesOf(asked, "03");
  const pending = codesOf(asked, "07");
  return [...new Set([...confirmed, ...pending])].map((code) => ({
    code,
    status:
      (confirmed.includes(code) ? status.confirmed | status.testFailed : 0) |
      (pending.includes(code) ? status.pending : 0),
  }));
};

/** UDS 19, ReadDTCInformation: 01 counts, 02 lists by status mask, 0A lists what the unit can store. A failure type of 00. */
export const readCodes = (asked: Asked): Reply => {
  const [subFunction, mask] = asked.data;
  const all = storedCodes(asked);
  const listed = (codes: readonly Stored[]): readonly number[] =>
    codes.flatMap(({ code, status: now }) => [...encodeCode(code), 0x00, now]);
  switch (subFunction) {
    case 0x01:
    case 0x02: {
      if (mask === undefined || asked.data.length !== 2) return refuse("incorrectLength");
      const found = all.filter((one) => (one.status & mask) !== 0);
      // Format 04: codes are spelled as ISO 15031-6 spells them, with a failure type byte.
      if (subFunction === 0x01) return answer([0x59, 0x01, kept, 0x04, found.length >> 8, found.length & 0xff]);
      return answer([0x59, 0x02, kept, ...listed(found)]);
    }
    case 0x0a:
      return asked.data.length === 1 ? answer([0x59, 0x0a, kept, ...listed(all)]) : refuse("incorrectLength");
    default:
      return refuse("subFunctionNotSupported");
  }
};

const suppressAnswer = 0x80;

/** UDS 3E, TesterPresent: bit 7 asks for silence. */
export const testerPresent = ({ data }: Asked): Reply => {
  const [subFunction] = data;
  if (data.length !== 1 || subFunction === undefined) return refuse("incorrectLength");
  if ((subFunction & ~suppressAnswer) !== 0) return refuse("subFunctionNotSupported");
  return subFunction === suppressAnswer ? { kind: "silence" } : answer([0x7e, 0x00]);
};

/** UDS 10, DiagnosticSessionControl: default and extended session, with the timing they grant (P2 50 ms, P2* 5 s). */
export const changeSession = ({ data }: Asked): Reply => {
  const [session] = data;
  if (session !== 0x01 && session !== 0x03) return refuse("subFunctionNotSupported");
  return answer([0x50, session, 0x00, 0x32, 0x01, 0xf4]);
};
