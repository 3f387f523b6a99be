import type { SignalPath } from "../../../contract/signals.ts";
import { supportBitmap } from "../encode.ts";
import { type Asked, answer, codesOf, type Reply, refuse } from "./service.ts";

/** One test of a monitor as service 06 reports it: raw numbers under a unit-and-scaling id (SAE J1979 appendix E). */
interface MonitorTest {
  readonly mid: number;
  readonly tid: number;
  /** 10: 1 ms a bit. 24: counts. 20: ratio of 1/256 a bit. */
  readonly uasid: number;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** The signal that its value is a reading of, if one is. */
  readonly path?: SignalPath;
}

const counts = 0x24;
/** Misfires in a driving cycle from which an engine stores a code. */
const mostMisfires = 100;
/** What a misfiring cylinder has counted once its code is confirmed. */
const misfiresOfACode = 137;

/** MID A2 is cylinder 1. TID 0B: mean of the last ten driving cycles; TID 0C: this driving cycle. */
const misfires = (asked: Asked): readonly MonitorTest[] => {
  const codes = [...codesOf(asked, "03"), ...codesOf(asked, "07")];
  const counted = asked.car.value("Vehicle.OBD.MisfireCount") ?? 0;
  const test = (mid: number, tid: number, value: number): MonitorTest => ({
    ...{ mid, tid, uasid: counts, value: Math.min(Math.round(value), 0xffff), min: 0, max: mostMisfires },
  });
  const cylinders = [1, 2, 3, 4].map((n) => (codes.includes(`P030${n}`) ? misfiresOfACode : n === 1 ? counted : 0));
  const all = cylinders.reduce((sum, one) => sum + one, 0);
  const sum: MonitorTest = { ...test(0xa1, 0x0c, all), path: "Vehicle.OBD.MisfireCount" };
  const engine = [test(0xa1, 0x0b, all / 10), sum];
  return [...engine, ...cylinders.flatMap((n, k) => [test(0xa2 + k, 0x0b, n / 10), test(0xa2 + k, 0x0c, n)])];
};

const testsOf = (asked: Asked): readonly MonitorTest[] =>
  asked.unit.name === "engine"
    ? [
        { mid: 0x01, tid: 0x05, uasid: 0x10, value: 72, min: 0, max: 100 },
        { mid: 0x21, tid: 0x81, uasid: 0x20, value: 0x20, min: 0, max: 0x100 },
        ...misfires(asked),
      ]
    : [];

const word = (value: number): readonly number[] => [value >> 8, value & 0xff];

/**
 * Service 06. On CAN a monitor answers with all its tests; before CAN the request names a test, and the answer has one
 * limit, with the highest bit of the component saying that it is the least allowed value.
 */
export const monitors = (asked: Asked): Reply => {
  const [mid, ...more] = asked.data;
  if (mid === undefined || more.length > 0) return refuse("incorrectLength");
  const tests = testsOf(asked);
  if (tests.length === 0) return refuse("serviceNotSupported");
  if (mid % 0x20 === 0) {
    const known = new Set(asked.can ? tests.map((test) => test.mid) : tests.slice(0, 2).map((_, n) => n + 1));
    if (mid > 0 && ![...known].some((other) => other > mid)) return refuse("requestOutOfRange");
    return answer(
      asked.can ? [0x46, mid, ...supportBitmap(mid, known)] : [0x46, mid, 0xff, ...supportBitmap(mid, known)],
    );
  }
  if (!asked.can) {
    const test = tests[mid - 1];
    if (test === undefined || mid > 2) return refuse("requestOutOfRange");
    return answer([0x46, mid, test.mid & 0x7f, ...word(test.value), ...word(test.max)]);
  }
  const found = tests.filter((test) => test.mid === mid);
  if (found.length === 0) return refuse("requestOutOfRange");
  const bytes = found.flatMap(({ tid, uasid, value, min, max }) => [
    mid,
    tid,
    uasid,
    ...word(value),
    ...word(min),
    ...word(max),
  ]);
  const said = found.flatMap(({ path, value }) => (path === undefined ? [] : [{ path, value, step: 1 }]));
  return { kind: "answer", messages: [{ bytes: [0x46, ...bytes], said }] };
};
