import { describe, expect, test } from "vitest";
import type { VehicleEvent } from "../../../../contract/events.ts";
import { air, coolant, dawn, inShort, intake, journey, moduleVoltage, rpm, run, speed } from "../../journey.ts";

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
    const rules = "coolant-overheat-trend,thermostat-stuck-open";
    expect(warning?.data).toEqual({ path: coolant, rules, fault: "lost" });
    expect(warning?.episode).toBe(`test-car/warning-data-quality/${warning?.raisedAt}/${coolant}`);
  });

  test("a value that cannot be is as good as none", () => {
    expect(said({ ...car, [coolant]: (s) => (s < 100 ? 90 : 300) })).toHaveLength(1);
  });
});

describe("a gauge that is stuck", () => {
  /** An engine that breathes: no two seconds are alike. */
  const wave = (mean: number, step: number) => (s: number) => mean + step * ((s * 7) % 11);
  const maf = "Vehicle.OBD.MAF";
  const fuelRate = "Vehicle.OBD.FuelRate";
  const alive: Courses = {
    ...car,
    [rpm]: wave(1_900, 3.25),
    [maf]: wave(18, 0.13),
    [load]: wave(30, 0.4),
    [map]: wave(60, 0.5),
    [throttle]: wave(15, 0.3),
  };
  const from = (second: number, course: (s: number) => number) => (s: number) => course(Math.min(s, second));

  test("an engine speed that repeats itself for a minute while the engine's load goes on moving", () => {
    expect(said({ ...alive, [rpm]: from(300, wave(1_900, 3.25)) })).toEqual(["481 s raised warning-data-quality info"]);
  });

  test("an air mass is told although the fuel rate still comes: a gauge that lies spoils its group", () => {
    const lies = (s: number): number => wave(18, 0.13)(s > 300 && s < 500 ? 300 : s);
    expect(said({ ...alive, [maf]: lies, [fuelRate]: wave(4, 0.05) })).toEqual([
      "481 s raised warning-data-quality info",
      "511 s cleared warning-data-quality info",
    ]);
  });

  test("an adapter of one answer in 10 seconds shows it too", () => {
    const stuckMaf = { ...alive, [maf]: from(300, wave(18, 0.13)) };
    expect(run(journey({ seconds: 900 }, stuckMaf)).warnings[0]?.data).toMatchObject({ path: maf, fault: "stuck" });
    const slow = run(journey({ seconds: 900, everySeconds: 10 }, stuckMaf)).warnings;
    expect(slow.map(({ data }) => data["path"])).toEqual([maf]);
  });

  test("a coolant that does not move while a cold engine drives the car", () => {
    const frozen = (celsius: number): string[] => said({ ...alive, [coolant]: celsius });
    expect(frozen(12)).toEqual(["421 s raised warning-data-quality info"]);
    expect(frozen(40)).toHaveLength(1);
    expect(frozen(41)).toEqual([]);
  });

  test.for<[name: string, courses: Courses]>([
    [
      "a minute of equal readings is over before it was told",
      { ...alive, [rpm]: (s) => wave(1_900, 3.25)(s > 300 && s < 420 ? 300 : s) },
    ],
    [
      "nothing moves any more: it is the recording that stands",
      Object.fromEntries(
        Object.entries(alive).map(([path, course]) => [
          path,
          typeof course === "function" ? from(300, course as (s: number) => number) : course,
        ]),
      ),
    ],
    ["a gauge that was never restless", { ...alive, [maf]: 18 }],
    [
      "an engine that stands, its air mass at rest with it",
      { ...alive, [rpm]: (s) => (s < 300 ? wave(1_900, 3.25)(s) : 0), [maf]: from(300, wave(18, 0.13)) },
    ],
    ["a regulated coolant", { ...alive, [coolant]: (s) => Math.min(12 + s / 4, 90) }],
    [
      "a thermostat that gapes: the coolant rose to 17 and stays",
      { ...alive, [coolant]: (s) => Math.min(12 + Math.floor(s / 20), 17) },
    ],
    ["a cold car that stands with its engine idling", { ...alive, [coolant]: 12, [speed]: 0 }],
    ["a hybrid that drives without its engine", { ...alive, [coolant]: 12, [rpm]: 0, [maf]: 0 }],
    ["a steady speed, held by the car itself", { ...alive, [speed]: 100 }],
  ])("quiet: %s", ([, courses]) => {
    expect(said(courses)).toEqual([]);
  });
});

describe("a gauge that is back", () => {
  test("is not missed, however slowly its ten readings come", () => {
    const everySeconds = 25;
    const gap = (s: number): number | undefined => (s > 300 && s < 425 ? undefined : 90);
    const slow = journey({ seconds: 1_200, everySeconds }, { ...car, [coolant]: gap });
    expect(run(slow).warnings).toEqual([]);
  });

  test("after a gap of the link, one later than the others, is no sensor's loss", () => {
    const seldom = (s: number): number | undefined => (s % 25 === 10 ? 5 : undefined);
    const inGap = (s: number): boolean => s >= 300 && s < 540;
    const gap = (course: (s: number) => number | undefined) => (s: number) => (inGap(s) ? undefined : course(s));
    const courses = { ...car, [air]: seldom };
    const hushed = Object.fromEntries(
      Object.entries(courses).map(([path, course]) => [
        path,
        gap(typeof course === "function" ? course : () => Number(course)),
      ]),
    );
    const link = (state: "down" | "up", second: number): VehicleEvent => ({
      kind: "link",
      state,
      at: dawn + second * 1_000,
    });
    const events = [...journey({ seconds: 1_000 }, hushed), link("down", 300), link("up", 540)];
    expect(run(events.toSorted((a, b) => a.at - b.at)).warnings).toEqual([]);
  });

  test("with the next drive is not told from the end of the last", () => {
    const evening = journey({ seconds: 240 }, { ...car, [coolant]: until(100, 90) });
    const morning = journey({ from: 40_000, seconds: 300 }, car);
    expect(run([...evening, ...morning]).warnings).toEqual([]);
  });

  test("keeps its card until ten good readings, also where the drive ends between", () => {
    const evening = journey({ seconds: 400 }, { ...car, [coolant]: until(100, 90) });
    const morning = journey({ from: 40_000, seconds: 300 }, car);
    expect(run([...evening, ...morning]).warnings.map(inShort)).toEqual([
      "281 s raised warning-data-quality info",
      "40010 s cleared warning-data-quality info",
    ]);
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
