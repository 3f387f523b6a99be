import { expect, test } from "vitest";
import { diagnose, findingCodes, isWell, type Patient, type Reached } from "../../../agent/doctor/diagnosis.ts";
import { linesOf, sentenceOf } from "../../../agent/doctor/words.ts";

const well: Reached = {
  address: "/dev/ttyUSB0",
  baudRate: 38_400,
  banner: "ELM327 v2.1",
  device: "OBDII to RS232 Interpreter",
  stn: undefined,
  refuses: [],
  roundTripMs: 4,
  volts: 12.6,
  protocol: "6",
  reason: undefined,
  ecus: [{ header: "7E8", pids: ["0C", "0D"] }],
};
const silent = { ...well, protocol: undefined, ecus: [] };

test.each<[string, Patient, readonly string[]]>([
  ["all is well", well, ["genuine-chip", "battery-fine", "car-answers"]],
  ["nothing there", { address: "x", error: "ENOENT" }, ["not-reachable"]],
  ["a mouse", { ...well, banner: undefined, device: undefined }, ["no-adapter"]],
  ["a version that never was", { ...well, banner: "ELM327 v1.5" }, ["clone-chip", "battery-fine", "car-answers"]],
  ["a copy that says 2.1", { ...well, refuses: ["ATAL"] }, ["clone-chip", "battery-fine", "car-answers"]],
  ["an STN chip", { ...well, stn: "STN1110 v4.0.3" }, ["stn-chip", "battery-fine", "car-answers"]],
  ["Bluetooth from afar", { ...well, roundTripMs: 180 }, ["genuine-chip", "slow-way", "battery-fine", "car-answers"]],
  ["an empty battery", { ...well, volts: 11.2 }, ["genuine-chip", "battery-low", "car-answers"]],
  ["no voltage", { ...well, volts: undefined }, ["genuine-chip", "no-voltage", "car-answers"]],
  ["ignition off", { ...silent, reason: "UNABLE TO CONNECT" }, ["genuine-chip", "battery-fine", "car-silent"]],
  ["a shorted bus", { ...silent, reason: "CAN ERROR" }, ["genuine-chip", "battery-fine", "bus-fault"]],
  ["a gateway alone", { ...well, ecus: [] }, ["genuine-chip", "battery-fine", "no-control-unit"]],
])("%s", (_, patient, codes) => {
  const findings = diagnose(patient);
  expect(findings.map(({ code }) => code)).toEqual(codes);
  expect(isWell(findings)).toBe(codes.includes("car-answers"));
});

test("every finding has its sentence in both languages, without an empty pair of brackets", () => {
  for (const code of findingCodes)
    for (const figure of ["12 V", ""])
      for (const language of ["zh-CN", "en"] as const) {
        const sentence = sentenceOf({ code, grade: "note", figure }, language);
        expect(sentence.length).toBeGreaterThan(8);
        expect(sentence).not.toMatch(/#|\(\)|（）/);
      }
});

test("the report names the way, its figures and each finding", () => {
  expect(linesOf(well, diagnose(well), "en")).toEqual([
    "/dev/ttyUSB0  (38400 baud, 4 ms, ISO 15765-4 (CAN 11/500))",
    "  + The chip behaves like a genuine one: ELM327 v2.1.",
    "  + The 12 V side has 12.6 V.",
    "  + The car answers: 7E8; 2 PIDs. Everything is ready.",
  ]);
});
