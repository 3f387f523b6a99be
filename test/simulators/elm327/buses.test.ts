import { describe, expect, test } from "vitest";
import { crcOf } from "../../../simulators/elm327/framing.ts";
import { plugIn, plugInWith } from "./terminal.ts";

/** Checked by hand: J1850 ends with a CRC-8, ISO 9141-2 and KWP with the sum of all bytes before. */
const buses: readonly (readonly [string, string, first: string, rpm: string, words: string])[] = [
  ["1", "J1850 PWM", "", "416B10410C1AF83D", "AUTO, SAE J1850 PWM"],
  ["2", "J1850 VPW", "", "486B10410C1AF8B2", "AUTO, SAE J1850 VPW"],
  ["3", "ISO 9141-2", "BUS INIT: ...OK\r", "486B10410C1AF822", "AUTO, ISO 9141-2"],
  ["4", "KWP slow", "BUS INIT: ...OK\r", "84F110410C1AF8E4", "AUTO, ISO 14230-4 (KWP 5BAUD)"],
  ["5", "KWP fast", "BUS INIT: OK\r", "84F110410C1AF8E4", "AUTO, ISO 14230-4 (KWP FAST)"],
  ["6", "CAN 11/500", "", "7E804410C1AF8AAAAAA", "AUTO, ISO 15765-4 (CAN 11/500)"],
  ["7", "CAN 29/500", "", "18DAF11004410C1AF8AAAAAA", "AUTO, ISO 15765-4 (CAN 29/500)"],
  ["8", "CAN 11/250", "", "7E804410C1AF8AAAAAA", "AUTO, ISO 15765-4 (CAN 11/250)"],
  ["9", "CAN 29/250", "", "18DAF11004410C1AF8AAAAAA", "AUTO, ISO 15765-4 (CAN 29/250)"],
];

describe.each(buses)("bus %s, %s", (protocol, _name, first, rpm, words) => {
  test("is opened when chosen, prints headers and check bytes, and has a name", async () => {
    const chosen = await plugInWith([`ATSP${protocol}`, "ATS0"], { protocol });
    expect(await chosen.ask("010C")).toBe(`${first}410C1AF8\r\r>`);
    await chosen.ask("ATH1");
    expect(await chosen.ask("010C")).toBe(`${rpm}\r\r>`);
    expect(await chosen.ask("ATDPN")).toBe(`${protocol}\r\r>`);
  });

  test("is found by a search", async () => {
    const searching = await plugInWith([], { protocol });
    expect(await searching.ask("010C")).toBe("SEARCHING...\r41 0C 1A F8\r\r>");
    expect(await searching.ask("ATDPN")).toBe(`A${protocol}\r\r>`);
    expect(await searching.ask("ATDP")).toBe(`${words}\r\r>`);
  });

  test("is not mistaken for another one, and a car that sleeps is not reached", async () => {
    const other = protocol === "6" ? "7" : "6";
    const wrong = await plugInWith([`ATSP${other}`], { protocol });
    expect(await wrong.ask("010C")).toMatch(/ERROR|NO DATA/);
    const asleep = plugIn({ protocol });
    asleep.car.turn(false);
    await asleep.ask("ATE0");
    expect(await asleep.ask("0100")).toBe("SEARCHING...\rUNABLE TO CONNECT\r\r>");
  });
});

test("the CRC of J1850 is the standard's", () => {
  // The request of the ELM327 data sheet's own example: 68 6A F1 01 00 ends with 17.
  expect(crcOf([0x68, 0x6a, 0xf1, 0x01, 0x00])).toBe(0x17);
});

test("SAE J1939 is known by name, and no car answers on it", async () => {
  const terminal = await plugInWith(["ATSPA"]);
  expect(await terminal.ask("ATDP")).toBe("SAE J1939 (CAN 29/250)\r\r>");
  expect(await terminal.ask("0100")).toBe("CAN ERROR\r\r>");
});
