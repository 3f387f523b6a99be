import { supportBitmap } from "../encode.ts";
import { type Asked, answer, type Reply, refuse } from "./service.ts";

const ascii = (text: string, length: number): readonly number[] =>
  [...Buffer.from(text, "latin1").subarray(0, length)].concat(
    Array.from({ length: Math.max(length - text.length, 0) }, () => 0),
  );

interface Information {
  readonly infoType: number;
  readonly bytes: readonly number[];
}

const vinLength = 17;
const calibrationLength = 16;
const titleLength = 20;

const informationOf = ({ unit, car }: Asked): readonly Information[] => [
  ...(unit.knowsVin ? [{ infoType: 0x02, bytes: ascii(car.vin, vinLength) }] : []),
  { infoType: 0x04, bytes: ascii(unit.calibration, calibrationLength) },
  { infoType: 0x06, bytes: unit.verification },
  { infoType: 0x0a, bytes: ascii(unit.title, titleLength) },
];

/** Before CAN an answer is cut into numbered messages of four bytes; a VIN has three zeros in front to come out even. */
const numbered = ({ infoType, bytes }: Information): number[][] => {
  const padded = [...Array.from({ length: (4 - (bytes.length % 4)) % 4 }, () => 0), ...bytes];
  return Array.from({ length: padded.length / 4 }, (_, n) => [
    0x49,
    infoType,
    n + 1,
    ...padded.slice(n * 4, n * 4 + 4),
  ]);
};

/** Service 09: VIN, calibration id, calibration verification number, name of the unit. */
export const vehicleInformation = (asked: Asked): Reply => {
  const [infoType, ...more] = asked.data;
  if (infoType === undefined || more.length > 0) return refuse("incorrectLength");
  const known = informationOf(asked);
  if (infoType === 0x00) {
    // Before CAN the odd types say how many messages the even type behind them takes.
    const types = known.flatMap((one) => (asked.can ? [one.infoType] : [one.infoType - 1, one.infoType]));
    const map = supportBitmap(0, new Set(types));
    return answer(asked.can ? [0x49, 0x00, ...map] : [0x49, 0x00, 0x01, ...map]);
  }
  const found = known.find((one) => one.infoType === infoType);
  if (found !== undefined)
    return asked.can ? answer([0x49, infoType, 0x01, ...found.bytes]) : answer(...numbered(found));
  const counted = asked.can ? undefined : known.find((one) => one.infoType === infoType + 1);
  return counted === undefined ? refuse("subFunctionNotSupported") : answer([0x49, infoType, numbered(counted).length]);
};
