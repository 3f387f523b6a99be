import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { createEmulator } from "../../../simulators/elm327/emulator.ts";
import { written } from "../recorded.ts";
import { dial, idling, plugged } from "./client.ts";

type Exchange = readonly [sent: string, answer: string];

const conversations: Readonly<Record<string, { readonly protocol?: string; readonly talk: readonly Exchange[] }>> = {
  "a chip fresh from power echoes, spaces and hides headers": {
    talk: [
      ["ATI\r", "ATI\rELM327 v1.5\r\r>"],
      ["at @1\r", "at @1\rOBDII to RS232 Interpreter\r\r>"],
      ["ATZ\r", "ATZ\r\r\rELM327 v1.5\r\r>"],
      ["ATE0\r", "ATE0\rOK\r\r>"],
      ["ATRV\r", "14.1V\r\r>"],
      ["ATXYZ\r", "?\r\r>"],
      ["hello\r", "?\r\r>"],
    ],
  },
  "linefeeds come with every line end once they are on": {
    talk: [
      ["ATL1\r", "ATL1\rOK\r\n\r\n>"],
      ["ATI\r", "ATI\r\nELM327 v1.5\r\n\r\n>"],
      ["ATL0\r\n", "ATL0\r\nOK\r\r>"],
    ],
  },
  "the search for the bus is shown once, and the bus then has a name": {
    talk: [
      ["ATE0\r", "ATE0\rOK\r\r>"],
      ["ATDPN\r", "A0\r\r>"],
      ["0100\r", "SEARCHING...\r41 00 88 18 00 11\r\r>"],
      ["0100\r", "41 00 88 18 00 11\r\r>"],
      ["ATDPN\r", "A6\r\r>"],
      ["ATDP\r", "AUTO, ISO 15765-4 (CAN 11/500)\r\r>"],
      ["ATPC\r", "OK\r\r>"],
      ["0100\r", "41 00 88 18 00 11\r\r>"],
      ["ATSP0\r", "OK\r\r>"],
      ["0105\r", "SEARCHING...\r41 05 7B\r\r>"],
    ],
  },
  "the bitmaps name what the drive has, and nothing more": {
    talk: [
      ["ATE0\r", "ATE0\rOK\r\r>"],
      ["ATSP6\r", "OK\r\r>"],
      ["0100\r", "41 00 88 18 00 11\r\r>"],
      ["0120\r", "41 20 00 00 00 01\r\r>"],
      ["0140\r", "41 40 40 00 00 00\r\r>"],
      ["0160\r", "NO DATA\r\r>"],
      ["0900\r", "49 00 54 40 00 00\r\r>"],
    ],
  },
  "service 01 with every way of printing": {
    talk: [
      ["ATE0\r", "ATE0\rOK\r\r>"],
      ["ATSP6\r", "OK\r\r>"],
      ["010C\r", "41 0C 1A F8\r\r>"],
      ["01 0c 1\r", "41 0C 1A F8\r\r>"],
      ["ATS0\r", "OK\r\r>"],
      ["010C\r", "410C1AF8\r\r>"],
      ["ATH1\r", "OK\r\r>"],
      ["010C\r", "7E804410C1AF8AAAAAA\r\r>"],
      ["ATS1\r", "OK\r\r>"],
      ["010C\r", "7E8 04 41 0C 1A F8 AA AA AA\r\r>"],
      ["ATH0\r", "OK\r\r>"],
      ["ATCAF0\r", "OK\r\r>"],
      ["02010C\r", "04 41 0C 1A F8 AA AA AA\r\r>"],
    ],
  },
  "several PIDs in one request answer in one message, without those the car lacks": {
    talk: [
      ["ATE0\r", "ATE0\rOK\r\r>"],
      ["ATSP6\r", "OK\r\r>"],
      ["010C0D\r", "41 0C 1A F8 0D 00\r\r>"],
      ["010C0D0504\r", "008\r0: 41 0C 1A F8 0D 00\r1: 05 7B AA AA AA AA AA\r\r>"],
      ["010A\r", "NO DATA\r\r>"],
      ["020C01\r", "NO DATA\r\r>"],
    ],
  },
  "an empty line repeats the last command": {
    talk: [
      ["ATE0\r", "ATE0\rOK\r\r>"],
      ["ATSP6\r", "OK\r\r>"],
      ["0105\r", "41 05 7B\r\r>"],
      ["\r", "41 05 7B\r\r>"],
    ],
  },
  "the VIN comes in three frames": {
    talk: [
      ["ATE0\r", "ATE0\rOK\r\r>"],
      ["ATSP6\r", "OK\r\r>"],
      ["0902\r", "014\r0: 49 02 01 31 4D 38\r1: 47 44 4D 39 41 58 4B\r2: 50 30 34 32 37 38 38\r\r>"],
      ["ATS0\r", "OK\r\r>"],
      ["0902\r", "014\r0:490201314D38\r1:47444D3941584B\r2:50303432373838\r\r>"],
      ["ATH1\r", "OK\r\r>"],
      ["09021\r", "7E81014490201314D38\r7E82147444D3941584B\r7E82250303432373838\r\r>"],
    ],
  },
  "trouble codes, and what is left of them after they are cleared": {
    talk: [
      ["ATE0\r", "ATE0\rOK\r\r>"],
      ["ATSP6\r", "OK\r\r>"],
      ["03\r", "43 02 02 17 03 01\r\r>"],
      ["07\r", "47 01 04 20\r\r>"],
      ["0A\r", "4A 00\r\r>"],
      ["0101\r", "41 01 82 07 65 00\r\r>"],
      ["04\r", "44\r\r>"],
      ["03\r", "43 00\r\r>"],
      ["0101\r", "41 01 00 07 65 00\r\r>"],
    ],
  },
  "29-bit identifiers": {
    protocol: "7",
    talk: [
      ["ATE0\r", "ATE0\rOK\r\r>"],
      ["ATH1\r", "OK\r\r>"],
      ["0105\r", "SEARCHING...\r18 DA F1 10 03 41 05 7B AA AA AA AA\r\r>"],
      ["ATS0\r", "OK\r\r>"],
      ["0105\r", "18DAF1100341057BAAAAAAAA\r\r>"],
      ["ATDPN\r", "A7\r\r>"],
    ],
  },
  "ISO 9141-2: headers and check byte, codes without a count, the VIN in five messages": {
    protocol: "3",
    talk: [
      ["ATE0\r", "ATE0\rOK\r\r>"],
      ["ATSP3\r", "OK\r\r>"],
      ["0105\r", "BUS INIT: ...OK\r41 05 7B\r\r>"],
      ["ATH1\r", "OK\r\r>"],
      ["0105\r", "48 6B 10 41 05 7B 84\r\r>"],
      ["ATH0\r", "OK\r\r>"],
      ["03\r", "43 02 17 03 01 00 00\r\r>"],
      ["010C0D\r", "NO DATA\r\r>"],
      [
        "0902\r",
        "49 02 01 00 00 00 31\r49 02 02 4D 38 47 44\r49 02 03 4D 39 41 58\r49 02 04 4B 50 30 34\r49 02 05 32 37 38 38\r\r>",
      ],
    ],
  },
  "KWP: the length is in the header": {
    protocol: "5",
    talk: [
      ["ATE0\r", "ATE0\rOK\r\r>"],
      ["ATH1\r", "OK\r\r>"],
      ["0105\r", "SEARCHING...\r83 F1 10 41 05 7B 45\r\r>"],
    ],
  },
  "a bus the car does not have": {
    protocol: "6",
    talk: [
      ["ATE0\r", "ATE0\rOK\r\r>"],
      ["ATSP7\r", "OK\r\r>"],
      ["0100\r", "CAN ERROR\r\r>"],
      ["ATSP3\r", "OK\r\r>"],
      ["0100\r", "BUS INIT: ...ERROR\r\r>"],
      ["ATSPA7\r", "OK\r\r>"],
      ["0105\r", "SEARCHING...\r41 05 7B\r\r>"],
    ],
  },
};

describe("the adapter, byte for byte", () => {
  test.each(Object.entries(conversations))("%s", async (_name, { protocol = "6", talk }) => {
    const { port } = await plugged(idling, { protocol, now: () => 0 });
    const client = await dial(port);
    for (const [sent, answer] of talk) expect([sent, await client.ask(sent)]).toEqual([sent, answer]);
  });

  test("a character while the ECU is busy stops the request and is lost", async () => {
    const { promise: never } = Promise.withResolvers<void>();
    const { port } = await plugged(idling, { ecuDelayMs: 50, now: () => 0, wait: () => never });
    const client = await dial(port);
    await client.ask("ATE0\r");
    client.send("010C\r");
    expect(await client.ask("x")).toBe("SEARCHING...\rSTOPPED\r\r>");
    expect(await client.ask("ATI\r")).toBe("ELM327 v1.5\r\r>");
  });

  test("commands in one packet are answered one by one", async () => {
    const { port } = await plugged(idling, { now: () => 0 });
    const client = await dial(port);
    client.send("ATE0\rATL0\rATH1\r");
    expect([await client.prompt(), await client.prompt(), await client.prompt()]).toEqual([
      "ATE0\rOK\r\r>",
      "OK\r\r>",
      "OK\r\r>",
    ]);
  });
});

describe("trouble around the adapter", () => {
  test("a port in use is named with what to do", async () => {
    const { port } = await plugged(idling);
    const drive = written("d.jsonl", ['{"kind":"drive","drive":"d","at":0}']);
    await expect(createEmulator({ drive, port })).rejects.toThrow(
      `The port is taken by another program: 127.0.0.1:${port}. Stop that program or choose another port.`,
    );
  });

  test("a client that vanishes in the middle of a command leaves the next one a fresh chip", async () => {
    const { port } = await plugged(idling, { now: () => 0 });
    const rude = connect(port, "127.0.0.1");
    await new Promise<void>((resolve) => rude.once("connect", () => resolve()));
    rude.write("ATE0\r010");
    rude.resetAndDestroy();
    expect(await (await dial(port)).ask("ATI\r")).toBe("ATI\rELM327 v1.5\r\r>");
  });
});
