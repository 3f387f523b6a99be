import { describe, expect, test } from "vitest";
import { plugInWith, type TerminalOptions } from "./terminal.ts";

const hexOf = (text: string): string => Buffer.from(text, "latin1").toString("hex").toUpperCase();

/** The bytes of an answer of one unit, out of numbered lines or a single one. */
const joined = (answer: string): string => {
  const lines = answer.replace(/\r\r>$/, "").split("\r");
  if (lines.length === 1) return lines[0] ?? "";
  const length = Number.parseInt(lines[0] ?? "0", 16);
  return lines
    .slice(1)
    .map((line) => line.slice(2))
    .join("")
    .slice(0, length * 2);
};

const asked = async (request: string, settings: readonly string[] = [], options: TerminalOptions = {}) => {
  const terminal = await plugInWith([`ATSP${options.protocol ?? "6"}`, "ATS0", ...settings], options);
  const answer = await terminal.ask(request);
  return { terminal, answer, bytes: joined(answer) };
};

describe("what one unit answers on CAN", () => {
  test.each([
    ["03", "four codes in two frames", "43040217030107410A80"],
    ["020200", "the code that froze the frame", "4202000217"],
    ["020C00", "engine speed when it was frozen", "420C001AF8"],
    ["02050002", "half a request", "NO DATA"],
    ["0205000C00", "two frozen readings at once", "4205007B0C001AF8"],
    ["020C01", "a frame that is not there", "NO DATA"],
    ["020000", "what is in the frame", "42000048180001"],
    ["0600", "the monitors", "460080000001"],
    ["0680", "the monitors from 80 on", "468000000001"],
    ["06A0", "misfire monitors", "46A0F8000000"],
    ["06A2", "misfires of cylinder 1, mean and now", "46A20B24000E00000064A20C24008900000064"],
    ["06A3", "misfires of cylinder 2", "46A30B24000000000064A30C24000000000064"],
    ["0621", "the catalyst's", "46218120002000000100"],
    ["06B0", "a monitor that is not there", "NO DATA"],
    ["0900", "the kinds of information", "490054400000"],
    ["0902", "the VIN", `490201${hexOf("1M8GDM9AXKP042788")}`],
    ["0904", "the calibration", `490401${hexOf("FTL-ENG-2026-014")}`],
    ["0906", "its verification number", "4906011791BC82"],
    ["090A", "the name of the unit", `490A01${hexOf("ECM\0-EngineControl\0\0")}`],
    ["22F190", "the VIN by identifier", `62F190${hexOf("1M8GDM9AXKP042788")}`],
    ["22F40C", "engine speed by identifier", "62F40C1AF8"],
    ["22F40CF405", "two identifiers", "62F40C1AF8F4057B"],
    [
      "1902FF",
      "stored codes with their status",
      "59020D021700090301000907410009 0A800009 0420 0004".replaceAll(" ", ""),
    ],
    ["190204", "pending ones alone", "59020D04200004"],
    ["190109", "their number", "59010D040004"],
    ["190A", "all that can be stored", "590A0D0217000903010009074100090A80000904200004"],
    ["3E00", "a tester that is present", "7E00"],
    ["3E80", "a tester that wants no answer", "NO DATA"],
    ["1003", "the extended session", "5003003201F4"],
  ])("%s: %s", async (request, _what, expected) => {
    expect((await asked(request)).bytes).toBe(expected);
  });

  test.each([
    ["2212", "7F2213"],
    ["22ABCD", "7F2231"],
    ["1999", "7F1912"],
    ["1055", "7F1012"],
    ["04FF", "7F0413"],
    ["0199", "7F0112"],
  ])("%s to the engine alone is refused with %s", async (request, refusal) => {
    expect((await asked(request, ["ATSH7E0"])).bytes).toBe(refusal);
  });
});

describe("what it answers before CAN", () => {
  const serial: TerminalOptions = { protocol: "3" };
  test.each([
    ["020C00", "420C001AF8"],
    ["0601", "46010100480064"],
    ["0900", "490001FCC00000"],
    ["0903", "490304"],
    ["0906", "4906011791BC82"],
    ["0901", "490105"],
    ["22F190", "NO DATA"],
  ])("%s", async (request, expected) => {
    expect((await asked(request, ["0100"], serial)).bytes).toBe(expected);
  });

  test("a calibration in four numbered messages", async () => {
    const { answer } = await asked("0904", ["0100"], serial);
    expect(answer).toBe("49040146544C2D\r490402454E472D\r49040332303236\r4904042D303134\r\r>");
  });

  test("more than three codes take several messages", async () => {
    const { answer } = await asked("03", ["0100"], serial);
    expect(answer).toBe("43021703010741\r430A8000000000\r\r>");
  });
});

test("codes are deleted once for each request, and the permanent ones stay", async () => {
  const { terminal } = await asked("04");
  expect(terminal.car.clears()).toBe(1);
  expect(await terminal.ask("03")).toBe("4300\r\r>");
  expect(await terminal.ask("0A")).toBe("4A010301\r\r>");
  expect(await terminal.ask("020200")).toBe("4202000000\r\r>");
  // An empty line repeats the last command: nothing a client should do after a 04.
  await terminal.ask("04");
  await terminal.ask("");
  expect(terminal.car.clears()).toBe(3);
});

test("whoever listens knows every message that was on the bus, and its readings", async () => {
  const { terminal } = await asked("010C0D");
  expect(terminal.sent).toEqual([
    {
      at: terminal.time.now(),
      unit: "7E8",
      request: [0x01, 0x0c, 0x0d],
      bytes: [0x41, 0x0c, 0x1a, 0xf8, 0x0d, 0x32],
      said: [
        { path: "Vehicle.Powertrain.CombustionEngine.Speed", value: 1_726, step: 0.25 },
        { path: "Vehicle.Speed", value: 50, step: 1 },
      ],
    },
  ]);
});
