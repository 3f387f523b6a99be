import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gradeOf, rootsOf } from "../../../../agent/rules/codes/dtc-class.ts";
import { rule } from "../../../../agent/rules/codes/dtc-confirmed.ts";
import { completeSpecification } from "../../../../agent/rules/kit/specification.ts";
import type { VehicleEvent } from "../../../../contract/events.ts";
import { coolant, dawn, drive, judged, moduleVoltage, sample } from "../../journey.ts";

const reading = (seconds: number, codes: readonly string[], service: "03" | "07" | "0A" = "03"): VehicleEvent => ({
  kind: "codes",
  service,
  codes,
  at: dawn + seconds * 1_000,
});
const warmUp = (seconds: number): VehicleEvent[] => [
  drive(seconds),
  sample(coolant, 20, seconds + 1),
  sample(coolant, 50, seconds + 100),
  sample(coolant, 85, seconds + 400),
];
const said = (...events: readonly VehicleEvent[]): string[] =>
  judged(rule.forCar(completeSpecification()), events).map(({ subject, level, data }) =>
    `${subject} ${level} ${data["codes"] ?? ""}`.trim(),
  );

describe("a confirmed code", () => {
  test("is told at its reading, once, however often it is read", () => {
    expect(said(reading(1, ["P0301"]), reading(60, ["P0301"]), drive(900), reading(901, ["P0301"]))).toEqual([
      "P0301 warning P0301",
    ]);
  });

  test("an empty reading says nothing", () => {
    expect(said(reading(1, []))).toEqual([]);
  });

  test("a pending code is not confirmed", () => {
    expect(said(reading(1, ["P0301"], "07"))).toEqual([]);
  });

  test("a group that grows is news", () => {
    expect(said(reading(1, ["P0301"]), reading(2, ["P0301", "P0420"]))).toEqual([
      "P0301 warning P0301",
      "P0301 warning P0301,P0420",
    ]);
  });
});

describe("the end of a code", () => {
  const cool = sample(coolant, 20, 0);
  const gone = reading(10, []);
  const three = [...warmUp(1_000), ...warmUp(2_000), ...warmUp(3_000)];

  test("three warm-ups without it", () => {
    expect(said(cool, reading(1, ["P0128"]), gone, ...three.slice(0, 8))).toEqual(["P0128 advisory P0128"]);
    expect(said(cool, reading(1, ["P0128"]), gone, ...three)).toEqual(["P0128 advisory P0128", "P0128 quiet"]);
  });

  test("a permanent code stays", () => {
    expect(said(cool, reading(1, ["P0128"]), reading(2, ["P0128"], "0A"), gone, ...three)).toEqual([
      "P0128 advisory P0128",
    ]);
  });

  test("a code that comes back begins to count anew", () => {
    const events = [
      cool,
      reading(1, ["P0128"]),
      gone,
      ...warmUp(1_000),
      ...warmUp(2_000),
      reading(2_500, ["P0128"]),
      reading(2_600, []),
    ];
    expect(said(...events, ...warmUp(3_000), ...warmUp(4_000))).toEqual(["P0128 advisory P0128"]);
  });

  test("a short trip is no warm-up, a car without coolant counts its drives", () => {
    const short = [drive(1_000), sample(coolant, 20, 1_001), sample(coolant, 60, 1_100)];
    expect(said(cool, reading(1, ["P0128"]), gone, ...short, ...short, ...short, ...short)).toHaveLength(1);
    expect(said(reading(1, ["P0A94"]), gone, drive(1_000), drive(2_000), drive(3_000))).toHaveLength(2);
  });
});

describe("one root, one card", () => {
  test.for<[name: string, codes: string[], roots: Record<string, string[]>]>([
    ["misfire and the catalyst behind it", ["P0420", "P0302", "P0300"], { P0300: ["P0300", "P0302", "P0420"] }],
    ["a lean mixture and its sensor", ["P0171", "P0133"], { P0171: ["P0133", "P0171"] }],
    ["a storm of network codes", ["U0100", "U0121", "U0140"], { network: ["U0100", "U0121", "U0140"] }],
    ["two network codes are two", ["U0100", "U0121"], { U0100: ["U0100"], U0121: ["U0121"] }],
    ["a catalyst on its own", ["P0420"], { P0420: ["P0420"] }],
  ])("%s", ([, codes, roots]) => {
    expect(Object.fromEntries(rootsOf(codes))).toEqual(roots);
  });
});

describe("network codes that a dip of the voltage left behind", () => {
  const storm = ["U0100", "U0121", "U0140"];
  const told = "network advisory U0100,U0121,U0140";
  const dip = (seconds: number): VehicleEvent[] => [
    sample(moduleVoltage, 8.4, seconds),
    sample(moduleVoltage, 14.1, seconds + 2),
  ];
  const weakStart = (seconds: number): VehicleEvent[] => [
    drive(seconds),
    ...dip(seconds + 1),
    reading(seconds + 6, storm),
    reading(seconds + 66, storm),
    reading(seconds + 900, storm),
  ];

  test("are not told while they may be the voltage's, also once it is back", () => {
    expect(said(...weakStart(0))).toEqual([]);
    expect(said(sample(moduleVoltage, 9.2, 0), reading(1, storm))).toEqual([]);
  });

  test("are told where a later drive reports them without a dip", () => {
    expect(said(...weakStart(0), drive(9_000), reading(9_006, storm))).toEqual([told]);
  });

  test("are forgotten with the ignition, and the next dip is excused as the first was", () => {
    const forgotten = [drive(9_000), reading(9_006, [])];
    const lives = [0, 20_000, 40_000, 60_000, 80_000].flatMap((from) => [...weakStart(from), ...forgotten]);
    expect(said(...lives)).toEqual([]);
  });

  test("are told at the fourth start in a row that dips: a weak battery hides no broken bus for ever", () => {
    const starts = [0, 10_000, 20_000].flatMap(weakStart);
    expect(said(...starts)).toEqual([]);
    expect(said(...starts, ...weakStart(30_000))).toEqual([told]);
  });

  test("excuse no code that appears ten minutes later, none that is known already, and none of another kind", () => {
    expect(said(...dip(0), reading(700, storm))).toEqual([told]);
    expect(said(reading(0, storm), drive(900), ...dip(901), reading(906, storm), reading(960, []))).toEqual([told]);
    expect(said(...dip(0), reading(6, [...storm, "P0562"]))).toEqual(["P0562 warning P0562"]);
  });

  test("a voltage of 9.6 is no dip", () => {
    expect(said(sample(moduleVoltage, 9.6, 0), reading(1, storm))).toEqual([told]);
  });
});

test("grades follow the class table, and what no table names is judged by its letter", () => {
  const grades = [
    "P0217",
    "P0524",
    "P0AA6",
    "C0035",
    "B0012",
    "P0302",
    "P0700",
    "P0171",
    "P0420",
    "P0442",
    "B1234",
    "U0100",
    "P1ABC",
    "P0101",
  ];
  expect(grades.map((code) => `${code} ${gradeOf(code).kind} ${gradeOf(code).severity}`)).toEqual([
    "P0217 stop-now critical",
    "P0524 stop-now critical",
    "P0AA6 stop-now critical",
    "C0035 safety-soon warning",
    "B0012 safety-soon warning",
    "P0302 function warning",
    "P0700 function warning",
    "P0171 function advisory",
    "P0420 emission advisory",
    "P0442 emission advisory",
    "B1234 comfort info",
    "U0100 network advisory",
    "P1ABC function advisory",
    "P0101 function advisory",
  ]);
});

test("every code belongs to exactly one root, whatever the order they are read in", () => {
  const code = fc.stringMatching(/^[PCBU][0-3][0-9A-F]{3}$/);
  fc.assert(
    fc.property(fc.uniqueArray(code, { maxLength: 30 }), (codes) => {
      const roots = rootsOf(codes);
      expect([...roots.values()].flat().toSorted()).toEqual(codes.toSorted());
      expect(rootsOf(codes.toReversed())).toEqual(roots);
    }),
  );
});
