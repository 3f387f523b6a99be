import { describe, expect, test } from "vitest";
import type { VehicleEvent } from "../../../contract/events.ts";
import { coolant, dawn, inShort, intake, journey, moduleVoltage, rpm, run, speed } from "../journey.ts";

const load = "Vehicle.OBD.EngineLoad";
const map = "Vehicle.OBD.MAP";
const throttle = "Vehicle.OBD.ThrottlePosition";
type Courses = Parameters<typeof journey>[1];

const car: Courses = { [speed]: 60, [rpm]: 2_000, [coolant]: 90, [intake]: 30, [load]: 40, [moduleVoltage]: 14.1 };
const until = (second: number, value: number) => (now: number) => (now < second ? value : undefined);
const said = (courses: Courses, seconds = 900): string[] => run(journey({ seconds }, courses)).warnings.map(inShort);

describe("a lost sensor", () => {
  test("is told after its own stale time and two minutes, and ends with ten good readings", () => {
    const gap = (second: number): number | undefined => (second > 100 && second < 500 ? undefined : 90);
    expect(said({ ...car, [coolant]: gap })).toEqual([
      "282 s raised warning-data-quality info",
      "510 s cleared warning-data-quality info",
    ]);
  });

  test("names the signal and the rules that pause", () => {
    const [warning] = run(journey({ seconds: 900 }, { ...car, [coolant]: until(100, 90) })).warnings;
    expect(warning?.data).toEqual({ path: coolant, rules: "coolant-overheat-trend,thermostat-stuck-open" });
    expect(warning?.episode).toBe(`test-car/warning-data-quality/${warning?.raisedAt}/${coolant}`);
  });

  test("a value that cannot be is as good as none", () => {
    expect(said({ ...car, [coolant]: (s) => (s < 100 ? 90 : 300) })).toHaveLength(1);
  });
});

describe("silence that is no fault", () => {
  const hushed = (second: number): Courses =>
    Object.fromEntries(Object.entries(car).map(([path, value]) => [path, until(second, Number(value))]));

  test.for<[name: string, courses: Courses]>([
    ["the recording ends, the ticks go on", hushed(300)],
    ["the car falls asleep, its 12 V supply is still measured", { ...hushed(300), [moduleVoltage]: 12.6 }],
    [
      "most of the car falls asleep, three of its controllers later than the rest",
      {
        ...hushed(300),
        [moduleVoltage]: 12.6,
        [intake]: 31,
        [load]: 0,
        [map]: until(300, 40),
        [throttle]: until(300, 12),
      },
    ],
    ["a signal this car never had", { ...car, [coolant]: () => undefined }],
    ["a signal that was read a few times only", { ...car, [coolant]: until(5, 90) }],
    ["a minute without it", { ...car, [coolant]: (s) => (s > 100 && s < 160 ? undefined : 90) }],
  ])("%s", ([, courses]) => {
    expect(said(courses)).toEqual([]);
  });

  test("a gap without ticks", () => {
    const before = journey({ seconds: 120 }, car);
    const after = journey({ from: 720, seconds: 200 }, car).slice(1);
    expect(run([...before, ...after]).warnings).toEqual([]);
  });

  test("the way to the car is down", () => {
    const down: VehicleEvent = { kind: "link", state: "down", at: dawn + 120_500 };
    const lost = journey({ seconds: 900 }, { ...car, [coolant]: until(100, 90) });
    const at = lost.findIndex((event) => event.at > down.at);
    expect(run(lost.toSpliced(at, 0, down)).warnings).toEqual([]);
  });
});
