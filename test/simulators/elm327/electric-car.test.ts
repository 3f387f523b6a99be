import { describe, expect, test } from "vitest";
import type { SignalPath } from "../../../contract/signals.ts";
import { isElectric } from "../../../simulators/elm327/car-kind.ts";
import { unitsOf } from "../../../simulators/elm327/control-units.ts";
import { plugInWith, type TerminalOptions } from "./terminal.ts";

const pack = "Vehicle.Powertrain.TractionBattery";

const road: TerminalOptions["readings"] = {
  "Vehicle.Speed": 50,
  "Vehicle.OBD.ControlModuleVoltage": 14.1,
  "Vehicle.Exterior.AirTemperature": -8,
  "Vehicle.TraveledDistance": 123_456_700,
};
const ofPack: TerminalOptions["readings"] = {
  "Vehicle.OBD.HybridBatteryRemaining": 60,
  [`${pack}.CurrentVoltage`]: 375,
  // It flows out of the battery.
  [`${pack}.CurrentCurrent`]: -20,
  [`${pack}.Temperature.Max`]: 7,
  [`${pack}.Temperature.Min`]: -3,
  [`${pack}.CellVoltage.Max`]: 3.92,
  [`${pack}.CellVoltage.IdMax`]: 12,
  [`${pack}.CellVoltage.Min`]: 3.9,
  [`${pack}.CellVoltage.IdMin`]: 77,
  [`${pack}.InsulationResistance`]: 1_000,
  [`${pack}.StateOfCharge.Current`]: 61.5,
  [`${pack}.StateOfCharge.Displayed`]: 60.5,
  [`${pack}.StateOfHealth`]: 93.4,
  [`${pack}.Charging.IsCharging`]: 0,
};
const ofEngine: TerminalOptions["readings"] = {
  "Vehicle.Powertrain.CombustionEngine.Speed": 1_726,
  "Vehicle.Powertrain.CombustionEngine.EngineCoolant.Temperature": 83,
};

const electric: TerminalOptions = { readings: { ...road, ...ofPack } };
const hybrid: TerminalOptions = { readings: { ...road, ...ofPack, ...ofEngine } };

/** What comes for each request, headers on; several frames are joined by a bar. */
const answers = async (options: TerminalOptions, requests: readonly string[]): Promise<readonly string[]> => {
  const terminal = await plugInWith([`ATSP${options.protocol ?? "6"}`, "ATS0", "ATH1", "0100"], options);
  const heard: string[] = [];
  for (const request of requests) heard.push((await terminal.ask(request)).replace(/\r\r>$/, "").replaceAll("\r", "|"));
  return heard;
};

/** Data of one long answer on CAN behind its first three bytes of service and identifier. */
const dataOf = (answer = ""): readonly number[] => {
  const [first = "", ...rest] = answer.split("|");
  const length = Number.parseInt(first.slice(4, 7), 16);
  const digits = first.slice(7) + rest.map((line) => line.slice(5)).join("");
  return [...Buffer.from(digits.slice(0, length * 2), "hex").subarray(3)];
};

describe("an electric car", () => {
  test.each([
    ["0100", "what it can be asked of its road", "7E806410080080011AA|7EC06410080000011AA"],
    ["0101", "no monitor of fuel, misfire or exhaust", "7E806410183000000AA|7EC06410181000000AA"],
    ["010C", "engine speed", "NO DATA"],
    ["0105", "coolant", "NO DATA"],
    ["010D", "speed", "7E803410D32AAAAAAAA"],
    ["0151", "its type", "7E803415108AAAAAAAA"],
    ["015B", "charge", "7E803415B99AAAAAAAA|7EC03415B99AAAAAAAA"],
    [
      "019A",
      "voltage and current of its pack",
      "7E81008419A06005DC0|7E821FF38AAAAAAAAAA|7EC1008419A06005DC0|7EC21FF38AAAAAAAAAA",
    ],
    ["01A6", "its kilometres", "7E80641A60012D687AA"],
    ["0600", "monitors of an engine", "NO DATA"],
    ["06A2", "misfires", "NO DATA"],
    ["07", "what is pending, by unit", "7E80447010420AAAAAA|7EC024700AAAAAAAAAA"],
  ])("%s: %s", async (request, _what, expected) => {
    expect(await answers(electric, [request])).toEqual([expected]);
  });

  test("says before CAN only what there is room for", async () => {
    const [supported, data] = await answers({ ...electric, protocol: "5" }, ["0180", "019A"]);
    // Nothing from 81 to 9F; more from A0 on.
    expect(supported).toMatch(/^86F110418000000001..$/);
    expect(data).toBe("NO DATA");
  });

  test("names itself a drive, not an engine", async () => {
    const [, name] = await answers(electric, ["ATSH7E0", "090A"]);
    expect(Buffer.from(dataOf(name)).toString("latin1")).toMatch(/^PCM\0-PowertrainCtrl/);
  });

  test("gives its maker's data of the pack to whoever asks the battery unit", async () => {
    const [, basic, health] = await answers(electric, ["ATSH7E4", "220101", "220105"]);
    const data = dataOf(basic);
    expect(data.length).toBe(59);
    expect(data[4]).toBe(123);
    // 20.0 A out of the battery, 375.0 V.
    expect(data.slice(10, 14)).toEqual([0x00, 0xc8, 0x0e, 0xa6]);
    expect(data.slice(14, 16)).toEqual([7, 253]);
    expect(data.slice(23, 27)).toEqual([196, 12, 195, 77]);
    expect(data.slice(57)).toEqual([0x03, 0xe8]);
    expect(data[9]).toBe(0x01);
    expect(data[50]).toBe(0x0d);
    expect(dataOf(health).length).toBe(43);
    expect(dataOf(health).slice(25, 27)).toEqual([0x03, 0xa6]);
    expect(dataOf(health)[31]).toBe(121);
  });

  test("says by the same data that it charges", async () => {
    const readings = { ...electric.readings, [`${pack}.Charging.IsCharging`]: 1, [`${pack}.CurrentCurrent`]: 150 };
    const [, basic] = await answers({ readings }, ["ATSH7E4", "220101"]);
    expect(dataOf(basic)[9]).toBe(0x81);
    expect(dataOf(basic)[50]).toBe(0x09);
    // -150.0 A: into the battery.
    expect(dataOf(basic).slice(10, 12)).toEqual([0xfa, 0x24]);
  });
});

describe("a hybrid", () => {
  test.each([
    ["010C", "engine speed", "7E804410C1AF8AAAAAA"],
    ["015B", "charge, from the engine and the battery unit", "7E803415B99AAAAAAAA|7EB03415B99AAAAAAAA"],
    ["019A", "its pack", "7E81008419A06005DC0|7E821FF38AAAAAAAAAA|7EB1008419A06005DC0|7EB21FF38AAAAAAAAAA"],
    ["06A0", "the misfire monitors of its engine", "7E80646A0F8000000AA"],
    ["0151", "a type that no signal tells", "NO DATA"],
    ["220101", "data of another maker", "NO DATA"],
  ])("%s: %s", async (request, _what, expected) => {
    expect(await answers(hybrid, [request])).toEqual([expected]);
  });
});

describe("the control units of a car follow from its signals", () => {
  const named = (readings: TerminalOptions["readings"] = {}, units?: readonly string[]): readonly string[] =>
    unitsOf(new Set(Object.keys(readings) as SignalPath[]), units).map(({ name }) => name);
  test.each([
    ["a petrol car", { ...road, ...ofEngine }, ["engine"]],
    ["a hybrid", hybrid.readings, ["engine", "battery"]],
    ["an electric car", electric.readings, ["drive", "battery"]],
    ["a drive that is only a trace on the map", { "Vehicle.Speed": 0 }, ["engine"]],
  ])("%s", (_, readings, expected) => {
    expect(named(readings)).toEqual(expected);
  });

  test("unless they are named", () => {
    expect(named(electric.readings, ["engine", "transmission"])).toEqual(["drive", "transmission"]);
    expect(named(hybrid.readings, [])).toEqual(["engine"]);
  });

  test("a car whose fuel is known is not electric, whatever its pack", () => {
    expect(isElectric(new Set(["Vehicle.OBD.HybridBatteryRemaining"]))).toBe(true);
    expect(
      isElectric(new Set(["Vehicle.OBD.HybridBatteryRemaining", "Vehicle.Powertrain.FuelSystem.RelativeLevel"])),
    ).toBe(false);
  });
});
