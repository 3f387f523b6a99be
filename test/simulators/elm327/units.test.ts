import { describe, expect, test } from "vitest";
import { plugInWith, type TerminalOptions } from "./terminal.ts";

const all: TerminalOptions = { units: ["transmission", "battery"] };

type Exchange = readonly [sent: string, answer: string];
const conversations: Readonly<
  Record<string, { readonly options?: TerminalOptions; readonly talk: readonly Exchange[] }>
> = {
  "every unit answers a request to all of them, and only those that know the PID": {
    talk: [
      ["0100", "7E8064100881800 11AA|7E906410080180010AA|7EB06410080000011AA"],
      ["010C", "7E804410C1AF8AAAAAA|7E904410C1AF8AAAAAA"],
      ["0105", "7E80341057BAAAAAAAA"],
      ["015B", "7E803415B99AAAAAAAA|7EB03415B99AAAAAAAA"],
      ["010C0D05", "7E8100 8410C1AF80D32|7E821057BAAAAAAAAAA|7E906410C1AF80D32AA"],
      ["015E", "NO DATA"],
    ],
  },
  "each unit has its own codes, and its own count of them": {
    talk: [
      ["03", "7E806430202170301AA|7E90443010741AAAAAA|7EB0443010A80AAAAAA"],
      ["07", "7E80447010420AAAAAA|7E9024700AAAAAAAAAA|7EB024700AAAAAAAAAA"],
      ["0101", "7E8064101820765 00AA|7E906410181076500AA|7EB06410181076500AA"],
    ],
  },
  "one unit by its address says no to what it does not know": {
    talk: [
      ["ATSH7E1", "OK"],
      ["0105", "7E9037F0112AAAAAAAA"],
      ["010C", "7E904410C1AF8AAAAAA"],
      ["0601", "7E9037F0611AAAAAAAA"],
      ["2101", "7E9037F2111AAAAAAAA"],
      ["ATSH7E5", "OK"],
      ["010C", "NO DATA"],
      ["ATSH7DF", "OK"],
      ["015B", "7E803415B99AAAAAAAA|7EB03415B99AAAAAAAA"],
    ],
  },
  "29-bit identifiers: by priority and address": {
    options: { ...all, protocol: "7" },
    talk: [
      ["ATSHDA18F1", "OK"],
      ["010C", "18DAF11804410C1AF8AAAAAA"],
      ["ATSH18DA1BF1", "OK"],
      ["015B", "18DAF11B03415B99AAAAAAAA"],
      ["ATSHDB33F1", "OK"],
      ["0105", "18DAF1100341057BAAAAAAAA"],
    ],
  },
  "KWP by address, with the length in the first byte": {
    options: { ...all, protocol: "5" },
    talk: [
      ["ATSH8118F1", "OK"],
      ["010C", "84F118410C1AF8EC"],
      ["0105", "83F1187F01121E"],
    ],
  },
  "a filter hides the other units": {
    talk: [
      ["ATCRA7E9", "OK"],
      ["010C", "7E904410C1AF8AAAAAA"],
      ["ATCRA7EX", "OK"],
      ["010C", "7E804410C1AF8AAAAAA|7E904410C1AF8AAAAAA"],
      ["ATCRA", "OK"],
      ["ATCF7E8", "OK"],
      ["ATCM7FF", "OK"],
      ["010C", "7E804410C1AF8AAAAAA"],
      ["ATCM7F0", "OK"],
      ["010C", "7E804410C1AF8AAAAAA|7E904410C1AF8AAAAAA"],
    ],
  },
  "without flow control a unit stops after the first frame": {
    talk: [
      ["ATCFC0", "OK"],
      ["0902", "7E81014490201314D38"],
      ["ATCFC1", "OK"],
      ["0902", "7E81014490201314D38|7E82147444D3941584B|7E82250303432373838"],
    ],
  },
  "flow control with the host's own header reaches the unit it names": {
    talk: [
      ["ATFCSH7E1", "OK"],
      ["ATFCSM1", "?"],
      ["ATFCSD300000", "OK"],
      ["ATFCSM1", "OK"],
      ["0902", "7E81014490201314D38"],
      ["ATFCSH7E0", "OK"],
      ["0902", "7E81014490201314D38|7E82147444D3941584B|7E82250303432373838"],
      ["ATFCSD320000", "OK"],
      ["0902", "7E81014490201314D38"],
      ["ATFCSM0", "OK"],
      ["0902", "7E81014490201314D38|7E82147444D3941584B|7E82250303432373838"],
    ],
  },
  "the length behind the header, and a frame packed by hand": {
    talk: [
      ["ATD1", "OK"],
      ["0105", "7E880341057BAAAAAAAA"],
      ["ATD0", "OK"],
      ["ATCAF0", "OK"],
      ["020105", "7E80341057BAAAAAAAA"],
      ["0105", "NO DATA"],
    ],
  },
};

describe("several control units", () => {
  test.each(Object.entries(conversations))("%s", async (_name, { options = all, talk }) => {
    const terminal = await plugInWith([`ATSP${options.protocol ?? "6"}`, "ATS0", "ATH1", "ATPC"], options);
    await terminal.ask("0100");
    for (const [sent, answer] of talk) {
      const lines = answer.startsWith("NO") ? answer : answer.replaceAll(" ", "").replaceAll("|", "\r");
      expect([sent, await terminal.ask(sent)]).toEqual([sent, `${lines}\r\r>`]);
    }
  });

  test("an adapter that is told not to listen prompts at once", async () => {
    const terminal = await plugInWith(["ATSP6", "ATR0"], all);
    expect(await terminal.ask("010C")).toBe("\r>");
    expect(terminal.sent.length).toBeGreaterThan(0);
  });
});
