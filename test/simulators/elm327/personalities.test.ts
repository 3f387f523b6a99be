import { describe, expect, test } from "vitest";
import { ideal, personalities, personalityNamed } from "../../../simulators/elm327/personalities.ts";
import type { Chances } from "../../../simulators/elm327/personality.ts";
import { plugIn, plugInWith, type Terminal } from "./terminal.ts";

const ready = ["ATSP6", "ATS0", "ATH1"];
const certainly = (chance: keyof Chances) => ({ ...ideal, chances: { [chance]: 1 } });

describe("kinds of adapter", () => {
  test("each has a name of its own and a sentence, and troubles that leave room for answers", () => {
    expect(new Set(personalities.map(({ name }) => name)).size).toBe(personalities.length);
    for (const { says, chances = {} } of personalities) {
      expect(says).toMatch(/^[^.]{20,100}$/);
      expect(Object.values(chances).reduce((sum, chance) => sum + chance, 0)).toBeLessThan(0.5);
    }
    expect(personalityNamed("none such")).toBeUndefined();
  });

  test.each([
    ["genuine-1.4b", "ELM327 v1.4b"],
    ["genuine-2.1", "ELM327 v2.1"],
    ["clone-1.5", "ELM327 v1.5"],
    ["stn1110", "ELM327 v1.4b"],
  ])("%s calls itself %s", async (personality, banner) => {
    const terminal = await plugInWith([], { personality });
    expect(await terminal.ask("ATI")).toBe(`${banner}\r\r>`);
    expect(await terminal.ask("ATZ")).toBe(`\r\r${banner}\r\r>`);
  });

  test("an STN chip has commands of its own, which no other knows", async () => {
    const stn = await plugInWith([], { personality: "stn1110" });
    expect(await stn.ask("STI")).toBe("STN1110 v4.0.3\r\r>");
    expect(await stn.ask("STDI")).toBe("STN1110 r2.0\r\r>");
    expect(await stn.ask("STVR")).toBe("14.1V\r\r>");
    expect(await stn.ask("STXYZ")).toBe("?\r\r>");
    expect(await (await plugInWith([])).ask("STI")).toBe("?\r\r>");
  });

  test.each(["ATCAF1", "ATAL", "ATAT2", "ATFCSH7E0", "ATFCSM1", "ATPPS", "ATIGN"])(
    "clone-1.5 refuses %s",
    async (command) => {
      const clone = await plugInWith([], { personality: "clone-1.5" });
      expect(await clone.ask(command)).toBe("?\r\r>");
      const genuine = await plugInWith(["ATFCSH7E0", "ATFCSD300000"], { personality: "genuine-2.1" });
      expect(await genuine.ask(command)).not.toBe("?\r\r>");
    },
  );

  test("one is never heard of again after ATTPA0", async () => {
    const terminal = await plugInWith([], { personality: "clone-2.1-locks-up-on-ATTPA0" });
    expect(await terminal.ask("ATTPA0")).toBe("");
    expect(await terminal.ask("ATI")).toBe("");
  });

  test("slow Bluetooth brings pieces of at most 64 characters, in order", async () => {
    const terminal = await plugInWith(["ATSP6"], {
      personality: "slow-bluetooth",
      units: ["transmission", "battery"],
      ecuDelayMs: 10,
    });
    const [answer, tookMs] = await terminal.timed("03");
    expect(answer).toBe("43 02 02 17 03 01 \r43 01 07 41 \r43 01 0A 80 ".replaceAll(" \r", "\r").trim());
    expect(tookMs).toBeGreaterThan(200);
    await terminal.ask("ATPPS");
    expect(Math.max(...terminal.pieces.map((piece) => piece.length))).toBe(64);
    expect(terminal.heard()).toMatch(/^00:FF F {2}01:FF F[^>]*2F:FF F\r\r>$/);
  });

  test("an echo that outlives ATE0 by four commands", async () => {
    const terminal = await plugInWith([], { personality: "echoes-before-E0" });
    const answers = [];
    for (let n = 0; n < 5; n += 1) answers.push(await terminal.ask("ATL0"));
    expect(answers).toEqual([...Array.from({ length: 4 }, () => "ATL0\rOK\r\r>"), "OK\r\r>"]);
  });

  test("junk around the banner", async () => {
    const terminal = await plugInWith([], { personality: "junk-after-reset" });
    expect(await terminal.ask("ATZ")).toBe("\r\r\xfc\0ELM327 v1.5\0\0\r\r>");
  });

  test("units that ask for more time first", async () => {
    const terminal = await plugInWith([...ready, "ATAT0"], { personality: "slow-ecu", ecuDelayMs: 10 });
    await terminal.ask("0100");
    expect(await terminal.timed("07")).toEqual(["7E8037F0778AAAAAAAA\r7E80447010420AAAAAA", 910]);
    const [answer] = await terminal.timed("010C");
    expect(answer).toBe("7E804410C1AF8AAAAAA");
  });

  test("units that refuse aloud what the others answer", async () => {
    const terminal = await plugInWith(ready, { personality: "refusing-ecu", units: ["transmission"], ecuDelayMs: 10 });
    expect(await terminal.ask("0105")).toBe("7E80341057BAAAAAAAA\r7E9037F0112AAAAAAAA\r\r>");
    expect(await terminal.ask("015E")).toBe("7E8037F0112AAAAAAAA\r7E9037F0112AAAAAAAA\r\r>");
  });
});

/** An ideal adapter to which one thing happens at every request; the settings are made and the bus is open. */
const struck = async (chance: keyof Chances, protocol = "6"): Promise<Terminal> =>
  plugInWith([`ATSP${protocol}`, "ATS0", "ATH1"], {
    personality: certainly(chance),
    protocol,
    units: ["transmission"],
  });

describe("what can happen to a request", () => {
  test.each<readonly [keyof Chances, RegExp]>([
    ["stopped", /^STOPPED\r\r>$/],
    ["bufferFull", /^7E804410C1AF8AAAAAA\rBUFFER FULL\r\r>$/],
    ["dataError", /^(7E804|7E904).*\r.*<DATA ERROR\r\r>$|<DATA ERROR\r7E904410C1AF8AAAAAA\r\r>$/],
    ["rxError", /<RX ERROR/],
    ["busError", /^CAN ERROR\r\r>$/],
    ["lvReset", /LV RESET\r\r>$/],
    ["err94", /^ERR94\r\r>$/],
    ["alert", /(ACT|LP) ALERT/],
    ["hang", /^$/],
  ])("%s", async (chance, said) => {
    const terminal = await struck(chance);
    expect(await terminal.ask("010C")).toMatch(said);
  });

  test("a fault of a serial bus is worded otherwise", async () => {
    expect(await (await struck("busError", "3")).ask("010C")).toMatch(/^(BUS|FB) ERROR\r\r>$/);
  });

  test.each(["lvReset", "err94"] as const)("after %s the settings are those of a fresh chip", async (chance) => {
    const terminal = await struck(chance);
    await terminal.ask("010C");
    expect(await terminal.ask("ATI")).toBe("ATI\rELM327 v1.5\r\r>");
  });

  test("a late answer comes whole after three seconds, and the adapter has long been ready", async () => {
    const terminal = await struck("late");
    const [answer, tookMs] = await terminal.timed("010C");
    expect([answer, tookMs]).toEqual(["7E804410C1AF8AAAAAA\r7E904410C1AF8AAAAAA", 3_000]);
  });

  test("the connection breaks inside a line", async () => {
    const terminal = await struck("disconnect");
    expect(await terminal.ask("010C")).toBe("7E804410C1AF8AAAAAA\r7");
    expect(terminal.isOpen()).toBe(false);
  });

  test("a hung adapter hears nothing until the next connection", async () => {
    const terminal = await struck("hang");
    await terminal.ask("010C");
    expect(await terminal.ask("ATZ")).toBe("");
  });

  test("the same seed has the same troubles, another one others", async () => {
    const drive = async (seed: number): Promise<readonly string[]> => {
      const terminal = await plugInWith(ready, { personality: "drops-characters", seed });
      const answers: string[] = [];
      for (let n = 0; n < 50; n += 1) answers.push(await terminal.ask("010C"));
      return answers;
    };
    expect(await drive(3)).toEqual(await drive(3));
    expect(await drive(3)).not.toEqual(await drive(4));
  });
});

describe("other words of the chip", () => {
  test("low power comes a second after its OK, and the character that wakes it is lost", async () => {
    const terminal = plugIn();
    await terminal.ask("ATE0");
    expect(await terminal.ask("ATLP")).toBe("OK\r\r>");
    expect(await terminal.ask("ATI")).toBe("ELM327 v1.5\r\r>");
    await terminal.time.run(1_000);
    terminal.send(" ");
    expect(terminal.heard()).toBe("ELM327 v1.5\r\r>\r\rELM327 v1.5\r\r>");
    expect(await terminal.ask("ATI")).toBe("ATI\rELM327 v1.5\r\r>");
  });

  test("what still ran when the chip fell asleep is over when it wakes", async () => {
    const terminal = plugIn();
    terminal.send("ATLP\rATMA\r");
    await terminal.time.run(5_000);
    terminal.send(" ");
    await terminal.time.run(1_000);
    expect(await terminal.ask("ATZ")).toContain("ELM327 v");
  });

  test("monitoring goes on until a character comes", async () => {
    const terminal = await plugInWith(ready);
    terminal.send("ATMA\r");
    await terminal.time.run(10_000);
    expect(await terminal.ask("x")).toBe("STOPPED\r\r>");
  });

  test("programmable parameters survive a reset", async () => {
    const terminal = await plugInWith([]);
    for (const command of ["ATPP09SVFF", "ATPP09ON", "ATPP03SV19", "ATPP03ON", "ATZ"]) await terminal.ask(command);
    expect(await terminal.ask("ATI")).toBe("ELM327 v1.5\r\r>");
    expect(await terminal.ask("ATPPS")).toMatch(/03:19 N[^>]*09:FF N/);
  });

  test.each([
    ["ATIGN", "ON"],
    ["AT@1", "OBDII to RS232 Interpreter"],
    ["AT@2", "?"],
    ["ATCS", "T:00 R:00"],
    ["ATRD", "00"],
    ["ATFCSM1", "?"],
    ["ATCSM1", "OK"],
    ["ATTPA6", "OK"],
    ["ATSPA6", "OK"],
    ["0102030405060708", "?"],
    ["01 0C 0D 05 0B 11 0F 10", "?"],
  ])("%s: %s", async (command, answer) => {
    const terminal = await plugInWith(ready);
    expect(await terminal.ask(command)).toBe(`${answer}\r\r>`);
  });
});
